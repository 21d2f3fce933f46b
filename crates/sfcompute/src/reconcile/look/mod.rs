//! Looking for what an intent has made, by its terms.
//!
//! Nothing here changes anything. Each submodule lists what may be it, whole, and compares it with
//! the intent's body: SKU, side, schedule, price and pools, as the server shows them.

mod instance;
mod order;
mod transfer;

use std::time::Duration;

use sfcompute_types::{PoolId, PoolRef, Schedule, Timestamp};

use super::answer::{Resource, Why};
use crate::client::Client;
use crate::error::Error;
use crate::intent::{Intent, later};
use crate::options::CallOptions;

pub(super) use instance::matches as instance_matches;
pub(super) use order::matches as order_matches;
pub(super) use transfer::matches as transfer_matches;

/// How many entries a page is asked to hold.
const PAGE: u32 = 200;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// On the intent's terms, made while it was being sent.
    pub(super) certain: Vec<Resource>,
    /// On the intent's terms, made at another time that clocks or late sending may explain.
    pub(super) doubtful: Vec<Resource>,
    /// Why finding nothing would prove nothing.
    pub(super) gap: Option<Why>,
}

impl Found {
    fn nothing(gap: Why) -> Self {
        Self {
            gap: Some(gap),
            ..Self::default()
        }
    }

    fn add(&mut self, time: &Span, resource: Resource) {
        match time.of(resource.created_at()) {
            Some(Nearness::Within) => self.certain.push(resource),
            Some(Nearness::Near) => self.doubtful.push(resource),
            None => {}
        }
    }
}

/// When the intent's resource can have been made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The first attempt, by a clock that is behind by the margin.
    pub(super) earliest: Timestamp,
    first: Timestamp,
    last: Timestamp,
}

enum Nearness {
    Within,
    Near,
}

impl Span {
    /// From the first attempt to `last`, give or take the margin.
    pub(super) fn new(first: Timestamp, last: Timestamp, margin: Duration) -> Self {
        let seconds = i64::try_from(margin.as_secs()).unwrap_or(i64::MAX);
        Self {
            earliest: first
                .checked_add_seconds(seconds.saturating_neg())
                .unwrap_or(Timestamp::from_seconds(i64::MIN)),
            first,
            last: later(last, margin),
        }
    }

    fn of(&self, time: Timestamp) -> Option<Nearness> {
        if time < self.earliest {
            None
        } else if (self.first..=self.last).contains(&time) {
            Some(Nearness::Within)
        } else {
            // Later ones too: the intent may have been written down long before it was sent.
            Some(Nearness::Near)
        }
    }
}

/// Looks for what the intent has made.
pub(super) async fn look(
    client: &Client,
    intent: &Intent,
    span: &Span,
    options: &CallOptions,
) -> Result<Found, Error> {
    match intent.operation().id {
        "create_order" => order::look(client, intent, span, options).await,
        "create_pool_transfer" => transfer::look(client, intent, span, options).await,
        "replace_instance" => instance::look(client, intent, span, options).await,
        // There is no list of what an unknown operation makes.
        _ => Ok(Found::nothing(Why::NotVisible)),
    }
}

/// A pool's id, or nothing when the token does not see the pool.
async fn seen_pool(
    client: &Client,
    pool: &PoolRef,
    options: &CallOptions,
) -> Result<Option<PoolId>, Error> {
    match client.pools().get(pool).options(options.clone()).await {
        Ok(pool) => Ok(Some(pool.id)),
        Err(error) if error.is_not_found() || error.is_forbidden() => Ok(None),
        Err(error) => Err(error),
    }
}

/// The same id, or the same after its prefix: the API shows an old id under its new prefix.
fn same_id(a: &str, b: &str) -> bool {
    let suffix = |id: &str| id.split_once('_').map(|(_, suffix)| suffix.to_owned());
    a == b || (suffix(a).is_some() && suffix(a) == suffix(b))
}

/// The same nodes at every moment.
fn same_schedule(a: &Schedule, b: &Schedule) -> bool {
    match (a.normalised(), b.normalised()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}
