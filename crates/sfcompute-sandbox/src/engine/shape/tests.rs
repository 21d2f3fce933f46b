use proptest::prelude::*;
use sfcompute_types::Timestamp;

use super::*;

fn shape(spans: &[(Minute, Minute, u32)]) -> Shape {
    spans
        .iter()
        .fold(Shape::default(), |sum, (start, end, nodes)| {
            sum.plus(&Shape::rectangle(*start, *end, *nodes))
        })
}

fn spans(shape: &Shape) -> Vec<(Minute, Minute, u32)> {
    shape
        .spans()
        .iter()
        .map(|span| (span.start, span.end, span.nodes))
        .collect()
}

#[test]
fn empty_rectangles_are_nothing() {
    for (start, end, nodes) in [(0, 0, 1), (5, 3, 1), (0, 9, 0)] {
        assert!(Shape::rectangle(start, end, nodes).is_empty());
    }
}

#[test]
fn neighbours_with_the_same_nodes_are_one_span() {
    assert_eq!(spans(&shape(&[(0, 5, 2), (5, 9, 2)])), [(0, 9, 2)]);
    assert_eq!(
        spans(&shape(&[(0, 9, 1), (3, 5, 1)])),
        [(0, 3, 1), (3, 5, 2), (5, 9, 1)]
    );
}

#[test]
fn min_keeps_what_both_have() {
    let (a, b) = (shape(&[(0, 10, 3), (20, 30, 5)]), shape(&[(5, 25, 4)]));
    assert_eq!(spans(&a.min(&b)), [(5, 10, 3), (20, 25, 4)]);
    assert_eq!(a.min(&b), b.min(&a));
    assert!(a.min(&Shape::default()).is_empty());
}

#[test]
fn minus_leaves_holes() {
    let left = shape(&[(0, 10, 4)]).minus(&shape(&[(2, 4, 4), (6, 8, 1)]));
    assert_eq!(spans(&left), [(0, 2, 4), (4, 6, 4), (6, 8, 3), (8, 10, 4)]);
    assert!(left.minus(&shape(&[(0, 10, 9)])).is_empty());
}

#[test]
fn covers_is_at_every_minute() {
    let wide = shape(&[(0, 10, 3), (10, 20, 5)]);
    assert!(wide.covers(&shape(&[(2, 18, 3)])));
    assert!(!wide.covers(&shape(&[(2, 18, 4)])));
    assert!(!wide.covers(&shape(&[(15, 21, 1)])));
    assert!(wide.covers(&wide) && wide.covers(&Shape::default()));
}

#[test]
fn from_cuts_the_past() {
    let two = shape(&[(0, 10, 3), (12, 20, 5)]);
    assert_eq!(spans(&two.from(4)), [(4, 10, 3), (12, 20, 5)]);
    assert_eq!(spans(&two.from(11)), [(12, 20, 5)]);
    assert!(two.from(20).is_empty());
}

#[test]
fn sums_and_peaks() {
    let two = shape(&[(0, 10, 3), (12, 20, 5)]);
    assert_eq!(
        (two.node_minutes(), two.peak(), two.extent()),
        (70, 5, Some((0, 20)))
    );
    assert_eq!(Shape::default().extent(), None);
    let huge = Shape::rectangle(0, 1 << 40, u32::MAX);
    assert_eq!(huge.node_minutes(), i128::from(u32::MAX) << 40);
}

#[test]
fn a_schedule_has_no_entries_without_nodes() {
    let schedule = shape(&[(0, 10, 3), (12, 20, 5)]).to_schedule();
    let at = |minute: i64| Timestamp::from_seconds(minute * 60);
    assert_eq!(schedule.len(), 2);
    assert_eq!(schedule.nodes_at(at(9)), 3);
    assert_eq!(schedule.nodes_at(at(11)), 0);
    assert_eq!(schedule.entries()[1].end_at, ScheduleEnd::At(at(20)));
}

#[test]
fn a_sum_beyond_the_wire_is_shown_as_its_greatest() {
    assert_eq!(to_wire(i64::from(i32::MAX) + 1), i32::MAX);
    assert_eq!(to_wire(-1), -1);
}

#[test]
fn runs_are_given_in_full_wherever_they_are_met() {
    let three = shape(&[(0, 4, 1), (4, 9, 2), (12, 20, 5), (30, 31, 1)]);
    let runs = |start, end| three.runs((start, end)).collect::<Vec<_>>();
    assert_eq!(runs(Minute::MIN, Minute::MAX), [(0, 9), (12, 20), (30, 31)]);
    assert_eq!(runs(5, 6), [(0, 9)]);
    assert_eq!(runs(8, 13), [(0, 9), (12, 20)]);
    assert_eq!(runs(9, 12), []);
    assert_eq!(runs(31, 40), []);
}

/// Shapes of a few spans within a short time.
fn any_shape() -> impl Strategy<Value = Shape> {
    prop::collection::vec((0..40_i64, 1..12_i64, 1..4_u32), 0..8).prop_map(|parts| {
        let parts = parts
            .iter()
            .map(|(start, length, nodes)| (*start, start + length, *nodes));
        shape(&parts.collect::<Vec<_>>())
    })
}

fn nodes(shape: &Shape) -> Vec<u32> {
    let at = |minute| {
        shape
            .spans()
            .iter()
            .find(|span| (span.start..span.end).contains(&minute))
    };
    (0..60)
        .map(|minute| at(minute).map_or(0, |span| span.nodes))
        .collect()
}

proptest! {
    #[test]
    fn what_is_done_in_place_is_what_is_done_anew(one in any_shape(), other in any_shape()) {
        let mut left = one.clone();
        left.take(&other);
        prop_assert_eq!(&left, &one.minus(&other));

        let pairs: Vec<_> = nodes(&one).into_iter().zip(nodes(&other)).collect();
        let exceeds = pairs.iter().all(|(one, other)| *other == 0 || one > other);
        prop_assert_eq!(one.exceeds(&other), exceeds);

        let mut sum = Shape::default();
        for run in other.runs((Minute::MIN, Minute::MAX)) {
            sum.append(&one.min_of_run(&other, run));
        }
        prop_assert_eq!(sum, one.min(&other));
    }

    #[test]
    fn runs_are_all_minutes_with_nodes(one in any_shape(), start in 0..60_i64, length in 1..20_i64) {
        let runs: Vec<_> = one.runs((Minute::MIN, Minute::MAX)).collect();
        let is_in = |minute: i64| runs.iter().any(|(start, end)| (*start..*end).contains(&minute));
        let minutes: Vec<_> = (0..60).map(is_in).collect();
        prop_assert_eq!(minutes, nodes(&one).iter().map(|nodes| *nodes > 0).collect::<Vec<_>>());
        prop_assert!(runs.windows(2).all(|pair| pair[0].1 < pair[1].0));
        let among = (start, start + length);
        let met = runs.iter().copied().filter(|run| run.0 < among.1 && among.0 < run.1);
        prop_assert_eq!(one.runs(among).collect::<Vec<_>>(), met.collect::<Vec<_>>());
    }
}
