//! What an engine is told at birth: its seed, how orders settle, and what a fill costs.

use super::ledger::Micros;
use serde::{Deserialize, Serialize};

/// Basis points of the whole.
const WHOLE: i128 = 10_000;

/// How a market behaves. The same configuration and the same commands give the same state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineConfig {
    /// Where ids and generated names come from.
    pub seed: u64,
    /// When an accepted order, cancellation or transfer takes effect.
    pub settlement: Settlement,
    /// What buyer and seller each pay on a fill.
    pub fees: Fees,
    /// How much room images have.
    pub images: ImageLimits,
    /// How long instances take to come up.
    pub boot: BootTimes,
}

/// How long instances take to come up, from when they have a node and are `running`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootTimes {
    /// Seconds until the image is booted and SSH can be reached; 120 by default.
    pub boot_seconds: u32,
    /// Seconds from then on until the host keys have been read; 10 by default.
    pub host_keys_seconds: u32,
}

impl Default for BootTimes {
    fn default() -> Self {
        Self {
            boot_seconds: 120,
            host_keys_seconds: 10,
        }
    }
}

/// How much room images have. Their bytes are kept in memory, deleted ones excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageLimits {
    /// The most bytes of all uploaded images and parts together; 256 MiB by default.
    pub total_bytes: u64,
    /// The most bytes of one part; 64 MiB by default.
    pub part_bytes: u64,
    /// How long an address to send a part to or fetch an image from is good, in seconds; an hour by
    /// default.
    pub address_seconds: u32,
}

impl Default for ImageLimits {
    fn default() -> Self {
        Self {
            total_bytes: 256 << 20,
            part_bytes: 64 << 20,
            address_seconds: 3_600,
        }
    }
}

/// When an accepted order, cancellation or transfer takes effect.
///
/// The market works asynchronously: what it accepts is `pending` first. Money is held and nodes
/// are reserved from the moment of acceptance whichever way is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Settlement {
    /// Before the request is answered: the answer already shows the outcome.
    #[default]
    AtOnce,
    /// So many seconds later, by the engine's clock.
    AfterSeconds(u32),
    /// When the thing is fetched by id once more than so many times: that many fetches still see
    /// it pending. Lists do not count.
    AfterPolls(u32),
}

/// What each side of a fill pays.
///
/// A fill of `n` node-minutes for `t` costs the buyer `n × flat + t × basis points / 10 000`, the
/// fraction of a micro-dollar dropped. The seller pays the same, at most what it is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fees {
    flat_micros_per_node_minute: u32,
    basis_points: u16,
}

impl Fees {
    /// No fees.
    pub const NONE: Self = Self {
        flat_micros_per_node_minute: 0,
        basis_points: 0,
    };

    /// Fees of so many millionths of a dollar per node-minute and so many hundredths of a percent
    /// of what is paid; more than 10 000 of the latter count as 10 000.
    pub fn new(flat_micros_per_node_minute: u32, basis_points: u16) -> Self {
        Self {
            flat_micros_per_node_minute,
            basis_points: basis_points.min(10_000),
        }
    }

    /// The flat part in millionths of a dollar per node-minute.
    pub fn flat_micros_per_node_minute(self) -> u32 {
        self.flat_micros_per_node_minute
    }

    /// The part of what is paid, in hundredths of a percent.
    pub fn basis_points(self) -> u16 {
        self.basis_points
    }

    /// The fee on so many node-minutes sold for `total`; `None` where it cannot be counted.
    ///
    /// Rounding down makes the fees of parts add up to no more than the fee of the whole, so what
    /// was held for a whole order always covers its fills.
    pub(crate) fn on(self, node_minutes: i128, total: Micros) -> Option<Micros> {
        let flat = node_minutes.checked_mul(self.flat_micros_per_node_minute.into())?;
        let share = total.checked_mul(self.basis_points.into())? / WHOLE;
        flat.checked_add(share)
    }

    /// What a buyer may have to pay for so many node-minutes at a rate, fee included.
    pub(crate) fn buying_power(self, rate: i64, node_minutes: i128) -> Option<Micros> {
        let total = node_minutes.checked_mul(rate.into())?;
        total.checked_add(self.on(node_minutes, total)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_has_a_flat_part_and_a_share() {
        let fees = Fees::new(10, 250);
        assert_eq!(fees.on(600, 1_000_000), Some(6_000 + 25_000));
        assert_eq!(
            fees.buying_power(50_000, 60),
            Some(3_000_000 + 600 + 75_000)
        );
    }

    #[test]
    fn a_share_is_rounded_down_and_never_more_than_all() {
        assert_eq!(Fees::new(0, 1).on(1, 19_999), Some(1));
        assert_eq!(Fees::new(0, u16::MAX).on(1, 500), Some(500));
    }

    #[test]
    fn what_cannot_be_counted_is_none() {
        assert_eq!(Fees::new(2, 0).on(i128::MAX, 0), None);
        assert_eq!(Fees::NONE.buying_power(i64::MAX, i128::MAX), None);
    }
}
