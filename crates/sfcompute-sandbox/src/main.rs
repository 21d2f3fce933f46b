//! The sandbox as a program: `sfcompute-sandbox serve`.
//!
//! The first line of standard output is one JSON object with the address and the tokens, written
//! once the sandbox listens; logs go to standard error. Ctrl-C ends it.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Parser, Subcommand};
use serde::Serialize;
use sfcompute_sandbox::engine::{BootTimes, Settlement};
use sfcompute_sandbox::scenario::Scenario;
use sfcompute_sandbox::{DemoAccount, DemoSku, Limits, Sandbox};

/// A local market of GPU compute that answers the SF Compute contract. Spends no money.
#[derive(Debug, Parser)]
#[command(name = "sfcompute-sandbox", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves a market, the demo on 127.0.0.1 by default, until Ctrl-C.
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
    /// Seconds from when an instance has a node until it answers SSH, at most ten minutes on the
    /// market.
    #[arg(long, value_name = "SECONDS", default_value_t = BootTimes::default().boot_seconds)]
    boot: u32,
    /// What the market opens with: `demo`, `empty`, `liquid`, `thin`, `illiquid`, `volatile`, or a
    /// TOML file.
    #[arg(long, default_value = "demo", value_name = "NAME|FILE")]
    scenario: String,
    /// The most connections at once; further ones wait until one ends.
    #[arg(long, default_value_t = Limits::default().connections)]
    connections: usize,
    /// Opens `/_sandbox/`, where the clock, snapshots, faults and rate limits are controlled, and
    /// a page at `/` that shows the market in a browser.
    #[arg(long)]
    control: bool,
    /// Holds every answer to the contract before it goes out; one that breaks it becomes a 500.
    #[arg(long)]
    strict: bool,
    /// Keeps the market in this directory, so that it outlives the program.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// With `--data`: after how many commands the market as a whole is written in their place, so
    /// that it opens fast again; of a long-lived one after a quarter of all its commands, where
    /// that is more.
    #[arg(long, default_value_t = 10_000, value_name = "N", requires = "data")]
    compact_every: u64,
    /// Address to listen on. One that other machines can reach needs `--token`.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// A token of your own for an account, 16 to 255 characters; may be repeated. Off this machine
    /// no other tokens are good. `SFC_SANDBOX_TOKENS` takes them too, separated by commas, where
    /// other users of the machine do not see them.
    #[arg(long = "token", value_name = "ACCOUNT=TOKEN")]
    tokens: Vec<OwnToken>,
}

/// A token of one's own, and the account that it is for.
#[derive(Clone, PartialEq, Eq)]
struct OwnToken {
    account: String,
    token: String,
}

impl std::fmt::Debug for OwnToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}=…", self.account)
    }
}

impl FromStr for OwnToken {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (account, token) = text
            .split_once('=')
            .ok_or("use ACCOUNT=TOKEN, such as `acme=` and the token")?;
        Ok(Self {
            account: account.to_owned(),
            token: token.to_owned(),
        })
    }
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
    /// Where the market is controlled, if anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    control: Option<String>,
    /// Where a browser shows the market, if anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    accounts: Vec<DemoAccount>,
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
    let at = SocketAddr::new(arguments.address, arguments.port);
    let mut builder = Sandbox::builder()
        .address(arguments.address)
        .port(arguments.port)
        .seed(arguments.seed)
        .settlement(arguments.settle.0)
        .boot_times(BootTimes {
            boot_seconds: arguments.boot,
            ..BootTimes::default()
        })
        .limits(Limits {
            connections: arguments.connections,
            ..Limits::default()
        })
        .control(arguments.control)
        .strict(arguments.strict);
    if let Some(scenario) = scenario(&arguments.scenario)? {
        builder = builder.opening(scenario);
    }
    if let Some(data) = &arguments.data {
        builder = builder.data(data).compact_every(arguments.compact_every);
    }
    for own in arguments.tokens.iter().chain(&tokens_around()?) {
        builder = builder.token(&own.account, &own.token);
    }
    let sandbox = builder.start().await.map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AddrInUse
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::PermissionDenied => format!(
                "The sandbox cannot listen on {at}: {error}. Choose another port, or 0 for any \
                 that is free."
            ),
            io::ErrorKind::InvalidInput => {
                format!("{error} Give it one with `--token ACCOUNT=TOKEN`.")
            }
            _ => format!("The sandbox cannot start: {error}"),
        };
        io::Error::new(error.kind(), message)
    })?;
    let open = async {
        announce(&sandbox, arguments)?;
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

/// The scenario of this name, or in this file; none for the demo.
fn scenario(name: &str) -> io::Result<Option<Scenario>> {
    if name == "demo" {
        return Ok(None);
    }
    if let Some(shipped) = Scenario::named(name) {
        return Ok(Some(shipped));
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        let names: Vec<_> = Scenario::names().collect();
        let message = format!(
            "`{name}` is no scenario that comes with the sandbox (demo, {}), and no file that can \
             be read: {error}.",
            names.join(", ")
        );
        io::Error::new(error.kind(), message)
    })?;
    Scenario::from_toml(&text)
        .map(Some)
        .map_err(|error| io::Error::other(format!("The scenario {name} is wrong: {error}.")))
}

/// The tokens of the environment.
fn tokens_around() -> io::Result<Vec<OwnToken>> {
    let given = std::env::var("SFC_SANDBOX_TOKENS").unwrap_or_default();
    let given = given
        .split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty());
    let read = given.map(|one| {
        one.parse()
            .map_err(|error| io::Error::other(format!("`SFC_SANDBOX_TOKENS`: {error}.")))
    });
    read.collect()
}

/// Writes the first line of standard output, at once.
fn announce(sandbox: &Sandbox, arguments: &Serve) -> io::Result<()> {
    let mut accounts = sandbox.accounts().to_vec();
    if !arguments.address.is_loopback() {
        // Whoever gave them knows them, and this line may be logged.
        accounts
            .iter_mut()
            .for_each(|account| account.tokens.clear());
    }
    let opening = Opening {
        url: sandbox.url(),
        control: arguments
            .control
            .then(|| format!("{}/_sandbox", sandbox.url())),
        page: sandbox.page(),
        accounts,
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
        assert!(
            serve.address.is_loopback() && !serve.control && !serve.strict && serve.data.is_none()
        );
        assert_eq!((serve.scenario.as_str(), serve.tokens.len()), ("demo", 0));
    }

    #[test]
    fn a_token_names_its_account_and_is_not_shown() {
        let own: OwnToken = "acme=a=b".parse().unwrap();
        assert_eq!((own.account.as_str(), own.token.as_str()), ("acme", "a=b"));
        assert_eq!(format!("{own:?}"), "acme=…");
        assert!("acme".parse::<OwnToken>().is_err());
    }

    #[test]
    fn scenarios_are_names_or_files() {
        assert!(scenario("demo").unwrap().is_none());
        assert!(scenario("thin").unwrap().is_some());
        let refused = scenario("no/such/file.toml").unwrap_err().to_string();
        assert!(refused.contains("volatile"), "{refused}");
    }
}
