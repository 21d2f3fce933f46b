//! What holds for every schedule.

use proptest::prelude::*;

use super::{at, decoded, json};
use crate::{Schedule, ScheduleEnd, ScheduleEntry};

/// Minutes that the schedules of the properties may span.
const SPAN: i64 = 40;

/// A valid schedule within the span: runs of minutes, each with an end given or left out where
/// the market allows it.
fn valid() -> impl Strategy<Value = Schedule> {
    let run = (0_i64..3, 1_i64..4, 0_i32..3, any::<bool>());
    (prop::collection::vec(run, 0..6), any::<bool>()).prop_map(|(runs, unbounded)| {
        let mut entries: Vec<ScheduleEntry> = Vec::new();
        let (mut minute, last) = (2, runs.len());
        for (index, (gap, length, node_count, leave_out)) in runs.into_iter().enumerate() {
            let start = minute + gap;
            minute = start + length;
            let is_last = index + 1 == last;
            let end_at = match (is_last, leave_out) {
                (true, _) if unbounded => ScheduleEnd::Unbounded,
                (false, true) => ScheduleEnd::Next,
                _ => ScheduleEnd::At(at(minute * 60)),
            };
            entries.push(ScheduleEntry {
                start_at: at(start * 60),
                end_at,
                node_count,
            });
        }
        Schedule::new(entries)
    })
}

/// The node count of every minute of the span and one long after it.
fn counts(schedule: &Schedule) -> Vec<i32> {
    (0..SPAN)
        .chain([SPAN * 1_000])
        .map(|minute| schedule.nodes_at(at(minute * 60)))
        .collect()
}

proptest! {
    #[test]
    fn a_normalised_schedule_means_the_same(schedule in valid()) {
        prop_assert_eq!(schedule.check(), []);
        let normal = schedule.normalised().unwrap();
        prop_assert_eq!(counts(&normal), counts(&schedule));
        let tailed = normal.clone().with_unbounded_tail();
        prop_assert_eq!(counts(&tailed), counts(&schedule));
        prop_assert_eq!(tailed.check(), []);
        prop_assert_eq!(tailed.normalised().unwrap(), normal);
    }

    #[test]
    fn normalising_is_idempotent_and_valid(schedule in valid()) {
        let normal = schedule.normalised().unwrap();
        prop_assert_eq!(normal.check(), []);
        prop_assert_eq!(normal.normalised().unwrap(), normal);
    }

    #[test]
    fn equal_meaning_is_equal_form(left in valid(), right in valid()) {
        let same_form = left.normalised().unwrap() == right.normalised().unwrap();
        prop_assert_eq!(same_form, counts(&left) == counts(&right));
    }

    #[test]
    fn a_normalised_schedule_has_no_gap_and_no_needless_entry(schedule in valid()) {
        let normal = schedule.normalised().unwrap();
        for pair in normal.entries().windows(2) {
            prop_assert_eq!(pair[0].end_at, ScheduleEnd::At(pair[1].start_at));
            prop_assert_ne!(pair[0].node_count, pair[1].node_count);
        }
        for edge in [normal.entries().first(), normal.entries().last()].into_iter().flatten() {
            prop_assert_ne!(edge.node_count, 0);
        }
    }

    #[test]
    fn the_wire_round_trips(schedule in valid()) {
        prop_assert_eq!(decoded(&json(&schedule)), schedule);
    }

    #[test]
    fn any_schedule_can_be_read_and_judged(
        entries in prop::collection::vec((any::<i64>(), any::<Option<i64>>(), any::<bool>(), any::<i32>()), 0..5),
        moment in any::<i64>(),
    ) {
        let schedule: Schedule = entries
            .iter()
            .map(|(start, end, absent, node_count)| ScheduleEntry {
                start_at: at(*start),
                end_at: match end {
                    Some(end) => ScheduleEnd::At(at(*end)),
                    None if *absent => ScheduleEnd::Next,
                    None => ScheduleEnd::Unbounded,
                },
                node_count: *node_count,
            })
            .collect();
        let known = entries.iter().any(|entry| entry.3 == schedule.nodes_at(at(moment)));
        prop_assert!(known || schedule.nodes_at(at(moment)) == 0);
        prop_assert_eq!(schedule.normalised().is_ok(), schedule.check().is_empty());
        let range = schedule.single_range();
        prop_assert!(range.is_err() || (schedule.len() == 1 && schedule.check().is_empty()));
    }
}
