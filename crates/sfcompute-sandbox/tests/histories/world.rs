//! A small market, and commands that can be carried out in it in any order.

use proptest::sample::Index;
use sfcompute_sandbox::engine::{
    AccountKey, Engine, EngineConfig, Fees, IdempotencyKey, InstanceKey, InstancePriority,
    NewAccount, NewOrder, NewPool, NewSku, NewTemplate, NewTransfer, OrderKey, PoolKind, PoolPatch,
    Refusal, Settlement, Side, SkuKey, SkuProperties, TemplateKey, TransferKey,
};
use sfcompute_types::{
    Name, Patch, Price, Schedule, ScheduleEnd, ScheduleEntry, Timestamp, Window,
};

use super::automations::{OnAutomation, SetUp};
use super::instances::OnInstance;

pub const ACCOUNTS: usize = 3;
pub const SKUS: usize = 2;
/// Each account's pools; all but the first come and go.
pub const POOLS: [&str; 3] = ["main", "east", "west"];
/// The minutes that nodes are granted for at first; windows reach a little further.
pub const MINUTES: i64 = 120;

#[derive(Clone, Debug)]
pub enum Command {
    Wait {
        seconds: i64,
    },
    Place(Wish),
    Cancel(Index),
    Reject(Index),
    FetchOrder(Index),
    Transfer {
        account: usize,
        from: usize,
        to: usize,
        sku: usize,
        parts: Vec<(i64, i64, i32)>,
    },
    FetchTransfer(Index),
    CreatePool {
        account: usize,
        pool: usize,
    },
    RenamePool {
        account: usize,
        pool: usize,
        to: usize,
    },
    DeletePool {
        account: usize,
        pool: usize,
    },
    Deposit {
        account: usize,
        amount: i128,
    },
    Instance {
        account: usize,
        pool: usize,
        sku: usize,
        priority: InstancePriority,
        is_managed: bool,
    },
    OnInstance(Index, OnInstance),
    SetUp(SetUp),
    OnAutomation(Index, OnAutomation),
    Grant {
        account: usize,
        sku: usize,
        start: i64,
        length: i64,
        nodes: u32,
    },
}

#[derive(Clone, Debug)]
pub struct Wish {
    pub account: usize,
    pub pool: usize,
    pub sku: usize,
    pub side: Side,
    pub nodes: i32,
    pub start: i64,
    pub length: i64,
    pub rate: i64,
    pub standing: bool,
    pub partial: bool,
    pub key: Option<u8>,
}

pub fn at(minute: i64) -> Timestamp {
    Timestamp::from_seconds(minute * 60)
}

/// A market and what was made in it.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    pub engine: Engine,
    pub accounts: Vec<AccountKey>,
    pub skus: Vec<(SkuKey, String)>,
    pub orders: Vec<(AccountKey, OrderKey)>,
    transfers: Vec<(AccountKey, TransferKey)>,
    /// Each account's template.
    pub templates: Vec<TemplateKey>,
    pub instances: Vec<InstanceKey>,
    /// Procurements and deployments, by the number of their account and their id.
    pub automations: Vec<(usize, String)>,
}

pub const IMAGE: &str = "sfc:image:sfcompute:public:disk";

impl World {
    pub fn new(settlement: Settlement) -> Self {
        let config = EngineConfig {
            seed: 11,
            settlement,
            fees: Fees::new(1, 99),
            ..EngineConfig::default()
        };
        let mut engine = Engine::new(config);
        let skus = ["oslo", "rome"].map(|alias| {
            let alias = Name::try_from(alias).unwrap();
            let properties = SkuProperties::default();
            let sku = NewSku {
                id: None,
                alias,
                properties,
                audience_hint: None,
            };
            let key = engine.add_sku(sku, at(0)).unwrap();
            (key, engine.sku(key).unwrap().id.as_str().to_owned())
        });
        let accounts = ["ada", "bo", "cy"].map(|id| {
            let id = Name::try_from(id).unwrap();
            let new = NewAccount {
                id,
                entity_type: None,
                user: None,
                cash: 200_000,
            };
            engine.open_account(new, at(0)).unwrap()
        });
        let mut world = Self {
            engine,
            accounts: accounts.to_vec(),
            skus: skus.to_vec(),
            orders: vec![],
            transfers: vec![],
            templates: vec![],
            instances: vec![],
            automations: vec![],
        };
        let image = world.engine.add_public_image("disk", b"abc", at(0));
        image.unwrap();
        for account in 0..ACCOUNTS {
            let template = NewTemplate {
                workspace: "default",
                image: IMAGE,
                name: None,
                cloud_init_user_data: None,
                tags: None,
            };
            let account_key = world.accounts[account];
            let template = world.engine.create_template(account_key, template, at(0));
            world.templates.push(template.unwrap());
            for pool in 0..2 {
                world.run(&Command::CreatePool { account, pool }).unwrap();
            }
            for sku in 0..SKUS {
                let (start, length, nodes) = (0, MINUTES, 8);
                world
                    .run(&Command::Grant {
                        account,
                        sku,
                        start,
                        length,
                        nodes,
                    })
                    .unwrap();
            }
        }
        world
    }

