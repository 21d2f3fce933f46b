//! Places orders and transfers over a broken network and tells whether each was placed once.
//!
//! `cargo xtask chaos` starts it. It prints one line of figures, on standard error what is wrong,
//! and ends with 0 where nothing is, 1 where something is, 2 where it could not be found out.

use std::process::ExitCode;
use std::str::FromStr as _;

use clap::{Parser, ValueEnum};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use sfcompute_tests::chaos::{self, Broken, Report, Settings};

/// How many findings are written out.
const WRITTEN_OUT: usize = 20;

/// Places orders and transfers over a broken network; exits with 1 unless each is placed once.
#[derive(Parser)]
struct Arguments {
    /// How many orders.
    #[arg(long, default_value_t = 20_000)]
    orders: u64,
    /// How many transfers; a quarter of the orders unless given.
    #[arg(long)]
    transfers: Option<u64>,
    /// The share of requests that meet a fault, 0 to 0.9.
    #[arg(long, default_value = "0.3", value_parser = millionths)]
    faults: usize,
    /// Where all that is drawn comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many tasks place them.
    #[arg(long, default_value_t = 32)]
    tasks: usize,
    /// How calls in doubt are gone about; all but `careful` are to be found out.
    #[arg(long, value_enum, default_value_t = Conduct::Careful)]
    conduct: Conduct,
}

#[derive(Clone, Copy, ValueEnum)]
enum Conduct {
    /// One key for the life of an order; what is in doubt is reconciled.
    Careful,
    /// What has no answer is sent again, with a new key.
    FreshKeys,
    /// What has no answer is taken for not done.
    GivesUp,
}

/// A share of the whole in millionths, exactly.
fn millionths(text: &str) -> Result<usize, String> {
    let share = Decimal::from_str(text).map_err(|error| error.to_string())?;
    let most = Decimal::new(9, 1);
    if share.is_sign_negative() || share > most {
        return Err(format!("0 to {most}, with at most six decimals"));
    }
    let millionths = share * Decimal::from(1_000_000);
    match millionths.to_usize() {
        Some(whole) if Decimal::from(whole) == millionths => Ok(whole),
        _ => Err("at most six decimals".to_owned()),
    }
}

fn run(arguments: &Arguments) -> Result<Report, Broken> {
    let settings = Settings {
        orders: arguments.orders,
        transfers: arguments.transfers.unwrap_or(arguments.orders / 4),
        faults: arguments.faults,
        seed: arguments.seed,
        tasks: arguments.tasks.max(1),
        conduct: match arguments.conduct {
            Conduct::Careful => chaos::Conduct::Careful,
            Conduct::FreshKeys => chaos::Conduct::FreshKeys,
            Conduct::GivesUp => chaos::Conduct::GivesUp,
        },
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(chaos::run(&settings))
}

fn main() -> ExitCode {
    let report = match run(&Arguments::parse()) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    println!("chaos: {report}");
    let findings = report.complaints.iter().chain(&report.audit.findings);
    for finding in findings.take(WRITTEN_OUT) {
        eprintln!("{finding}");
    }
    match report.is_good() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
