//! Many orders and transfers at once over a network that breaks a good part of the requests, and
//! then the account: was everything that was meant done once?
//!
//! Tasks place what a seed makes them mean, through a [fault proxy](crate::fault_proxy) and against
//! a sandbox in the same process. A call that ends in doubt is reconciled until it is not in doubt
//! any more; some are written down and left to another client, as a program does that dies. When
//! all have an outcome, the outcomes are compared with what the market holds, one by one.
//!
//! # Tour
//!
//! | module | what lives there |
//! |---|---|
//! | `settings` | how many, how bad, from which seed, and how the trader conducts itself |
//! | `meant` | what is meant by each number, from the seed alone |
//! | `terms` | orders and transfers as they are compared |
//! | `market` | the sandbox, with money and nodes enough |
//! | `clock` | a time in which pauses take no time and an attempt is late when its request stalls |
//! | `trader` | one intent from the first attempt to its outcome |
//! | `faults` | what the proxy does |
//! | `audit` | outcomes against the market |
//! | `report` | the figures |
//!
//! # Rules
//!
//! * No outcome depends on the machine's clock: pauses are over at once, and an attempt is late
//!   when the proxy says that its request stalls.
//! * An order that nobody meant, one that is missing, and an answer that is about another order
//!   than the one that was asked for are told apart, and each one fails the run.
//! * So does a fault of the plan that was never met: a run without it has not tried it.

mod audit;
mod clock;
mod faults;
mod market;
mod meant;
mod report;
mod settings;
mod terms;
mod trader;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

pub use audit::{Audit, End, Settled, audit};
pub use report::Report;
pub use settings::{Conduct, Settings};
pub use terms::{Range, Terms};

use crate::fault_proxy::{FaultProxy, Plan};
use clock::ChaosTime;
use market::Market;
use trader::Trader;

/// What stopped a run before there was anything to compare.
pub type Broken = Box<dyn std::error::Error + Send + Sync>;

/// Places it all and compares.
///
/// # Errors
/// What kept the run from being made; what it found is in the report.
pub async fn run(settings: &Settings) -> Result<Report, Broken> {
    let started = Instant::now();
    let market = Market::open(settings).await?;
    let plan = Plan::seeded(settings.seed, settings.faults, faults::all());
    let proxy = FaultProxy::before(market.address(), plan)?;
    let time = ChaosTime::new(market.clock(), &proxy);
    let trader = Arc::new(Trader::new(settings, &market, &proxy, time)?);

    let next = Arc::new(AtomicU64::new(0));
    let tasks: Vec<_> = (0..settings.tasks)
        .map(|_| {
            let (trader, next) = (Arc::clone(&trader), Arc::clone(&next));
            tokio::spawn(async move {
                let mut settled = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    match trader.meant(number) {
                        Some(meant) => settled.push(trader.carry_out(meant).await),
                        None => return settled,
                    }
                }
            })
        })
        .collect();
    let mut settled = Vec::new();
    for task in tasks {
        settled.extend(task.await?);
    }
    let settled = trader.take_up(settled).await?;

    proxy.quiet().await;
    let open = trader.open_in_the_journal().await?;
    let audit = audit(&settled, &market.ledger()?);
    Ok(Report::new(
        settings, &proxy, &trader, &settled, open, audit, started,
    ))
}
