//! Orders: what is asked for, and what became of it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfcompute_types::{Schedule, Timestamp};
use smallvec::SmallVec;

use super::Micros;
use super::arena::{AccountKey, PoolKey, SkuKey, TradeKey};
use super::automation::Automation;
use super::minute::Minute;
use super::shape::Shape;
use super::snapshot::shared;

/// Which way an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// Takes nodes in and pays.
    Buy,
    /// Gives nodes away and is paid.
    Sell,
}

impl Side {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Sell => "sell",
        }
    }

    /// The side that this one trades with.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Buy => Self::Sell,
            Self::Sell => Self::Buy,
        }
    }
}

/// Where an order is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderStatus {
    /// Accepted, and not yet brought to the book.
    Pending,
    /// Rests on the book, nothing filled.
    Standing,
    /// Rests on the book for what is left.
    PartiallyFilled,
    /// Filled to the end.
    Filled,
    /// Over without having filled to the end; may have fills.
    Cancelled,
    /// Turned down after it was accepted.
    Rejected,
}

impl OrderStatus {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Standing => "standing",
            Self::PartiallyFilled => "partially_filled",
            Self::Filled => "filled",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
        }
    }

    /// Whether nothing will change any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Filled | Self::Cancelled | Self::Rejected)
    }

    /// Whether the order is on the book.
    pub const fn is_resting(self) -> bool {
        matches!(self, Self::Standing | Self::PartiallyFilled)
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who placed an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Principal {
    /// The user's or the token's id.
    pub id: String,
    /// Whether that is a person or an API token.
    pub kind: PrincipalKind,
}

/// What placed an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PrincipalKind {
    /// A person.
    User {
        /// The person's email address, where one is known.
        email: Option<String>,
    },
    /// An API token.
    Token {
        /// The token's name, where it has one.
        name: Option<String>,
    },
}

/// An order to be placed.
#[derive(Clone, Debug)]
pub struct NewOrder<'a> {
    /// The pool that receives or gives the nodes, in any form that
    /// [`Engine::find_pool`](super::Engine::find_pool) knows.
    pub pool: &'a str,
    /// Which way it goes.
    pub side: Side,
    /// The id of the SKU.
    pub instance_sku: &'a str,
    /// How many nodes when: exactly one range, with both its ends.
    pub schedule: &'a Schedule,
    /// The most to pay or the least to be paid; rounded to the market's step.
    pub limit_price: sfcompute_types::Price,
    /// Whether what does not fill at once stays on the book.
    pub allow_standing: bool,
    /// Whether fewer nodes or less of the window will do.
    pub allow_partial: bool,
    /// Who places it; shown with the order.
    pub created_by: Option<Arc<Principal>>,
}

/// A command that was carried out, now or before under the same idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted<K> {
    /// What the command made.
    pub key: K,
    /// Whether it was made by an earlier request with the same idempotency key.
    pub is_repeat: bool,
}

/// An order as the engine keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) account: AccountKey,
    pub(crate) pool: PoolKey,
    pub(crate) sku: SkuKey,
    pub(crate) side: Side,
    pub(crate) allow_standing: bool,
    pub(crate) allow_partial: bool,
    pub(crate) is_cancelling: bool,
    /// Whether it is on the book: it rests and can still trade.
    pub(crate) is_listed: bool,
    pub(crate) status: OrderStatus,
    /// As asked for, minutes already gone included.
    pub(crate) nodes: u32,
    pub(crate) start: Minute,
    pub(crate) end: Minute,
    /// Micro-dollars per node-minute.
    pub(crate) rate: i64,
    /// The minute at which time alone changes it next: it can no longer trade, or its window ends.
    pub(crate) wake: Minute,
    /// When it came to the book, by count; decides who is first at a price.
    pub(crate) arrival: u64,
    /// Fetches counted towards a settlement by polls.
    pub(crate) polls: u32,
    pub(crate) created_at: Timestamp,
    /// When it was filled, cancelled or rejected.
    pub(crate) over_at: Option<Timestamp>,
    /// What has not filled, minutes that went by on the book included.
    pub(crate) remaining: Shape,
    /// What is held for it; zero for a sell.
    pub(crate) hold: Micros,
    pub(crate) fills: SmallVec<[TradeKey; 4]>,
    #[serde(with = "shared")]
    pub(crate) created_by: Option<Arc<Principal>>,
    /// What placed it, where that was no request.
    pub(crate) placed_by: Option<Automation>,
}

impl Order {
    /// What of the order can trade from `minute` on.
    ///
    /// Minutes that are gone cannot be delivered. An order that takes all or nothing can trade as
    /// long as all of it is still ahead; so time alone never makes two resting orders meet.
    pub(crate) fn live(&self, minute: Minute) -> Shape {
        match self.remaining.extent() {
            Some((start, _)) if start >= minute => self.remaining.clone(),
            Some(_) if self.allow_partial => self.remaining.from(minute),
            _ => Shape::default(),
        }
    }

    /// The minute at which time alone changes the order next.
    ///
    /// An order on the book leaves it when it can no longer trade: one that takes all or nothing
    /// once its first minute is gone, another once the last minute of what is left is.
    pub(crate) fn next_wake(&self) -> Minute {
        let until = match (self.remaining.extent(), self.allow_partial) {
            (Some((start, _)), false) => start.saturating_add(1),
            (Some((_, end)), true) => end,
            (None, _) => self.end,
        };
        match self.is_listed {
            true => until.min(self.end),
            false => self.end,
        }
    }
}
