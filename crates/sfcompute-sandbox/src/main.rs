//! The sandbox as a program: `sfcompute-sandbox serve`.
//!
//! The first line of standard output is one JSON object with the address and the tokens, written
//! once the sandbox listens; logs go to standard error. Ctrl-C ends it.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Parser, Subcommand};
use serde::Serialize;
use sfcompute_sandbox::engine::Settlement;
use sfcompute_sandbox::{DemoAccount, DemoSku, Sandbox};

/// A local market of GPU compute that answers the SF Compute contract. Spends no money.
#[derive(Debug, Parser)]
#[command(name = "sfcompute-sandbox", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the demo market on 127.0.0.1 until Ctrl-C.
    Serve(Serve),
}

#[derive(Debug, clap::Args)]
struct Serve {
    /// Port to listen on; 0 is any that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Where ids, tokens and the demo's prices come from: the same seed, the same market.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// When an accepted order, cancellation or transfer takes effect: `at-once`, `polls:N` (at the
    /// N-th look at it by id, from 1 on) or `seconds:N`.
    #[arg(long, default_value = "polls:1")]
    settle: Settle,
}

/// A settlement as the command line has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Settle(Settlement);

impl FromStr for Settle {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.parse::<u32>().ok();
        let settlement = match text.split_once(':') {
            None if text == "at-once" => Some(Settlement::AtOnce),
            // The engine counts the looks that still see the thing pending.
            Some(("polls", polls)) => number(polls)
                .and_then(|n| n.checked_sub(1))
                .map(Settlement::AfterPolls),
            Some(("seconds", seconds)) => number(seconds).map(Settlement::AfterSeconds),
            _ => None,
        };
        settlement.map(Self).ok_or_else(|| {
            "use `at-once`, `polls:N` with N from 1 on, or `seconds:N`, such as `polls:1`".into()
        })
    }
}

/// The first line of standard output.
#[derive(Debug, Serialize)]
struct Opening<'a> {
    url: String,
    accounts: &'a [DemoAccount],
    instance_skus: &'a [DemoSku],
}

fn main() -> ExitCode {
    let Arguments {
        command: Command::Serve(arguments),
    } = Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .without_time()
        .with_ansi(false)
        .init();
    match serve(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(arguments: &Serve) -> io::Result<()> {
    let Serve { port, seed, settle } = *arguments;
    let builder = Sandbox::builder()
        .port(port)
        .seed(seed)
        .settlement(settle.0);
    let sandbox = builder.start().await.map_err(|error| {
        let message = format!(
            "The sandbox cannot listen on 127.0.0.1:{port}: {error}. Choose another port, or 0 \
             for any that is free."
        );
        io::Error::new(error.kind(), message)
    })?;
    let open = async {
        announce(&sandbox)?;
        tracing::info!(url = sandbox.url(), "serving; Ctrl-C ends it");
        std::future::pending::<io::Result<()>>().await
    };
    tokio::select! {
        // In this order, so that Ctrl-C is heard from before the first line is read.
        biased;
        heard = tokio::signal::ctrl_c() => heard?,
        failed = open => failed?,
    }
    tracing::info!("ending");
    sandbox.shutdown().await
}

/// Writes the first line of standard output, at once.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let opening = Opening {
        url: sandbox.url(),
        accounts: sandbox.accounts(),
        instance_skus: sandbox.skus(),
    };
    let line = serde_json::to_string(&opening)?;
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settlements_are_read_in_their_three_forms() {
        let read = |text: &str| text.parse::<Settle>().map(|settle| settle.0).ok();
        assert_eq!(read("at-once"), Some(Settlement::AtOnce));
        assert_eq!(read("polls:1"), Some(Settlement::AfterPolls(0)));
        assert_eq!(read("polls:3"), Some(Settlement::AfterPolls(2)));
        assert_eq!(read("seconds:0"), Some(Settlement::AfterSeconds(0)));
        for text in [
            "",
            "polls",
            "polls:0",
            "polls:-1",
            "seconds:x",
            "at-once:1",
            "later:1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
        let parsed = Arguments::try_parse_from(["sfcompute-sandbox", "serve", "--port", "0"]);
        let Command::Serve(serve) = parsed.unwrap().command;
        assert_eq!(
            (serve.port, serve.seed, serve.settle),
            (0, 0, Settle(Settlement::AfterPolls(0)))
        );
    }
}
