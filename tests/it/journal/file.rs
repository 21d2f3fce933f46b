//! The journal in one file: who may open it, and what becomes of damage.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sfcompute::journal::{FileJournal, Journal as _, Outcome};
use sfcompute_tests::random::Random;

use super::{Folder, at, intent, keys};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn what_was_written_is_there_after_reopening() {
    let folder = Folder::new("reopen");
    let path = folder.path("orders.journal");
    let journal = FileJournal::open(&path).await.unwrap();
    journal.record(&intent("a", 100)).await.unwrap();
    journal.record(&intent("b", 200)).await.unwrap();
    let outcome = Outcome::Done {
        resource: Some("ordr_b".to_owned()),
    };
    journal
        .settle(intent("b", 200).idempotency_key(), outcome)
        .await
        .unwrap();
    drop(journal);

    let journal = FileJournal::open(&path).await.unwrap();
    assert_eq!(journal.open().await.unwrap(), [intent("a", 100)]);
    assert_eq!(journal.made(at(0)).await.unwrap()[0].resource, "ordr_b");
    // The process that held it is gone, so its time need not have passed.
    assert_eq!(keys(&journal.claim(at(101), HOUR, 9).await.unwrap()), ["a"]);
}

#[tokio::test]
async fn a_second_opening_is_refused_until_the_first_is_dropped() {
    let folder = Folder::new("twice");
    let path = folder.path("orders.journal");
    let journal = FileJournal::open(&path).await.unwrap();
    let error = FileJournal::open(&path).await.unwrap_err().to_string();
    assert!(
        error.contains("is open in another client or process"),
        "{error}"
    );
    assert!(error.contains("orders.journal"), "{error}");
    // The refused opening has not disturbed the first.
    journal.record(&intent("a", 100)).await.unwrap();
    drop(journal);
    let journal = FileJournal::open(&path).await.unwrap();
    assert_eq!(keys(&journal.open().await.unwrap()), ["a"]);
}

#[tokio::test]
async fn what_cannot_be_opened_is_named() {
    let folder = Folder::new("named");
    let missing = folder.path("no/such/folder.journal");
    let error = FileJournal::open(&missing).await.unwrap_err().to_string();
    assert!(error.contains("no/such/folder.journal"), "{error}");

    let other = folder.path("notes.txt");
    fs::write(
        &other,
        "not a journal at all, but somebody's notes\n".repeat(500),
    )
    .unwrap();
    let error = FileJournal::open(&other).await.unwrap_err().to_string();
    assert!(error.contains("damaged or no journal"), "{error}");
    // What is not ours is left as it is.
    assert!(
        fs::read_to_string(&other)
            .unwrap()
            .starts_with("not a journal at all")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("mode");
    let path = folder.path("orders.journal");
    let _journal = FileJournal::open(&path).await.unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

/// A file with some open and some settled intents.
async fn filled(path: &Path) {
    let journal = FileJournal::open(path).await.unwrap();
    for number in 0..60 {
        let one = intent(&format!("k-{number:02}"), 1_000 + number);
        journal.record(&one).await.unwrap();
        if number % 3 == 0 {
            let outcome = Outcome::Done {
                resource: Some(format!("ordr_{number}")),
            };
            journal
                .settle(one.idempotency_key(), outcome)
                .await
                .unwrap();
        }
    }
}

/// Damage of any kind is an error or does no harm; it never ends the program, and never changes
/// what an intent says.
#[tokio::test]
async fn damage_is_an_error() {
    let folder = Folder::new("damage");
    let whole = folder.path("whole.journal");
    filled(&whole).await;
    let bytes = fs::read(&whole).unwrap();
    let mut random = Random::new(11);
    let mut refused = 0;
    for round in 0..60_u32 {
        let path = folder.path(&format!("{round}.journal"));
        let mut damaged = bytes.clone();
        if round % 4 == 0 {
            damaged.truncate(random.below(bytes.len()));
        } else {
            for _ in 0..=random.below(64) {
                // Most of a new file is empty; aim where something is.
                let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
                let place = random.below(used);
                damaged[place] ^= 1 << random.below(8);
            }
        }
        fs::write(&path, &damaged).unwrap();
        let Ok(journal) = FileJournal::open(&path).await else {
            refused += 1;
            continue;
        };
        for one in journal.open().await.unwrap_or_default() {
            let number = one.first_attempt_at().as_seconds() - 1_000;
            assert_eq!(one, intent(&format!("k-{number:02}"), 1_000 + number));
        }
        let _ = journal.record(&intent("new", 5_000)).await;
        let _ = journal.claim(at(9_000), HOUR, 100).await;
        let _ = journal.forget(at(9_000)).await;
    }
    assert!(refused > 20, "{refused} of 60 were refused");
}
