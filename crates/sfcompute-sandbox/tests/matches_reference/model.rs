//! A market written for reading only: one number for each minute, every order looked at each time,
//! time gone through second by second. It shares no code with the engine.

// Loops over minutes, spelt out, are what makes this easy to check by eye.
#![allow(clippy::needless_range_loop)]

/// The minutes there are.
pub const MINUTES: usize = 40;

/// Basis points and flat micro-dollars per node-minute of the fees.
pub const FEE_BPS: i128 = 137;
pub const FEE_FLAT: i128 = 2;

pub type Nodes = [i64; MINUTES];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Buy,
    Sell,
}

/// When what was accepted takes effect.
#[derive(Clone, Copy, Debug)]
pub enum Settling {
    AtOnce,
    AfterSeconds(usize),
    /// So many fetches go by before the one that does it.
    AfterPolls(usize),
}

/// What is to take effect: an order comes to the book, or is cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Order(usize),
    Cancellation(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Standing,
    PartiallyFilled,
    Filled,
    Cancelled,
}

#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub account: usize,
    pub side: Side,
    pub nodes: i64,
    pub start: usize,
    pub end: usize,
    pub rate: i64,
    pub standing: bool,
    pub partial: bool,
}

#[derive(Clone, Debug)]
pub struct Order {
    pub wish: Wish,
    pub state: State,
    pub left: Nodes,
    /// Rate and nodes of each fill.
    pub fills: Vec<(i64, Nodes)>,
    /// When it came to the book, by count; none before it did.
    pub arrival: Option<usize>,
    pub is_cancelling: bool,
    polls: usize,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub seconds: usize,
    settling: Settling,
    /// What takes effect at a second, in the order it was decided.
    due: Vec<(usize, Due)>,
    arrivals: usize,
    /// In the order they were placed.
    pub orders: Vec<Order>,
    /// What each account has in its pool, reserved nodes included.
    pub pools: Vec<Nodes>,
    /// What each account was given, and got and paid in trades.
    pub money: Vec<i128>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Nodes,
    Money,
    Over,
}

fn total(nodes: &Nodes) -> i128 {
    nodes.iter().map(|nodes| i128::from(*nodes)).sum()
}

fn fee(node_minutes: i128, paid: i128) -> i128 {
    node_minutes * FEE_FLAT + paid * FEE_BPS / 10_000
}

impl Model {
    pub fn new(settling: Settling, pools: Vec<Nodes>, money: Vec<i128>) -> Self {
        Self {
            seconds: 0,
            settling,
            due: vec![],
            arrivals: 0,
            orders: vec![],
            pools,
            money,
        }
    }

    /// The minute it is.
    pub fn now(&self) -> usize {
        self.seconds / 60
    }

    fn is_over(&self, order: usize) -> bool {
        matches!(self.orders[order].state, State::Filled | State::Cancelled)
    }

    /// Whether it is on the book.
    fn is_open(&self, order: usize) -> bool {
        matches!(
            self.orders[order].state,
            State::Standing | State::PartiallyFilled
        )
    }

    pub fn held(&self, account: usize) -> i128 {
        let mut held = 0;
        for (index, order) in self.orders.iter().enumerate() {
            let wish = order.wish;
            if wish.account == account && wish.side == Side::Buy && !self.is_over(index) {
                let node_minutes = total(&order.left);
                let paid = node_minutes * i128::from(wish.rate);
                held += paid + fee(node_minutes, paid);
            }
        }
        held
    }

    pub fn available(&self, account: usize) -> i128 {
        self.money[account] - self.held(account)
    }

    fn reserved(&self, account: usize, minute: usize) -> i64 {
        let mut reserved = 0;
        for (index, order) in self.orders.iter().enumerate() {
            let wish = order.wish;
            if wish.account == account && wish.side == Side::Sell && !self.is_over(index) {
                reserved += order.left[minute];
            }
        }
        reserved
    }

