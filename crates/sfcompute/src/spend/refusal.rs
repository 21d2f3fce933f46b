//! Why an order was not sent.

use std::fmt;

use super::dollars::Dollars;

/// The limit that an order would exceed, and the amounts that it was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendRefusal {
    cap: SpendCap,
    limit: Option<Dollars>,
    committed: Dollars,
    order: Option<Dollars>,
}

/// Which limit stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SpendCap {
    /// The most that one order may come to.
    PerOrder,
    /// The most that all orders may come to.
    Lifetime,
    /// No limit was set, but the amount is too large to count, above 4 * 10^22 dollars.
    Countable,
}

impl SpendRefusal {
    pub(super) fn new(
        cap: SpendCap,
        limit: Option<Dollars>,
        committed: Dollars,
        order: Option<Dollars>,
    ) -> Self {
        Self {
            cap,
            limit,
            committed,
            order,
        }
    }

    /// Which limit stands in the way.
    pub fn cap(&self) -> SpendCap {
        self.cap
    }

    /// The limit in dollars; nothing where none was set and the amount is too large to count.
    pub fn limit(&self) -> Option<Dollars> {
        self.limit
    }

    /// What was committed already, over all orders, when this one was refused.
    pub fn committed(&self) -> Dollars {
        self.committed
    }

    /// What the order may come to, fee included; nothing when that is too large to count.
    pub fn order(&self) -> Option<Dollars> {
        self.order
    }
}

impl fmt::Display for SpendRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.order {
            Some(order) => write!(f, "the order may come to ${order}")?,
            None => f.write_str("what the order may come to is too large to count")?,
        }
        match (self.cap, self.limit) {
            (SpendCap::PerOrder, Some(limit)) => {
                write!(f, ", and one order is limited to ${limit}")
            }
            (SpendCap::Lifetime, Some(limit)) => write!(
                f,
                ", ${} is committed already, and all orders together are limited to ${limit}",
                self.committed
            ),
            _ => write!(f, "; ${} is committed already", self.committed),
        }
    }
}
