//! What is meant by each number: an order or a transfer, from the seed alone.

use sfcompute::{Invalid, Price, Side, Timestamp, Window};

use super::settings::Settings;
use super::terms::{Range, Terms};
use crate::random::Random;

/// How many days ahead things are about: beyond the demo's own book.
const DAYS_AHEAD: i64 = 35;
/// How many days after that the time begins from which nodes are moved: so that sales and transfers
/// do not want the same nodes.
const DAYS_OF_ORDERS: i64 = 60;
/// Of so many things, one is meant once more, in the same words and at the same time.
const TWINS: u64 = 10;

/// One thing that is meant to be done once.
#[derive(Clone, Debug)]
pub(super) struct Meant {
    pub(super) number: u64,
    pub(super) what: What,
    /// The same, as it is compared.
    pub(super) terms: Terms,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Order {
        side: Side,
        sku: String,
        nodes: u32,
        window: Window,
        price: Price,
        standing: bool,
        partial: bool,
    },
    Transfer {
        sku: String,
        nodes: u32,
        window: Window,
    },
}

/// What things are meant of.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) now: Timestamp,
    pub(super) skus: Vec<String>,
    /// The ids of the pool that orders are for and transfers come from, and of that they go to.
    pub(super) pool: String,
    pub(super) other_pool: String,
}

impl Meant {
    /// What is meant by a number; nothing beyond the last.
    pub(super) fn by(
        number: u64,
        settings: &Settings,
        ground: &Ground,
    ) -> Result<Option<Self>, Invalid> {
        let all = settings.orders.saturating_add(settings.transfers);
        if number >= all {
            return Ok(None);
        }
        // Spread over the run: of `all` numbers in a row, `transfers` are transfers.
        let transfers_before = |number: u64| {
            let product = u128::from(number) * u128::from(settings.transfers);
            product.checked_div(u128::from(all)).unwrap_or_default()
        };
        let is_transfer = |number| transfers_before(number) != transfers_before(number + 1);
        let is_twin = number % TWINS == 1 && is_transfer(number) == is_transfer(number - 1);
        let model = if is_twin { number - 1 } else { number };
        let what = match is_transfer(number) {
            true => transfer(model, settings.seed, ground)?,
            false => order(model, settings.seed, ground)?,
        };
        let terms = what.terms(ground);
        Ok(Some(Self {
            number,
            what,
            terms,
        }))
    }
}

/// A window of its own for each number.
fn window(ground: &Ground, days: i64, number: u64, minutes: i64) -> Result<Window, Invalid> {
    let past = ground.now.as_seconds().rem_euclid(60);
    let minute = i64::try_from(number)
        .unwrap_or(i64::MAX)
        .saturating_add(days.saturating_mul(24 * 60))
        .saturating_mul(60)
        .saturating_sub(past);
    let start = ground.now.checked_add_seconds(minute).unwrap_or(ground.now);
    Window::starting(start).minutes(minutes)
}

fn pick(numbers: &mut Random, ground: &Ground) -> String {
    numbers.pick(&ground.skus).cloned().unwrap_or_default()
}

fn order(number: u64, seed: u64, ground: &Ground) -> Result<What, Invalid> {
    let mut numbers = Random::named("order", seed.rotate_left(32) ^ number);
    let is_sale = numbers.one_in(6);
    // A sale asks for more than anyone here bids, so that nothing trades and all of it stays to be
    // compared. Half of the prices are off the market's step.
    let dollars = if is_sale { 9 } else { 1 };
    let price = format!("{dollars}.{:06}", numbers.below(999_999));
    Ok(What::Order {
        side: if is_sale { Side::Sell } else { Side::Buy },
        sku: pick(&mut numbers, ground),
        nodes: if is_sale {
            1
        } else {
            1 + u32::from(numbers.one_in(3))
        },
        window: window(ground, DAYS_AHEAD, number, 60)?,
        price: price.parse()?,
        standing: !numbers.one_in(4),
        partial: numbers.one_in(3),
    })
}

fn transfer(number: u64, seed: u64, ground: &Ground) -> Result<What, Invalid> {
    let mut numbers = Random::named("transfer", seed.rotate_left(32) ^ number);
    Ok(What::Transfer {
        sku: pick(&mut numbers, ground),
        nodes: 1,
        window: window(ground, DAYS_AHEAD + DAYS_OF_ORDERS, number, 30)?,
    })
}

impl What {
    fn terms(&self, ground: &Ground) -> Terms {
        let range = |window: &Window, nodes: u32| {
            vec![Range {
                start: window.start(),
                end: Some(window.end()),
                nodes: i32::try_from(nodes).unwrap_or(i32::MAX),
            }]
        };
        match self {
            Self::Order {
                side,
                sku,
                nodes,
                window,
                price,
                standing,
                partial,
            } => Terms::Order {
                side: side.to_string(),
                pool: Some(ground.pool.clone()),
                sku: Some(sku.clone()),
                ranges: range(window, *nodes),
                price: price.rounded_to_step(),
                standing: *standing,
                partial: Some(*partial),
            },
            Self::Transfer { sku, nodes, window } => Terms::Transfer {
                from: ground.pool.clone(),
                to: ground.other_pool.clone(),
                sku: sku.clone(),
                ranges: range(window, *nodes),
            },
        }
    }
}
