//! How many order commands a second the engine carries out on one core, by the size of the book.
//!
//! `cargo bench -p sfcompute-sandbox --bench engine [-- SIZE…]` fills the book of one SKU with so
//! many standing orders (1 000, 10 000, 100 000 and 1 000 000 where nothing is said), then trades
//! on it while its size stays about the same, and prints a row for each size:
//!
//! * the rate of the best and of the middle one of several runs, and the nanoseconds of a command
//!   in the best;
//! * the mix of commands, and how many trades a hundred of them made;
//! * the mean nanoseconds of each kind of command, timed one by one, which adds some to each;
//! * bytes of memory for each standing order: what the process grew by while the book was filled.
//!
//! A run is made of short rounds. A round during which the system gave the core to someone else
//! does not count, where the system says so; so a busy machine measures what a core does, as well
//! as it can: it still shares caches.
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
/// Commands of a round, which is counted as a whole or not at all.
const ROUND: usize = 200;
/// Commands that count of a run.
const RUN: usize = 20_000;
const RUNS: usize = 9;
/// A run ends after so many rounds at the latest.
const MOST_ROUNDS: usize = 10 * RUN / ROUND;

fn main() {
    let sizes: Vec<usize> = env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    };
    println!(
        "{:>9} {:>10} {:>10} {:>7}  {:<32} {:>8}  {:<32} {:>10}",
        "book", "best /s", "middle /s", "ns", "mix, %", "trades %", "ns by kind", "bytes each"
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

    // One run warms up.
    let mut runs: Vec<Run> = (0..=RUNS).map(|_| run(&mut flow, false)).skip(1).collect();
    runs.sort_unstable_by_key(Run::nanoseconds);
    let (best, middle) = (&runs[0], &runs[runs.len() / 2]);
    let all: u128 = runs.iter().map(Run::commands).sum();
    let trades: usize = runs.iter().map(|run| run.trades).sum();
    let share = |kind: usize| {
        let count: u128 = runs.iter().map(|run| run.kinds[kind].1).sum();
        (100 * count + all / 2) / all
    };
    let mix: Vec<_> = KINDS
        .iter()
        .enumerate()
        .map(|(kind, name)| format!("{name} {}", share(kind)))
        .collect();
    let each = run(&mut flow, true);
    let each: Vec<_> = KINDS
        .iter()
        .zip(each.kinds)
        .map(|(name, (took, count))| format!("{name} {}", took.as_nanos() / count.max(1)))
        .collect();
    println!(
        "{size:>9} {:>10} {:>10} {:>7}  {:<32} {:>8}  {:<32} {bytes:>10}",
        1_000_000_000 / best.nanoseconds().max(1),
        1_000_000_000 / middle.nanoseconds().max(1),
        best.nanoseconds(),
        mix.join(", "),
        100 * trades as u128 / all,
        each.join(", "),
    );
}

/// What was measured.
#[derive(Default)]
struct Run {
    took: Duration,
    /// Of each kind of command, the time of those timed one by one, and how many there were.
    kinds: [(Duration, u128); 3],
    trades: usize,
}

impl Run {
    fn commands(&self) -> u128 {
        self.kinds.iter().map(|(_, count)| count).sum()
    }

    /// Of a command, on average.
    fn nanoseconds(&self) -> u128 {
        self.took.as_nanos() / self.commands().max(1)
    }
}

fn run(flow: &mut Flow, one_by_one: bool) -> Run {
    let mut run = Run::default();
    for _ in 0..MOST_ROUNDS {
        if run.commands() >= RUN as u128 {
            break;
        }
        let commands: Vec<Command> = flow.round(ROUND);
        let trades = flow.trades();
        let mut kinds = [(Duration::ZERO, 0); 3];
        let turns = turns_on_core();
        let clock = Instant::now();
        for command in &commands {
            if one_by_one {
                let clock = Instant::now();
                black_box(flow.run(command));
                kinds[command.kind()].0 += clock.elapsed();
            } else {
                black_box(flow.run(command));
            }
        }
        let took = clock.elapsed();
        if turns != turns_on_core() {
            continue;
        }
        commands
            .iter()
            .for_each(|command| kinds[command.kind()].1 += 1);
        run.took += took;
        run.trades += flow.trades() - trades;
        for ((sum, all), (took, count)) in run.kinds.iter_mut().zip(kinds) {
            *sum += took;
            *all += count;
        }
    }
    run
}

/// How often this process was given a core, where the system says so.
fn turns_on_core() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/schedstat").ok()?;
    stat.split_whitespace().nth(2)?.parse().ok()
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
