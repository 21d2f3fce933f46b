//! A time in which pauses take no time, and an attempt is late when its request stalls.
//!
//! Each intent's calls run under its name ([`ChaosTime::named`]) and carry it in a header. So when
//! the proxy says that a request stalls, the one attempt that waits for it is made late, and no
//! other; and nothing depends on how fast the machine is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sfcompute::{BoxFuture, Time, Timestamp};
use sfcompute_sandbox::{Clock as _, ManualClock};
use tokio::sync::oneshot;

use crate::fault_proxy::FaultProxy;

/// The header that carries an intent's name.
pub(super) const NAME: &str = "x-intent";

tokio::task_local! {
    static CURRENT: String;
}

/// An intent's attempt, and its stall: whichever comes first waits for the other.
#[derive(Debug)]
enum Attempt {
    Waits(oneshot::Sender<()>),
    Stalls,
}

/// Clones are the same time.
#[derive(Clone, Debug)]
pub(super) struct ChaosTime {
    /// All there ever is of the time that measures.
    start: Instant,
    clock: ManualClock,
    attempts: Arc<Mutex<HashMap<String, Attempt>>>,
    /// The proxy that refuses connections, and whose pause ends that.
    refusing: Arc<Mutex<Option<(String, FaultProxy)>>>,
}

impl ChaosTime {
    /// A time that follows the proxy's stalls.
    pub(super) fn new(clock: ManualClock, proxy: &FaultProxy) -> Self {
        let time = Self {
            start: Instant::now(),
            clock,
            attempts: Arc::default(),
            refusing: Arc::default(),
        };
        let attempts = Arc::clone(&time.attempts);
        proxy.on_stall(move |request| {
            if let Some(name) = request.header(NAME) {
                stalls(&attempts, name);
            }
        });
        time
    }

    /// Runs an intent's calls under its name.
    pub(super) async fn named<F: Future>(&self, name: String, calls: F) -> F::Output {
        let done = CURRENT.scope(name.clone(), calls).await;
        lock(&self.attempts).remove(&name);
        done
    }

    /// Moves the market's clock on by a second.
    pub(super) fn advance(&self) {
        self.clock.advance(1);
    }

    /// Has the proxy refuse connections until this intent pauses before another attempt, or
    /// [`accept_again`](Self::accept_again).
    pub(super) async fn refuse_until_a_pause_of(&self, name: &str, proxy: &FaultProxy) {
        proxy.refuse_connections().await;
        *lock(&self.refusing) = Some((name.to_owned(), proxy.clone()));
    }

    /// Has the proxy take connections again, if it does not.
    pub(super) fn accept_again(&self) {
        if let Some((_, proxy)) = lock(&self.refusing).take()
            && let Err(error) = proxy.take_connections()
        {
            // Without its port the run cannot go on; every call from here on says so.
            eprintln!("the proxy lost its port: {error}");
        }
    }
}

/// Makes the attempt late that waits under this name, or the next one.
fn stalls(attempts: &Mutex<HashMap<String, Attempt>>, name: &str) {
    let mut attempts = lock(attempts);
    let is_late = match attempts.remove(name) {
        Some(Attempt::Waits(late)) => late.send(()).is_ok(),
        _ => false,
    };
    if !is_late {
        attempts.insert(name.to_owned(), Attempt::Stalls);
    }
}

impl Time for ChaosTime {
    fn now(&self) -> Instant {
        self.start
    }

    fn timestamp(&self) -> Timestamp {
        self.clock.now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        let is_awaited = |name: &String| {
            let refusing = lock(&self.refusing);
            refusing
                .as_ref()
                .is_some_and(|(awaited, _)| awaited == name)
        };
        if CURRENT.try_with(is_awaited).unwrap_or(false) {
            self.accept_again();
        }
        Box::pin(tokio::task::yield_now())
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        // Outside of an intent no attempt is ever late.
        let Ok(name) = CURRENT.try_with(String::clone) else {
            return Box::pin(std::future::pending());
        };
        let mut attempts = lock(&self.attempts);
        if let Some(Attempt::Stalls) = attempts.remove(&name) {
            return Box::pin(std::future::ready(()));
        }
        let (late, is_late) = oneshot::channel();
        attempts.insert(name, Attempt::Waits(late));
        Box::pin(async move {
            if is_late.await.is_err() {
                // The intent is over, and with it this wait.
                std::future::pending().await
            }
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
