//! A proxy between client and server that breaks what passes through it, on purpose and by plan.
//!
//! It speaks just enough HTTP/1.1 to know where a request and its answer end, so that it can stop
//! in the middle of either. What it does to a request is a [`Fault`]; which request meets which
//! fault is a [`Plan`]: a script of rules in their order, or draws from a seed. Every hit is
//! counted, so that a test can ask whether what it was about happened at all.
//!
//! # Tour
//!
//! | module | what lives there |
//! |---|---|
//! | `fault` | what can be done to a request, and whether the server got it |
//! | `plan` | scripts of rules, and draws from a seed |
//! | `message` | where a request and an answer end, and answers said otherwise |
//! | `connection` | one client's connection: each fault, carried out |
//! | `traffic` | what is under way, held back or stalled, and waiting for that |
//! | `door` | a port that refuses connections and takes them again |
//!
//! # Rules
//!
//! * Nothing here sleeps or looks at a clock. What is held back goes on when a test says so, or
//!   when something else has overtaken it; what is stalled ends when the client gives up.
//! * A seed decides by what a request is (its idempotency key) and how often that was seen, not by
//!   the order in which tasks happen to run.
//! * What the proxy itself could not do is kept in [`FaultProxy::failures`] and is never taken for
//!   a fault.

mod connection;
mod door;
mod fault;
mod message;
mod plan;
mod traffic;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use fault::{Delivery, Fault, Hold, Part};
pub use message::Request;
pub use plan::{Plan, Rule};
pub use traffic::Counts;

use door::Door;
use traffic::Traffic;

/// One request that came to the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The request's method.
    pub method: String,
    /// Its path and query.
    pub target: String,
    /// Its idempotency key.
    pub key: Option<String>,
    /// What was done to it.
    pub fault: Option<String>,
    /// How often the server got it.
    pub delivered: u32,
}

/// Called with a request as its stall begins.
type OnStall = Box<dyn Fn(&Request) + Send + Sync>;

pub(crate) struct Shared {
    upstream: SocketAddr,
    plan: Mutex<Plan>,
    hits: Mutex<BTreeMap<String, u64>>,
    exchanges: Mutex<Vec<Exchange>>,
    failures: Mutex<Vec<String>>,
    on_stall: Mutex<Option<OnStall>>,
    traffic: Traffic,
}

/// A proxy on a port of its own; clones are the same proxy.
#[derive(Clone)]
pub struct FaultProxy {
    shared: Arc<Shared>,
    door: Arc<Door>,
}

impl FaultProxy {
    /// A proxy before the server at `upstream`, from tasks of the current tokio runtime.
    ///
    /// # Errors
    /// Where no port can be listened on.
    pub fn before(upstream: SocketAddr, plan: Plan) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            upstream,
            plan: Mutex::new(plan),
            hits: Mutex::default(),
            exchanges: Mutex::default(),
            failures: Mutex::default(),
            on_stall: Mutex::default(),
            traffic: Traffic::default(),
        });
        let door = Door::new(Arc::clone(&shared))?;
        door.open()?;
        Ok(Self {
            shared,
            door: Arc::new(door),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.door.address()
    }

    /// Where it listens, as a base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Refuses connections from now on; those that exist go on. The port stays taken.
    pub async fn refuse_connections(&self) {
        self.door.close().await;
    }

    /// Takes connections again.
    ///
    /// # Errors
    /// Where the port cannot be listened on any more.
    pub fn take_connections(&self) -> io::Result<()> {
        self.door.open()
    }

    /// Has `hook` called with each request that stalls, as its stall begins.
    pub fn on_stall(&self, hook: impl Fn(&Request) + Send + Sync + 'static) {
        *lock(&self.shared.on_stall) = Some(Box::new(hook));
    }

    /// Lets everything go on that is [held back until then](Hold::Released).
    pub fn release(&self) {
        self.shared.traffic.release();
    }

    /// Waits until `condition` holds of what is under way.
    pub async fn until(&self, condition: impl FnMut(&Counts) -> bool) {
        self.shared.traffic.until(condition).await;
    }

    /// Waits until nothing is under way, late deliveries included.
    pub async fn quiet(&self) {
        self.until(|counts| counts.under_way == 0).await;
    }

    /// How often each fault was met, by its name; those of the plan that never were are there
    /// with 0.
    pub fn hits(&self) -> BTreeMap<String, u64> {
        let mut hits = lock(&self.shared.hits).clone();
        for fault in lock(&self.shared.plan).faults() {
            hits.entry(fault.to_string()).or_default();
        }
        hits
    }

    /// What of the plan has not been met, in words: rules with hits left, faults never drawn.
    pub fn unhit(&self) -> Vec<String> {
        let mut unhit = lock(&self.shared.plan).unmet();
        if unhit.is_empty() {
            let never = self.hits().into_iter().filter(|(_, hits)| *hits == 0);
            unhit = never.map(|(fault, _)| format!("{fault}: never")).collect();
        }
        unhit
    }

    /// The requests that came, in their order.
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.shared.exchanges).clone()
    }

    /// How often requests were handed to the server.
    pub fn delivered(&self) -> u32 {
        let exchanges = lock(&self.shared.exchanges);
        exchanges.iter().map(|exchange| exchange.delivered).sum()
    }

    /// What the proxy itself could not do; such a run proves nothing.
    pub fn failures(&self) -> Vec<String> {
        lock(&self.shared.failures).clone()
    }
}

impl fmt::Debug for FaultProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultProxy")
            .field("address", &self.address())
            .field("hits", &self.hits())
            .finish_non_exhaustive()
    }
}

impl Shared {
    /// Whether this connection is to be reset before anything is read.
    fn meets_at_accept(&self) -> bool {
        let fault = lock(&self.plan).at_accept();
        if let Some(fault) = &fault {
            self.hit(fault);
        }
        fault.is_some()
    }

    /// Notes a request; returns its place in the list and what is to be done to it.
    fn meets(&self, request: &Request) -> (usize, Option<Fault>) {
        let fault = lock(&self.plan).at_request(request);
        if let Some(fault) = &fault {
            self.hit(fault);
        }
        let mut exchanges = lock(&self.exchanges);
        exchanges.push(Exchange {
            method: request.method().to_owned(),
            target: request.target().to_owned(),
            key: request.key().map(str::to_owned),
            fault: fault.as_ref().map(ToString::to_string),
            delivered: 0,
        });
        (exchanges.len().saturating_sub(1), fault)
    }

    fn hit(&self, fault: &Fault) {
        let mut hits = lock(&self.hits);
        let count = hits.entry(fault.to_string()).or_default();
        *count = count.saturating_add(1);
    }

    fn delivers(&self, exchange: usize) {
        if let Some(exchange) = lock(&self.exchanges).get_mut(exchange) {
            exchange.delivered = exchange.delivered.saturating_add(1);
        }
    }

    fn stalls(&self, request: &Request) {
        if let Some(hook) = &*lock(&self.on_stall) {
            hook(request);
        }
    }

    fn fails(&self, what: String) {
        lock(&self.failures).push(what);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
