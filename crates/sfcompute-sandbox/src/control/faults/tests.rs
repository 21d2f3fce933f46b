use super::*;

fn asked<'a>(method: &'a str, path: &'a str) -> Asked<'a> {
    Asked {
        operation: OPERATIONS
            .into_iter()
            .find(|operation| operation.method == method && operation.path == path),
        method,
        path,
        now: Timestamp::from_seconds(100),
    }
}

fn rule() -> FaultRule {
    FaultRule::new("it", FaultAction::Duplicate {})
}

fn hits(rule: FaultRule, count: usize, request: &Asked<'_>) -> Vec<bool> {
    let mut faults = Faults::default();
    faults.set(rule).unwrap();
    (0..count).map(|_| !faults.on(request).is_empty()).collect()
}

#[test]
fn patterns_have_stars() {
    for (pattern, text, is) in [
        ("/a/b", "/a/b", true),
        ("/a/b", "/a/bc", false),
        ("/a/*", "/a/", true),
        ("*", "", true),
        ("*/cancel", "/orders/x/cancel", true),
        ("/a*b*c", "/a-b-c", true),
        ("/a*b*c", "/a-c-b", false),
        ("ab*ba", "aba", false),
    ] {
        assert_eq!(fits(pattern, text), is, "{pattern} {text}");
    }
}

#[test]
fn a_rule_is_for_what_it_names() {
    let post = asked("POST", "/preview/v2/orders");
    let get = asked("GET", "/preview/v2/orders");
    for (rule, posts, gets) in [
        (rule(), true, true),
        (rule().operation("create_order"), true, false),
        (
            FaultRule {
                method: Some("get".into()),
                ..rule()
            },
            false,
            true,
        ),
        (
            FaultRule {
                path: Some("/preview/*".into()),
                ..rule()
            },
            true,
            true,
        ),
        (
            FaultRule {
                path: Some("/v2/*".into()),
                ..rule()
            },
            false,
            false,
        ),
        (
            FaultRule {
                from: Some(Timestamp::from_seconds(100)),
                ..rule()
            },
            true,
            true,
        ),
        (
            FaultRule {
                from: Some(Timestamp::from_seconds(101)),
                ..rule()
            },
            false,
            false,
        ),
        (
            FaultRule {
                until: Some(Timestamp::from_seconds(100)),
                ..rule()
            },
            false,
            false,
        ),
    ] {
        assert_eq!(hits(rule.clone(), 1, &post), [posts], "{rule:?}");
        assert_eq!(hits(rule.clone(), 1, &get), [gets], "{rule:?}");
    }
}

#[test]
fn a_rule_skips_then_hits_to_its_limit() {
    let windowed = FaultRule { skip: 2, ..rule() }.limit(2);
    let request = asked("GET", "/preview/v2/me");
    assert_eq!(
        hits(windowed, 6, &request),
        [false, false, true, true, false, false]
    );
}

#[test]
fn chance_follows_from_the_seed() {
    let request = asked("GET", "/preview/v2/me");
    let seeded = |seed| FaultRule {
        seed,
        per_mille: 300,
        ..rule()
    };
    let one = hits(seeded(1), 1_000, &request);
    assert_eq!(one, hits(seeded(1), 1_000, &request));
    assert_ne!(one, hits(seeded(2), 1_000, &request));
    let count = one.iter().filter(|hit| **hit).count();
    assert!((240..360).contains(&count), "{count}");
    assert_eq!(
        hits(
            FaultRule {
                per_mille: 0,
                ..rule()
            },
            9,
            &request
        ),
        [false; 9]
    );
}

#[test]
fn counts_are_kept_and_reset() {
    let mut faults = Faults::default();
    faults.set(rule().limit(1)).unwrap();
    let request = asked("GET", "/preview/v2/me");
    assert_eq!(faults.on(&request), [FaultAction::Duplicate {}]);
    assert_eq!(faults.on(&request), []);
    let report = faults.reports().remove(0);
    assert_eq!((report.seen, report.hits), (2, 1));
    faults.reset_counts();
    assert_eq!(faults.reports().remove(0).seen, 0);
    assert_eq!(faults.on(&request).len(), 1);
    assert!(faults.remove("it") && !faults.remove("it"));
}

#[test]
fn every_mistake_is_named_by_field() {
    let wrong = FaultRule {
        name: String::new(),
        operation: Some("buy_everything".into()),
        method: Some("G E T".into()),
        per_mille: 1_001,
        from: Some(Timestamp::from_seconds(2)),
        until: Some(Timestamp::from_seconds(1)),
        action: FaultAction::Status {
            status: 99,
            body: None,
            retry_after: None,
            when: When::Before,
        },
        ..rule()
    };
    let fields = Faults::default().set(wrong).unwrap_err();
    let fields: Vec<_> = fields.into_iter().map(|wrong| wrong.field).collect();
    let all = [
        "name",
        "operation",
        "method",
        "per_mille",
        "until",
        "action.status.status",
    ];
    assert_eq!(fields, all);
}
