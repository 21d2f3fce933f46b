//! What is checked of an order's body before it is sent.

use std::str::FromStr as _;

use sfcompute_api::types::{CreateOrderRequest, Side};
use sfcompute_types::{CapacityRef, InstanceSkuId, PoolRef, Price, Schedule};

use crate::problem::{Problem, Problems};

/// Where an order's window begins, in the API's words.
pub(crate) const START_FIELD: &str = "allocation_schedule_delta[0].start_at";
/// Where an order's window ends, in the API's words.
pub(crate) const END_FIELD: &str = "allocation_schedule_delta[0].end_at";

/// Every problem of the body, by the API's field names.
///
/// Values that came from the server decode without being held to the contract's patterns, so
/// those are checked here too: a preview's body may carry a placeholder in place of a pool.
pub(crate) fn check(body: &CreateOrderRequest) -> Problems {
    let mut problems = Problems::default();
    match (&body.pool, &body.capacity) {
        (Some(pool), None) => {
            problems.take("pool", PoolRef::from_str(pool.as_str()));
        }
        (None, Some(capacity)) => {
            problems.take("capacity", CapacityRef::from_str(capacity.as_str()));
        }
        (None, None) => {
            problems.add(Problem::new(
                "pool",
                "nothing",
                "a pool, or a capacity in its place",
            ));
        }
        (Some(pool), Some(capacity)) => problems.add(Problem::new(
            "pool",
            format!("both {pool} and the capacity {capacity}"),
            "one of the two",
        )),
    }
    if let Side::Unknown(side) = &body.side {
        problems.add(Problem::new("side", format!("{side:?}"), "buy or sell"));
    }
    problems.take(
        "instance_sku",
        InstanceSkuId::from_str(body.instance_sku.as_str()),
    );
    check_range(&mut problems, &body.allocation_schedule_delta);
    let price = &body.limit_price_dollars_per_node_hour;
    if !price.is_positive() {
        problems.add(not_positive(price));
    }
    problems
}

/// The problem of a limit price that is zero or less.
pub(crate) fn not_positive(price: &Price) -> Problem {
    Problem::new(
        "limit_price_dollars_per_node_hour",
        price,
        "a price above zero, in dollars per node-hour",
    )
}

/// An order's schedule is a single range with both ends.
fn check_range(problems: &mut Problems, schedule: &Schedule) {
    const FIELD: &str = "allocation_schedule_delta";
    let entries = schedule.check();
    for invalid in &entries {
        problems.add_invalid(format!("{FIELD}{}", invalid.what()), invalid);
    }
    match schedule.single_range() {
        Ok((_, nodes)) if nodes > 0 => {}
        Ok((_, nodes)) => problems.add(Problem::new(
            format!("{FIELD}[0].node_count"),
            nodes,
            format!("1 to {} nodes", i32::MAX),
        )),
        Err(invalid) if entries.is_empty() => problems.add_invalid(FIELD, &invalid),
        Err(_) => {}
    }
}
