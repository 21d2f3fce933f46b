//! Page cursors, which travel in queries.

use sfcompute_types::{
    DeploymentsCursor, ImagesCursor, InstanceSkusCursor, InstanceTemplatesCursor, InstancesCursor,
    OrderbookFillsCursor, OrderbookWindowsCursor, OrdersCursor, PoolTransfersCursor, PoolsCursor,
    ProcurementsCursor, UsersCursor,
};

use super::text::{Passed, Place, Text, both_gates};

/// Any text, as every kind of cursor.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut passed = Passed::default();
    let all = &mut passed;
    of::<OrdersCursor>(text, all);
    of::<PoolsCursor>(text, all);
    of::<PoolTransfersCursor>(text, all);
    of::<InstanceSkusCursor>(text, all);
    of::<OrderbookFillsCursor>(text, all);
    of::<OrderbookWindowsCursor>(text, all);
    of::<InstancesCursor>(text, all);
    of::<InstanceTemplatesCursor>(text, all);
    of::<ImagesCursor>(text, all);
    of::<DeploymentsCursor>(text, all);
    of::<ProcurementsCursor>(text, all);
    of::<UsersCursor>(text, all);
    passed.stands_in(text, Place::Path, Place::Query);
}

fn of<T: Text>(text: &str, passed: &mut Passed) {
    both_gates::<T>(text, passed);
    // A server's cursor goes back as it came, whatever it is.
    assert!(serde_json::from_value::<T>(text.into()).is_ok(), "{text:?}");
}