    pub fn run(&mut self, command: &Command) -> Result<(), Refusal> {
        let now = self.engine.now();
        match command {
            Command::Wait { seconds } => self
                .engine
                .advance(now.checked_add_seconds(*seconds).unwrap()),
            Command::Place(wish) => self.place(wish, now),
            Command::Cancel(index) => self.with_order(index, |engine, account, id| {
                engine.cancel_order(account, id, now)
            }),
            Command::Reject(index) => self.with_order(index, |engine, account, id| {
                engine.reject_order(account, id, now)
            }),
            Command::FetchOrder(index) => self.with_order(index, |engine, account, id| {
                engine.fetch_order(account, id, now).map(|_| ())
            }),
            Command::Transfer {
                account,
                from,
                to,
                sku,
                parts,
            } => self.transfer((*account, *from, *to, *sku), parts, now),
            Command::FetchTransfer(index) => {
                if self.transfers.is_empty() {
                    return Ok(());
                }
                let (account, key) = *index.get(&self.transfers);
                let id = self.engine.transfer(key)?.id;
                self.engine
                    .fetch_transfer(account, id.as_str(), now)
                    .map(|_| ())
            }
            Command::CreatePool { account, pool } => {
                let (workspace, kind) = ("default", PoolKind::Market);
                let pool = NewPool {
                    workspace,
                    name: Some(POOLS[*pool]),
                    tags: None,
                    kind,
                };
                self.engine
                    .create_pool(self.accounts[*account], pool, now)
                    .map(|_| ())
            }
            Command::RenamePool { account, pool, to } => {
                let patch = PoolPatch {
                    name: Patch::Set(POOLS[*to]),
                    tags: Patch::Keep,
                };
                let account = self.accounts[*account];
                self.engine
                    .update_pool(account, POOLS[*pool], patch, now)
                    .map(|_| ())
            }
            Command::DeletePool { account, pool } => {
                self.engine
                    .delete_pool(self.accounts[*account], POOLS[*pool], now)
            }
            Command::Deposit { account, amount } => self
                .engine
                .deposit(self.accounts[*account], *amount, now)
                .map(|_| ()),
            Command::Instance {
                account,
                pool,
                sku,
                priority,
                is_managed,
            } => {
                let made = match is_managed {
                    true => self.manage(*account, *pool, *sku, *priority)?,
                    false => Some(self.start(*account, *pool, *sku, *priority, now)?),
                };
                self.instances.extend(made);
                Ok(())
            }
            Command::OnInstance(index, what) => self.on_instance(index, what, now),
            Command::SetUp(new) => self.set_up(new, now),
            Command::OnAutomation(index, what) => self.on_automation(index, what, now),
            Command::Grant {
                account,
                sku,
                start,
                length,
                nodes,
            } => {
                let account = self.accounts[*account];
                let Some(pool) = self.engine.find_pool(account, "main") else {
                    return Ok(());
                };
                let window = Window::new(at(*start), at(start + length)).unwrap();
                self.engine
                    .grant(pool, self.skus[*sku].0, window, *nodes, now)
            }
        }
    }

    fn place(&mut self, wish: &Wish, now: Timestamp) -> Result<(), Refusal> {
        let account = self.accounts[wish.account];
        let window = Window::new(at(wish.start), at(wish.start + wish.length)).unwrap();
        let order = NewOrder {
            pool: POOLS[wish.pool],
            side: wish.side,
            instance_sku: &self.skus[wish.sku].1,
            schedule: &Schedule::flat(window, wish.nodes),
            limit_price: Price::from_micros_per_node_minute(wish.rate).unwrap(),
            allow_standing: wish.standing,
            allow_partial: wish.partial,
            created_by: None,
        };
        let text = wish.key.map(|key| key.to_string());
        let key = text
            .as_deref()
            .map(|key| IdempotencyKey { key, body: b"any" });
        let accepted = self.engine.place_order(account, order, key, now)?;
        if !accepted.is_repeat {
            self.orders.push((account, accepted.key));
        }
        Ok(())
    }

    fn transfer(
        &mut self,
        (account, from, to, sku): (usize, usize, usize, usize),
        parts: &[(i64, i64, i32)],
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let mut start = 0;
        let entries = parts.iter().map(|(gap, length, nodes)| {
            let entry = ScheduleEntry {
                start_at: at(start + gap),
                end_at: ScheduleEnd::At(at(start + gap + length)),
                node_count: *nodes,
            };
            start += gap + length;
            entry
        });
        let transfer = NewTransfer {
            from_pool: POOLS[from],
            to_pool: POOLS[to],
            instance_sku: &self.skus[sku].1,
            schedule: &entries.collect(),
        };
        let account = self.accounts[account];
        let accepted = self.engine.create_transfer(account, transfer, None, now)?;
        self.transfers.push((account, accepted.key));
        Ok(())
    }

    fn with_order(
        &mut self,
        index: &Index,
        then: impl FnOnce(&mut Engine, AccountKey, &str) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        if self.orders.is_empty() {
            return Ok(());
        }
        let (account, key) = *index.get(&self.orders);
        let id = self.engine.order(key)?.id;
        then(&mut self.engine, account, id.as_str())
    }
}
