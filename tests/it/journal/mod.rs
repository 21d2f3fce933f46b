//! Journals: what each of them owes, and what each has for itself.
//!
//! | module | what it holds to |
//! |---|---|
//! | `suite` | every journal: recorded, settled, claimed, forgotten |
//! | `file` | one file: opened once, damaged, of another version |
//! | `crash` | one file: a process killed while it writes |
//! | `postgres` | a fleet's: leases, lost connections, several that start at once |
//! | `calls` | what calls write, and when |
//! | `scripted` | a journal that fails, or changes, at a step of one's choice |

mod calls;
mod crash;
mod file;
mod postgres;
pub mod scripted;
mod suite;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;
use sfcompute::{Intent, Timestamp};

/// An intent to buy under this key, first sent at `first` and given up a minute later.
pub fn intent(key: &str, first: i64) -> Intent {
    intent_until(key, first, first + 60)
}

/// An intent to buy under this key, between these times.
pub fn intent_until(key: &str, first: i64, last: i64) -> Intent {
    of_nodes(key, first, last, 4)
}

fn of_nodes(key: &str, first: i64, last: i64, nodes: u32) -> Intent {
    let body = json!({
        "pool": "sfc:pool:acme:prod:training",
        "side": "buy",
        "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
        "allocation_schedule_delta":
            [{"start_at": 1_784_628_000, "end_at": 1_784_631_600, "node_count": nodes}],
        "limit_price_dollars_per_node_hour": "2.50",
    });
    let written = json!({
        "version": 1,
        "operation": "create_order",
        "idempotency_key": key,
        "base_url": "https://api.sfcompute.com",
        "caller": "0190a4f2-0000-5000-8000-000000000000",
        "path": "/preview/v2/orders",
        "body": body.to_string(),
        "first_attempt_at": first,
        "last_attempt_by": last,
    });
    Intent::from_json(&written.to_string()).unwrap()
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

/// The keys of intents, in their order.
pub fn keys(intents: &[Intent]) -> Vec<&str> {
    intents
        .iter()
        .map(|intent| intent.idempotency_key().as_str())
        .collect()
}

/// A folder of this test's own, deleted when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // Short: a socket's path has to fit into a hundred bytes.
        let name = format!("sfc-{name}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
