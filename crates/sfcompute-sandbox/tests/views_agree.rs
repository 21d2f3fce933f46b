//! Over random histories: a preview says what posting its body then does, and availability, quote,
//! depth, windows and public fills show one and the same book, which is that of the orders.

// All of this is test code; the lints' own exception for tests knows only functions marked so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "histories/automations.rs"]
#[allow(dead_code)]
mod automations;
#[path = "histories/instances.rs"]
#[allow(dead_code)]
mod instances;
#[path = "histories/world.rs"]
#[allow(dead_code)]
mod world;

use std::collections::BTreeMap;

use proptest::prelude::*;
use sfcompute_sandbox::engine::{
    Edge, NewOrder, OrderStatus, OrderView, Preview, PreviewRequest, PriceLevel, Requirements,
    Settlement, Side,
};
use sfcompute_types::{InstanceSkuId, Price, Schedule, Timestamp};
use world::{ACCOUNTS, Command, SKUS, Wish, World, at};

/// No window of these histories reaches further.
const MINUTES: i64 = 60;

fn wish() -> impl Strategy<Value = Wish> {
    let side = prop_oneof![Just(Side::Buy), Just(Side::Sell)];
    let size = (1..5_i32, 0..8_i64, 1..5_i64, 96..104_i64);
    (
        0..ACCOUNTS,
        0..SKUS,
        side,
        size,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(account, sku, side, (nodes, start, length, rate), standing, partial)| Wish {
                account,
                pool: 0,
                sku,
                side,
                nodes,
                start: start * 5,
                length: length * 5,
                rate,
                standing: standing || partial,
                partial,
                key: None,
            },
        )
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        12 => wish().prop_map(Command::Place),
        2 => any::<prop::sample::Index>().prop_map(Command::Cancel),
        1 => (1..400_i64).prop_map(|seconds| Command::Wait { seconds }),
    ]
}

/// Nodes by minute; no entry is none.
type Nodes = BTreeMap<i64, i64>;

fn nodes(schedule: &Schedule) -> Nodes {
    let by_minute = (0..MINUTES).map(|minute| (minute, i64::from(schedule.nodes_at(at(minute)))));
    by_minute.filter(|(_, nodes)| *nodes != 0).collect()
}

fn add(sum: &mut Nodes, part: &Nodes) {
    for (minute, nodes) in part {
        *sum.entry(*minute).or_default() += nodes;
    }
}

/// What of an order can trade, minute by minute.
fn live(order: &OrderView, now: i64) -> Nodes {
    let is_resting = matches!(
        order.status,
        OrderStatus::Standing | OrderStatus::PartiallyFilled
    );
    let filled = nodes(&order.filled_schedule);
    // What went by before the order came never was a part of it.
    let came = order.created_at.as_seconds() / 60;
    let mut left = nodes(&order.schedule);
    left.retain(|minute, nodes| {
        *nodes -= filled.get(minute).copied().unwrap_or_default();
        *minute >= came && *nodes > 0
    });
    let is_late = left
        .first_key_value()
        .is_some_and(|(first, _)| *first < now);
    if !is_resting || is_late && !order.allow_partial {
        return Nodes::new();
    }
    left.retain(|minute, _| *minute >= now);
    left
}

type WindowOf = (InstanceSkuId, Timestamp, Timestamp);
/// Orders of a side, and what can trade at each price.
type Levels = (i64, BTreeMap<Price, Nodes>);

/// The book as the orders have it.
fn book(world: &World) -> BTreeMap<WindowOf, [Levels; 2]> {
    let now = world.engine.now().as_seconds() / 60;
    let mut book: BTreeMap<WindowOf, [Levels; 2]> = BTreeMap::new();
    for (_, key) in &world.orders {
        let order = world.engine.order(*key).unwrap();
        let live = live(&order, now);
        if live.is_empty() {
            continue;
        }
        let (asked, _) = order.schedule.single_range().unwrap();
        let window = (order.instance_sku.id.clone(), asked.start(), asked.end());
        let sides = book.entry(window).or_default();
        let (count, levels) = &mut sides[usize::from(order.side == Side::Sell)];
        *count += 1;
        add(levels.entry(order.limit_price).or_default(), &live);
    }
    book
}

