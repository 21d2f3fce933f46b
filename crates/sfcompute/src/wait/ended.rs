//! How a wait ends that does not end well.

use std::any::Any;
use std::fmt;

use crate::error::Error;

/// Why a wait ended before its condition was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitEnd {
    /// The deadline passed.
    Deadline,
    /// The resource came to a state from which the condition can never be met.
    NeverMet,
}

/// A wait that ended before its condition was met, and all that it saw.
pub(crate) struct WaitEnded {
    pub(super) end: WaitEnd,
    pub(super) message: String,
    /// The last state that was seen, of whichever type was waited for.
    pub(super) last: Option<Box<dyn Any + Send + Sync>>,
    /// Why the last look that failed did.
    pub(super) failure: Option<Error>,
}

impl WaitEnded {
    /// Why the last look that failed did.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }
}

impl fmt::Display for WaitEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for WaitEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitEnded")
            .field("end", &self.end)
            .field("message", &self.message)
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}

impl Error {
    /// Why a wait ended; nothing unless [`is_wait_ended`](Self::is_wait_ended).
    pub fn wait_end(&self) -> Option<WaitEnd> {
        self.wait_ended().map(|ended| ended.end)
    }

    /// The last state that a wait saw before it ended, when it was for a `T` and saw any.
    ///
    /// ```no_run
    /// # async fn run(sfc: sfcompute::Client, id: sfcompute::OrderId) -> Result<(), sfcompute::Error> {
    /// use sfcompute::Order;
    ///
    /// match sfc.orders().wait(&id).until_filled().await {
    ///     Ok(order) => println!("filled at {:?}", order.filled_at),
    ///     Err(error) => match error.last_state::<Order>() {
    ///         Some(order) => println!("{}: {} fills", order.status, order.fills.len()),
    ///         None => return Err(error),
    ///     },
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn last_state<T: 'static>(&self) -> Option<&T> {
        self.wait_ended()?.last.as_ref()?.downcast_ref()
    }
}
