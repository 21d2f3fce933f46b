//! Orders and transfers over a broken network are placed once; and a check that finds nothing can
//! find something.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use sfcompute::Timestamp;
use sfcompute_tests::chaos::{self, Audit, Conduct, End, Range, Report, Settings, Settled, Terms};

async fn run(conduct: Conduct, orders: u64) -> Report {
    let settings = Settings {
        orders,
        transfers: orders / 4,
        faults: 300_000,
        seed: 1,
        tasks: 32,
        conduct,
    };
    chaos::run(&settings).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_placed_once() {
    let report = run(Conduct::Careful, 400).await;
    assert_eq!(report.audit, Audit::default(), "{report}");
    assert_eq!(report.complaints, [""; 0], "{report}");
    assert_eq!((report.orders, report.transfers), (400, 100));
    // The run tried what it is about.
    assert!(report.unknown > 0 && report.attempts > 500, "{report}");
    assert!(report.faults.values().all(|hits| *hits > 0), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_sends_again_with_new_keys_is_found_out() {
    let report = run(Conduct::FreshKeys, 100).await;
    assert!(report.audit.duplicates > 0, "{report}");
    assert_eq!(report.audit.lost, 0, "{report}");
    assert!(!report.is_good());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_takes_no_answer_for_no_is_found_out() {
    let report = run(Conduct::GivesUp, 400).await;
    assert!(report.audit.wrong > 0, "{report}");
    assert!(!report.is_good());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_that_is_never_met_is_complained_of() {
    let report = run(Conduct::Careful, 4).await;
    assert!(report.audit.is_clean(), "{report}");
    assert!(
        report.complaints.iter().any(|c| c.ends_with("never met")),
        "{report}"
    );
    assert!(!report.is_good());
}

fn chaos(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_chaos");
    Command::new(program).args(arguments).output().unwrap()
}

#[test]
fn the_program_tells_by_its_exit_status() {
    for (arguments, status, told) in [
        (
            &["--orders", "40", "--faults", "0"][..],
            0,
            "chaos: orders 40, transfers 10, ",
        ),
        (
            &["--orders", "100", "--conduct", "fresh-keys"],
            1,
            "chaos: orders 100, transfers 25, ",
        ),
        (&["--faults", "0.95"], 2, ""),
        (&["--faults", "0.1234567"], 2, ""),
    ] {
        let output = chaos(arguments);
        let line = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {line}");
        assert!(line.starts_with(told), "{line}");
        assert_eq!(line.lines().count(), usize::from(status < 2), "{line}");
    }
}

fn terms(nodes: i32) -> Terms {
    Terms::Transfer {
        from: "pool_a".to_owned(),
        to: "pool_b".to_owned(),
        sku: "isku_a".to_owned(),
        ranges: vec![Range {
            start: Timestamp::from_seconds(0),
            end: None,
            nodes,
        }],
    }
}

fn settled(number: u64, end: End) -> Settled {
    Settled {
        number,
        meant: terms(1),
        end,
    }
}

fn made(id: &str, nodes: i32) -> End {
    End::Done {
        id: id.to_owned(),
        terms: terms(nodes),
    }
}

/// Duplicates, lost, wrong, unresolved.
fn found(ends: Vec<End>, ledger: &[(&str, i32)]) -> (u64, u64, u64, u64) {
    let settled: Vec<_> = (0..).zip(ends).map(|(n, end)| settled(n, end)).collect();
    let held = |(id, nodes): &(&str, i32)| ((*id).to_owned(), terms(*nodes));
    let ledger: BTreeMap<_, _> = ledger.iter().map(held).collect();
    let audit = chaos::audit(&settled, &ledger);
    let all = audit.duplicates + audit.lost + audit.wrong + audit.unresolved;
    assert_eq!(u64::try_from(audit.findings.len()).unwrap(), all);
    assert_eq!(audit.is_clean(), all == 0);
    (audit.duplicates, audit.lost, audit.wrong, audit.unresolved)
}

#[test]
fn each_thing_that_can_be_wrong_is_told_apart() {
    let twice = vec![made("a", 1), made("b", 1)];
    assert_eq!(found(twice.clone(), &[("a", 1), ("b", 1)]), (0, 0, 0, 0));
    // Made once more than it was meant.
    assert_eq!(found(twice, &[("a", 1), ("b", 1), ("c", 1)]), (1, 0, 0, 0));
    // Told to be there, and it is not.
    assert_eq!(found(vec![made("a", 1)], &[]), (0, 1, 0, 0));
    // Two that were told of one thing.
    let same = vec![made("a", 1), made("a", 1)];
    assert_eq!(found(same.clone(), &[("a", 1)]), (0, 0, 1, 0));
    assert_eq!(found(same, &[("a", 1), ("b", 1)]), (1, 0, 1, 0));
    // An answer with other terms than were meant; a thing with other terms.
    assert_eq!(found(vec![made("a", 2)], &[("a", 1)]), (0, 0, 1, 0));
    assert_eq!(found(vec![made("a", 1)], &[("a", 2)]), (0, 0, 1, 0));
    // Told never to have happened.
    assert_eq!(found(vec![End::NeverHappened], &[]), (0, 0, 0, 0));
    assert_eq!(found(vec![End::NeverHappened], &[("a", 1)]), (0, 0, 1, 0));
    let two = &[("a", 1), ("b", 1)];
    assert_eq!(found(vec![End::NeverHappened], two), (1, 0, 1, 0));
    // Without an outcome; whether it is there does not matter for that.
    let doubt = vec![
        End::Unresolved("why".to_owned()),
        End::WrittenDown("{}".to_owned()),
    ];
    assert_eq!(found(doubt, &[]), (0, 0, 0, 2));
}
