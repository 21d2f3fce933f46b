//! What must always be true of a market, checked from scratch.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::SkuKey;
use super::book::Book;
use super::minute::minute_of;
use super::order::{Order, OrderStatus, Side};
use super::shape::Shape;
use super::steps::Steps;
use super::{Engine, Micros, Refusal};

/// What was found wrong so far.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn check(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.0.push(otherwise());
        }
    }
}

impl Engine {
    /// Everything that is not as it must be; nothing in a sound market.
    ///
    /// Dollars: what was deposited is what accounts have and hold, and fees; holds are those of the
    /// open buys and cover them. Nodes: what was granted is what pools hold, at every minute; no
    /// pool ever has less than none, or reserves what it does not have. Orders: fills stay in the
    /// rectangle and the limit, all or nothing is kept, nobody trades with themselves, and no two
    /// orders rest that could trade. Names: each is one thing's; what is needed is there. Instances:
    /// as many run as their pool has nodes for, and none waits for a node that is there. Takes time
    /// in proportion to all there ever was.
    pub fn check_invariants(&self) -> Vec<String> {
        let mut findings = Findings::default();
        let parts = [
            self.check_money(&mut findings),
            self.check_nodes(&mut findings),
            self.check_orders(&mut findings),
            self.check_trades(&mut findings),
            self.check_books(&mut findings),
        ];
        let broken = parts
            .into_iter()
            .filter_map(Result::err)
            .map(|refusal| refusal.to_string());
        findings.0.extend(broken);
        for problems in [
            self.resource_problems(),
            self.instance_problems(),
            self.automation_problems(),
        ] {
            match problems {
                Ok(problems) => findings.0.extend(problems),
                Err(refusal) => findings.0.push(refusal.to_string()),
            }
        }
        findings.0
    }

    fn check_money(&self, findings: &mut Findings) -> Result<(), Refusal> {
        let balances = self.ledger.balances();
        let owned: Micros = balances.map(|(_, b)| b.available + b.held).sum();
        let (fees, deposited) = (self.ledger.fees(), self.ledger.deposited());
        findings.check(owned + fees == deposited, || {
            format!("{deposited} deposited, but {owned} owned and {fees} in fees")
        });
        let taken: Micros = self
            .trades
            .iter()
            .map(|(_, t)| t.buyer_fee + t.seller_fee)
            .sum();
        findings.check(taken == fees, || {
            format!("trades say {taken} in fees, the ledger {fees}")
        });
        for (account, balance) in self.ledger.balances() {
            let own = self
                .orders
                .iter()
                .filter(|(_, order)| order.account == account);
            let holds: Micros = own.map(|(_, order)| order.hold).sum();
            findings.check(balance.available >= 0 && balance.held == holds, || {
                format!("{account:?} has {balance:?}, its orders hold {holds}")
            });
        }
        Ok(())
    }

