//! What may be spent, and what the market adds to it.

use sfcompute_api::types::OrderPreviewFee;
use sfcompute_types::{Input, Invalid, Price};

use super::dollars::{Dollars, Rate};

/// How much may be committed: by one order, and by all orders together.
///
/// A limit that is not set does not limit. What the market charges on top is counted when
/// [`fee`](Self::fee) says how much that is.
///
/// ```
/// use sfcompute::spend::SpendLimits;
///
/// let limits = SpendLimits::new()
///     .per_order("500")
///     .lifetime("10000")
///     .fee("0.05", 200);
/// # let client = sfcompute::Client::builder().token("sk_test").spend_limits(limits).build()?;
/// # assert!(client.spend_guard().is_some());
/// # Ok::<(), sfcompute::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "limits hold only for the client they are given to"]
pub struct SpendLimits {
    per_order: Option<Dollars>,
    lifetime: Option<Dollars>,
    committed: Dollars,
    fee: Fee,
    /// The first value that cannot be used; it keeps the guard from being made.
    invalid: Option<Invalid>,
}

impl SpendLimits {
    /// No limit: what is committed is counted, and nothing refused.
    pub fn new() -> Self {
        Self::default()
    }

    /// The most that one order may come to, in dollars.
    pub fn per_order(mut self, dollars: impl Input<Dollars>) -> Self {
        self.per_order = self.take(dollars.input()).or(self.per_order);
        self
    }

    /// The most that all orders may come to, in dollars, as long as the guard lives.
    pub fn lifetime(mut self, dollars: impl Input<Dollars>) -> Self {
        self.lifetime = self.take(dollars.input()).or(self.lifetime);
        self
    }

    /// What is committed already, such as by an earlier run of the program, in dollars; nothing
    /// when not given. It counts towards [`lifetime`](Self::lifetime).
    pub fn already_committed(mut self, dollars: impl Input<Dollars>) -> Self {
        self.committed = self.take(dollars.input()).unwrap_or(self.committed);
        self
    }

    /// What the market charges on a fill: so many dollars per node-hour, and so many basis points
    /// (hundredths of a percent) of what the nodes cost. Nothing when not given.
    pub fn fee(
        mut self,
        flat_dollars_per_node_hour: impl Input<Price>,
        percentage_bps: u32,
    ) -> Self {
        if let Some(flat) = self.take(flat_dollars_per_node_hour.input()) {
            self.fee = Fee {
                flat,
                percentage_bps,
            };
        }
        self
    }

    /// The fee of a [preview](crate::orders::Orders::preview_buy). Parts below zero count as zero.
    pub fn fee_of_preview(mut self, fee: &OrderPreviewFee) -> Self {
        self.fee = Fee {
            flat: fee.flat_dollars_per_node_hour,
            percentage_bps: u32::try_from(fee.percentage_bps).unwrap_or(0),
        };
        self
    }

    fn take<T>(&mut self, value: Result<T, Invalid>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(invalid) => {
                self.invalid.get_or_insert(invalid);
                None
            }
        }
    }

    /// The limits, once every value in them can be used.
    pub(super) fn checked(self) -> Result<Checked, Invalid> {
        match self.invalid {
            Some(invalid) => Err(invalid),
            None => Ok(Checked {
                per_order: self.per_order,
                lifetime: self.lifetime,
                committed: self.committed,
                fee: self.fee,
            }),
        }
    }
}

/// Limits whose every value can be used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    pub(super) per_order: Option<Dollars>,
    pub(super) lifetime: Option<Dollars>,
    pub(super) committed: Dollars,
    pub(super) fee: Fee,
}

/// What the market charges on top of the price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fee {
    flat: Price,
    percentage_bps: u32,
}

impl Default for Fee {
    fn default() -> Self {
        Self {
            flat: Price::ZERO,
            percentage_bps: 0,
        }
    }
}

impl Fee {
    /// What a node-hour comes to at a price, fee included; nothing where that is too much to count.
    pub(super) fn on_top_of(&self, price: &Price) -> Option<Rate> {
        let rate = Rate::of(price)?;
        rate.checked_add(rate.basis_points(self.percentage_bps)?)?
            .checked_add(Rate::of(&self.flat)?)
    }
}
