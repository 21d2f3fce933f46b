//! What every journal owes, whatever it writes to.

use std::slice::from_ref;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use sfcompute::journal::{FileJournal, Journal, Made, MemoryJournal, Outcome, Recorded};
use sfcompute::{IdempotencyKey, Intent};

use super::{Folder, at, intent, intent_until, keys, of_nodes};

const HOUR: Duration = Duration::from_secs(3600);

/// Everything, on a journal that is empty.
pub async fn all(journal: Arc<dyn Journal>) {
    settling(&*journal).await;
    reused(&*journal).await;
    never_happened(&*journal).await;
    sent_again(&*journal).await;
    claiming(&journal).await;
    forgetting(&*journal).await;
    dropped(&*journal).await;
    bytes(&*journal).await;
}

fn key(text: &str) -> IdempotencyKey {
    text.parse().unwrap()
}

fn done(id: &str) -> Outcome {
    let resource = Some(id.to_owned());
    Outcome::Done { resource }
}

async fn open(journal: &dyn Journal) -> Vec<Intent> {
    journal.open().await.unwrap()
}

async fn settling(journal: &dyn Journal) {
    assert_eq!(open(journal).await, []);
    let (early, late) = (intent("s-late-key", 100), intent("s-early-key", 200));
    assert_eq!(journal.record(&late).await.unwrap(), Recorded::First);
    assert_eq!(journal.record(&early).await.unwrap(), Recorded::First);
    // Oldest first, and to the byte.
    assert_eq!(open(journal).await, [early.clone(), late.clone()]);

    journal
        .settle(early.idempotency_key(), done("ordr_a"))
        .await
        .unwrap();
    assert_eq!(open(journal).await, from_ref(&late));
    let made = vec![Made {
        idempotency_key: key("s-late-key"),
        resource: "ordr_a".to_owned(),
    }];
    assert_eq!(journal.made(at(100)).await.unwrap(), made);
    assert_eq!(journal.made(at(101)).await.unwrap(), []);

    // What is done stays so, whoever says otherwise later.
    journal
        .settle(early.idempotency_key(), Outcome::NeverHappened)
        .await
        .unwrap();
    journal.release(early.idempotency_key()).await.unwrap();
    assert_eq!(journal.record(&early).await.unwrap(), Recorded::Again);
    assert_eq!(open(journal).await, from_ref(&late));
    assert_eq!(journal.made(at(0)).await.unwrap(), made);

    // Done, and what was made could not be read.
    journal
        .settle(late.idempotency_key(), Outcome::Done { resource: None })
        .await
        .unwrap();
    assert_eq!(open(journal).await, []);
    assert_eq!(journal.made(at(0)).await.unwrap(), made);

    // What nobody recorded is nobody's concern.
    journal
        .settle(&key("s-nobody"), Outcome::NeverHappened)
        .await
        .unwrap();
    journal.release(&key("s-nobody")).await.unwrap();
    assert_eq!(open(journal).await, []);
}

async fn reused(journal: &dyn Journal) {
    let first = of_nodes("r-1", 300, 360, 4);
    let other = of_nodes("r-1", 300, 360, 5);
    journal.record(&first).await.unwrap();
    let error = journal.record(&other).await.unwrap_err();
    assert!(error.is_key_reused(), "{error}");
    assert!(error.to_string().contains("r-1"), "{error}");
    assert_eq!(open(journal).await, from_ref(&first));
    journal
        .settle(first.idempotency_key(), done("ordr_r"))
        .await
        .unwrap();
    assert!(journal.record(&other).await.unwrap_err().is_key_reused());
}

async fn never_happened(journal: &dyn Journal) {
    let one = intent("n-1", 400);
    journal.record(&one).await.unwrap();
    journal
        .settle(one.idempotency_key(), Outcome::NeverHappened)
        .await
        .unwrap();
    assert_eq!(open(journal).await, []);
    // Sent after all: open again, and no attempt is known that may have done something.
    assert_eq!(journal.record(&one).await.unwrap(), Recorded::First);
    assert_eq!(journal.record(&one).await.unwrap(), Recorded::Again);
    assert_eq!(keys(&open(journal).await), ["n-1"]);
    journal
        .settle(one.idempotency_key(), Outcome::NeverHappened)
        .await
        .unwrap();
}

async fn sent_again(journal: &dyn Journal) {
    journal
        .record(&intent_until("a-1", 500, 560))
        .await
        .unwrap();
    journal
        .record(&intent_until("a-1", 520, 580))
        .await
        .unwrap();
    let whole = open(journal).await;
    assert_eq!(whole, [intent_until("a-1", 500, 580)]);
    journal
        .settle(&key("a-1"), Outcome::NeverHappened)
        .await
        .unwrap();
}

