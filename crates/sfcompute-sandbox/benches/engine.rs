//! How many order commands a second the engine carries out on one core, by the size of the book.
//!
//! `cargo bench -p sfcompute-sandbox --bench engine [-- SIZE…]` fills the book of one SKU with so
//! many standing orders (1 000, 10 000, 100 000 and 1 000 000 where nothing is said), then trades
//! on it while its size stays about the same, and prints a row for each size:
//!
//! * the rate of the best and of the middle one of several rounds, and the nanoseconds of a command
//!   in the best;
//! * the mix of commands in those rounds, and how many trades they made;
//! * the mean nanoseconds of each kind of command, timed one by one, which adds some to each;
//! * bytes of memory for each standing order: what the process grew by while the book was filled.
//!
//! Commands are made before the clock starts; they go through the same methods as over HTTP, from
//! ids as text to the answer. `flow` says what they are like.

// A benchmark stops where something it counts on does not hold.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "engine/flow.rs"]
mod flow;

use std::env;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use flow::{Command, Flow, KINDS};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const ROUND: usize = 50_000;
const ROUNDS: usize = 9;

fn main() {
    let sizes: Vec<usize> = env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    };
    println!(
        "{:>9} {:>10} {:>10} {:>7}  {:<34} {:>8}  {:<34} {:>10}",
        "book", "best /s", "middle /s", "ns", "mix, %", "trades", "ns by kind", "bytes each"
    );
    sizes.into_iter().for_each(measure);
}

fn measure(size: usize) {
    let mut flow = Flow::new(42);
    let before = resident();
    for command in flow.fill(size) {
        flow.run(&command);
    }
    let bytes = resident().saturating_sub(before) / size as u64;
    flow.take_stock(size);

    let mut rounds: Vec<Duration> = Vec::new();
    let (mut mix, mut trades) = ([0_usize; 4], 0);
    for round in 0..=ROUNDS {
        let commands = flow.round(ROUND);
        let made = flow.trades();
        let clock = Instant::now();
        for command in &commands {
            black_box(flow.run(command));
        }
        let took = clock.elapsed();
        // The first round warms up.
        if round > 0 {
            rounds.push(took);
            trades += flow.trades() - made;
            for command in &commands {
                mix[command.kind()] += 1;
            }
        }
    }
    rounds.sort_unstable();
    let rate = |took: Duration| ROUND as u128 * 1_000_000_000 / took.as_nanos().max(1);
    let (best, middle) = (rounds[0], rounds[rounds.len() / 2]);
    let all: usize = mix.iter().sum();
    let shares: Vec<_> = KINDS
        .iter()
        .zip(mix)
        .map(|(kind, count)| format!("{kind} {}", (100 * count + all / 2) / all))
        .collect();
    println!(
        "{size:>9} {:>10} {:>10} {:>7}  {:<34} {trades:>8}  {:<34} {bytes:>10}",
        rate(best),
        rate(middle),
        best.as_nanos() / ROUND as u128,
        shares.join(", "),
        by_kind(&mut flow).join(", "),
    );
}

/// The mean nanoseconds of each kind of command.
fn by_kind(flow: &mut Flow) -> Vec<String> {
    let commands: Vec<Command> = flow.round(ROUND);
    let mut sums = [(Duration::ZERO, 0_u128); 4];
    for command in &commands {
        let clock = Instant::now();
        black_box(flow.run(command));
        let (took, count) = &mut sums[command.kind()];
        *took += clock.elapsed();
        *count += 1;
    }
    let mean = |(took, count): (Duration, u128)| took.as_nanos() / count.max(1);
    KINDS
        .iter()
        .zip(sums)
        .map(|(kind, sum)| format!("{kind} {}", mean(sum)))
        .collect()
}

/// The memory of this process in bytes; 0 where the system does not say.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix("kB"));
    kibibytes
        .and_then(|number| number.trim().parse::<u64>().ok())
        .unwrap_or_default()
        * 1_024
}
