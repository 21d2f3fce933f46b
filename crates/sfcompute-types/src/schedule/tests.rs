mod laws;

use crate::{Schedule, ScheduleEnd, ScheduleEntry, Timestamp, Window};

fn decoded(json: &str) -> Schedule {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn json(schedule: &Schedule) -> String {
    serde_json::to_string(schedule).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

/// `[start, end)` with `nodes`, in seconds; `end` is `"null"`, `"absent"` or a number.
fn schedule(entries: &[(i64, &str, i32)]) -> Schedule {
    entries
        .iter()
        .map(|(start, end, node_count)| {
            let end_at = match *end {
                "null" => ScheduleEnd::Unbounded,
                "absent" => ScheduleEnd::Next,
                end => ScheduleEnd::At(at(end.parse().unwrap())),
            };
            ScheduleEntry {
                start_at: at(*start),
                end_at,
                node_count: *node_count,
            }
        })
        .collect()
}

#[test]
fn the_wire_comes_back_to_the_letter() {
    for wire in [
        "[]",
        r#"[{"start_at":0,"end_at":60,"node_count":1}]"#,
        r#"[{"start_at":0,"node_count":1}]"#,
        r#"[{"start_at":0,"end_at":null,"node_count":1}]"#,
        r#"[{"start_at":0,"node_count":1},{"start_at":60,"end_at":null,"node_count":0}]"#,
        r#"[{"start_at":-9223372036854775808,"end_at":9223372036854775807,"node_count":-2147483648}]"#,
        r#"[{"start_at":61,"end_at":7,"node_count":2147483647}]"#,
    ] {
        assert_eq!(json(&decoded(wire)), wire);
    }
}

#[test]
fn the_wire_may_have_more_but_not_less() {
    let more = r#"[{"node_count":1,"start_at":0,"end_at":60,"note":"x"}]"#;
    assert_eq!(decoded(more), schedule(&[(0, "60", 1)]));
    for bad in [
        "{}",
        "null",
        "[[]]",
        r#"[{"start_at":0}]"#,
        r#"[{"node_count":0}]"#,
        r#"[{"start_at":0.0,"node_count":1}]"#,
        r#"[{"start_at":0,"node_count":1.0}]"#,
        r#"[{"start_at":0,"node_count":2147483648}]"#,
        r#"[{"start_at":"0","node_count":1}]"#,
        r#"[{"start_at":null,"node_count":1}]"#,
        r#"[{"start_at":0,"end_at":"","node_count":1}]"#,
    ] {
        assert!(serde_json::from_str::<Schedule>(bad).is_err(), "{bad}");
    }
}

#[test]
fn an_absent_end_has_no_form_of_its_own() {
    assert!(serde_json::to_string(&ScheduleEnd::Next).is_err());
    assert_eq!(
        serde_json::to_string(&ScheduleEnd::Unbounded).unwrap(),
        "null"
    );
    assert_eq!(
        serde_json::to_string(&ScheduleEnd::At(at(60))).unwrap(),
        "60"
    );
    assert_eq!(
        serde_json::from_str::<ScheduleEnd>("null").unwrap(),
        ScheduleEnd::Unbounded
    );
    assert_eq!(ScheduleEnd::default(), ScheduleEnd::Next);
    assert_eq!(ScheduleEnd::from(at(60)).time(), Some(at(60)));
    let texts = [
        ScheduleEnd::Next,
        ScheduleEnd::Unbounded,
        ScheduleEnd::At(at(0)),
    ];
    assert_eq!(
        texts.map(|end| end.to_string()),
        ["absent", "null", "1970-01-01T00:00:00Z"]
    );
}

#[test]
fn a_schedule_is_a_list_of_its_entries() {
    let schedule = schedule(&[(0, "60", 1), (60, "null", 2)]);
    assert_eq!((schedule.len(), schedule.is_empty()), (2, false));
    assert_eq!(schedule.entries()[1].node_count, 2);
    assert_eq!(schedule.iter().map(|e| e.node_count).sum::<i32>(), 3);
    assert_eq!((&schedule).into_iter().count(), 2);
    let entries = schedule.clone().into_entries();
    assert_eq!(Vec::from(schedule.clone()), entries);
    assert_eq!(Schedule::from(entries.clone()), schedule);
    assert_eq!(Schedule::new(entries), schedule);
    assert_eq!(schedule.clone().into_iter().collect::<Schedule>(), schedule);
    assert!(Schedule::default().is_empty());
}

/// The places and remedies of a schedule's problems, one a line.
fn problems(entries: &[(i64, &str, i32)]) -> String {
    let lines: Vec<_> = schedule(entries)
        .check()
        .iter()
        .map(|p| format!("{} = {}: {}", p.what(), p.given(), p.allowed()))
        .collect();
    lines.join("\n")
}

#[test]
fn valid_schedules_have_no_problems() {
    for valid in [
        &[][..],
        &[(0, "60", 0)],
        &[(0, "null", 3)],
        &[(-120, "absent", 1), (0, "60", 1)],
        &[(0, "60", 1), (60, "120", 1), (240, "null", 0)],
        &[(0, "absent", 1), (60, "absent", 2), (120, "null", 3)],
    ] {
        assert_eq!(problems(valid), "", "{valid:?}");
    }
}

#[test]
fn each_broken_rule_is_named_with_its_place() {
    for (entries, expected) in [
        (
            &[(30, "60", 1)][..],
            "[0].start_at = 1970-01-01T00:00:30Z: a time on a whole minute",
        ),
        (
            &[(0, "61", 1)],
            "[0].end_at = 1970-01-01T00:01:01Z: a time on a whole minute",
        ),
        (
            &[(60, "60", 1)],
            "[0].end_at = 1970-01-01T00:01:00Z: a time after the entry's start, 1970-01-01T00:01:00Z",
        ),
        (
            &[(60, "0", 1)],
            "[0].end_at = 1970-01-01T00:00:00Z: a time after the entry's start, 1970-01-01T00:01:00Z",
        ),
        (&[(0, "60", -1)], "[0].node_count = -1: 0 or more"),
        (
            &[(0, "120", 1), (60, "180", 1)],
            "[1].start_at = 1970-01-01T00:01:00Z: a time not before the previous entry's end, 1970-01-01T00:02:00Z",
        ),
        (
            &[(120, "180", 1), (0, "60", 1)],
            "[1].start_at = 1970-01-01T00:00:00Z: a time after the previous entry's start, 1970-01-01T00:02:00Z",
        ),
        (
            &[(0, "absent", 1), (0, "60", 1)],
            "[1].start_at = 1970-01-01T00:00:00Z: a time after the previous entry's start, 1970-01-01T00:00:00Z",
        ),
        (
            &[(0, "null", 1), (60, "120", 1)],
            "[0].end_at = null: a time, or nothing: only the last entry may be without end",
        ),
        (
            &[(0, "absent", 1)],
            "[0].end_at = absent: a time or null: no entry follows whose start could stand in",
        ),
    ] {
        assert_eq!(problems(entries), expected, "{entries:?}");
    }
}

#[test]
fn all_problems_are_found_at_once() {
    let found = problems(&[(1, "1", -1), (0, "null", -2), (120, "absent", 1)]);
    let places: Vec<_> = found
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(
        places,
        [
            "[0].start_at",
            "[0].end_at",
            "[0].end_at",
            "[0].node_count",
            "[1].start_at",
            "[1].end_at",
            "[1].node_count",
            "[2].end_at",
        ]
    );
}

#[test]
fn the_extremes_of_time_are_judged_without_overflow() {
    let extreme = schedule(&[(i64::MIN, "9223372036854775807", i32::MIN)]);
    assert_eq!(extreme.check().len(), 3);
    assert_eq!(extreme.nodes_at(at(0)), i32::MIN);
    assert!(extreme.normalised().is_err());
}

#[test]
fn nodes_at_a_moment() {
    let pool = schedule(&[(60, "120", 1), (180, "absent", 2), (240, "null", 3)]);
    for (seconds, nodes) in [
        (i64::MIN, 0),
        (59, 0),
        (60, 1),
        (119, 1),
        (120, 0),
        (179, 0),
        (180, 2),
        (239, 2),
        (240, 3),
        (i64::MAX, 3),
    ] {
        assert_eq!(pool.nodes_at(at(seconds)), nodes, "{seconds}");
    }
    assert_eq!(Schedule::default().nodes_at(at(0)), 0);
    // As sent, however odd: an absent last end is open, and the first of two counts.
    assert_eq!(schedule(&[(0, "absent", 4)]).nodes_at(at(i64::MAX)), 4);
    assert_eq!(
        schedule(&[(0, "120", 1), (60, "180", 2)]).nodes_at(at(60)),
        1
    );
}

#[test]
fn normalised_forms() {
    for (given, expected) in [
        (&[][..], &[][..]),
        (&[(0, "60", 1)], &[(0, "60", 1)]),
        (&[(0, "null", 1)], &[(0, "null", 1)]),
        // Absent ends, gaps, equal neighbours.
        (
            &[(0, "absent", 1), (60, "120", 2)],
            &[(0, "60", 1), (60, "120", 2)],
        ),
        (
            &[(0, "60", 1), (120, "180", 1)],
            &[(0, "60", 1), (60, "120", 0), (120, "180", 1)],
        ),
        (&[(0, "60", 1), (60, "120", 1)], &[(0, "120", 1)]),
        (&[(0, "absent", 1), (60, "null", 1)], &[(0, "null", 1)]),
        // A zero is a gap is a zero.
        (
            &[
                (0, "60", 1),
                (60, "120", 0),
                (180, "absent", 0),
                (240, "300", 2),
            ],
            &[(0, "60", 1), (60, "240", 0), (240, "300", 2)],
        ),
        // Zeros at the edges say nothing.
        (&[(0, "60", 0), (60, "120", 1)], &[(60, "120", 1)]),
        (&[(0, "60", 1), (60, "120", 0)], &[(0, "60", 1)]),
        (&[(0, "60", 1), (60, "null", 0)], &[(0, "60", 1)]),
        (&[(0, "60", 1), (120, "null", 0)], &[(0, "60", 1)]),
        (&[(0, "absent", 0), (60, "null", 0)], &[]),
    ] {
        assert_eq!(
            schedule(given).normalised(),
            Ok(schedule(expected)),
            "{given:?}"
        );
    }
    let error = schedule(&[(0, "absent", 1)]).normalised().unwrap_err();
    assert_eq!(error.what(), "[0].end_at");
}

#[test]
fn unbounded_tails() {
    for (given, expected) in [
        (&[][..], &[][..]),
        (&[(0, "60", 1)], &[(0, "60", 1), (60, "null", 0)]),
        (&[(0, "null", 1)], &[(0, "null", 1)]),
        (
            &[(0, "60", 1), (60, "120", 0)],
            &[(0, "60", 1), (60, "null", 0)],
        ),
        (&[(0, "absent", 1)], &[(0, "null", 1)]),
    ] {
        let tailed = schedule(given).with_unbounded_tail();
        assert_eq!(tailed, schedule(expected), "{given:?}");
        assert_eq!(tailed.clone().with_unbounded_tail(), tailed, "{given:?}");
    }
}

#[test]
fn an_order_s_one_range() {
    let window = Window::new(0, 3_600).unwrap();
    assert_eq!(Schedule::flat(window, 5), schedule(&[(0, "3600", 5)]));
    assert_eq!(Schedule::flat(window, 5).single_range(), Ok((window, 5)));
    assert_eq!(Schedule::flat(window, 0).single_range(), Ok((window, 0)));

    for (entries, what, given) in [
        (&[][..], "[0]", "no entry"),
        (&[(0, "60", 1), (60, "120", 1)], "[1]", "1 more entries"),
        (&[(0, "null", 1)], "[0].end_at", "null"),
        (&[(0, "absent", 1)], "[0].end_at", "absent"),
        (&[(1, "60", 1)], "[0].start_at", "1970-01-01T00:00:01Z"),
        (&[(60, "60", 1)], "[0].end_at", "1970-01-01T00:01:00Z"),
        (&[(0, "60", -1)], "[0].node_count", "-1"),
    ] {
        let error = schedule(entries).single_range().unwrap_err();
        assert_eq!((error.what(), error.given()), (what, given), "{entries:?}");
    }
}
