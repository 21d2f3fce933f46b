//! What the market's rules forbid in a schedule.

use super::{Schedule, ScheduleEnd, ScheduleEntry};
use crate::{Invalid, Timestamp};

const WHOLE_MINUTE: &str = "a time on a whole minute";

impl Schedule {
    /// Every way in which the schedule breaks the market's rules; none where it is valid.
    ///
    /// The rules: times on whole minutes, each range at least a minute long, no negative node
    /// count, entries in order and not overlapping, `null` as an end only on the last entry, an
    /// absent end only before another entry. An empty schedule breaks none. Each problem names its
    /// place, such as `[2].end_at`; [`Invalid::within`] puts the field's name before it.
    ///
    /// ```
    /// use sfcompute_types::Schedule;
    ///
    /// let schedule: Schedule =
    ///     serde_json::from_str(r#"[{"start_at":30,"end_at":null,"node_count":-1}]"#).unwrap();
    /// let places: Vec<_> = schedule.check().iter().map(|p| p.what().to_owned()).collect();
    /// assert_eq!(places, ["[0].start_at", "[0].node_count"]);
    /// ```
    pub fn check(&self) -> Vec<Invalid> {
        let mut problems = Vec::new();
        let mut previous: Option<&ScheduleEntry> = None;
        for (index, entry) in self.entries().iter().enumerate() {
            let is_last = index + 1 == self.len();
            check_start(&mut problems, index, entry, previous);
            check_end(&mut problems, index, entry, is_last);
            if entry.node_count < 0 {
                let (what, given) = (place(index, "node_count"), entry.node_count.to_string());
                problems.push(Invalid::new(what, given, "0 or more"));
            }
            previous = Some(entry);
        }
        problems
    }
}

fn check_start(
    problems: &mut Vec<Invalid>,
    index: usize,
    entry: &ScheduleEntry,
    previous: Option<&ScheduleEntry>,
) {
    let start = entry.start_at;
    let mut refuse = |allowed: String| {
        problems.push(Invalid::new(
            place(index, "start_at"),
            start.to_string(),
            allowed,
        ));
    };
    if !start.is_whole_minute() {
        refuse(WHOLE_MINUTE.to_owned());
    }
    if let Some(previous) = previous {
        if start <= previous.start_at {
            refuse(format!(
                "a time after the previous entry's start, {}",
                previous.start_at
            ));
        } else if let Some(end) = previous.end_at.time().filter(|end| start < *end) {
            refuse(format!("a time not before the previous entry's end, {end}"));
        }
    }
}

fn check_end(problems: &mut Vec<Invalid>, index: usize, entry: &ScheduleEntry, is_last: bool) {
    let mut refuse = |allowed: String| {
        problems.push(Invalid::new(
            place(index, "end_at"),
            entry.end_at.to_string(),
            allowed,
        ));
    };
    match entry.end_at {
        ScheduleEnd::At(end) => {
            if !end.is_whole_minute() {
                refuse(WHOLE_MINUTE.to_owned());
            }
            if end <= entry.start_at {
                refuse(after_start(entry.start_at));
            }
        }
        ScheduleEnd::Unbounded if !is_last => {
            refuse("a time, or nothing: only the last entry may be without end".to_owned());
        }
        ScheduleEnd::Next if is_last => {
            refuse("a time or null: no entry follows whose start could stand in".to_owned());
        }
        ScheduleEnd::Unbounded | ScheduleEnd::Next => {}
    }
}

fn after_start(start: Timestamp) -> String {
    format!("a time after the entry's start, {start}")
}

fn place(index: usize, field: &str) -> String {
    format!("[{index}].{field}")
}