async fn claiming(journal: &Arc<dyn Journal>) {
    for number in 0..40 {
        let one = intent(&format!("c-{number:02}"), 1_000 + number);
        journal.record(&one).await.unwrap();
    }
    // All of them are in the hands of the calls that recorded them.
    assert_eq!(journal.claim(at(1_010), HOUR, 100).await.unwrap(), []);
    for number in 0..40 {
        journal
            .release(&key(&format!("c-{number:02}")))
            .await
            .unwrap();
    }
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let journal = Arc::clone(journal);
            tokio::spawn(async move { journal.claim(at(1_100), HOUR, 6).await.unwrap() })
        })
        .collect();
    let mut claimed = Vec::new();
    for task in tasks {
        let some = task.await.unwrap();
        assert!(some.len() <= 6);
        claimed.extend(keys(&some).into_iter().map(str::to_owned));
    }
    // Nobody leaves anything when there is enough for all, and nobody gets what another has.
    let rest = journal.claim(at(1_100), HOUR, 100).await.unwrap();
    claimed.extend(keys(&rest).into_iter().map(str::to_owned));
    claimed.sort();
    let all: Vec<_> = (0..40).map(|number| format!("c-{number:02}")).collect();
    assert_eq!(claimed, all);
    assert_eq!(journal.claim(at(1_100), HOUR, 100).await.unwrap(), []);

    // A lease without end is one of very long.
    journal.release(&key("c-09")).await.unwrap();
    let forever = journal.claim(at(1_100), Duration::MAX, 9).await.unwrap();
    assert_eq!(keys(&forever), ["c-09"]);

    // Let go of, or settled.
    journal.release(&key("c-07")).await.unwrap();
    journal.release(&key("c-05")).await.unwrap();
    let again = journal.claim(at(1_100), HOUR, 1).await.unwrap();
    assert_eq!(keys(&again), ["c-05"]);
    assert_eq!(again[0], intent("c-05", 1_005));
    for number in 0..40 {
        let key = key(&format!("c-{number:02}"));
        journal.settle(&key, Outcome::NeverHappened).await.unwrap();
    }
    assert_eq!(journal.claim(at(9_000_000), HOUR, 100).await.unwrap(), []);
}

async fn forgetting(journal: &dyn Journal) {
    journal.record(&intent("f-open", 50)).await.unwrap();
    let before = journal.made(at(0)).await.unwrap().len();
    assert!(before >= 2, "{before}");
    assert!(journal.forget(at(301)).await.unwrap() >= 3);
    assert_eq!(journal.made(at(0)).await.unwrap(), []);
    // Settled ones alone, and their keys are free for other calls.
    assert_eq!(keys(&open(journal).await), ["f-open"]);
    assert_eq!(journal.forget(at(301)).await.unwrap(), 0);
    let other = of_nodes("r-1", 600, 660, 9);
    assert_eq!(journal.record(&other).await.unwrap(), Recorded::First);
    for text in ["f-open", "r-1"] {
        journal
            .settle(&key(text), Outcome::NeverHappened)
            .await
            .unwrap();
    }
    journal.forget(at(i64::MAX)).await.unwrap();
}

/// A call's future may be dropped at any await: what it was about is then done whole or not at all.
async fn dropped(journal: &dyn Journal) {
    for number in 0..20 {
        let one = intent(&format!("d-{number:02}"), 2_000 + number);
        let mut recording = journal.record(&one);
        let mut context = Context::from_waker(Waker::noop());
        let seen = recording.as_mut().poll(&mut context);
        drop(recording);
        if let Poll::Ready(recorded) = seen {
            assert_eq!(recorded.unwrap(), Recorded::First);
        }
    }
    let open = open(journal).await;
    for one in &open {
        let number = one.first_attempt_at().as_seconds() - 2_000;
        assert_eq!(*one, intent(&format!("d-{number:02}"), 2_000 + number));
        journal
            .settle(one.idempotency_key(), Outcome::NeverHappened)
            .await
            .unwrap();
    }
}

/// Every byte of key and body comes back.
async fn bytes(journal: &dyn Journal) {
    let plain = intent("b-1", 3_000).to_json();
    let odd = plain.replace("b-1", " ' ; -- \\\\ % $1".trim()).replace(
        r#"\"2.50\""#,
        r#"\"2.50\" , \n\t \"note\": \"é \\u0000 \\n\""#,
    );
    let odd = Intent::from_json(&odd).unwrap();
    assert!(odd.body().contains("é \\u0000 \\n"), "{}", odd.body());
    journal.record(&odd).await.unwrap();
    assert_eq!(open(journal).await, from_ref(&odd));
    journal
        .settle(odd.idempotency_key(), done("ordr_é'"))
        .await
        .unwrap();
    assert_eq!(journal.made(at(0)).await.unwrap()[0].resource, "ordr_é'");
}

#[tokio::test]
async fn in_memory() {
    all(Arc::new(MemoryJournal::new())).await;
    held(&MemoryJournal::new()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_file() {
    let folder = Folder::new("suite");
    let journal = FileJournal::open(folder.path("a.journal")).await.unwrap();
    all(Arc::new(journal)).await;
    let journal = FileJournal::open(folder.path("b.journal")).await.unwrap();
    held(&journal).await;
}

/// Journals whose clock is the caller's: an intent is its call's until the call gives up, and then
/// the claimer's until its lease ends.
async fn held(journal: &dyn Journal) {
    journal
        .record(&intent_until("h-1", 100, 160))
        .await
        .unwrap();
    assert_eq!(journal.claim(at(160), HOUR, 9).await.unwrap(), []);
    let claimed = journal
        .claim(at(161), Duration::from_secs(30), 9)
        .await
        .unwrap();
    assert_eq!(keys(&claimed), ["h-1"]);
    assert_eq!(journal.claim(at(191), HOUR, 9).await.unwrap(), []);
    assert_eq!(
        keys(&journal.claim(at(192), HOUR, 9).await.unwrap()),
        ["h-1"]
    );
    // Sent again, it is the call's until the later end.
    journal
        .record(&intent_until("h-1", 4_000, 4_060))
        .await
        .unwrap();
    assert_eq!(journal.claim(at(4_060), HOUR, 9).await.unwrap(), []);
    assert_eq!(
        keys(&journal.claim(at(4_061), HOUR, 9).await.unwrap()),
        ["h-1"]
    );
}
