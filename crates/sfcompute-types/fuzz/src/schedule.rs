//! Schedules, and the windows between their times.

use sfcompute_types::{Schedule, ScheduleEnd, Timestamp, Window};

use super::json::round_trip;
use super::text::is_readable;

/// Any JSON, as a schedule.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Some((schedule, json)) = round_trip::<Schedule>(text) else {
        return;
    };
    // An absent end is not a null.
    let entries = json.as_array().expect("a list");
    for (entry, written) in schedule.iter().zip(entries) {
        let end = written.get("end_at");
        assert_eq!(end.is_none(), entry.end_at == ScheduleEnd::Next);
        assert_eq!(
            end.is_some_and(|end| end.is_null()),
            entry.end_at == ScheduleEnd::Unbounded
        );
    }

    let problems = schedule.check();
    for problem in &problems {
        is_readable(problem);
    }
    match schedule.normalised() {
        Ok(normal) => {
            assert!(problems.is_empty());
            is_the_normal_form(&normal, &schedule);
        }
        Err(error) => assert_eq!(problems.first(), Some(&error)),
    }
    match schedule.single_range() {
        Ok((window, nodes)) => {
            assert_eq!(Schedule::flat(window, nodes), schedule);
            assert!(problems.is_empty() && nodes >= 0);
        }
        Err(error) => is_readable(&error),
    }
    windows(&schedule);
}

fn is_the_normal_form(normal: &Schedule, schedule: &Schedule) {
    assert_eq!(normal.check(), []);
    assert_eq!(
        normal.normalised().as_ref(),
        Ok(normal),
        "normalising is idempotent"
    );
    let tailed = schedule.clone().with_unbounded_tail();
    assert_eq!(tailed.check(), []);
    assert_eq!(tailed.clone().with_unbounded_tail(), tailed);
    assert_eq!(tailed.normalised().as_ref(), Ok(normal));
    for time in times(schedule) {
        let nodes = schedule.nodes_at(time);
        assert_eq!(normal.nodes_at(time), nodes, "at {time}");
        assert_eq!(tailed.nodes_at(time), nodes, "at {time}");
    }
    for (entry, next) in normal.iter().zip(normal.iter().skip(1)) {
        assert_eq!(entry.end_at, ScheduleEnd::At(next.start_at), "no gap");
        assert_ne!(entry.node_count, next.node_count, "no needless entry");
    }
    assert!(
        normal
            .iter()
            .take(1)
            .chain(normal.iter().last())
            .all(|edge| edge.node_count != 0)
    );
}

/// Each time of the schedule, and the seconds beside it.
fn times(schedule: &Schedule) -> Vec<Timestamp> {
    let ends = schedule.iter().filter_map(|entry| entry.end_at.time());
    let edges = schedule.iter().map(|entry| entry.start_at).chain(ends);
    edges
        .flat_map(|edge| [-1, 0, 1].map(|by| edge.checked_add_seconds(by)))
        .flatten()
        .chain([i64::MIN, i64::MAX].map(Timestamp::from_seconds))
        .collect()
}

/// The windows that the entries are, each with the one before it.
fn windows(schedule: &Schedule) {
    let mut previous: Option<Window> = None;
    for entry in schedule {
        let Some(end) = entry.end_at.time() else {
            continue;
        };
        let start = entry.start_at;
        match Window::new(start, end) {
            Ok(window) => {
                assert!(start.is_whole_minute() && end.is_whole_minute() && start < end);
                assert!(window.minutes() >= 1);
                assert_eq!(
                    Window::starting(start).minutes(window.minutes()),
                    Ok(window)
                );
                assert!(window.contains(start) && !window.contains(end));
                if let Some(other) = previous {
                    meet(&window, &other);
                }
                previous = Some(window);
            }
            Err(error) => {
                is_readable(&error);
                assert!(!(start.is_whole_minute() && end.is_whole_minute() && start < end));
            }
        }
    }
}

fn meet(window: &Window, other: &Window) {
    let common = window.intersection(other);
    assert_eq!(common, other.intersection(window));
    assert_eq!(common.is_some(), window.overlaps(other));
    for time in [window.start(), window.end(), other.start(), other.end()] {
        let in_both = window.contains(time) && other.contains(time);
        assert_eq!(
            common.is_some_and(|common| common.contains(time)),
            in_both,
            "at {time}"
        );
    }
    assert_eq!(window.intersection(window), Some(*window));
}
