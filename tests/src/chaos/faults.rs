//! What the proxy does to requests in a run.

use crate::fault_proxy::{Delivery, Fault, Hold, Part};

/// A date that has passed by the market's clock, and one to come.
const PASSED: &str = "Tue, 21 Jul 2026 09:00:00 GMT";
const TO_COME: &str = "Wed, 22 Jul 2026 09:30:00 GMT";

/// Every fault of the run, as often as it is to be drawn.
///
/// One is left out: a 429 of a gateway whose server did what it was asked all the same. That is a
/// lie which no client can see through, since 429 says that the request was turned away.
pub(super) fn all() -> Vec<Fault> {
    use Delivery::{Before, Late, Never};
    let mut faults = vec![
        Fault::Reset(Never),
        Fault::Reset(Before),
        Fault::Reset(Late),
        Fault::ResetMidBody,
        Fault::Stall(Never),
        Fault::Stall(Before),
        Fault::Stall(Late),
        Fault::Delay(Hold::Overtaken),
        Fault::Truncate(Part::Head),
        Fault::Truncate(Part::Body),
        Fault::Garbage(Never),
        Fault::Garbage(Before),
        Fault::GarbageBody,
        Fault::LengthTooLong,
        Fault::LengthTooShort,
        Fault::Duplicate,
        Fault::status(429, Never),
        Fault::retry_after(429, "3", Never),
        Fault::retry_after(429, TO_COME, Never),
    ];
    for status in [500, 502, 503, 504] {
        for delivery in [Never, Before] {
            faults.push(Fault::status(status, delivery));
        }
    }
    faults.extend([
        Fault::status(504, Late),
        Fault::retry_after(503, "7", Never),
        Fault::retry_after(503, PASSED, Before),
        Fault::retry_after(500, "never", Before),
    ]);
    // Connections are fewer than requests.
    faults.extend([const { Fault::ResetAtAccept }; 4]);
    faults
}
