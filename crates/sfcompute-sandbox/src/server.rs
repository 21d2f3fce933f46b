//! The sandbox as a server on this machine.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use sfcompute_types::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::{Clock, SystemClock};
use crate::engine::{Engine, EngineConfig, ImageLimits, Refusal, Settlement};
use crate::market::{DemoAccount, DemoSku, Market};
use crate::scenario;

/// Makes the engine to serve, by its configuration and the time.
type Scenario = Box<dyn FnOnce(EngineConfig, Timestamp) -> Result<Engine, Refusal> + Send>;

/// How a [`Sandbox`] is to be; made by [`Sandbox::builder`].
pub struct SandboxBuilder {
    clock: Box<dyn Clock>,
    config: EngineConfig,
    port: u16,
    scenario: Scenario,
}

impl SandboxBuilder {
    /// The clock that the market goes by; the system's by default.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Where ids, names, tokens and the scenario's prices come from; 0 by default.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// When an accepted order, cancellation or transfer takes effect; by default at the first look
    /// at it by id.
    #[must_use]
    pub fn settlement(mut self, settlement: Settlement) -> Self {
        self.config.settlement = settlement;
        self
    }

    /// How much room uploaded images have in memory, and how long the addresses to send and fetch
    /// them are good.
    #[must_use]
    pub fn image_limits(mut self, limits: ImageLimits) -> Self {
        self.config.images = limits;
        self
    }

    /// The port to listen on; 0, the default, is any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What the market opens with, made from the configuration and the clock's time;
    /// [`scenario::demo`] by default.
    #[must_use]
    pub fn scenario(
        mut self,
        scenario: impl FnOnce(EngineConfig, Timestamp) -> Result<Engine, Refusal> + Send + 'static,
    ) -> Self {
        self.scenario = Box::new(scenario);
        self
    }

    /// The market, not served.
    ///
    /// # Errors
    /// What the scenario was refused for.
    pub fn build(self) -> Result<Market, Refusal> {
        let engine = (self.scenario)(self.config, self.clock.now())?;
        Market::open(engine, self.clock)
    }

    /// The market, served on this machine from a task of the current tokio runtime.
    ///
    /// # Errors
    /// Where the port cannot be listened on, or the scenario was refused.
    pub async fn start(self) -> io::Result<Sandbox> {
        let port = self.port;
        let market = self.build().map_err(io::Error::other)?;
        Sandbox::serve(market, port).await
    }
}

impl std::fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("clock", &self.clock)
            .field("config", &self.config)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// A market served on this machine, until it is dropped or [shut down](Sandbox::shutdown).
///
/// ```
/// use sfcompute_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::builder().start().await?;
/// println!("{} opens with {}", sandbox.url(), sandbox.token());
/// sandbox.shutdown().await
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    market: Market,
    address: SocketAddr,
    /// Dropping it ends the task.
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Sandbox {
    /// A sandbox as it is by default: the system's clock, seed 0, any free port, the demo market,
    /// where an order is pending until it is looked at.
    pub fn builder() -> SandboxBuilder {
        let settlement = Settlement::AfterPolls(0);
        SandboxBuilder {
            clock: Box::new(SystemClock),
            config: EngineConfig {
                settlement,
                ..scenario::demo_config(0)
            },
            port: 0,
            scenario: Box::new(|config, now| Ok(scenario::demo(config, now)?.engine)),
        }
    }

    /// Serves a market on `127.0.0.1` from a task of the current tokio runtime; port 0 is any that
    /// is free.
    ///
    /// # Errors
    /// Where the port cannot be listened on.
    pub async fn serve(market: Market, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let router = market.router();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let served = axum::serve(listener, router);
            served
                .with_graceful_shutdown(async { drop(stopped.await) })
                .await
        });
        Ok(Self {
            market,
            address,
            stop,
            task,
        })
    }

    /// Where it listens: `http://127.0.0.1:<port>`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The market that is served.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// The accounts that the market opened with.
    pub fn accounts(&self) -> &[DemoAccount] {
        self.market.accounts()
    }

    /// The SKUs that the market opened with.
    pub fn skus(&self) -> &[DemoSku] {
        self.market.skus()
    }

    /// The first account's first token.
    pub fn token(&self) -> &str {
        self.market.token()
    }

    /// Stops listening, and waits for requests under way to be answered.
    ///
    /// # Errors
    /// Where serving had already failed.
    pub async fn shutdown(self) -> io::Result<()> {
        let Self { stop, task, .. } = self;
        drop(stop);
        task.await.map_err(io::Error::other)?
    }
}
