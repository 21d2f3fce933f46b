//! Consoles: what instances write while they boot, run and end.
//!
//! Nothing of it is kept: each chunk follows from its number and the instance's life. A boot writes
//! the same lines in the same order, spread over the time that it takes; then there is a line every
//! minute, and one at the end.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sfcompute_types::Timestamp;

use super::instance::Instance;
use super::instance_boot::later;
use super::{AccountKey, Engine, InstanceEnd, Refusal};

/// The line that the image's name is added to.
const FETCHING: &str = "fetching image";
/// The line that InfiniBand is added to, where it is on.
const NETWORK: &str = "net: eth0 is up";
/// What a boot writes, in time with it; the last line once it is over.
const BOOT: [&str; 8] = [
    FETCHING,
    "image verified",
    "kernel: Linux, command line: console=ttyS0",
    "pci: accelerators found",
    NETWORK,
    "cloud-init: stage 'config'",
    "sshd: listening on port 22",
    "login:",
];
/// What a boot from an image writes that is not what its uploader said.
const BROKEN: [&str; 2] = [FETCHING, "image does not hash to its sha256; not booted"];
/// Seconds between lines once it is up.
const BEAT: u64 = 60;

/// A piece of what an instance has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogChunk {
    /// Its number, from 0 on.
    pub seqnum: u64,
    /// When it was written, by the market's clock.
    pub at: Timestamp,
    /// Seconds since the instance started.
    pub since_start_seconds: i64,
    /// The rest of that second, in nanoseconds.
    pub since_start_nanos: u32,
    /// The bytes written, in base64.
    pub data: String,
}

/// Which chunks to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only chunks from this number on, itself included.
    pub seqnum_after: Option<u64>,
    /// Only chunks up to this number, itself included.
    pub seqnum_before: Option<u64>,
    /// Only chunks from after this moment.
    pub written_after: Option<Timestamp>,
    /// Only chunks from before this moment.
    pub written_before: Option<Timestamp>,
    /// From the last chunk back.
    pub is_descending: bool,
}

/// A console up to now.
struct Console<'a> {
    started_at: Timestamp,
    boot: &'static [&'static str],
    boot_seconds: u64,
    /// How many chunks there are before the end's.
    lines: u64,
    /// What is written at the end, and when.
    end: Option<(Timestamp, &'static str)>,
    image: &'a str,
    has_infiniband: bool,
}

impl Engine {
    /// What an instance has written to its console. One that waits has written nothing.
    ///
    /// # Errors
    /// 404 where the account has no such instance.
    pub fn logs(
        &self,
        account: AccountKey,
        instance: &str,
        filter: LogFilter,
        limit: usize,
    ) -> Result<Vec<LogChunk>, Refusal> {
        let key = self.require_instance(account, instance)?;
        let instance = self.instances.get(key)?;
        let Some(console) = self.console(instance)? else {
            return Ok(Vec::new());
        };
        let range = console.range(filter);
        let chunk = |seqnum| console.chunk(seqnum);
        Ok(match filter.is_descending {
            true => range.rev().take(limit).map(chunk).collect(),
            false => range.take(limit).map(chunk).collect(),
        })
    }

    fn console<'a>(&'a self, instance: &Instance) -> Result<Option<Console<'a>>, Refusal> {
        let Some(started_at) = instance.started_at else {
            return Ok(None);
        };
        let failed = instance
            .failed_at
            .map(|at| (at, "mce: hardware fault; halted"));
        let ended = instance.ended.map(|(at, end)| (at, farewell(end)));
        let end = failed.or(ended);
        let until = end.map_or(self.now, |(at, _)| at);
        let boots = self.booted_at(instance)?.is_some();
        let mut console = Console {
            started_at,
            boot: if boots { &BOOT } else { &BROKEN },
            boot_seconds: self.config.boot.boot_seconds.into(),
            lines: 0,
            end,
            image: self.images.get(instance.image)?.name.as_str(),
            has_infiniband: instance.network.enable_infiniband,
        };
        let up = until.as_seconds().saturating_sub(started_at.as_seconds());
        console.lines = console.lines_in(u64::try_from(up).unwrap_or_default(), boots);
        Ok(Some(console))
    }
}

impl Console<'_> {
    /// How many lines are written in so many seconds.
    fn lines_in(&self, seconds: u64, boots: bool) -> u64 {
        let boot = (0..self.boot_lines()).take_while(|line| self.offset(*line) <= seconds);
        let beats = match seconds.checked_sub(self.boot_seconds) {
            Some(seconds) if boots => seconds / BEAT,
            _ => 0,
        };
        // A few lines, and one a minute.
        boot.count() as u64 + beats
    }

    fn boot_lines(&self) -> u64 {
        self.boot.len() as u64
    }

    /// When a line is written, in seconds from the start.
    fn offset(&self, line: u64) -> u64 {
        let last = self.boot_lines().saturating_sub(1).max(1);
        match line.checked_sub(last) {
            Some(beats) => self.boot_seconds.saturating_add(beats.saturating_mul(BEAT)),
            None => self.boot_seconds.saturating_mul(line) / last,
        }
    }

    fn count(&self) -> u64 {
        self.lines + u64::from(self.end.is_some())
    }

    fn time(&self, seqnum: u64) -> Timestamp {
        match self.end {
            Some((at, _)) if seqnum >= self.lines => at,
            _ => later(self.started_at, self.offset(seqnum)),
        }
    }

    /// The numbers of the chunks that a filter takes; they lie together, since times only grow.
    fn range(&self, filter: LogFilter) -> Range<u64> {
        let from = filter.seqnum_after.unwrap_or(0);
        let to = filter
            .seqnum_before
            .map_or(u64::MAX, |last| last.saturating_add(1));
        let from = from.max(match filter.written_after {
            Some(after) => self.first(|at| at > after),
            None => 0,
        });
        let to = to.min(match filter.written_before {
            Some(before) => self.first(|at| at >= before),
            None => self.count(),
        });
        from.min(to)..to
    }

    /// The first chunk whose time is late; none before it is, and all behind it are.
    fn first(&self, is_late: impl Fn(Timestamp) -> bool) -> u64 {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            match is_late(self.time(middle)) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        low
    }

    fn chunk(&self, seqnum: u64) -> LogChunk {
        let at = self.time(seqnum);
        let since_start = at.as_seconds().saturating_sub(self.started_at.as_seconds());
        let text = match (self.end, usize::try_from(seqnum)) {
            (Some((_, text)), _) if seqnum >= self.lines => text.to_owned(),
            (_, Ok(line)) if line < self.boot.len() => {
                match self.boot.get(line).copied().unwrap_or_default() {
                    FETCHING => format!("{FETCHING} `{}`", self.image),
                    NETWORK if self.has_infiniband => format!("{NETWORK}, ib0 is up"),
                    text => text.to_owned(),
                }
            }
            _ => {
                let minutes = seqnum - self.boot_lines() + 1;
                format!("up {minutes} min, all accelerators healthy")
            }
        };
        LogChunk {
            seqnum,
            at,
            since_start_seconds: since_start,
            // Lines of one second come one after the other.
            since_start_nanos: (seqnum % 1_000_000) as u32 * 1_000,
            data: STANDARD.encode(format!("[{since_start:>8}] {text}\n")),
        }
    }
}

const fn farewell(end: InstanceEnd) -> &'static str {
    match end {
        InstanceEnd::Terminated => "power off: terminated",
        InstanceEnd::Replaced => "power off: replaced",
        InstanceEnd::NoNode => "power off: no node left",
    }
}
