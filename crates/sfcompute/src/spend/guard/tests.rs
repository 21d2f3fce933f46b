use std::collections::HashMap;
use std::thread;

use proptest::prelude::*;
use serde_json::json;
use sfcompute_api::types::CreateOrderRequest;

use super::*;

/// A buy of one node for so many hours at $1: as many dollars.
fn dollars_worth(hours: i64) -> Commitment {
    let body: CreateOrderRequest = serde_json::from_value(json!({
        "pool": "pool_a",
        "side": "buy",
        "instance_sku": "isku_a",
        "allocation_schedule_delta":
            [{"start_at": 0, "end_at": hours * 3_600, "node_count": 1}],
        "limit_price_dollars_per_node_hour": "1.00002",
    }))
    .unwrap();
    Commitment::of(&body).unwrap()
}

/// What `dollars_worth` comes to: its price is on the market's step, which a dollar is not.
fn worth(hours: i64) -> Dollars {
    dollars_worth(hours)
        .cost(&SpendLimits::new().checked().unwrap().fee)
        .unwrap()
}

fn order(id: &str, status: &str, hours: i64, filled_hours: i64) -> OrderResponse {
    serde_json::from_value(json!({
        "object": "order",
        "id": id,
        "side": "buy",
        "allow_standing": true,
        "allocation_schedule_delta":
            [{"start_at": 0, "end_at": hours * 3_600, "node_count": 1}],
        "filled_allocation_schedule_delta": if filled_hours == 0 { json!([]) } else {
            json!([{"start_at": 0, "end_at": filled_hours * 3_600, "node_count": 1}])
        },
        "limit_price_dollars_per_node_hour": "1.000020",
        "status": status,
        "created_at": 0,
    }))
    .unwrap()
}

fn key(text: &str) -> IdempotencyKey {
    text.parse().unwrap()
}

fn id(text: &str) -> OrderId {
    text.parse().unwrap()
}

fn guard(per_order: i64, lifetime: i64) -> SpendGuard {
    let limits = SpendLimits::new()
        .per_order(worth(per_order))
        .lifetime(worth(lifetime));
    SpendGuard::new(limits).unwrap()
}

#[test]
fn an_order_up_to_the_limit_passes_and_one_beyond_does_not() {
    let guard = guard(10, 25);
    let a = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    let refusal = guard.reserve(&key("b"), &dollars_worth(11)).unwrap_err();
    assert_eq!(refusal.cap(), SpendCap::PerOrder);
    assert_eq!(refusal.limit(), Some(worth(10)));
    assert_eq!(refusal.order(), Some(worth(11)));
    let b = guard.reserve(&key("b"), &dollars_worth(10)).unwrap();
    let refusal = guard.reserve(&key("c"), &dollars_worth(6)).unwrap_err();
    assert_eq!(refusal.cap(), SpendCap::Lifetime);
    assert_eq!(refusal.committed(), worth(20));
    assert_eq!(
        refusal.to_string(),
        "the order may come to $6.00012, $20.0004 is committed already, \
         and all orders together are limited to $25.0005"
    );
    let c = guard.reserve(&key("c"), &dollars_worth(5)).unwrap();
    assert_eq!(guard.committed(), worth(25));
    assert_eq!(guard.remaining(), Some(Dollars::ZERO));
    drop((a, b, c));
    assert_eq!(guard.committed(), Dollars::ZERO);
}

#[test]
fn only_what_certainly_never_happened_is_given_back() {
    let guard = guard(10, 100);
    // Cancelled before it was sent.
    drop(guard.reserve(&key("a"), &dollars_worth(1)).unwrap());
    // Sent, and refused.
    let mut refused = guard.reserve(&key("b"), &dollars_worth(2)).unwrap();
    refused.leaving();
    refused.never_happened();
    assert_eq!(guard.committed(), Dollars::ZERO);
    assert_eq!(guard.counted(&key("b")), None);
    // Cancelled, or without an answer, after it may have left.
    let mut unknown = guard.reserve(&key("c"), &dollars_worth(4)).unwrap();
    unknown.leaving();
    drop(unknown);
    assert_eq!(guard.committed(), worth(4));
    // Placed.
    let mut placed = guard.reserve(&key("d"), &dollars_worth(8)).unwrap();
    placed.leaving();
    placed.placed(&id("ordr_d"));
    assert_eq!(guard.committed(), worth(12));
    assert_eq!(guard.counted(&key("d")), Some(worth(8)));
}

#[test]
fn a_key_counts_once_however_often_it_is_sent() {
    let guard = guard(10, 10);
    let mut first = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    first.leaving();
    // At the same time, and afterwards.
    let second = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    assert_eq!(guard.committed(), worth(10));
    drop(first);
    second.never_happened();
    assert_eq!(
        guard.committed(),
        worth(10),
        "the first may have been placed"
    );
    let third = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    third.placed(&id("ordr_a"));
    assert_eq!(guard.committed(), worth(10));
    assert!(guard.reserve(&key("b"), &dollars_worth(1)).is_err());
}

