//! Conditions: what a wait is for, as values.

use std::fmt;
use std::ops;
use std::sync::Arc;

use super::lifecycle::Lifecycle;
use super::verdict::Verdict;

/// What a wait is for: a judgement of states of a `T`, with a name.
///
/// The ones for orders, transfers and instances are in [this module](super); others are made of a
/// closure. Conditions combine with [`and`](Self::and), [`or`](Self::or) and [`not`](Self::not), or
/// `&`, `|` and `!`; [`Verdict`] says how. Cloning is cheap.
///
/// ```
/// use sfcompute::wait::{Condition, filled, status_in};
/// use sfcompute::{Order, OrderStatus};
///
/// let over = filled().or(status_in([OrderStatus::Cancelled, OrderStatus::Rejected]));
/// assert_eq!(over.to_string(), "filled or status in [cancelled, rejected]");
///
/// let cheap = Condition::when("cheap", |order: &Order| {
///     order.filled_average_price_dollars_per_node_hour <= "2.00".parse().ok()
/// });
/// assert_eq!(filled().and(!cheap).to_string(), "filled and not cheap");
/// ```
pub struct Condition<T> {
    judge: Arc<dyn Fn(&T) -> Verdict + Send + Sync>,
    name: Name,
}

/// A condition's name, and how firmly its words hang together.
#[derive(Clone)]
struct Name {
    text: Arc<str>,
    binds: Binds,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Or,
    And,
    Word,
}

impl<T: 'static> Condition<T> {
    /// A condition of your own, which can tell what may still come from what cannot.
    pub fn new(name: &str, judge: impl Fn(&T) -> Verdict + Send + Sync + 'static) -> Self {
        Self {
            judge: Arc::new(judge),
            name: Name {
                text: name.into(),
                binds: Binds::Word,
            },
        }
    }

    /// A condition that holds or does not, and may change with any later state. Such a wait ends
    /// when it holds or the deadline passes.
    pub fn when(name: &str, holds: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        Self::new(name, move |state| Verdict::of(holds(state), false))
    }

    /// A condition that holds or does not, and is decided for good once the resource
    /// [has ended](Lifecycle::has_ended).
    pub fn until_end(name: &str, holds: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self
    where
        T: Lifecycle,
    {
        Self::new(name, move |state| {
            Verdict::of(holds(state), state.has_ended())
        })
    }

    /// What this condition makes of a state.
    pub fn judge(&self, state: &T) -> Verdict {
        (self.judge)(state)
    }

    /// Both conditions, in the same state.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join(other, "and", Binds::And, Verdict::and)
    }

    /// At least one of the two conditions.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join(other, "or", Binds::Or, Verdict::or)
    }

    /// The opposite. The same as `!condition`.
    #[must_use]
    // The operator is there too; as a method it reads like the other two.
    #[allow(clippy::should_implement_trait)]
    pub fn not(self) -> Self {
        let text = format!("not {}", self.name.within(Binds::Word));
        let judge = self.judge;
        Self {
            judge: Arc::new(move |state| judge(state).not()),
            name: Name {
                text: text.into(),
                binds: Binds::Word,
            },
        }
    }

    fn join(
        self,
        other: Self,
        word: &str,
        binds: Binds,
        combine: fn(Verdict, Verdict) -> Verdict,
    ) -> Self {
        let (left, right) = (self.name.within(binds), other.name.within(binds));
        let text = format!("{left} {word} {right}");
        let (left, right) = (self.judge, other.judge);
        Self {
            judge: Arc::new(move |state| combine(left(state), right(state))),
            name: Name {
                text: text.into(),
                binds,
            },
        }
    }
}

impl Name {
    /// The name as part of a longer one, in brackets where it would fall apart.
    fn within(&self, binds: Binds) -> String {
        if self.binds < binds {
            format!("({})", self.text)
        } else {
            self.text.to_string()
        }
    }
}

impl<T: 'static> ops::Not for Condition<T> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl<T: 'static> ops::BitAnd for Condition<T> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<T: 'static> ops::BitOr for Condition<T> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<T> Clone for Condition<T> {
    fn clone(&self) -> Self {
        Self {
            judge: Arc::clone(&self.judge),
            name: self.name.clone(),
        }
    }
}

impl<T> fmt::Display for Condition<T> {
    /// Its name, made of the names of its parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name.text)
    }
}

impl<T> fmt::Debug for Condition<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({self})")
    }
}

#[cfg(test)]
mod tests;
