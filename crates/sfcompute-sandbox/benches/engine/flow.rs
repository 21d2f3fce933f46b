//! What the market of the benchmark sees: a market of one SKU with 32 accounts, and its orders.
//!
//! * Windows start at any minute of the next eight weeks and last one hour to four weeks, each
//!   doubling of the length as likely as the next. 1 to 16 nodes.
//! * New standing orders: buys and sells alike, priced up to a fifth away from the middle price on
//!   their own side of it. Three in ten are all or nothing.
//! * Crossing orders: priced up to a fiftieth beyond the middle price, for 1 to 4 nodes and one hour
//!   to a day and a third, so that most find what they need with one or two others. Half are immediate and
//!   fill in part, a quarter fill in part and then stand, a quarter are immediate and all or nothing.
//! * Cancellations of any standing order.
//! * A fifth of the commands are crossing orders; of the rest as many are new ones or
//!   cancellations as keeps the book at its size, no more than three in five of all being new ones.
//! * A second goes by every thousand commands.

use sfcompute_sandbox::engine::{
    AccountKey, Engine, EngineConfig, Fees, NewAccount, NewOrder, NewPool, NewSku, OrderKey,
    PoolKind, Side, SkuProperties,
};
use sfcompute_types::{Name, Price, Schedule, Timestamp, Window};

/// The kinds of commands.
pub const KINDS: [&str; 3] = ["new", "cross", "cancel"];

const ACCOUNTS: usize = 32;
/// 2026-07-21T09:00:00Z.
const T0: i64 = 1_784_624_400;
const HOUR: i64 = 60;
const WEEK: i64 = 7 * 24 * HOUR;
/// Micro-dollars per node-minute: $2.50 per node-hour.
const MIDDLE: i64 = 41_667;

pub enum Command {
    Place {
        account: usize,
        side: Side,
        schedule: Schedule,
        price: Price,
        standing: bool,
        partial: bool,
        crosses: bool,
    },
    Cancel {
        account: usize,
        id: String,
    },
}

impl Command {
    /// Which of [`KINDS`] it is.
    pub fn kind(&self) -> usize {
        match self {
            Self::Place { crosses: false, .. } => 0,
            Self::Place { crosses: true, .. } => 1,
            Self::Cancel { .. } => 2,
        }
    }
}

pub struct Flow {
    engine: Engine,
    accounts: Vec<(AccountKey, String)>,
    sku: String,
    random: u64,
    /// Placed orders that may stand.
    standing: Vec<(usize, OrderKey)>,
    size: usize,
    commands: i64,
}

impl Flow {
    pub fn new(seed: u64) -> Self {
        let now = Timestamp::from_seconds(T0);
        let fees = Fees::new(10, 50);
        let mut engine = Engine::new(EngineConfig {
            seed,
            fees,
            ..EngineConfig::default()
        });
        let sku = NewSku {
            id: None,
            alias: Name::try_from("oslo").unwrap(),
            properties: SkuProperties::default(),
            audience_hint: None,
        };
        let sku = engine.add_sku(sku, now).unwrap();
        let months = Window::starting(now).hours(52 * 7 * 24).unwrap();
        let accounts = (0..ACCOUNTS).map(|index| {
            let new = NewAccount {
                id: Name::try_from(format!("a{index}")).unwrap(),
                entity_type: None,
                user: None,
                cash: 1 << 90,
            };
            let account = engine.open_account(new, now).unwrap();
            let pool = NewPool {
                workspace: "default",
                name: Some("main"),
                tags: None,
                kind: PoolKind::Market,
            };
            let pool = engine.create_pool(account, pool, now).unwrap();
            engine.grant(pool, sku, months, 50_000_000, now).unwrap();
            let id = engine.pool(pool, 0).unwrap().id;
            (account, id.as_str().to_owned())
        });
        let accounts = accounts.collect();
        Self {
            sku: engine.sku(sku).unwrap().id.as_str().to_owned(),
            engine,
            accounts,
            random: seed,
            standing: Vec::new(),
            size: 0,
            commands: 0,
        }
    }

    /// New standing orders for a book of this size.
    pub fn fill(&mut self, size: usize) -> impl Iterator<Item = Command> + use<> {
        let mut other = Self::new(self.random);
        (0..size).map(move |_| other.standing_order())
    }

