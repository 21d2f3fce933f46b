//! A wait that has not begun, and the two ways to follow it.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use super::changes::Changes;
use super::condition::Condition;
use super::lifecycle::{Lifecycle, ended, settled};
use super::pace::Pace;
use super::watch::{Fetch, Told, Watch};
use crate::client::Client;
use crate::error::Error;

/// A wait that has not begun: what to look at, how often, and for how long.
///
/// [`Orders::wait`](crate::orders::Orders::wait), [`Transfers::wait`](crate::transfers::Transfers::wait)
/// and [`Client::wait_for`] make one. The [module's page](super) says how it goes about it.
#[must_use = "a wait looks at nothing until one of its `until` methods is awaited"]
pub struct Waiter<T> {
    client: Client,
    fetch: Fetch<T>,
    told: Option<Told<T>>,
    pace: Pace,
}

impl Client {
    /// A wait for anything that can be looked at: `fetch` makes one look each time it is called.
    ///
    /// It must change nothing, since it is called again and may be dropped half way.
    ///
    /// ```no_run
    /// # async fn run(sfc: sfcompute::Client) -> Result<(), sfcompute::Error> {
    /// use sfcompute::wait::Condition;
    /// use sfcompute::{Pool, Timestamp};
    ///
    /// let now = Timestamp::from_seconds(1_784_624_400);
    /// let stocked = Condition::when("four nodes", move |pool: &Pool| {
    ///     pool.allocation_schedule.total.nodes_at(now) >= 4
    /// });
    /// let client = sfc.clone();
    /// let pool = sfc
    ///     .wait_for(move || client.pools().get("sfc:pool:acme:prod:training"))
    ///     .until(stocked)
    ///     .await?;
    /// # let _ = pool;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for<T, F, R>(&self, fetch: F) -> Waiter<T>
    where
        T: Send + Sync + 'static,
        F: Fn() -> R + Send + Sync + 'static,
        R: IntoFuture<Output = Result<T, Error>>,
        R::IntoFuture: Send + 'static,
    {
        Waiter {
            client: self.clone(),
            fetch: Arc::new(move || Box::pin(fetch().into_future())),
            told: None,
            pace: Pace::default(),
        }
    }
}

impl<T: Send + Sync + 'static> Waiter<T> {
    /// How long to wait at most; 5 minutes when not given. A look that is under way then is given
    /// up.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.pace.deadline = deadline;
        self
    }

    /// How long to wait before the second look, at most; one second when not given, and no less
    /// than 10 ms. Each further interval is half as long again, up to
    /// [`max_interval`](Self::max_interval).
    pub fn interval(mut self, interval: Duration) -> Self {
        self.pace.interval = interval;
        self
    }

    /// The longest interval between two looks; 15 seconds when not given. One that is no longer
    /// than [`interval`](Self::interval) keeps the intervals from growing.
    pub fn max_interval(mut self, interval: Duration) -> Self {
        self.pace.most = interval;
        self
    }

    /// How long the answer "not found" is taken for "not yet", as it may be right after creation;
    /// 10 seconds when not given. Only as long as nothing has been seen.
    pub fn absent_for(mut self, duration: Duration) -> Self {
        self.pace.absent = duration;
        self
    }

    /// How to put a state into words, for messages: a resource and how far it has come.
    pub fn told(mut self, told: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        self.told = Some(Arc::new(told));
        self
    }

    /// Waits for the condition, and returns the first state seen to meet it.
    ///
    /// Dropping the future ends the wait; nothing is left behind.
    ///
    /// # Errors
    ///
    /// [`is_wait_ended`](Error::is_wait_ended), with the [last state](Error::last_state), when the
    /// condition can no longer be met or the deadline comes; whatever a look fails with when
    /// another one would fail as well.
    pub async fn until(self, condition: Condition<T>) -> Result<T, Error> {
        let mut watch = self.start(condition);
        let mut last = None;
        loop {
            let Some(state) = watch.look().await? else {
                return Err(watch.out_of_time(last));
            };
            let verdict = watch.condition().judge(&state);
            if verdict.is_met() {
                return Ok(state);
            }
            if verdict.is_never() {
                return Err(watch.never(state));
            }
            last = Some(state);
        }
    }

    /// Every change that is seen on the way to the condition: the first state, then each that
    /// differs from the one before it, the last being the one that meets the condition.
    ///
    /// The stream ends with an error where [`until`](Self::until) would; a state from which the
    /// condition can no longer be met is yielded before that. What changes and changes back
    /// between two looks is not seen. The wait begins with the first item that is asked for.
    ///
    /// ```no_run
    /// # async fn run(sfc: sfcompute::Client, id: sfcompute::OrderId) -> Result<(), sfcompute::Error> {
    /// use futures_util::TryStreamExt as _;
    /// use sfcompute::wait::ended;
    ///
    /// let mut changes = sfc.orders().wait(&id).changes(ended());
    /// while let Some(order) = changes.try_next().await? {
    ///     println!("{}, {} fills", order.status, order.fills.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn changes(self, condition: Condition<T>) -> Changes<T>
    where
        T: Clone + PartialEq,
    {
        Changes::new(move || self.start(condition))
    }

    fn start(self, condition: Condition<T>) -> Watch<T> {
        let Self {
            client,
            fetch,
            told,
            pace,
        } = self;
        Watch::start(&client.shared, fetch, told, pace, condition)
    }
}

impl<T: Lifecycle + Send + Sync> Waiter<T> {
    /// Waits until the market has dealt with it: an order stands, has filled in part or whole, or
    /// has ended; a transfer has been executed or rejected.
    ///
    /// # Errors
    ///
    /// As [`until`](Self::until).
    pub async fn until_settled(self) -> Result<T, Error> {
        self.until(settled()).await
    }

    /// Waits until it will not change any more, however it has ended.
    ///
    /// # Errors
    ///
    /// As [`until`](Self::until).
    pub async fn until_ended(self) -> Result<T, Error> {
        self.until(ended()).await
    }
}

impl<T> Clone for Waiter<T> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            fetch: Arc::clone(&self.fetch),
            told: self.told.clone(),
            pace: self.pace,
        }
    }
}

impl<T> fmt::Debug for Waiter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
