//! What a procurement aims for.

use serde_json::Value;
use sfcompute_types::ProcurementTarget;

use super::json::round_trip;
use super::text::is_readable;

/// Any text, as a caller's target; any JSON, as a server's.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<ProcurementTarget>() {
        Ok(target) => {
            assert!(target.is_known(), "a caller's target is known");
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        Err(error) => is_readable(&error),
    }
    if let Some((target, json)) = round_trip::<ProcurementTarget>(text) {
        let given: Value = serde_json::from_str(text).expect("it was JSON before");
        assert_eq!(json, given, "it is written as it came");
        assert_eq!(target.nodes(), given.as_u64());
        assert_eq!(target.is_known(), given.is_u64() || given == "node_count");
    }
}
