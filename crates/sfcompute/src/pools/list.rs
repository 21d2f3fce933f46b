//! Listing pools.

use sfcompute_api::types;
use sfcompute_types::{PoolRef, PoolsCursor, WorkspaceRef};

use super::history_problem;
use crate::list::{List, filters, query, repeated};
use crate::problem::Problem;

/// A list of pools; made by [`Pools::list`](super::Pools::list).
pub type ListPools = List<PoolsQuery>;

/// Which pools a list is of.
#[derive(Clone, Debug, Default)]
pub struct PoolsQuery {
    workspace: Option<WorkspaceRef>,
    id: Vec<PoolRef>,
    limit: Option<u32>,
    starting_after: Option<PoolsCursor>,
    ending_before: Option<PoolsCursor>,
    schedule_history_minutes: Option<u64>,
    tag: Vec<String>,
    tag_key: Vec<String>,
}

query!(PoolsQuery, LIST_POOLS -> types::ListPoolsResponse, both, |query, api| {
    api.list_pools(
        query.ending_before.as_ref(),
        repeated(&query.id),
        query.limit,
        query.schedule_history_minutes,
        query.starting_after.as_ref(),
        repeated(&query.tag),
        repeated(&query.tag_key),
        query.workspace.as_ref(),
    ).await
});

impl ListPools {
    filters! {
        /// Only pools of this workspace.
        one workspace: WorkspaceRef;
        /// Only this pool; give it again for more.
        many id: PoolRef;
        /// Start after this cursor.
        one starting_after: PoolsCursor;
        /// End before this cursor.
        one ending_before: PoolsCursor;
    }

    /// Only pools that carry this tag; give it again for more.
    pub fn tag(self, key: &str, value: &str) -> Self {
        let wrong = key.is_empty() || key.contains('=');
        let problem =
            wrong.then(|| Problem::new("tag", format!("{key:?}"), "a tag's key, without ="));
        let tag = format!("{key}={value}");
        self.refuse(problem).set(|query| query.tag.push(tag))
    }

    /// Only pools that carry a tag with this key; give it again for more.
    pub fn tag_key(self, key: impl Into<String>) -> Self {
        self.set(|query| query.tag_key.push(key.into()))
    }

    /// How many minutes of past schedule to include: 0 to 1440.
    pub fn schedule_history_minutes(self, minutes: u64) -> Self {
        let problem = history_problem(minutes);
        self.refuse(problem)
            .set(|query| query.schedule_history_minutes = Some(minutes))
    }
}
