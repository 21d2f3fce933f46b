//! The table: faults that pass after one hit, and faults that stay.

use sfcompute::Error;
use sfcompute::reconcile::Reconciled;
use sfcompute_tests::fault_proxy::{Delivery, Fault, Hold, Part, Plan, Rule};

use super::{BEFORE, CLASSES, Class, NEVER, Place};

const LATE: Delivery = Delivery::Late;

/// A fault and what becomes of a read, an idempotent, a keyed and an unsafe call.
type Row = (Fault, [&'static str; 4]);

/// Checks a table whose faults are each met so often.
async fn check(times: u32, rows: Vec<Row>) {
    for (fault, expected) in rows {
        let mut seen = Vec::new();
        for class in CLASSES {
            let row = format!("{fault}, {class:?}");
            let attempts = match class {
                // One that is not tried again meets it once.
                Class::Unsafe => 1,
                _ if expected[CLASSES.iter().position(|c| *c == class).unwrap()]
                    .starts_with('1') =>
                {
                    1
                }
                _ => times,
            };
            let rule = Rule::new(fault.clone()).times(attempts);
            let place = Place::with(Plan::script([rule])).await;
            let (cell, error) = place.cell(class).await;
            seen.push(cell);
            place.assert_sound(&row);
            if class == Class::Keyed {
                // However often it was delivered, it was placed once.
                let placed = usize::from(place.proxy.delivered() > 0);
                assert_eq!(place.orders(), placed, "{row}");
                if let Some(intent) = error.as_ref().and_then(Error::intent) {
                    let reconciled = place.client.reconcile(intent).await;
                    assert!(
                        matches!(reconciled, Reconciled::Done { .. }),
                        "{row}: {reconciled}"
                    );
                    assert_eq!(place.orders(), 1, "{row}");
                }
            }
        }
        assert_eq!(seen, expected, "{fault}");
    }
}

#[tokio::test]
async fn faults_that_pass() {
    let mut rows = vec![
        (
            Fault::ResetAtAccept,
            ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 unknown"],
        ),
        (
            Fault::Reset(NEVER),
            ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 unknown"],
        ),
        (
            Fault::Reset(BEFORE),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::Reset(LATE),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        // A cancellation is answered with 204, which has no body whatever its head says.
        (
            Fault::ResetMidBody,
            ["2/2 ok", "1/1 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::Stall(NEVER),
            ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 unknown"],
        ),
        (
            Fault::Stall(BEFORE),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::Stall(LATE),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        (Fault::Delay(Hold::Overtaken), ["1/1 ok"; 4]),
        (
            Fault::Truncate(Part::Head),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::Truncate(Part::Body),
            ["2/2 ok", "1/1 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::Garbage(NEVER),
            ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 unknown"],
        ),
        (
            Fault::Garbage(BEFORE),
            ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::GarbageBody,
            [
                "1/1 unusable",
                "1/1 ok",
                "1/1 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::LengthTooLong,
            ["2/2 ok", "1/1 ok", "2/2 ok", "1/1 unknown"],
        ),
        (
            Fault::LengthTooShort,
            [
                "1/1 unusable",
                "1/1 ok",
                "1/1 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (Fault::Duplicate, ["1/2 ok"; 4]),
        // Only what is not staked on 429 meaning what it says is told so.
        (
            Fault::status(429, NEVER),
            ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 turned away"],
        ),
    ];
    for status in [500, 502, 503, 504] {
        for retry_after in [None, Some("5"), Some("Tue, 21 Jul 2026 09:30:20 GMT")] {
            let fault = |delivery| Fault::Status {
                status,
                retry_after,
                delivery,
            };
            rows.push((fault(NEVER), ["2/1 ok", "2/1 ok", "2/1 ok", "1/0 unknown"]));
            rows.push((fault(BEFORE), ["2/2 ok", "2/2 ok", "2/2 ok", "1/1 unknown"]));
        }
    }
    check(1, rows).await;
}

#[tokio::test]
async fn faults_that_stay() {
    let rows = vec![
        (
            Fault::ResetAtAccept,
            [
                "4/0 broken",
                "4/0 unknown",
                "4/0 unknown, intent",
                "1/0 unknown",
            ],
        ),
        (
            Fault::Reset(NEVER),
            [
                "4/0 broken",
                "4/0 unknown",
                "4/0 unknown, intent",
                "1/0 unknown",
            ],
        ),
        (
            Fault::Reset(BEFORE),
            [
                "4/4 broken",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::Stall(NEVER),
            [
                "4/0 late",
                "4/0 unknown",
                "4/0 unknown, intent",
                "1/0 unknown",
            ],
        ),
        (
            Fault::Stall(BEFORE),
            [
                "4/4 late",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::Stall(LATE),
            [
                "4/4 late",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::Truncate(Part::Head),
            [
                "4/4 broken",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::Garbage(BEFORE),
            [
                "4/4 broken",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (Fault::Duplicate, ["1/2 ok"; 4]),
        (
            Fault::status(503, NEVER),
            [
                "4/0 server",
                "4/0 unknown",
                "4/0 unknown, intent",
                "1/0 unknown",
            ],
        ),
        (
            Fault::status(502, BEFORE),
            [
                "4/4 server",
                "4/4 unknown",
                "4/4 unknown, intent",
                "1/1 unknown",
            ],
        ),
        (
            Fault::status(429, NEVER),
            [
                "4/0 turned away",
                "4/0 turned away",
                "4/0 turned away",
                "1/0 turned away",
            ],
        ),
    ];
    check(4, rows).await;
}