fn shown(levels: &[PriceLevel]) -> Vec<(InstanceSkuId, Price, Nodes)> {
    let level = |level: &PriceLevel| {
        (
            level.instance_sku.clone(),
            level.price,
            nodes(&level.schedule),
        )
    };
    levels.iter().map(level).collect()
}

/// The levels of a side over all SKUs of a window, best first.
fn levels(
    book: &BTreeMap<WindowOf, [Levels; 2]>,
    window: (Timestamp, Timestamp),
    side: usize,
) -> Vec<(InstanceSkuId, Price, Nodes)> {
    let here = book
        .iter()
        .filter(|((_, start, end), _)| (*start, *end) == window);
    let rows = here.flat_map(|((sku, ..), sides)| {
        let levels = sides[side].1.iter();
        levels.map(|(price, nodes)| (sku.clone(), *price, nodes.clone()))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|(_, one, _), (_, other, _)| match side {
        0 => other.cmp(one),
        _ => one.cmp(other),
    });
    rows
}

/// Every view against the book of the orders.
fn check_views(world: &World) {
    let engine = &world.engine;
    let all = Requirements::default();
    let book = book(world);

    // Windows, forward in pages of three and back again.
    let mut rows = Vec::new();
    let mut edge = Edge::Head;
    loop {
        let page = engine.windows(&all, at(0), at(MINUTES), 3, edge).unwrap();
        rows.extend(page.items);
        match page.last.filter(|_| page.has_more) {
            Some(last) => edge = Edge::After(last),
            None => break,
        }
    }
    let mut expected: Vec<_> = book.keys().cloned().collect();
    expected.sort_by_key(|(sku, start, end)| (*start, *end, sku.clone()));
    let keys = rows
        .iter()
        .map(|row| (row.instance_sku.clone(), row.start_at, row.end_at));
    assert_eq!(keys.collect::<Vec<_>>(), expected);
    if let Some(last) = engine
        .windows(&all, at(0), at(MINUTES), 100, Edge::Head)
        .unwrap()
        .last
    {
        let back = engine
            .windows(&all, at(0), at(MINUTES), 100, Edge::Before(last))
            .unwrap();
        assert_eq!(back.items, rows[..rows.len() - 1]);
    }
    for row in &rows {
        let window = (row.start_at, row.end_at);
        let key = (row.instance_sku.clone(), row.start_at, row.end_at);
        let [bids, asks] = &book[&key];
        assert_eq!((row.bids, row.asks), (bids.0, asks.0));
        let best: Vec<_> = row.best_bid.iter().cloned().collect();
        let expected = bids.1.last_key_value().into_iter();
        let expected = expected.map(|(p, n)| (row.instance_sku.clone(), *p, n.clone()));
        assert_eq!(shown(&best), expected.collect::<Vec<_>>());
        let best: Vec<_> = row.best_ask.iter().cloned().collect();
        let expected = asks.1.first_key_value().into_iter();
        let expected = expected.map(|(p, n)| (row.instance_sku.clone(), *p, n.clone()));
        assert_eq!(shown(&best), expected.collect::<Vec<_>>());

        let depth = engine.depth(&all, row.start_at, row.end_at, 100).unwrap();
        assert_eq!(shown(&depth.bids), levels(&book, window, 0));
        assert_eq!(shown(&depth.asks), levels(&book, window, 1));
        let two = engine.depth(&all, row.start_at, row.end_at, 2).unwrap();
        assert_eq!(two.bids[..], depth.bids[..depth.bids.len().min(2)]);
        assert_eq!(two.asks[..], depth.asks[..depth.asks.len().min(2)]);
        let quote = engine.quote(&all, row.start_at, row.end_at).unwrap();
        assert_eq!(quote.best_bid.as_ref(), depth.bids.first());
        assert_eq!(quote.best_ask.as_ref(), depth.asks.first());
    }

    // Availability is all asks over time.
    for available in engine
        .list_availability(&all, 10, Edge::Head)
        .unwrap()
        .items
    {
        let mut sum = Nodes::new();
        for ((sku, ..), [_, asks]) in &book {
            if *sku == available.instance_sku.id {
                asks.1.values().for_each(|nodes| add(&mut sum, nodes));
            }
        }
        assert_eq!(nodes(&available.schedule), sum);
    }

    // Each public fill is one fill of a buy and one of a sell.
    let fills = engine
        .public_fills(&all, at(0), at(MINUTES), None, 10_000, Edge::Head)
        .unwrap();
    let public = fills.items.iter().map(|fill| {
        let sku = fill.instance_sku.clone();
        (sku, fill.filled_at, fill.price, nodes(&fill.schedule))
    });
    let mut public: Vec<_> = public.collect();
    public.sort();
    for side in [Side::Buy, Side::Sell] {
        let mut own = Vec::new();
        for (_, key) in &world.orders {
            let order = engine.order(*key).unwrap();
            let fills = order.fills.iter().filter(|_| order.side == side);
            own.extend(fills.map(|fill| {
                let sku = order.instance_sku.id.clone();
                (sku, fill.filled_at, fill.price, nodes(&fill.schedule))
            }));
        }
        own.sort();
        assert_eq!(own, public);
    }
}

/// Asks for a preview, then posts its body; or the same where there is none to post.
fn check_preview(world: &World, wish: &Wish) {
    let account = world.accounts[wish.account];
    let all = Requirements::default();
    let request = PreviewRequest {
        side: wish.side,
        requirements: &all,
        start_at: at(wish.start),
        duration_seconds: wish.length as u64 * 60,
        node_count: wish.nodes,
        pool: Some("main"),
    };
    let Ok(preview) = world.engine.preview(account, request) else {
        return;
    };
    let mut world = world.clone();
    let now = world.engine.now();
    match preview {
        Preview::Quoted(quoted) => {
            let before = world.engine.account(account).unwrap().balance;
            let order = NewOrder {
                pool: "main",
                side: quoted.side,
                instance_sku: quoted.instance_sku.as_str(),
                schedule: &quoted.schedule,
                limit_price: quoted.limit_price,
                allow_standing: false,
                allow_partial: false,
                created_by: None,
            };
            let placed = match world.engine.place_order(account, order, None, now) {
                Ok(placed) => placed.key,
                // A preview does not ask whether the account can pay.
                Err(refusal) => {
                    let kind = sfcompute_sandbox::engine::RefusalKind::PaymentRequired;
                    assert_eq!(refusal.kind(), kind, "{refusal}");
                    return;
                }
            };
            let order = world.engine.order(placed).unwrap();
            assert_eq!(order.status, OrderStatus::Filled);
            assert_eq!(order.average_price, Some(quoted.average_price));
            let after = world.engine.account(account).unwrap().balance;
            let moved = match quoted.side {
                Side::Buy => before.available - after.available - quoted.fee,
                Side::Sell => after.available - before.available + quoted.fee,
            };
            assert_eq!((moved, after.held), (quoted.total, before.held));
        }
        Preview::Unavailable { .. } => {
            // At no price would it fill.
            let rate = if wish.side == Side::Buy { 1_000 } else { 1 };
            for sku in 0..SKUS {
                let mut world = world.clone();
                let wish = Wish {
                    sku,
                    rate,
                    standing: false,
                    partial: false,
                    ..wish.clone()
                };
                if world.run(&Command::Place(wish)).is_ok() {
                    let (_, order) = world.orders[world.orders.len() - 1];
                    let order = world.engine.order(order).unwrap();
                    assert_eq!(order.status, OrderStatus::Cancelled);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_book_is_shown_everywhere(commands in prop::collection::vec(command(), 1..50)) {
        let mut world = World::new(Settlement::AtOnce);
        for command in &commands {
            let _ = world.run(command);
            check_views(&world);
        }
    }

    #[test]
    fn a_preview_says_what_its_order_does(
        commands in prop::collection::vec(command(), 1..50),
        wishes in prop::collection::vec(wish(), 6),
    ) {
        let mut world = World::new(Settlement::AtOnce);
        for command in &commands {
            let _ = world.run(command);
        }
        wishes.iter().for_each(|wish| check_preview(&world, wish));
    }
}