#[test]
fn the_same_key_for_more_counts_for_more_only_where_it_may_have_left() {
    let guard = guard(10, 12);
    let mut first = guard.reserve(&key("a"), &dollars_worth(4)).unwrap();
    first.leaving();
    drop(first);
    // Refused, since the key has another body.
    let second = guard.reserve(&key("a"), &dollars_worth(7)).unwrap();
    assert_eq!(guard.committed(), worth(7));
    second.never_happened();
    assert_eq!(guard.committed(), worth(4));
}

#[test]
fn the_same_key_for_more_counts_for_more() {
    let guard = guard(10, 12);
    let mut first = guard.reserve(&key("a"), &dollars_worth(4)).unwrap();
    first.leaving();
    let mut second = guard.reserve(&key("a"), &dollars_worth(7)).unwrap();
    second.leaving();
    assert_eq!(guard.committed(), worth(7));
    drop((first, second));
    assert_eq!(guard.committed(), worth(7));
}

#[test]
fn observing_an_order_gives_back_what_it_will_not_cost() {
    let guard = guard(10, 10);
    let placed = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    placed.placed(&id("ordr_a"));
    assert_eq!(
        guard.observe(&order("ordr_other", "cancelled", 10, 0)),
        None
    );
    for (status, filled, counted) in [
        ("standing", 0, 10),
        ("partially_filled", 3, 10),
        ("cancelled", 3, 3),
        // An older view, come late.
        ("standing", 0, 3),
    ] {
        let now = guard.observe(&order("ordr_a", status, 10, filled));
        assert_eq!(now, Some(worth(counted)), "{status}");
        assert_eq!(guard.committed(), worth(counted), "{status}");
    }
    // The same call once more places nothing and counts for nothing.
    drop(guard.reserve(&key("a"), &dollars_worth(10)).unwrap());
    assert_eq!(guard.committed(), worth(3));
    let other = guard.reserve(&key("b"), &dollars_worth(7)).unwrap();
    drop(other);
}

#[test]
fn an_unknown_outcome_is_settled_by_whoever_finds_it() {
    let guard = guard(10, 20);
    for name in ["found", "not found"] {
        let mut unknown = guard.reserve(&key(name), &dollars_worth(10)).unwrap();
        unknown.leaving();
    }
    assert_eq!(guard.committed(), worth(20));
    let found = order("ordr_f", "filled", 10, 10);
    assert_eq!(guard.observe_as(&key("found"), &found), Some(worth(10)));
    assert_eq!(guard.observe(&found), Some(worth(10)));
    assert_eq!(guard.release(&key("not found")), Some(worth(10)));
    assert_eq!(guard.release(&key("not found")), None);
    assert_eq!(guard.committed(), worth(10));
}

#[test]
fn an_order_that_was_found_counts_whatever_becomes_of_the_call() {
    let guard = guard(10, 10);
    let mut call = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    call.leaving();
    let found = order("ordr_a", "standing", 10, 0);
    assert_eq!(guard.observe_as(&key("a"), &found), Some(worth(10)));
    call.never_happened();
    assert_eq!(guard.committed(), worth(10));
    // Released, it is no longer known.
    assert_eq!(guard.release(&key("a")), Some(worth(10)));
    assert_eq!(guard.observe(&found), None);
    assert_eq!(guard.observe_as(&key("a"), &found), None);
    assert_eq!(guard.committed(), Dollars::ZERO);
}

#[test]
fn nothing_is_released_under_a_call() {
    let guard = guard(10, 10);
    let call = guard.reserve(&key("a"), &dollars_worth(10)).unwrap();
    assert_eq!(guard.release(&key("a")), None);
    assert_eq!(guard.committed(), worth(10));
    drop(call);
}

#[test]
fn what_was_committed_before_counts() {
    let limits = SpendLimits::new().already_committed("12.50").lifetime(20);
    let guard = SpendGuard::new(limits).unwrap();
    assert_eq!(guard.committed().to_string(), "12.50");
    assert_eq!(guard.remaining().unwrap().to_string(), "7.50");
    assert!(guard.reserve(&key("a"), &dollars_worth(8)).is_err());
    assert!(guard.reserve(&key("a"), &dollars_worth(7)).is_ok());
    let spent = SpendLimits::new().already_committed(30).lifetime(20);
    let guard = SpendGuard::new(spent).unwrap();
    assert_eq!(guard.remaining(), Some(Dollars::ZERO));
    assert!(guard.reserve(&key("a"), &dollars_worth(1)).is_err());
}

#[test]
fn a_limit_that_is_none_keeps_the_guard_from_being_made() {
    let error = SpendGuard::new(SpendLimits::new().lifetime("a lot")).unwrap_err();
    assert!(error.is_configuration());
    assert!(error.to_string().contains("a lot"), "{error}");
}