    fn check_nodes(&self, findings: &mut Findings) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        for (sku, record) in self.skus.iter() {
            let mut total = Steps::default();
            for (key, pool) in self.pools.iter() {
                let Some(holding) = pool.holdings.get(&sku) else {
                    continue;
                };
                let (nodes, reported) = (holding.nodes(), holding.free());
                total.add_steps(&nodes);
                let mut free = nodes.clone();
                let selling = |order: &Order| {
                    order.pool == key
                        && order.sku == sku
                        && order.side == Side::Sell
                        && !order.status.is_over()
                };
                for (_, order) in self.orders.iter().filter(|(_, order)| selling(order)) {
                    free.add_shape(&order.remaining, -1);
                }
                findings.check(free == reported, || {
                    format!("{key:?} has {reported:?} of {sku:?} free, not {free:?}")
                });
                let least = nodes.pieces().map(|(_, _, nodes)| nodes).min();
                findings.check(least.is_none_or(|least| least >= 0), || {
                    format!("{key:?} has less than none of {sku:?}: {nodes:?}")
                });
                findings.check(free.least(this_minute, None) >= 0, || {
                    format!("{key:?} reserves more of {sku:?} than it has: {free:?}")
                });
            }
            findings.check(total == record.minted, || {
                format!(
                    "{:?} of {sku:?} granted, but pools hold {total:?}",
                    record.minted
                )
            });
        }
        for (key, pool) in self.pools.iter() {
            let own = self.orders.iter().filter(|(_, order)| order.pool == key);
            let active = own.filter(|(_, order)| !order.status.is_over()).count();
            findings.check(active == pool.active_orders as usize, || {
                format!(
                    "{key:?} counts {} active orders, not {active}",
                    pool.active_orders
                )
            });
            let may_be_deleted = active == 0
                && self.active_instances_on(key) == 0
                && !pool
                    .holdings
                    .values()
                    .any(|holding| holding.nodes().any_from(this_minute));
            findings.check(!pool.is_deleted || may_be_deleted, || {
                format!("{key:?} is deleted and still in use")
            });
        }
        Ok(())
    }

    fn check_orders(&self, findings: &mut Findings) -> Result<(), Refusal> {
        let mut active = BTreeSet::new();
        for (key, order) in self.orders.iter() {
            let filled = self.filled(order)?;
            let asked = Shape::rectangle(order.start, order.end, order.nodes);
            findings.check(asked.covers(&filled.plus(&order.remaining)), || {
                format!(
                    "{key:?} filled {filled:?} and has {:?} left",
                    order.remaining
                )
            });
            let is_split = !filled.is_empty() && !order.remaining.is_empty();
            findings.check(order.allow_partial || !is_split, || {
                format!("{key:?} is all or nothing and filled {filled:?}")
            });
            let fits = match order.status {
                OrderStatus::Pending | OrderStatus::Standing | OrderStatus::Rejected => {
                    filled.is_empty() && !order.remaining.is_empty()
                }
                OrderStatus::PartiallyFilled => is_split,
                OrderStatus::Filled => !filled.is_empty() && order.remaining.is_empty(),
                OrderStatus::Cancelled => filled.is_empty() || !order.remaining.is_empty(),
            };
            findings.check(fits, || {
                format!(
                    "{key:?} is {} with {filled:?} and {:?}",
                    order.status, order.remaining
                )
            });
            findings.check(order.status.is_over() == order.over_at.is_some(), || {
                format!(
                    "{key:?} is {} and over at {:?}",
                    order.status, order.over_at
                )
            });
            if !order.status.is_over() {
                active.insert((order.wake, key));
                let wake = order.next_wake();
                findings.check(order.wake == wake, || {
                    format!("{key:?} wakes at {}, not {wake}", order.wake)
                });
                findings.check(order.end > minute_of(self.now), || {
                    format!("{key:?} outlives its window")
                });
            }
            let node_minutes = order.remaining.node_minutes();
            let needed = match order.side {
                Side::Buy if !order.status.is_over() => {
                    self.config.fees.buying_power(order.rate, node_minutes)
                }
                _ => Some(0),
            };
            findings.check(needed == Some(order.hold), || {
                format!("{key:?} holds {}, not {needed:?}", order.hold)
            });
        }
        findings.check(active == self.wakes, || {
            "those that wake are not the active orders".into()
        });
        Ok(())
    }

    fn check_trades(&self, findings: &mut Findings) -> Result<(), Refusal> {
        let mut listed = 0;
        for (key, trade) in self.trades.iter() {
            let (bid, ask) = (self.orders.get(trade.buy)?, self.orders.get(trade.sell)?);
            let is_pair = bid.side == Side::Buy
                && ask.side == Side::Sell
                && bid.sku == trade.sku
                && ask.sku == trade.sku
                && bid.account != ask.account;
            findings.check(is_pair, || {
                format!("{key:?} is between {bid:?} and {ask:?}")
            });
            let first = if bid.arrival < ask.arrival { bid } else { ask };
            let is_priced = trade.rate == first.rate && ask.rate <= bid.rate;
            findings.check(is_priced, || {
                format!(
                    "{key:?} at {} between {} and {}",
                    trade.rate, bid.rate, ask.rate
                )
            });
            let starts = trade.shape.extent().map(|(start, _)| start);
            findings.check(
                starts.is_some_and(|start| start >= minute_of(trade.at)),
                || {
                    format!(
                        "{key:?} delivers the past: {:?} at {}",
                        trade.shape, trade.at
                    )
                },
            );
            findings.check(bid.fills.contains(&key) && ask.fills.contains(&key), || {
                format!("{key:?} is missing from its orders")
            });
            listed += 2;
        }
        let fills: usize = self.orders.iter().map(|(_, order)| order.fills.len()).sum();
        findings.check(fills == listed, || {
            format!("{fills} fills of {listed} sides of trades")
        });
        Ok(())
    }

    fn check_books(&self, findings: &mut Findings) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let mut books: BTreeMap<SkuKey, Book> = BTreeMap::new();
        for (key, order) in self.orders.iter() {
            let can_trade = order.status.is_resting() && !order.live(this_minute).is_empty();
            findings.check(order.is_listed == can_trade, || {
                format!("{key:?} is on the book or not, against {order:?}")
            });
            if order.is_listed {
                books.entry(order.sku).or_default().list(key, order);
            }
        }
        for (sku, record) in self.skus.iter() {
            let anew = books.remove(&sku).unwrap_or_default();
            findings.check(anew == record.book, || {
                format!("the book of {sku:?} is {:?}, not {anew:?}", record.book)
            });
            self.check_crossing(&record.book, findings)?;
        }
        Ok(())
    }

    /// No two resting orders of different accounts could trade with each other alone.
    fn check_crossing(&self, book: &Book, findings: &mut Findings) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let listed: Vec<_> = book.windows().orders().collect();
        for bid in &listed {
            let order = self.orders.get(*bid)?;
            for ask in &listed {
                let other = self.orders.get(*ask)?;
                let is_crossed = order.side == Side::Buy
                    && other.side == Side::Sell
                    && order.account != other.account
                    && order.rate >= other.rate;
                findings.check(!is_crossed || !meets(order, other, this_minute), || {
                    format!("{bid:?} and {ask:?} rest and could trade")
                });
            }
        }
        Ok(())
    }
}

/// Whether the two could trade with each other alone, prices aside.
fn meets(bid: &Order, ask: &Order, minute: i64) -> bool {
    let (wanted, offered) = (bid.live(minute), ask.live(minute));
    if wanted.is_empty() || offered.is_empty() {
        return false;
    }
    match (bid.allow_partial, ask.allow_partial) {
        (true, true) => !wanted.min(&offered).is_empty(),
        (true, false) => wanted.covers(&offered),
        (false, true) => offered.covers(&wanted),
        (false, false) => wanted == offered,
    }
}
