//! What happened in a market, told from its records: the lines of a log and of a ledger.

use sfcompute_types::{InstanceId, OrderId, Timestamp};

use super::arena::{Key, OrderKey};
use super::automation::Automation;
use super::mint::IdKind;
use super::order::Order;
use super::{AccountKey, Engine, InstanceEnd, Micros, OrderStatus, Refusal, Side};

/// Something that happened in a market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An order was accepted.
    OrderPlaced {
        /// The order's id.
        order: String,
        /// The account that placed it.
        account: String,
        /// Which way it goes.
        side: Side,
    },
    /// Two orders traded.
    Traded {
        /// The contract's id.
        contract: String,
        /// The order that bought.
        buy: String,
        /// The order that sold.
        sell: String,
        /// The price, in millionths of a dollar per node-minute.
        rate: i64,
        /// How much was traded.
        node_minutes: i128,
    },
    /// An order came to its end.
    OrderOver {
        /// The order's id.
        order: String,
        /// How it ended.
        status: OrderStatus,
    },
    /// An instance was made.
    InstanceMade {
        /// The instance's id.
        instance: String,
        /// The account that has it.
        account: String,
    },
    /// An instance got a node.
    InstanceStarted {
        /// The instance's id.
        instance: String,
    },
    /// An instance broke down.
    InstanceFailed {
        /// The instance's id.
        instance: String,
    },
    /// An instance came to its end.
    InstanceOver {
        /// The instance's id.
        instance: String,
        /// How it ended.
        end: InstanceEnd,
    },
    /// A procurement or deployment was set up.
    AutomationMade {
        /// Its id.
        automation: String,
        /// The account that has it.
        account: String,
    },
    /// A procurement or deployment was deleted.
    AutomationDeleted {
        /// Its id.
        automation: String,
    },
    /// A pool transfer was accepted.
    TransferMade {
        /// The transfer's id.
        transfer: String,
    },
}

/// One change of the dollars of one account, in the order it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// When.
    pub at: Timestamp,
    /// Whose.
    pub account: String,
    /// The contract that it was paid under.
    pub contract: String,
    /// What the account got, in millionths of a dollar; negative where it paid. Fees are in it.
    pub change: Micros,
    /// The fee that is in it.
    pub fee: Micros,
}

impl Engine {
    /// All that happened to orders, transfers, instances, procurements and deployments, the
    /// earliest first.
    ///
    /// # Errors
    /// Internal only.
    pub fn events(&self) -> Result<Vec<Event>, Refusal> {
        let mut events = Vec::new();
        for (key, order) in self.orders.iter() {
            let id = self.text_id(key);
            events.push((
                order.created_at,
                0,
                EventKind::OrderPlaced {
                    order: id.clone(),
                    account: self.name_of(order.account)?,
                    side: order.side,
                },
            ));
            if let Some(at) = order.over_at {
                let status = order.status;
                events.push((at, 2, EventKind::OrderOver { order: id, status }));
            }
        }
        for (key, trade) in self.trades.iter() {
            let kind = EventKind::Traded {
                contract: self.contract_id(key)?.to_string(),
                buy: self.text_id(trade.buy),
                sell: self.text_id(trade.sell),
                rate: trade.rate,
                node_minutes: trade.shape.node_minutes(),
            };
            events.push((trade.at, 1, kind));
        }
        for (key, _) in self.transfers.iter() {
            let view = self.transfer(key)?;
            let transfer = view.id.to_string();
            events.push((view.created_at, 0, EventKind::TransferMade { transfer }));
        }
        for (key, instance) in self.instances.iter() {
            let id = || self.instance_id(key).map(InstanceId::into_string);
            let account = self.name_of(instance.account)?;
            let instance_made = EventKind::InstanceMade {
                instance: id()?,
                account,
            };
            events.push((instance.created_at, 0, instance_made));
            if let Some(at) = instance.started_at {
                events.push((at, 3, EventKind::InstanceStarted { instance: id()? }));
            }
            if let Some(at) = instance.failed_at {
                events.push((at, 4, EventKind::InstanceFailed { instance: id()? }));
            }
            if let Some((at, end)) = instance.ended {
                let instance = id()?;
                events.push((at, 5, EventKind::InstanceOver { instance, end }));
            }
        }
        let procurements = self.procurements.iter();
        let procurements = procurements.map(|(key, _)| Automation::Procurement(key));
        let deployments = self.deployments.iter();
        let deployments = deployments.map(|(key, _)| Automation::Deployment(key));
        for automation in procurements.chain(deployments) {
            let upkeep = self.upkeep(automation)?;
            let id = self.automation_id(automation)?;
            let made = EventKind::AutomationMade {
                automation: id.clone(),
                account: self.name_of(self.pool_owner(upkeep.pool)?.0)?,
            };
            events.push((upkeep.created_at, 0, made));
            if let Some(at) = upkeep.deleted_at {
                events.push((at, 2, EventKind::AutomationDeleted { automation: id }));
            }
        }
        // Of one second: what was accepted, what traded, what ended, and then the instances, each
        // step of them together. The sort keeps the rest.
        events.sort_by_key(|(at, rank, _)| (*at, *rank));
        let events = events.into_iter();
        Ok(events.map(|(at, _, kind)| Event { at, kind }).collect())
    }

    /// What was paid, fill by fill: two lines a contract, the buyer's first.
    ///
    /// # Errors
    /// Internal only.
    pub fn payments(&self) -> Result<Vec<LedgerLine>, Refusal> {
        let mut lines = Vec::new();
        for (key, trade) in self.trades.iter() {
            let overflow = || Refusal::internal("A fill is too large to count.");
            let total = trade.shape.node_minutes().checked_mul(trade.rate.into());
            let total = total.ok_or_else(overflow)?;
            let contract = self.contract_id(key)?.to_string();
            let sides: [(&Order, Micros, Micros); 2] = [
                (
                    self.orders.get(trade.buy)?,
                    -(total + trade.buyer_fee),
                    trade.buyer_fee,
                ),
                (
                    self.orders.get(trade.sell)?,
                    total - trade.seller_fee,
                    trade.seller_fee,
                ),
            ];
            for (order, change, fee) in sides {
                lines.push(LedgerLine {
                    at: trade.at,
                    account: self.name_of(order.account)?,
                    contract: contract.clone(),
                    change,
                    fee,
                });
            }
        }
        Ok(lines)
    }

    /// All dollars that were ever deposited, in millionths.
    pub fn deposited(&self) -> Micros {
        self.ledger.deposited()
    }

    fn text_id(&self, order: OrderKey) -> String {
        let suffix = self.mint.suffix(IdKind::Order, order.index().into());
        format!("{}{suffix}", OrderId::PREFIX)
    }

    fn name_of(&self, account: AccountKey) -> Result<String, Refusal> {
        Ok(self.accounts.get(account)?.id.to_string())
    }
}
