//! What an instance's machine shows: its console, and how it is reached.

use sfcompute_api::types;

use crate::engine::{Engine, HostKey, LogChunk, LogFilter};

use super::exchange::{Call, Reply};
use super::problem::Refused;

/// How many chunks to give where nothing is asked for, and the most.
const CHUNKS: u64 = 100;
const MOST_CHUNKS: u64 = 2_500;

/// Whether the last chunk comes first.
const SORTS: [(&str, bool); 2] = [("seqnum", false), ("-seqnum", true)];

pub(super) fn logs(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = query.number("limit", 1..=MOST_CHUNKS).unwrap_or(CHUNKS);
    let filter = LogFilter {
        seqnum_after: query.number("seqnum_after", 0..=u64::MAX),
        seqnum_before: query.number("seqnum_before", 0..=u64::MAX),
        written_after: query.time("realtime_timestamp_after"),
        written_before: query.time("realtime_timestamp_before"),
        is_descending: query.choice("sort_by", &SORTS).unwrap_or_default(),
    };
    query.problems.finish(Some(()))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let chunks = engine.logs(account, &call.id, filter, limit)?;
    Reply::json(&types::InstanceLogsResponse {
        data: chunks.into_iter().map(chunk).collect(),
        object: "list".to_owned(),
    })
}

pub(super) fn ssh(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let ssh = engine.ssh(call.account(), &call.id)?;
    Reply::json(&types::InstanceSshInfo {
        host_keys: ssh.host_keys.into_iter().map(host_key).collect(),
        hostname: ssh.hostname,
        last_attempted_key_update_at: Some(ssh.keys_tried_at),
        last_successful_key_update_at: ssh.keys_read_at,
        port: ssh.port,
    })
}

fn chunk(chunk: LogChunk) -> types::InstanceLogChunk {
    types::InstanceLogChunk {
        data: chunk.data,
        seqnum: chunk.seqnum,
        timestamp_monotonic_nanos: chunk.since_start_nanos,
        timestamp_monotonic_secs: chunk.since_start_seconds,
        timestamp_realtime: chunk.at,
    }
}

fn host_key(key: HostKey) -> types::InstanceSshHostKey {
    types::InstanceSshHostKey {
        key: key.key,
        key_type: key.key_type.to_owned(),
    }
}
