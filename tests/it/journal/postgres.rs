//! The journal of a fleet, on a PostgreSQL server that the test starts for itself.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use sfcompute::journal::{Journal as _, PostgresJournal, Recorded};

use super::{Folder, at, intent, intent_until, keys, suite};

const HOUR: Duration = Duration::from_secs(3600);

/// A server of this test's own, reached by a socket in a folder of its own.
struct Server {
    programs: PathBuf,
    folder: Folder,
}

impl Server {
    /// Starts a server, or says why not.
    fn start() -> Result<Self, String> {
        let programs = programs().ok_or("there is no initdb")?;
        let server = Self {
            programs,
            folder: Folder::new("pg"),
        };
        if is_root() {
            // The server refuses to run as root.
            let owner = format!("{}:", user().ok_or("root alone is here")?);
            run(Command::new("chown").arg(owner).arg(server.folder.path("")))?;
        }
        let data = server.folder.path("data");
        let made = server.command("initdb");
        run(quiet(made)
            .args([
                "--auth=trust",
                "--username=tester",
                "--encoding=UTF8",
                "--locale=C",
            ])
            .args(["--no-sync", "-D"])
            .arg(&data))?;
        server.up()?;
        Ok(server)
    }

    /// Starts it, or starts it again.
    fn up(&self) -> Result<(), String> {
        let options = format!(
            "-k {} -c listen_addresses='' -c fsync=off -c max_connections=30",
            self.folder.path("").display()
        );
        let mut up = self.control("start");
        run(up
            .arg("-w")
            .arg("-o")
            .arg(options)
            .arg("-l")
            .arg(self.folder.path("log")))
    }

    fn down(&self) -> Result<(), String> {
        run(self.control("stop").args(["-m", "immediate"]))
    }

    fn control(&self, what: &str) -> Command {
        let mut control = quiet(self.command("pg_ctl"));
        control.arg(what).arg("-D").arg(self.folder.path("data"));
        control
    }

    /// A program of the server's, as a user that it accepts.
    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match user() {
            Some(user) if is_root() => {
                let mut command = Command::new("setpriv");
                let group = format!("--regid={user}");
                let group = if user == "nobody" {
                    "--regid=nogroup".to_owned()
                } else {
                    group
                };
                command.arg(format!("--reuid={user}")).arg(group);
                command.arg("--clear-groups").arg(program);
                command
            }
            _ => Command::new(program),
        };
        // The folder this runs in need not be one that the other user may enter.
        command.current_dir("/");
        command
    }

    /// A connection string for a schema, which is made when it is not there.
    fn schema(&self, name: &str) -> String {
        self.sql(&format!("CREATE SCHEMA IF NOT EXISTS {name}"));
        let socket = self.folder.path("");
        format!(
            "host={} user=tester dbname=postgres options=-csearch_path={name}",
            socket.display()
        )
    }

    /// What a statement gives, as text.
    fn sql(&self, statement: &str) -> String {
        let output = self
            .command("psql")
            .args([
                "-v",
                "ON_ERROR_STOP=1",
                "-X",
                "-t",
                "-A",
                "-U",
                "tester",
                "-d",
                "postgres",
            ])
            .arg("-h")
            .arg(self.folder.path(""))
            .args(["-c", statement])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{statement}: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.down();
    }
}

/// Where Debian, or anyone else, keeps the server's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let debian = versions.flatten().map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = debian.chain(std::env::split_paths(&path)).collect();
    let whole = |folder: &Path| {
        ["initdb", "pg_ctl", "psql"]
            .iter()
            .all(|name| folder.join(name).exists())
    };
    folders.into_iter().find(|folder| whole(folder))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.starts_with(b"0"))
}

/// A user that is not root.
fn user() -> Option<&'static str> {
    let known = |user: &&str| {
        let mut id = quiet(Command::new("id"));
        id.arg(user).status().is_ok_and(|status| status.success())
    };
    ["postgres", "nobody"].into_iter().find(known)
}

