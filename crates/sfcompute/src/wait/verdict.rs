//! What a condition makes of a state, and how such judgements combine.

use std::ops;

/// What a condition makes of one state of a resource.
///
/// A wait tells three cases apart: met, not yet, and [`Never`](Self::Never), which ends it. Two of
/// the four values are met. They differ once the condition is negated: what is met for now may be
/// undone by a later state, and so its opposite may still come; what is met for good leaves its
/// opposite no chance.
///
/// | value | holds in this state | may change later | its opposite |
/// |---|---|---|---|
/// | [`Never`](Self::Never) | no | no | `Always` |
/// | [`NotYet`](Self::NotYet) | no | yes | `Met` |
/// | [`Met`](Self::Met) | yes | yes | `NotYet` |
/// | [`Always`](Self::Always) | yes | no | `Never` |
///
/// The table is in order: `and` is the lesser of two, `or` the greater, `not` the mirror image. So
/// De Morgan's laws hold, and so do double negation and distribution.
///
/// ```
/// use sfcompute::wait::Verdict::{Always, Met, Never, NotYet};
///
/// assert_eq!(Met.and(NotYet), NotYet);
/// assert_eq!(Met.or(Never), Met);
/// assert_eq!(NotYet.not(), Met);
/// assert_eq!(Always.not(), Never);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It does not hold, and no state that can follow makes it hold.
    Never,
    /// It does not hold, and may in a later state.
    NotYet,
    /// It holds, and may cease to in a later state.
    Met,
    /// It holds, and will in every state that can follow.
    Always,
}

impl Verdict {
    /// The verdict on something that holds or does not, in a state that is the last one or not.
    pub const fn of(holds: bool, is_last: bool) -> Self {
        match (holds, is_last) {
            (false, true) => Self::Never,
            (false, false) => Self::NotYet,
            (true, false) => Self::Met,
            (true, true) => Self::Always,
        }
    }

    /// Whether it holds in this state.
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::Always)
    }

    /// Whether it can never hold from this state on.
    pub const fn is_never(self) -> bool {
        matches!(self, Self::Never)
    }

    /// The verdict on both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// The verdict on at least one of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The verdict on the opposite. The same as `!verdict`.
    #[must_use]
    // The operator is there too; as a method it reads like the other two.
    #[allow(clippy::should_implement_trait)]
    pub const fn not(self) -> Self {
        match self {
            Self::Never => Self::Always,
            Self::NotYet => Self::Met,
            Self::Met => Self::NotYet,
            Self::Always => Self::Never,
        }
    }
}

impl ops::Not for Verdict {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

impl ops::BitAnd for Verdict {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl ops::BitOr for Verdict {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}