    /// What of an order can still trade.
    fn live(&self, order: usize) -> Nodes {
        let order = &self.orders[order];
        let mut live = order.left;
        let is_late = order.left[..self.now()].iter().any(|nodes| *nodes > 0);
        for minute in 0..MINUTES {
            if minute < self.now() || (is_late && !order.wish.partial) {
                live[minute] = 0;
            }
        }
        live
    }

    pub fn place(&mut self, wish: Wish) -> Result<usize, Refused> {
        self.wait_until(self.seconds);
        if wish.end <= self.now() {
            return Err(Refused::Over);
        }
        let mut left = [0; MINUTES];
        for minute in wish.start.max(self.now())..wish.end {
            left[minute] = wish.nodes;
        }
        match wish.side {
            Side::Sell => {
                for minute in 0..MINUTES {
                    let free =
                        self.pools[wish.account][minute] - self.reserved(wish.account, minute);
                    if left[minute] > 0 && free < left[minute] {
                        return Err(Refused::Nodes);
                    }
                }
            }
            Side::Buy => {
                let node_minutes = total(&left);
                let paid = node_minutes * i128::from(wish.rate);
                if self.available(wish.account) < paid + fee(node_minutes, paid) {
                    return Err(Refused::Money);
                }
            }
        }
        let new = self.orders.len();
        self.orders.push(Order {
            wish,
            state: State::Pending,
            left,
            fills: vec![],
            arrival: None,
            is_cancelling: false,
            polls: 0,
        });
        self.settle(Due::Order(new));
        Ok(new)
    }

    fn settle(&mut self, due: Due) {
        match self.settling {
            Settling::AtOnce => self.take_effect(due),
            Settling::AfterSeconds(seconds) => self.due.push((self.seconds + seconds, due)),
            Settling::AfterPolls(_) => {}
        }
    }

    fn take_effect(&mut self, due: Due) {
        match due {
            Due::Order(order) if self.orders[order].state == State::Pending => self.arrive(order),
            Due::Cancellation(order) if !self.is_over(order) => {
                self.orders[order].state = State::Cancelled;
            }
            Due::Order(_) | Due::Cancellation(_) => {}
        }
    }

    /// Looks at an order, which settles what has been looked at often enough.
    pub fn fetch(&mut self, index: usize) {
        self.wait_until(self.seconds);
        let Settling::AfterPolls(polls) = self.settling else {
            return;
        };
        let order = &self.orders[index];
        let due = if order.state == State::Pending {
            Due::Order(index)
        } else if order.is_cancelling && !self.is_over(index) {
            Due::Cancellation(index)
        } else {
            return;
        };
        if order.polls < polls {
            self.orders[index].polls += 1;
        } else {
            self.orders[index].polls = 0;
            self.take_effect(due);
        }
    }

    /// A pending order comes to the book.
    fn arrive(&mut self, new: usize) {
        let now = self.now();
        self.orders[new].left[..now].fill(0);
        self.orders[new].arrival = Some(self.arrivals);
        self.arrivals += 1;
        // While it trades, its money and nodes are its own.
        self.orders[new].state = State::Standing;
        self.take(new);
        if total(&self.orders[new].left) == 0 {
            return;
        }
        if !self.orders[new].wish.standing {
            self.orders[new].state = State::Cancelled;
            return;
        }
        // Waiting all-or-nothing orders of the other side look again.
        let (from, to) = extent(&self.live(new));
        for other in self.opposite(new) {
            let (other_from, other_to) = extent(&self.orders[other].left);
            let overlaps = other_from < to && from < other_to;
            if !self.orders[other].wish.partial && overlaps && self.is_open(new) {
                self.take(other);
            }
        }
    }

    /// Open orders of the other side and of other accounts that a price allows, best first.
    fn opposite(&self, taker: usize) -> Vec<usize> {
        let mine = self.orders[taker].wish;
        let mut found: Vec<usize> = (0..self.orders.len())
            .filter(|other| {
                let wish = self.orders[*other].wish;
                let crosses = match mine.side {
                    Side::Buy => wish.rate <= mine.rate,
                    Side::Sell => wish.rate >= mine.rate,
                };
                *other != taker
                    && self.is_open(*other)
                    && wish.side != mine.side
                    && wish.account != mine.account
                    && crosses
            })
            .collect();
        found.sort_by_key(|other| {
            let rate = self.orders[*other].wish.rate;
            let rate = if mine.side == Side::Buy { rate } else { -rate };
            (rate, self.orders[*other].arrival)
        });
        found
    }