fn quiet(mut command: Command) -> Command {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ends with {status}")),
        Err(error) => Err(format!("{command:?} does not start: {error}")),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_shares_one_journal() {
    let Some(_) = programs() else {
        println!("skipped: no PostgreSQL server here (Debian's package postgresql has one)");
        return;
    };
    let server = Server::start().unwrap();
    suite::all(Arc::new(connect(&server, "suite").await)).await;
    starting_at_once(&server).await;
    leases(&server).await;
    many_processes(&server).await;
    versions(&server).await;
    bad_rows(&server).await;
    no_rights(&server).await;
    connections(&server).await;
}

async fn connect(server: &Server, schema: &str) -> PostgresJournal {
    PostgresJournal::connect(&server.schema(schema))
        .await
        .unwrap()
}

/// Processes that start at the same moment make the tables once.
async fn starting_at_once(server: &Server) {
    let config = server.schema("at_once");
    let starts: Vec<_> = (0..12)
        .map(|_| {
            let config = config.clone();
            tokio::spawn(async move { PostgresJournal::connect(&config).await })
        })
        .collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    let versions = server.sql("SELECT version FROM at_once.sfcompute_journal_version");
    assert_eq!(versions, "1");
}

/// By the database's clock, which the caller's time does not move.
async fn leases(server: &Server) {
    let (one, other) = (
        connect(server, "leases").await,
        connect(server, "leases").await,
    );
    one.record(&intent("held", 100)).await.unwrap();
    one.record(&intent_until("over", 200, 200)).await.unwrap();
    assert_eq!(keys(&other.open().await.unwrap()), ["held", "over"]);
    // The first is in its call's hands for a minute, the second for no time at all.
    let claimed = other.claim(at(i64::MAX), Duration::ZERO, 9).await.unwrap();
    assert_eq!(keys(&claimed), ["over"]);
    let claimed = one.claim(at(i64::MIN), HOUR, 9).await.unwrap();
    assert_eq!(keys(&claimed), ["over"]);
    assert_eq!(other.claim(at(i64::MAX), HOUR, 9).await.unwrap(), []);
    let left = server.sql(
        "SELECT idempotency_key FROM leases.sfcompute_intents
         WHERE held_until BETWEEN now() + interval '50 s' AND now() + interval '61 s'",
    );
    assert_eq!(left, "held");
    // Known to the one, known to the other.
    assert_eq!(
        other.record(&intent("held", 100)).await.unwrap(),
        Recorded::Again
    );
}

/// Twelve processes take up two hundred intents between them, each exactly once.
async fn many_processes(server: &Server) {
    let first = connect(server, "many").await;
    for number in 0..200 {
        first
            .record(&intent_until(&format!("m-{number:03}"), number, number))
            .await
            .unwrap();
    }
    let mut processes = Vec::new();
    for _ in 0..12 {
        let journal = connect(server, "many").await;
        processes.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claimed = journal.claim(at(0), HOUR, 7).await.unwrap();
                if claimed.is_empty() {
                    return mine;
                }
                mine.extend(claimed.iter().map(|one| one.idempotency_key().to_string()));
            }
        }));
    }
    let mut all = Vec::new();
    for process in processes {
        all.extend(process.await.unwrap());
    }
    all.sort();
    let expected: Vec<_> = (0..200).map(|number| format!("m-{number:03}")).collect();
    assert_eq!(all, expected);
}

async fn versions(server: &Server) {
    let journal = connect(server, "versions").await;
    journal.record(&intent("kept", 100)).await.unwrap();
    // The same tables, again.
    let again = connect(server, "versions").await;
    assert_eq!(keys(&again.open().await.unwrap()), ["kept"]);
    server.sql("INSERT INTO versions.sfcompute_journal_version VALUES (2)");
    let config = server.schema("versions");
    let error = PostgresJournal::connect(&config)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("version 2") && error.contains("version 1"),
        "{error}"
    );
}

/// A row that somebody has changed is an error that names the field, and no panic.
async fn bad_rows(server: &Server) {
    let journal = connect(server, "bad").await;
    journal.record(&intent("bad", 100)).await.unwrap();
    server.sql("UPDATE bad.sfcompute_intents SET path = '//elsewhere.example/x'");
    let error = journal.open().await.unwrap_err().to_string();
    assert!(error.contains("`path` is not valid"), "{error}");
    let error = PostgresJournal::connect("host=/nowhere password=hunter2 user").await;
    let error = error.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    let error = PostgresJournal::connect("host=/nowhere/at/all user=tester").await;
    assert!(error.unwrap_err().to_string().contains("cannot be reached"));
}

/// A role that may not make tables uses those that are there.
async fn no_rights(server: &Server) {
    drop(connect(server, "rights").await);
    server.sql(
        "CREATE ROLE clerk LOGIN; GRANT USAGE ON SCHEMA rights TO clerk;
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rights TO clerk;
         CREATE SCHEMA empty; GRANT USAGE ON SCHEMA empty TO clerk",
    );
    let as_clerk = |schema| server.schema(schema).replace("user=tester", "user=clerk");
    let journal = PostgresJournal::connect(&as_clerk("rights")).await.unwrap();
    journal.record(&intent("clerk", 100)).await.unwrap();
    let error = PostgresJournal::connect(&as_clerk("empty"))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("permission denied"), "{error}");
}

/// A connection that breaks is made again; a server that is away is an error until it is back.
async fn connections(server: &Server) {
    let journal = connect(server, "lost").await;
    journal.record(&intent("before", 100)).await.unwrap();
    let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                  WHERE application_name = 'sfcompute-journal'";
    assert_ne!(server.sql(others), "0");
    journal.record(&intent("between", 200)).await.unwrap();

    server.down().unwrap();
    let error = journal
        .record(&intent("away", 300))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("the journal's database"), "{error}");
    server.up().unwrap();
    journal.record(&intent("back", 400)).await.unwrap();
    // Killed, it has kept what it had acknowledged.
    assert_eq!(
        keys(&journal.open().await.unwrap()),
        ["before", "between", "back"]
    );
}
