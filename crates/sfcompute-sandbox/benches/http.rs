//! How many orders a second the sandbox takes through HTTP, and how long an order waits for its
//! answer.
//!
//! `cargo bench -p sfcompute-sandbox --bench http [-- --orders 100000 --connections 64]` starts
//! the program on a market of its own, opens that many connections and keeps them, and sends on
//! each one real `POST /preview/v2/orders` after the other, every one with its account's token, the
//! next when the last was answered: nothing is pipelined. It prints
//!
//! * orders a second, from the first byte to the last answer;
//! * milliseconds from an order's first byte to its answer's last: the middle one, the 99th of a
//!   hundred, the longest;
//! * microseconds of processor for each order, the program's and this tool's, where the system says
//!   so: on a busy machine these tell more than the rate;
//! * how many orders traded.
//!
//! It ends with 1 unless each order was answered with 201 and an order of its own, the market's
//! log has exactly these orders, and its invariants hold. `orders` says what the orders are like.

// A benchmark stops where something it counts on does not hold.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "http/connection.rs"]
mod connection;
#[path = "http/orders.rs"]
mod orders;
#[path = "http/program.rs"]
mod program;

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use connection::Connection;
use orders::Orders;
use program::{Program, processor_time};

/// Sends orders to a sandbox as fast as it takes them; exits with 1 unless all is well.
#[derive(Parser)]
struct Arguments {
    /// How many orders.
    #[arg(long, default_value_t = 100_000)]
    orders: usize,
    /// Over how many connections.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Where the orders come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Has the sandbox keep its market in this directory, which has to be new.
    #[arg(long)]
    data: Option<String>,
    /// Has the sandbox hold its own answers to the contract.
    #[arg(long)]
    strict: bool,
    /// What `cargo bench` adds.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What became of the orders of one connection.
#[derive(Default)]
struct Answers {
    ids: Vec<String>,
    waits: Vec<Duration>,
    errors: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut options = Vec::new();
    if let Some(data) = &arguments.data {
        options.extend(["--data", data]);
    }
    if arguments.strict {
        options.push("--strict");
    }
    let program = Program::start(&options);
    let mut orders = Orders::new(&program, arguments.seed);
    let connections = arguments.connections.max(1);
    let shares: Vec<Vec<Vec<u8>>> = (0..connections)
        .map(|index| {
            // The first ones take what does not divide.
            let share = arguments.orders / connections;
            let more = usize::from(index < arguments.orders % connections);
            (0..share + more).map(|_| orders.next()).collect()
        })
        .collect();

    let before = (program.processor_time(), processor_time("self"));
    let clock = Instant::now();
    let answers = send(&program, shares);
    let took = clock.elapsed();
    let after = (program.processor_time(), processor_time("self"));

    let each = |from: Option<Duration>, to: Option<Duration>| match (from, to) {
        (Some(from), Some(to)) => micros((to - from) / arguments.orders.max(1) as u32),
        _ => "not known".to_owned(),
    };
    let mut waits: Vec<Duration> = answers.iter().flat_map(|all| all.waits.clone()).collect();
    waits.sort_unstable();
    let wait = |percent: usize| match waits.get((waits.len() * percent / 100).min(waits.len() - 1))
    {
        Some(wait) => format!("{}.{:02}", wait.as_millis(), wait.as_micros() % 1_000 / 10),
        None => "none".to_owned(),
    };
    let ids: Vec<&String> = answers.iter().flat_map(|all| &all.ids).collect();
    let mut wrong: Vec<String> = answers.iter().flat_map(|all| all.errors.clone()).collect();
    println!(
        "orders {}  connections {connections}  seconds {}.{:03}  orders/s {}",
        arguments.orders,
        took.as_secs(),
        took.subsec_millis(),
        ids.len() as u128 * 1_000_000 / took.as_micros().max(1),
    );
    println!(
        "ms p50 {}  p99 {}  longest {}",
        wait(50),
        wait(99),
        wait(100)
    );
    println!(
        "processor µs/order: sandbox {}  this tool {}",
        each(before.0, after.0),
        each(before.1, after.1),
    );
    let trades = audit(&program, &ids, &mut wrong);
    println!("trades {trades}  errors {}", wrong.len());
    for one in wrong.iter().take(10) {
        eprintln!("{one}");
    }
    match wrong.is_empty() && ids.len() == arguments.orders {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn micros(time: Duration) -> String {
    format!("{}.{}", time.as_micros(), time.as_nanos() % 1_000 / 100)
}

/// Sends each share over a connection of its own, all at the same time, from this one thread.
fn send(program: &Program, shares: Vec<Vec<Vec<u8>>>) -> Vec<Answers> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = shares
            .into_iter()
            .map(|share| tokio::spawn(one_by_one(program.address.clone(), share)))
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    })
}

async fn one_by_one(address: String, share: Vec<Vec<u8>>) -> Answers {
    let mut answers = Answers::default();
    let mut connection = Connection::open(&address).await;
    for request in share {
        let clock = Instant::now();
        let answer = connection.exchange(&request).await;
        answers.waits.push(clock.elapsed());
        match answer {
            Ok((201, body)) => match orders::id_in(body) {
                Some(id) => answers.ids.push(id),
                None => answers
                    .errors
                    .push(format!("no order: {}", String::from_utf8_lossy(body))),
            },
            Ok((status, body)) => answers
                .errors
                .push(format!("{status}: {}", String::from_utf8_lossy(body))),
            Err(error) => {
                answers.errors.push(error.to_string());
                connection = Connection::open(&address).await;
            }
        }
    }
    answers
}

/// Holds the market's log to the answers, and asks for its invariants; the number of its trades.
fn audit(program: &Program, ids: &[&String], wrong: &mut Vec<String>) -> usize {
    let events = program.control("/events");
    let mut placed = HashSet::new();
    let mut trades = 0;
    for line in events.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        match event["kind"].as_str() {
            Some("order_placed") => {
                placed.insert(event["order"].as_str().unwrap_or_default().to_owned());
            }
            Some("traded") => trades += 1,
            _ => {}
        }
    }
    let answered: HashSet<String> = ids.iter().map(|id| (*id).clone()).collect();
    if answered.len() != ids.len() {
        wrong.push("two orders were answered with the same id".to_owned());
    }
    if answered != placed {
        wrong.push(format!(
            "{} orders were answered, the market's log has {}",
            answered.len(),
            placed.len()
        ));
    }
    let invariants = program.control("/invariants");
    if !invariants.contains(r#""sound":true"#) {
        wrong.push(invariants);
    }
    trades
}
