//! A process that is killed while it writes its journal has lost nothing that it was told is there.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use sfcompute::journal::{FileJournal, Journal as _, Outcome};

use super::{Folder, at, intent};

/// Names the child's journal; without it the child has nothing to do.
const JOURNAL: &str = "SFCOMPUTE_TEST_JOURNAL";
const ROUND: &str = "SFCOMPUTE_TEST_ROUND";

/// The process that is killed: four tasks record, settle every other one, and say so each time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the child of another test"]
async fn child() {
    let (Ok(path), Ok(round)) = (std::env::var(JOURNAL), std::env::var(ROUND)) else {
        return;
    };
    let journal = Arc::new(FileJournal::open(path).await.unwrap());
    let writers: Vec<_> = (0..4_i64)
        .map(|writer| {
            let (journal, round) = (Arc::clone(&journal), round.clone());
            tokio::spawn(async move {
                // No end: only the parent ends this.
                for number in 0_i64.. {
                    let key = format!("{round}-{writer}-{number}");
                    let one = intent(&key, number);
                    journal.record(&one).await.unwrap();
                    tell(&format!("recorded {key}"));
                    if number % 2 == 0 {
                        let resource = Some(format!("ordr_{key}"));
                        let outcome = Outcome::Done { resource };
                        journal
                            .settle(one.idempotency_key(), outcome)
                            .await
                            .unwrap();
                        tell(&format!("settled {key}"));
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

/// One line in one piece.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n@{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn start(path: &Path, round: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "journal::crash::child",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(JOURNAL, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost() {
    let folder = Folder::new("crash");
    let path = folder.path("orders.journal");
    let mut recorded = HashSet::new();
    let mut settled = HashSet::new();
    for round in 0..8 {
        let mut child = start(&path, round);
        let mut output = BufReader::new(child.stdout.take().unwrap());
        // Killed after so many acknowledgements, in the middle of whatever comes next.
        let mut said = String::new();
        let mut seen = 0;
        while seen < 7 + round * 23 {
            assert!(
                output.read_line(&mut said).unwrap() > 0,
                "the child has ended: {said}"
            );
            seen += usize::from(said.lines().last().unwrap().starts_with('@'));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still said before it died counts, as far as the line is whole.
        let mut rest = Vec::new();
        output.read_to_end(&mut rest).unwrap();
        said.push_str(&String::from_utf8_lossy(&rest));
        for line in said
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
        {
            if let Some(key) = line.trim_end().strip_prefix("@recorded ") {
                recorded.insert(key.to_owned());
            }
            if let Some(key) = line.trim_end().strip_prefix("@settled ") {
                settled.insert(key.to_owned());
            }
        }

        let journal = FileJournal::open(&path).await.unwrap();
        let open = journal.open().await.unwrap();
        let made = journal.made(at(0)).await.unwrap();
        let open: HashSet<_> = open
            .iter()
            .map(|one| one.idempotency_key().to_string())
            .collect();
        let made: HashSet<_> = made
            .iter()
            .map(|made| made.idempotency_key.to_string())
            .collect();
        for key in &settled {
            assert!(
                made.contains(key) && !open.contains(key),
                "{key} is not settled"
            );
        }
        for key in &recorded {
            assert!(open.contains(key) || made.contains(key), "{key} is lost");
        }
    }
    assert!(recorded.len() > 200, "{} were recorded", recorded.len());
    assert!(settled.len() > 50, "{} were settled", settled.len());
}
