//! The figures of a run, in one line.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::audit::{Audit, End, Settled};
use super::settings::{Conduct, Settings};
use super::terms::Terms;
use super::trader::Trader;
use crate::fault_proxy::FaultProxy;

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many orders have an outcome.
    pub orders: u64,
    /// How many transfers have one.
    pub transfers: u64,
    /// How many requests were sent, or tried to be.
    pub attempts: u64,
    /// Faults by their names, and how often each was met.
    pub faults: BTreeMap<String, u64>,
    /// How many calls ended in doubt.
    pub unknown: u64,
    /// How many of those have an outcome after all.
    pub reconciled: u64,
    /// How many of those were found by their terms and not by their key.
    pub by_terms: u64,
    /// How many calls were made once more since nothing had happened.
    pub again: u64,
    /// How many intents never happened and were left at that.
    pub left: u64,
    /// What the comparison found.
    pub audit: Audit,
    /// What else is wrong with the run, in words.
    pub complaints: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// The name under which refused connections are counted.
const REFUSED: &str = "connection refused";

impl Report {
    pub(super) fn new(
        settings: &Settings,
        proxy: &FaultProxy,
        trader: &Trader,
        settled: &[Settled],
        open: usize,
        audit: Audit,
        started: Instant,
    ) -> Self {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let tally = &trader.tally;
        let transfers = of(settled, |one| matches!(one.meant, Terms::Transfer { .. }));
        let orders = of(settled, |one| matches!(one.meant, Terms::Order { .. }));
        let mut faults = proxy.hits();
        faults.insert(REFUSED.to_owned(), read(&tally.refused));
        let sent = u64::try_from(proxy.exchanges().len()).unwrap_or(u64::MAX);

        let mut complaints = proxy.failures();
        if (orders, transfers) != (settings.orders, settings.transfers) {
            complaints.push(format!(
                "{orders} orders and {transfers} transfers were tried"
            ));
        }
        // What is not the client's conduct leaves the rest behind.
        if settings.conduct == Conduct::Careful {
            if read(&tally.unknown) != read(&tally.reconciled) {
                complaints.push("not all that was in doubt was reconciled".to_owned());
            }
            if open > 0 {
                complaints.push(format!("{open} intents are open in the journal"));
            }
            if settings.faults > 0 {
                let never = faults.iter().filter(|(_, hits)| **hits == 0);
                complaints.extend(never.map(|(fault, _)| format!("{fault}: never met")));
            }
        }
        Self {
            orders,
            transfers,
            attempts: sent.saturating_add(read(&tally.refused)),
            faults,
            unknown: read(&tally.unknown),
            reconciled: read(&tally.reconciled),
            by_terms: read(&tally.by_terms),
            again: read(&tally.again),
            left: of(settled, |one| one.end == End::NeverHappened),
            audit,
            complaints,
            took: started.elapsed(),
        }
    }

    /// Whether everything was done once, and the run could have shown otherwise.
    pub fn is_good(&self) -> bool {
        self.audit.is_clean() && self.complaints.is_empty()
    }
}

fn of(settled: &[Settled], is_meant: impl Fn(&Settled) -> bool) -> u64 {
    let count = settled.iter().filter(|one| is_meant(one)).count();
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            orders,
            transfers,
            attempts,
            faults,
            unknown,
            reconciled,
            by_terms,
            again,
            left,
            audit,
            complaints,
            took,
        } = self;
        let met: u64 = faults.values().sum();
        write!(
            f,
            "orders {orders}, transfers {transfers}, attempts {attempts}, faults {met} ("
        )?;
        for (index, (fault, hits)) in faults.iter().enumerate() {
            let before = if index == 0 { "" } else { "; " };
            write!(f, "{before}{fault} {hits}")?;
        }
        write!(
            f,
            "), unknown {unknown}, reconciled {reconciled} ({by_terms} by terms), sent again \
             {again}, never happened {left}, duplicates {}, lost {}, wrong {}, unresolved {}, \
             complaints {}, seconds {}.{:03}",
            audit.duplicates,
            audit.lost,
            audit.wrong,
            audit.unresolved,
            complaints.len(),
            took.as_secs(),
            took.subsec_millis(),
        )
    }
}
