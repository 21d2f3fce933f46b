//! How to test a bot against the sandbox: in ten lines, with time, with instances, with faults,
//! with your eyes.
//!
//! # In ten lines
//!
//! Start a sandbox, point the bot at it, look at what it did. The bot of these examples asks over
//! HTTP for what it may trade; yours gets [`Sandbox::url`](crate::Sandbox::url) as its base
//! address and [`Sandbox::token`](crate::Sandbox::token) as its token.
//!
//! ```
//! use sfcompute_sandbox::Sandbox;
//! use sfcompute_sandbox::scenario::Scenario;
//! # use std::io;
//! # use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
//! # async fn bot(url: &str, token: &str) -> io::Result<String> {
//! #     let address = url.trim_start_matches("http://");
//! #     let mut connection = tokio::net::TcpStream::connect(address).await?;
//! #     let request = format!(
//! #         "GET /preview/v2/instance_skus HTTP/1.1\r\nhost: {address}\r\n\
//! #          authorization: Bearer {token}\r\nconnection: close\r\n\r\n"
//! #     );
//! #     connection.write_all(request.as_bytes()).await?;
//! #     let mut answer = String::new();
//! #     connection.read_to_string(&mut answer).await?;
//! #     Ok(answer)
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let thin = Scenario::named("thin").ok_or("no such scenario")?;
//! let sandbox = Sandbox::builder().seed(7).opening(thin).start().await?;
//! let answer = bot(&sandbox.url(), sandbox.token()).await?;
//! assert!(answer.contains("richmond"));
//! assert!(sandbox.control().check_invariants()?.is_empty());
//! sandbox.shutdown().await?;
//! # Ok(())
//! # }
//! ```
//!
//! The same seed and the same requests at the same times give the same market, ids and tokens
//! included, so a test that failed once fails again. From other languages, start the program:
//! `sfcompute-sandbox serve --control --scenario thin` prints one line of JSON with the address
//! and the tokens once it listens; [`control`](crate::control) lists its paths.
//!
//! # With time
//!
//! Give the sandbox a clock that stands, and step it. Nothing waits: what is due by then has
//! happened when [`step`](crate::control::Control::step) returns.
//!
//! ```
//! use sfcompute_sandbox::Sandbox;
//! use sfcompute_sandbox::control::{ControlledClock, Pace};
//! use sfcompute_sandbox::engine::{NewOrder, OrderStatus, Settlement, Side};
//! use sfcompute_types::{Schedule, Timestamp, Window};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let now: Timestamp = "2026-07-21T09:30:00Z".parse()?;
//! let market = Sandbox::builder()
//!     .clock(ControlledClock::paused_at(now))
//!     .settlement(Settlement::AfterSeconds(5))
//!     .build()?;
//! let control = market.control();
//!
//! // The bot places an order; here it is placed for it.
//! let window = Window::starting("2026-07-21T10:00:00Z".parse::<Timestamp>()?).hours(24)?;
//! let sku = market.skus()[0].id.clone();
//! let order = market.with_engine(|engine| {
//!     let order = NewOrder {
//!         pool: "sfc:pool:acme:prod:training",
//!         side: Side::Buy,
//!         instance_sku: sku.as_str(),
//!         schedule: &Schedule::flat(window, 4),
//!         limit_price: "2.50".parse()?,
//!         allow_standing: true,
//!         allow_partial: false,
//!         created_by: None,
//!     };
//!     let buyer = engine.account_named("acme").ok_or("no such account")?;
//!     Ok::<_, Box<dyn std::error::Error>>(engine.place_order(buyer, order, None, now)?.key)
//! })?;
//! let status = || market.with_engine(|engine| engine.order(order).map(|order| order.status));
//! assert_eq!(status()?, OrderStatus::Pending);
//!
//! control.snapshot("pending")?;
//! control.step(5)?;
//! assert_eq!(status()?, OrderStatus::Filled);
//!
//! // Back to before it filled, and on at an hour a second.
//! control.restore("pending", true)?;
//! assert_eq!(status()?, OrderStatus::Pending);
//! if let Some(fast) = Pace::new(3_600, 1) {
//!     control.clock()?.run(fast);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # With instances
//!
//! An instance may be made before its pool has a node for it. It runs as soon as there is one, says
//! where SSH answers once it has booted, and ends when its node is gone.
//!
//! ```
//! use sfcompute_sandbox::engine::{InstanceStatus, NewInstance, NewOrder, Settlement, Side};
//! use sfcompute_sandbox::{ManualClock, Sandbox, scenario};
//! use sfcompute_types::{Schedule, Timestamp, Window};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let clock = ManualClock::at("2026-07-21T09:30:00Z".parse()?);
//! let builder = Sandbox::builder().clock(clock.clone()).seed(7);
//! let market = builder.settlement(Settlement::AtOnce).build()?;
//! let sku = market.skus()[0].id.clone();
//! let window = Window::starting("2026-07-21T10:00:00Z".parse::<Timestamp>()?).hours(24)?;
//! # let (pool, now) = ("sfc:pool:acme:prod:training", market.now());
//! // The bot asks for an instance and buys a node; here both are done for it.
//! let worker = market.with_engine(|engine| {
//! #   let buyer = engine.account_named("acme").ok_or("no such account")?;
//! #   let image = format!("sfc:image:sfcompute:public:{}", scenario::PUBLIC_IMAGE);
//! #   let order = NewOrder {
//! #       pool,
//! #       side: Side::Buy,
//! #       instance_sku: sku.as_str(),
//! #       schedule: &Schedule::flat(window, 1),
//! #       limit_price: "2.50".parse()?,
//! #       allow_standing: false,
//! #       allow_partial: false,
//! #       created_by: None,
//! #   };
//! #   let worker = NewInstance {
//! #       pool,
//! #       image: &image,
//! #       instance_sku: sku.as_str(),
//! #       name: Some("worker"),
//! #       cloud_init_user_data: None,
//! #       enable_public_ipv4: false,
//! #       firewall: None,
//! #       tags: None,
//! #       priority: Default::default(),
//! #       enable_infiniband: false,
//! #   };
//!     engine.place_order(buyer, order, None, now)?;
//!     Ok::<_, Box<dyn std::error::Error>>(engine.create_instance(buyer, worker, now)?)
//! })?;
//! let status = || {
//!     market.with_engine(|engine| {
//!         engine.advance(market.now())?;
//!         engine.instance(worker).map(|instance| instance.status)
//!     })
//! };
//! assert_eq!(status()?, InstanceStatus::AwaitingAllocation);
//! clock.advance(30 * 60);
//! assert_eq!(status()?, InstanceStatus::Running);
//! clock.advance(24 * 3_600);
//! assert_eq!(status()?, InstanceStatus::Terminated);
//! # Ok(())
//! # }
//! ```
//!
//! [`Engine::fail_instance`](crate::engine::Engine::fail_instance) has one break down.
//!
//! # With faults
//!
//! What does the bot do where an order was taken and the answer lost? Have it happen, and count.
//!
//! ```
//! use sfcompute_sandbox::Sandbox;
//! use sfcompute_sandbox::control::{FaultAction, FaultRule, RateLimit, When};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let market = Sandbox::builder().build()?;
//! let control = market.control();
//! let lost = FaultAction::Reset { when: When::After };
//! control.fault(FaultRule::new("lost", lost).operation("create_order").limit(1))?;
//! // One request in ten is slow, and which ones follows from the rule's seed.
//! let slow = FaultAction::Delay { milliseconds: 1_500, when: When::Before };
//! control.fault(FaultRule { per_mille: 100, ..FaultRule::new("slow", slow) })?;
//! control.limit_rate(Some(RateLimit { requests: 60, window_seconds: 60.try_into()? }));
//!
//! // … the bot trades, and then …
//! for rule in control.faults() {
//!     println!("{}: {} of {}", rule.rule.name, rule.hits, rule.seen);
//! }
//! # assert_eq!(control.faults().len(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! Afterwards the [events](crate::control::Control::events) say what happened, and the
//! [ledger](crate::control::Control::ledger) what it cost: a bot that sent its order again without
//! its idempotency key has two there.
//!
//! # With your eyes
//!
//! Under [`control`](crate::SandboxBuilder::control) the sandbox shows itself at `/`, so print
//! [`page`](crate::Sandbox::page) and open it: while the bot runs, or from a test that is stopped in a debugger. The
//! buttons hold, step and speed up the clock that the bot goes by.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let sandbox = sfcompute_sandbox::Sandbox::builder().control(true).start().await?;
//! println!("watch it at {}", sandbox.page().unwrap_or_default());
//! # sandbox.shutdown().await
//! # }
//! ```
//!
//! # A market that stays
//!
//! With [`data`](crate::SandboxBuilder::data), or `--data DIR`, the market is on disk: kill the
//! program at any time and start it again with the same seed, settlement, boot time and scenario,
//! and all that it answered is there. From time to time the market as a whole takes the place of
//! the commands that led to it ([`compact_every`](crate::SandboxBuilder::compact_every)), so a
//! long-lived one opens as fast as it is large, not as it is old. Fault rules and rate limits are
//! not kept.
