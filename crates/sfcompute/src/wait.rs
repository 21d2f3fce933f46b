//! Waiting: asking again until a resource is as it should be, or time runs out.

use std::time::Duration;

use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, Kind};

/// How long a wait lasts and how often it asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub(crate) deadline: Duration,
    pub(crate) interval: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(300),
            interval: Duration::from_secs(1),
        }
    }
}

/// What a look at the resource tells.
pub(crate) enum Look {
    /// It is as it should be.
    Done,
    /// Not yet.
    NotYet,
    /// It never will be.
    Never,
}

/// Fetches until `look` is done with what came, or says that it never will be.
///
/// The first look is at once; the deadline counts from then, on the client's clock. `describe`
/// words the last state for the error.
pub(crate) async fn until<T: Send + 'static>(
    client: &Client,
    pace: Pace,
    fetch: impl Fn() -> Call<T> + Send,
    look: impl Fn(&T) -> Look + Send,
    describe: impl Fn(&T) -> String + Send,
) -> Result<T, Error> {
    let time = &client.shared.time;
    let started = time.now();
    loop {
        let now = fetch().send().await?;
        match look(&now) {
            Look::Done => return Ok(now),
            Look::Never => {
                let reason = format!("{}, which is final", describe(&now));
                return Err(Error::new(Kind::WaitEnded { reason }));
            }
            Look::NotYet => {}
        }
        let waited = time.now().saturating_duration_since(started);
        if waited.saturating_add(pace.interval) > pace.deadline {
            let reason = format!(
                "{} after {:.0?}, and the wait was limited to {:.0?}",
                describe(&now),
                waited,
                pace.deadline
            );
            return Err(Error::new(Kind::WaitEnded { reason }));
        }
        time.sleep(pace.interval).await;
    }
}
