//! The sandbox as a server on this machine.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use sfcompute_types::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::callers::{DemoAccount, DemoSku};
use crate::clock::Clock;
use crate::connection::{self, Limits, Patience};
use crate::control::{Control, ControlledClock};
use crate::engine::{BootTimes, Code, Engine, EngineConfig, ImageLimits, Refusal, Settlement};
use crate::market::{Market, Opening, Scenario as Make};
use crate::page::PAGE;
use crate::scenario::{self, Scenario};
use crate::store::Often;

/// How a [`Sandbox`] is to be; made by [`Sandbox::builder`].
pub struct SandboxBuilder {
    clock: Box<dyn Clock>,
    config: EngineConfig,
    address: IpAddr,
    port: u16,
    patience: Patience,
    limits: Limits,
    scenario: Make,
    label: String,
    tokens: Vec<(String, String)>,
    is_controlled: bool,
    is_strict: bool,
    data: Option<PathBuf>,
    often: Often,
}

impl SandboxBuilder {
    /// The clock that the market goes by; by default a [`ControlledClock`] that follows the
    /// system's.
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

    /// How long instances take to come up once they have a node.
    #[must_use]
    pub fn boot_times(mut self, times: BootTimes) -> Self {
        self.config.boot = times;
        self
    }

    /// The port to listen on; 0, the default, is any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The address to listen on; `127.0.0.1` by default. Where it is not one of this machine's own,
    /// the sandbox needs [tokens](SandboxBuilder::token), and no others are good.
    #[must_use]
    pub fn address(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// How long to wait for clients.
    #[must_use]
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// How much to take at once: connections, headers.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Another token for an account: 16 to 255 ASCII characters without spaces.
    #[must_use]
    pub fn token(mut self, account: impl Into<String>, token: impl Into<String>) -> Self {
        self.tokens.push((account.into(), token.into()));
        self
    }

    /// Whether the market can be controlled over HTTP, under `/_sandbox`, and seen on a page at
    /// `/`; not by default.
    /// [`Sandbox::control`] is there either way.
    #[must_use]
    pub fn control(mut self, is_controlled: bool) -> Self {
        self.is_controlled = is_controlled;
        self
    }

    /// Whether each answer of an operation is held to the [contract](crate::contract) before it
    /// goes out; not by default, since that takes longer than most answers.
    ///
    /// One that breaks it is logged, counted by
    /// [`Control::conformity`](crate::control::Control::conformity), and replaced by a 500
    /// `api_error` that says what is wrong; what the request changed stays changed.
    #[must_use]
    pub fn strict(mut self, is_strict: bool) -> Self {
        self.is_strict = is_strict;
        self
    }

    /// Keeps the market in this directory, so that it is there again when it opens the next time,
    /// with the same seed, settlement and scenario; by default it is in memory.
    ///
    /// What a request was answered with is on disk by then, even where the program is killed.
    #[must_use]
    pub fn data(mut self, directory: impl Into<PathBuf>) -> Self {
        self.data = Some(directory.into());
        self
    }

    /// With [`data`](Self::data), after how many commands the market as a whole is written in
    /// their place, so that the time to open it again and the room on disk follow from what it
    /// holds; 10,000 by default, 0 counts as 1.
    ///
    /// Of a long-lived market it is after a quarter of all its commands, where that is more.
    #[must_use]
    pub fn compact_every(mut self, commands: u64) -> Self {
        self.often = Often(commands);
        self
    }

    /// What the market opens with and at every reset, made from the configuration and the clock's
    /// time; [`scenario::demo`] by default.
    #[must_use]
    pub fn scenario(
        mut self,
        scenario: impl Fn(EngineConfig, Timestamp) -> Result<Engine, Refusal> + Send + Sync + 'static,
    ) -> Self {
        self.scenario = Box::new(scenario);
        self.label = "a scenario of its own".to_owned();
        self
    }

    /// What the market opens with and at every reset, as a file describes it: its fees, too.
    #[must_use]
    pub fn opening(mut self, scenario: Scenario) -> Self {
        if let Some(fees) = scenario.fees() {
            self.config.fees = fees;
        }
        self.label = scenario.text().to_owned();
        self.scenario = Box::new(move |config, now| scenario.make(config, now));
        self
    }

    /// The market, not served.
    ///
    /// # Errors
    /// What the scenario was refused for.
    pub fn build(self) -> Result<Market, Refusal> {
        for (account, token) in &self.tokens {
            let is_safe = (16..=255).contains(&token.len())
                && token.bytes().all(|byte| byte.is_ascii_graphic());
            if !is_safe {
                let message = format!(
                    "The token for `{account}` is not 16 to 255 ASCII characters without spaces."
                );
                return Err(Refusal::field("token", Code::Invalid, message));
            }
        }
        let opening = Opening {
            config: self.config,
            scenario: self.scenario,
            label: self.label,
            is_guarded: !self.address.is_loopback(),
            tokens: self.tokens,
            is_controlled: self.is_controlled,
            is_strict: self.is_strict,
        };
        let data = self.data.as_deref();
        Market::open(opening, self.clock, data.map(|data| (data, self.often)))
    }

    /// The market, served on this machine from a task of the current tokio runtime.
    ///
    /// # Errors
    /// Where the port cannot be listened on, or the scenario was refused.
    pub async fn start(self) -> io::Result<Sandbox> {
        let at = SocketAddr::new(self.address, self.port);
        let bounds = (self.patience, self.limits);
        if !self.address.is_loopback() && self.tokens.is_empty() {
            let message = format!(
                "On {}, others can reach the sandbox: it needs a token of its own.",
                self.address
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let market = self.build().map_err(io::Error::other)?;
        Sandbox::serve_at(market, at, bounds).await
    }
}

impl std::fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("clock", &self.clock)
            .field("config", &self.config)
            .field("address", &self.address)
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
    /// A sandbox as it is by default: a clock that follows the system's, seed 0, any free port, the demo market,
    /// where an order is pending until it is looked at.
    pub fn builder() -> SandboxBuilder {
        let settlement = Settlement::AfterPolls(0);
        SandboxBuilder {
            clock: Box::new(ControlledClock::real_time()),
            config: EngineConfig {
                settlement,
                ..scenario::demo_config(0)
            },
            address: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            patience: Patience::default(),
            limits: Limits::default(),
            scenario: Box::new(|config, now| Ok(scenario::demo(config, now)?.engine)),
            label: "demo".to_owned(),
            tokens: Vec::new(),
            is_controlled: false,
            is_strict: false,
            data: None,
            often: Often::default(),
        }
    }

    /// Serves a market on `127.0.0.1` from a task of the current tokio runtime; port 0 is any that
    /// is free.
    ///
    /// # Errors
    /// Where the port cannot be listened on.
    pub async fn serve(market: Market, port: u16) -> io::Result<Self> {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Self::serve_at(market, at, Default::default()).await
    }

    async fn serve_at(
        market: Market,
        at: SocketAddr,
        bounds: (Patience, Limits),
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let router = market.router();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(connection::serve(listener, router, bounds, stopped));
        Ok(Self {
            market,
            address,
            stop,
            task,
        })
    }

    /// Where it listens: `http://127.0.0.1:<port>`, where nothing else was asked for.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where a browser shows the market; only where it is [controlled](SandboxBuilder::control)
    /// over HTTP.
    pub fn page(&self) -> Option<String> {
        let is_there = self.market.is_controlled();
        is_there.then(|| format!("{}{PAGE}", self.url()))
    }

    /// The market that is served.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// Control of the market: its clock, its past, its faults and its books.
    pub fn control(&self) -> Control {
        self.market.control()
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
