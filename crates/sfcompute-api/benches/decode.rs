//! Decoding a page of 200 orders: the generated types against plain structs written by hand.
//!
//! ```console
//! cargo bench -p sfcompute-api --bench decode
//! ```
//!
//! Both decode the same bytes, turn by turn in one run, so that a change of the machine's speed
//! touches both alike. Prints the median of each and their ratio.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic
)]
#![allow(dead_code, reason = "the plain structs are decoded, not read")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

/// How many orders a page holds.
const ORDERS: usize = 200;
/// How many pages each side decodes in a turn.
const PAGES: u32 = 20;
/// How many turns each side takes.
const TURNS: usize = 151;

#[derive(Deserialize)]
struct Page {
    object: String,
    cursor: Option<String>,
    has_more: bool,
    data: Vec<Order>,
}

#[derive(Deserialize)]
struct Order {
    object: String,
    id: String,
    capacity: Option<Named>,
    pool: Option<Named>,
    side: String,
    allow_standing: bool,
    allow_partial: Option<bool>,
    instance_sku: Option<Sku>,
    allocation_schedule_delta: Vec<Entry>,
    filled_allocation_schedule_delta: Option<Vec<Entry>>,
    filled_quantity: Option<i32>,
    limit_price_dollars_per_node_hour: String,
    status: String,
    created_at: i64,
    created_by: Option<Principal>,
    filled_at: Option<i64>,
    filled_average_price_dollars_per_node_hour: Option<String>,
    #[serde(default)]
    fills: Vec<Fill>,
    cancelled_at: Option<i64>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Sku {
    object: Option<String>,
    id: String,
    alias: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    start_at: i64,
    end_at: Option<i64>,
    node_count: i32,
}

#[derive(Deserialize)]
struct Principal {
    id: String,
    r#type: String,
    email: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Fill {
    contract: Option<String>,
    filled_at: i64,
    allocation_schedule_delta: Vec<Entry>,
    price_dollars_per_node_hour: String,
}

/// A page as the market sends it: every second order filled, in two parts.
fn page() -> Vec<u8> {
    let range = |start: i64, nodes: i32| json!({ "start_at": start, "end_at": start + 86_400, "node_count": nodes });
    let order = |number: usize| -> Value {
        let start = 1_784_635_200 + 3_600 * i64::try_from(number).unwrap();
        let id = format!("{number:04}R-nX9vLm7Qp2Yw5J");
        let filled = number.is_multiple_of(2);
        let fill = |contract: char, nodes: i32, price: &str| {
            json!({
                "contract": format!("cont_{contract}{id}"), "filled_at": start - 60,
                "allocation_schedule_delta": [range(start, nodes)],
                "price_dollars_per_node_hour": price,
            })
        };
        json!({
            "object": "order",
            "id": format!("ordr_{id}"),
            "capacity": { "id": format!("cap_{id}"), "name": "training" },
            "pool": { "id": format!("pool_{id}"), "name": "training" },
            "side": if number.is_multiple_of(3) { "sell" } else { "buy" },
            "allow_standing": true,
            "allow_partial": false,
            "instance_sku": {
                "object": "instance_sku", "id": "isku_k3R-nX9vLm7Qp2Yw5Jd8F", "alias": "richmond"
            },
            "allocation_schedule_delta": [range(start, 4)],
            "filled_allocation_schedule_delta": if filled { json!([range(start, 4)]) } else { json!([]) },
            "limit_price_dollars_per_node_hour": "2.500020",
            "status": if filled { "filled" } else { "standing" },
            "created_at": start - 120,
            "created_by": { "id": "buyer", "type": "user", "email": "buyer@acme.example" },
            "filled_at": filled.then_some(start - 60),
            "filled_average_price_dollars_per_node_hour": filled.then_some("2.056320"),
            "fills": if filled { json!([fill('a', 3, "2.040000"), fill('b', 1, "2.105280")]) } else { json!([]) },
            "cancelled_at": null,
        })
    };
    let orders: Vec<Value> = (0..ORDERS).map(order).collect();
    let page = json!({ "object": "list", "cursor": "ordrc_abc", "has_more": true, "data": orders });
    serde_json::to_vec(&page).unwrap()
}

/// How long it takes to decode the page as a `T`, `PAGES` times.
fn turn<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Duration {
    let started = Instant::now();
    for _ in 0..PAGES {
        black_box(serde_json::from_slice::<T>(black_box(bytes)).unwrap());
    }
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let bytes = page();
    let (mut generated, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        generated.push(turn::<sfcompute_api::types::ListOrdersResponse>(&bytes));
        plain.push(turn::<Page>(&bytes));
    }
    let (generated, plain) = (median(generated), median(plain));
    let rate = |time: Duration| {
        let decoded = bytes.len() as f64 * f64::from(PAGES);
        decoded / time.as_secs_f64() / 1e6
    };
    println!(
        "page: {ORDERS} orders, {} bytes; {TURNS} turns of {PAGES} pages each",
        bytes.len()
    );
    println!("generated types: {:.1} MB/s", rate(generated));
    println!("plain structs:   {:.1} MB/s", rate(plain));
    println!(
        "throughput, generated to plain: {:.3}",
        rate(generated) / rate(plain)
    );
}