    /// Notes that the book has its size.
    pub fn take_stock(&mut self, size: usize) {
        self.size = size;
    }

    /// So many commands for the book as it is now.
    pub fn round(&mut self, count: usize) -> Vec<Command> {
        let mut open = self.engine.open_orders();
        let mut commands = Vec::with_capacity(count);
        while commands.len() < count {
            let command = match self.below(5) {
                0 => self.crossing_order(),
                _ if open > self.size || self.below(4) == 0 => match self.cancellation() {
                    Some(command) => {
                        open = open.saturating_sub(1);
                        command
                    }
                    None => continue,
                },
                _ => {
                    open += 1;
                    self.standing_order()
                }
            };
            commands.push(command);
        }
        commands
    }

    /// Carries a command out; whether it was accepted.
    pub fn run(&mut self, command: &Command) -> bool {
        let now = Timestamp::from_seconds(T0 + self.commands / 1_000);
        self.commands += 1;
        match command {
            Command::Place {
                account,
                side,
                schedule,
                price,
                standing,
                partial,
                ..
            } => {
                let (key, pool) = &self.accounts[*account];
                let order = NewOrder {
                    pool,
                    side: *side,
                    instance_sku: &self.sku,
                    schedule,
                    limit_price: *price,
                    allow_standing: *standing,
                    allow_partial: *partial,
                    created_by: None,
                };
                let placed = self.engine.place_order(*key, order, None, now).unwrap();
                if *standing {
                    self.standing.push((*account, placed.key));
                }
                true
            }
            Command::Cancel { account, id } => {
                let (key, _) = &self.accounts[*account];
                self.engine.cancel_order(*key, id, now).is_ok()
            }
        }
    }

    /// How many trades were made so far.
    pub fn trades(&self) -> usize {
        self.engine.trade_count()
    }

    fn standing_order(&mut self) -> Command {
        let partial = self.below(10) >= 3;
        let away = 1 + self.below(MIDDLE as u64 / 5) as i64;
        self.order(away, true, partial, false)
    }

    fn crossing_order(&mut self) -> Command {
        let beyond = 1 + self.below(MIDDLE as u64 / 50) as i64;
        let (standing, partial) = match self.below(4) {
            0 | 1 => (false, true),
            2 => (true, true),
            _ => (false, false),
        };
        self.order(-beyond, standing, partial, true)
    }

    fn order(&mut self, away: i64, standing: bool, partial: bool, crosses: bool) -> Command {
        let account = self.below(ACCOUNTS as u64) as usize;
        let side = if self.below(2) == 0 {
            Side::Buy
        } else {
            Side::Sell
        };
        let rate = match side {
            Side::Buy => MIDDLE - away,
            Side::Sell => MIDDLE + away,
        };
        let start = T0 / 60 + HOUR + self.below(8 * WEEK as u64) as i64;
        // 1, 2, 4, … hours, and up to as much again.
        let (doublings, most_nodes) = if crosses { (5, 4) } else { (10, 16) };
        let base = HOUR << self.below(doublings);
        let length = (base + self.below(base as u64) as i64).min(4 * WEEK);
        let nodes = 1 + self.below(most_nodes) as i32;
        let at = |minute: i64| Timestamp::from_seconds(minute * 60);
        let window = Window::new(at(start), at(start + length)).unwrap();
        Command::Place {
            account,
            side,
            schedule: Schedule::flat(window, nodes),
            price: Price::from_micros_per_node_minute(rate).unwrap(),
            standing,
            partial,
            crosses,
        }
    }

    /// A cancellation of any order that stands.
    fn cancellation(&mut self) -> Option<Command> {
        while !self.standing.is_empty() {
            let at = self.below(self.standing.len() as u64) as usize;
            let (account, order) = self.standing.swap_remove(at);
            if !self.engine.order(order).unwrap().status.is_over() {
                let id = self.engine.order_id(order).unwrap().as_str().to_owned();
                return Some(Command::Cancel { account, id });
            }
        }
        None
    }

    /// A number below `bound`, by xorshift.
    fn below(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) % bound
    }
}