    /// Lets an order trade all it can with the others, or nothing where that is not enough.
    fn take(&mut self, taker: usize) {
        if !self.is_open(taker) {
            return;
        }
        let whole = self.live(taker);
        let mut need = whole;
        let mut plan: Vec<(usize, Nodes)> = vec![];
        let mut same = None;
        for other in self.opposite(taker) {
            let live = self.live(other);
            let mut part = [0; MINUTES];
            if self.orders[other].wish.partial {
                for minute in 0..MINUTES {
                    part[minute] = live[minute].min(need[minute]);
                }
            } else {
                if live == whole && total(&live) > 0 && same.is_none() {
                    same = Some(other);
                }
                if (0..MINUTES).all(|minute| live[minute] <= need[minute]) {
                    part = live;
                }
            }
            if total(&part) > 0 {
                for minute in 0..MINUTES {
                    need[minute] -= part[minute];
                }
                plan.push((other, part));
            }
        }
        if !self.orders[taker].wish.partial && total(&need) > 0 {
            plan = same.into_iter().map(|other| (other, whole)).collect();
        }
        for (other, part) in plan {
            self.trade(taker, other, part);
        }
    }

    fn trade(&mut self, one: usize, other: usize, part: Nodes) {
        let first = match self.orders[one].arrival < self.orders[other].arrival {
            true => one,
            false => other,
        };
        let rate = self.orders[first].wish.rate;
        let (buy, sell) = match self.orders[one].wish.side {
            Side::Buy => (one, other),
            Side::Sell => (other, one),
        };
        let (buyer, seller) = (
            self.orders[buy].wish.account,
            self.orders[sell].wish.account,
        );
        let node_minutes = total(&part);
        let paid = node_minutes * i128::from(rate);
        let fee = fee(node_minutes, paid);
        self.money[buyer] -= paid + fee;
        self.money[seller] += paid - fee.min(paid);
        for minute in 0..MINUTES {
            self.pools[buyer][minute] += part[minute];
            self.pools[seller][minute] -= part[minute];
        }
        for order in [buy, sell] {
            let order = &mut self.orders[order];
            for minute in 0..MINUTES {
                order.left[minute] -= part[minute];
            }
            order.fills.push((rate, part));
            let is_done = total(&order.left) == 0;
            order.state = if is_done {
                State::Filled
            } else {
                State::PartiallyFilled
            };
        }
    }

    /// Asks for a cancellation; whether that could be asked for.
    pub fn cancel(&mut self, order: usize) -> bool {
        self.wait_until(self.seconds);
        if self.is_over(order) {
            return false;
        }
        if !self.orders[order].is_cancelling {
            self.orders[order].is_cancelling = true;
            self.settle(Due::Cancellation(order));
        }
        true
    }

    /// Windows that end are over before anything takes effect in the same second.
    pub fn wait_until(&mut self, seconds: usize) {
        for second in self.seconds..=seconds {
            self.seconds = second;
            for order in 0..self.orders.len() {
                if !self.is_over(order) && self.orders[order].wish.end <= self.now() {
                    self.orders[order].state = State::Cancelled;
                }
            }
            while let Some(next) = self.due.iter().position(|(at, _)| *at <= second) {
                let (_, due) = self.due.remove(next);
                self.take_effect(due);
            }
        }
    }
}

/// The first minute with nodes and the one after the last.
fn extent(nodes: &Nodes) -> (usize, usize) {
    let first = nodes.iter().position(|nodes| *nodes > 0).unwrap_or(MINUTES);
    let last = nodes
        .iter()
        .rposition(|nodes| *nodes > 0)
        .map_or(0, |last| last + 1);
    (first, last)
}
