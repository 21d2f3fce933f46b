//! What can be done to a request on its way, or to its answer.

use std::fmt;

/// Whether the server gets a request that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// It never does.
    Never,
    /// It does, and has answered before the fault shows.
    Before,
    /// It does once the client has given up: the worst a network may do, and it may.
    Late,
}

impl Delivery {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "not delivered",
            Self::Before => "delivered",
            Self::Late => "delivered late",
        }
    }
}

/// Which part of an answer is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// In the middle of its headers.
    Head,
    /// In the middle of its body.
    Body,
}

/// Until when an answer is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Until [`FaultProxy::release`](super::FaultProxy::release).
    Released,
    /// Until another exchange has come to its end, or nothing else moves.
    Overtaken,
}

/// What happens to one request, or to one connection.
///
/// Its [`Display`](fmt::Display) form is the name under which hits are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The connection is reset as soon as it is made, before anything is read. A fault of
    /// connections: it is met where one is made, whatever is sent over it.
    ResetAtAccept,
    /// The connection is reset, without a byte of answer.
    Reset(Delivery),
    /// The connection is reset in the middle of the answer's body. The server has done its part.
    ResetMidBody,
    /// Nothing comes, and the connection stays, until the client gives up.
    Stall(Delivery),
    /// The answer comes whole, but later.
    Delay(Hold),
    /// The answer ends in the middle, and the connection is closed as if all were well.
    Truncate(Part),
    /// In place of the answer come bytes that are not HTTP.
    Garbage(Delivery),
    /// The answer's head is as it should be; its body is bytes that are not JSON, as many as it
    /// says.
    GarbageBody,
    /// The answer announces more than it has.
    LengthTooLong,
    /// The answer announces less than it has.
    LengthTooShort,
    /// An answer of a gateway, in place of the server's.
    Status {
        /// Its status.
        status: u16,
        /// The text of its `Retry-After`.
        retry_after: Option<&'static str>,
        /// Whether the server did what it was asked all the same.
        delivery: Delivery,
    },
    /// The server gets the request twice at once; the client gets the second answer.
    Duplicate,
}

impl Fault {
    /// A gateway's answer in place of the server's, without `Retry-After`.
    pub const fn status(status: u16, delivery: Delivery) -> Self {
        Self::Status {
            status,
            retry_after: None,
            delivery,
        }
    }

    /// A gateway's answer in place of the server's, with `Retry-After`.
    pub const fn retry_after(status: u16, text: &'static str, delivery: Delivery) -> Self {
        Self::Status {
            status,
            retry_after: Some(text),
            delivery,
        }
    }

    /// Whether it is met by connections and not by requests.
    pub(super) const fn is_of_connections(&self) -> bool {
        matches!(self, Self::ResetAtAccept)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ResetAtAccept => f.write_str("reset at accept"),
            Self::Reset(delivery) => write!(f, "reset, {}", delivery.as_str()),
            Self::ResetMidBody => f.write_str("reset mid-body"),
            Self::Stall(delivery) => write!(f, "stall, {}", delivery.as_str()),
            Self::Delay(Hold::Released) => f.write_str("delay until released"),
            Self::Delay(Hold::Overtaken) => f.write_str("delay until overtaken"),
            Self::Truncate(Part::Head) => f.write_str("truncated head"),
            Self::Truncate(Part::Body) => f.write_str("truncated body"),
            Self::Garbage(delivery) => write!(f, "garbage, {}", delivery.as_str()),
            Self::GarbageBody => f.write_str("garbage body"),
            Self::LengthTooLong => f.write_str("length too long"),
            Self::LengthTooShort => f.write_str("length too short"),
            Self::Status {
                status,
                retry_after,
                delivery,
            } => {
                write!(f, "{status}, {}", delivery.as_str())?;
                match retry_after {
                    Some(text) => write!(f, ", retry after {text}"),
                    None => Ok(()),
                }
            }
            Self::Duplicate => f.write_str("duplicate"),
        }
    }
}