#[test]
fn without_limits_everything_is_counted_and_only_the_uncountable_refused() {
    let guard = SpendGuard::new(SpendLimits::new()).unwrap();
    guard
        .reserve(&key("a"), &dollars_worth(1_000_000))
        .unwrap()
        .placed(&id("ordr_a"));
    assert_eq!(guard.committed(), worth(1_000_000));
    assert_eq!(guard.remaining(), None);
    let endless = Commitment::of(
        &serde_json::from_value(json!({
            "pool": "pool_a", "side": "buy", "instance_sku": "isku_a",
            "allocation_schedule_delta": [{"start_at": 0, "end_at": null, "node_count": 1}],
            "limit_price_dollars_per_node_hour": "1.0",
        }))
        .unwrap(),
    )
    .unwrap();
    let refusal = guard.reserve(&key("b"), &endless).unwrap_err();
    assert_eq!(
        (refusal.cap(), refusal.limit()),
        (SpendCap::Countable, None)
    );
}

/// What a task does with a reservation that it was given.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Placed,
    Unknown,
    Refused,
    NeverSent,
}

fn orders() -> impl Strategy<Value = Vec<(u8, i64, End)>> {
    let end = prop_oneof![
        Just(End::Placed),
        Just(End::Unknown),
        Just(End::Refused),
        Just(End::NeverSent)
    ];
    prop::collection::vec((0_u8..40, 1_i64..30, end), 1..60)
}

fn end(reservation: Reservation, how: End, id: &OrderId) {
    let mut reservation = reservation;
    match how {
        End::NeverSent => drop(reservation),
        End::Placed => {
            reservation.leaving();
            reservation.placed(id);
        }
        End::Unknown => {
            reservation.leaving();
            drop(reservation);
        }
        End::Refused => {
            reservation.leaving();
            reservation.never_happened();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// One after another the count is that of a table of hours by key, kept beside it.
    #[test]
    fn the_count_is_the_sum_of_what_stands(orders in orders(), cap in 1_i64..400) {
        let guard = guard(i64::from(u16::MAX), cap);
        let mut standing: HashMap<u8, i64> = HashMap::new();
        for (name, hours, how) in orders {
            let before: i64 = standing.values().sum();
            let asked = standing.get(&name).copied().unwrap_or(0);
            let after = before + (hours - asked).max(0);
            match guard.reserve(&key(&name.to_string()), &dollars_worth(hours)) {
                Ok(reservation) => {
                    prop_assert!(after <= cap || hours <= asked);
                    end(reservation, how, &id(&format!("ordr_{name}")));
                    let happened = matches!(how, End::Placed | End::Unknown);
                    if happened {
                        standing.insert(name, hours.max(asked));
                    }
                }
                Err(_) => prop_assert!(after > cap),
            }
            prop_assert_eq!(guard.committed(), worth(standing.values().sum()));
        }
    }

    /// From many threads at once the count is never above the limit, and ends where the
    /// reservations that stand say.
    #[test]
    fn threads_cannot_pass_the_limit_together(
        tasks in prop::collection::vec(orders(), 2..6),
        cap in 1_i64..300,
    ) {
        let guard = guard(i64::from(u16::MAX), cap);
        let stand: Vec<i64> = thread::scope(|scope| {
            let threads: Vec<_> = tasks
                .iter()
                .enumerate()
                .map(|(task, orders)| {
                    let guard = guard.clone();
                    scope.spawn(move || {
                        let mut stand = 0;
                        for (number, (_, hours, how)) in orders.iter().enumerate() {
                            let name = format!("{task}-{number}");
                            let reserved = guard.reserve(&key(&name), &dollars_worth(*hours));
                            assert!(guard.committed() <= worth(cap));
                            let Ok(reservation) = reserved else { continue };
                            end(reservation, *how, &id(&format!("ordr_{name}")));
                            if matches!(how, End::Placed | End::Unknown) {
                                stand += hours;
                            }
                        }
                        stand
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let stand: i64 = stand.iter().sum();
        prop_assert!(stand <= cap);
        prop_assert_eq!(guard.committed(), worth(stand));
    }

    /// Observing never raises the count and never takes it below what has filled.
    #[test]
    fn observing_only_lowers(
        hours in 1_i64..100,
        views in prop::collection::vec((0_usize..5, 0_i64..100), 1..10),
    ) {
        let guard = guard(100, 100);
        guard.reserve(&key("a"), &dollars_worth(hours)).unwrap().placed(&id("ordr_a"));
        let mut counted = worth(hours);
        for (status, filled) in views {
            let filled = filled.min(hours);
            let status = ["pending", "standing", "cancelled", "rejected", "auctioned"][status];
            let now = guard.observe(&order("ordr_a", status, hours, filled)).unwrap();
            prop_assert!(now <= counted && now >= worth(filled).min(counted));
            prop_assert_eq!(guard.committed(), now);
            counted = now;
        }
    }
}
