use proptest::prelude::*;

use super::*;

fn steps(parts: &[(Minute, Option<Minute>, i64)]) -> Steps {
    let mut steps = Steps::default();
    for (start, end, nodes) in parts {
        steps.add(*start, *end, *nodes);
    }
    steps
}

fn shown(schedule: &Schedule) -> Vec<(i64, Option<i64>, i32)> {
    let entries = schedule.iter().map(|entry| {
        let end = match entry.end_at {
            ScheduleEnd::At(end) => Some(end.as_seconds() / 60),
            _ => None,
        };
        (entry.start_at.as_seconds() / 60, end, entry.node_count)
    });
    entries.collect()
}

#[test]
fn what_is_taken_back_leaves_no_trace() {
    let mut one = steps(&[(0, Some(10), 3), (4, None, 2)]);
    one.add(0, Some(10), -3);
    one.add(4, None, -2);
    assert_eq!(one, Steps::default());
}

#[test]
fn the_same_function_is_the_same_map() {
    let parts = [(0, Some(10), 3), (10, Some(20), 3), (5, Some(7), 1)];
    let mut turned = parts;
    turned.reverse();
    assert_eq!(steps(&parts), steps(&turned));
    assert_eq!(steps(&parts).pieces().count(), 4);
}

#[test]
fn least_looks_at_the_whole_window() {
    let one = steps(&[(0, Some(10), 3), (10, Some(20), 1), (20, None, 2)]);
    assert_eq!(one.least(0, Some(10)), 3);
    assert_eq!(one.least(0, Some(11)), 1);
    assert_eq!(one.least(12, None), 1);
    assert_eq!(one.least(20, None), 2);
    assert_eq!(one.least(-5, Some(5)), 0);
}

#[test]
fn a_schedule_starts_with_nodes_says_gaps_and_ends_with_nodes() {
    let one = steps(&[(5, Some(10), 3), (12, Some(20), 1)]);
    assert_eq!(
        shown(&one.to_schedule(0)),
        [(5, Some(10), 3), (10, Some(12), 0), (12, Some(20), 1)]
    );
    assert_eq!(
        shown(&one.to_schedule(7)),
        [(7, Some(10), 3), (10, Some(12), 0), (12, Some(20), 1)]
    );
    assert_eq!(shown(&one.to_schedule(11)), [(12, Some(20), 1)]);
    assert_eq!(shown(&one.to_schedule(20)), []);
}

#[test]
fn a_schedule_without_end_says_so() {
    assert_eq!(
        shown(&steps(&[(5, None, 3)]).to_schedule(9)),
        [(9, None, 3)]
    );
}

#[test]
fn any_from_sees_now_and_later() {
    let one = steps(&[(5, Some(10), 3)]);
    assert!(one.any_from(0) && one.any_from(9));
    assert!(!one.any_from(10));
}

proptest! {
    /// Against an array that holds a number for each minute.
    #[test]
    fn is_a_number_for_each_minute(
        parts in prop::collection::vec((0_i64..40, prop::option::of(0_i64..40), -3_i64..4), 0..12),
        window in (0_i64..40, 0_i64..40),
    ) {
        let mut array = [0_i64; 60];
        for (start, end, nodes) in &parts {
            let end = end.unwrap_or(60).max(*start);
            array[*start as usize..end as usize].iter_mut().for_each(|value| *value += nodes);
        }
        let steps = steps(&parts);
        for (minute, nodes) in array.iter().enumerate() {
            prop_assert_eq!(steps.at(minute as i64), *nodes);
        }
        let (start, end) = (window.0.min(window.1), window.0.max(window.1) + 1);
        let least = array[start as usize..end as usize].iter().min().copied();
        prop_assert_eq!(Some(steps.least(start, Some(end))), least);
        prop_assert_eq!(Some(steps.least(start, None)), array[start as usize..].iter().min().copied());
        let values: Vec<_> = steps.pieces().map(|(_, _, nodes)| nodes).collect();
        prop_assert!(values.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
