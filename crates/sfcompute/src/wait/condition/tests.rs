use proptest::prelude::*;
use serde_json::json;
use sfcompute_api::types::{OrderResponse, OrderStatus, PoolTransferResponse, PoolTransferStatus};

use super::super::lifecycle::{ended, executed, filled, settled, status_in};
use super::Verdict::{Always, Met, Never, NotYet};
use super::*;

const ALL: [Verdict; 4] = [Never, NotYet, Met, Always];

fn order(status: &str) -> OrderResponse {
    serde_json::from_value(json!({
        "object": "order",
        "id": "ordr_a",
        "side": "buy",
        "allow_standing": true,
        "allocation_schedule_delta": [],
        "limit_price_dollars_per_node_hour": "1.0",
        "status": status,
        "created_at": 0,
    }))
    .unwrap()
}

fn transfer(status: &str) -> PoolTransferResponse {
    serde_json::from_value(json!({
        "object": "pool_transfer",
        "id": "pxfr_a",
        "status": status,
        "created_at": 0,
        "from_pool": "pool_a",
        "to_pool": "pool_b",
        "instance_sku": {"object": "instance_sku", "id": "isku_a"},
        "allocation_schedule_delta": [],
    }))
    .unwrap()
}

#[test]
fn the_laws_hold_for_every_verdict() {
    for a in ALL {
        assert_eq!(a.not().not(), a);
        assert_eq!(a.and(a), a);
        assert_eq!(a.or(a), a);
        assert_eq!((a.and(Always), a.or(Never)), (a, a));
        assert_eq!((a.and(Never), a.or(Always)), (Never, Always));
        for b in ALL {
            assert_eq!(a.and(b).not(), a.not().or(b.not()), "De Morgan");
            assert_eq!(a.or(b).not(), a.not().and(b.not()), "De Morgan");
            assert_eq!(a.and(b), b.and(a));
            assert_eq!(a.or(b), b.or(a));
            assert_eq!(a.and(a.or(b)), a, "absorption");
            for c in ALL {
                assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                assert_eq!(a.or(b).or(c), a.or(b.or(c)));
                assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
                assert_eq!(a.or(b.and(c)), a.or(b).and(a.or(c)));
            }
        }
    }
}

/// The three cases that a wait tells apart, as they combine: which of them a combination comes to
/// follows from them alone for `and` and `or`.
#[test]
fn met_is_met_whichever_of_the_two_it_is() {
    for (a, b) in [(Met, Always), (Always, Met), (Met, Met), (Always, Always)] {
        assert!(a.and(b).is_met() && a.or(b).is_met());
        assert!(!a.not().is_met() && !b.not().is_met());
    }
    for a in [Never, NotYet] {
        assert!(a.not().is_met() && !a.and(Always).is_met() && a.or(Met).is_met());
    }
}

#[test]
fn operators_are_the_methods() {
    for a in ALL {
        assert_eq!(!a, a.not());
        for b in ALL {
            assert_eq!((a & b, a | b), (a.and(b), a.or(b)));
        }
    }
}

#[test]
fn what_is_passing_may_be_waited_out() {
    // The opposite of a status that the order has now is not beyond reach.
    let not_pending = || status_in::<OrderResponse>([OrderStatus::Pending]).not();
    assert_eq!(not_pending().judge(&order("pending")), NotYet);
    assert_eq!(not_pending().judge(&order("standing")), Met);
    assert_eq!(not_pending().judge(&order("filled")), Always);
    // The opposite of one that it will keep is.
    assert_eq!(filled().not().judge(&order("filled")), Never);
    assert_eq!(filled().not().judge(&order("standing")), Met);
}

#[test]
fn orders_are_judged_by_their_status() {
    for (status, is_settled, is_filled, is_over) in [
        ("pending", NotYet, NotYet, NotYet),
        ("standing", Met, NotYet, NotYet),
        ("partially_filled", Met, NotYet, NotYet),
        ("filled", Always, Always, Always),
        ("cancelled", Always, Never, Always),
        ("rejected", Always, Never, Always),
        ("auctioned", NotYet, NotYet, NotYet),
    ] {
        let order = order(status);
        let judged = (
            settled().judge(&order),
            filled().judge(&order),
            ended().judge(&order),
        );
        assert_eq!(judged, (is_settled, is_filled, is_over), "{status}");
    }
}

#[test]
fn transfers_are_judged_by_their_status() {
    for (status, is_settled, is_executed) in [
        ("pending", NotYet, NotYet),
        ("executed", Always, Always),
        ("rejected", Always, Never),
        ("escrowed", NotYet, NotYet),
    ] {
        let transfer = transfer(status);
        let judged = (settled().judge(&transfer), executed().judge(&transfer));
        assert_eq!(judged, (is_settled, is_executed), "{status}");
    }
    let either = status_in([PoolTransferStatus::Executed, PoolTransferStatus::Rejected]);
    assert_eq!(either.judge(&transfer("rejected")), Always);
}

#[test]
fn an_unknown_status_can_be_waited_for() {
    let auctioned = || status_in([OrderStatus::Unknown("auctioned".to_owned())]);
    assert_eq!(auctioned().judge(&order("auctioned")), Met);
    assert_eq!(auctioned().judge(&order("pending")), NotYet);
    assert_eq!(auctioned().judge(&order("filled")), Never);
}

#[test]
fn one_of_nothing_never_comes() {
    let none = status_in::<OrderResponse>([]);
    assert_eq!(none.judge(&order("pending")), Never);
    assert_eq!(none.to_string(), "status in []");
}

#[test]
fn names_keep_their_parts_apart() {
    let condition = |name| Condition::<()>::when(name, |()| true);
    let (a, b, c) = (condition("a"), condition("b"), condition("c"));
    let joined = a.clone().or(b.clone()).and(c.clone());
    assert_eq!(joined.to_string(), "(a or b) and c");
    assert_eq!(joined.not().to_string(), "not ((a or b) and c)");
    let joined = a.clone().and(b.clone()).or(!c.clone());
    assert_eq!(joined.to_string(), "a and b or not c");
    assert_eq!((a & b | c).to_string(), "a and b or c");
}

/// A condition as a tree, over states that are bits: bit `i` is atom `i`, and the last bit ends it.
#[derive(Clone, Debug)]
enum Tree {
    Atom(u8),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

const ENDED: u8 = 1 << 7;

impl Tree {
    fn condition(&self) -> Condition<u8> {
        match self {
            Self::Atom(bit) => {
                let mask = 1 << bit;
                Condition::new("atom", move |state: &u8| {
                    Verdict::of(state & mask != 0, state & ENDED != 0)
                })
            }
            Self::Not(of) => of.condition().not(),
            Self::And(a, b) => a.condition().and(b.condition()),
            Self::Or(a, b) => a.condition().or(b.condition()),
        }
    }

    /// Whether it holds, by plain logic.
    fn holds(&self, state: u8) -> bool {
        match self {
            Self::Atom(bit) => state & (1 << bit) != 0,
            Self::Not(of) => !of.holds(state),
            Self::And(a, b) => a.holds(state) && b.holds(state),
            Self::Or(a, b) => a.holds(state) || b.holds(state),
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    (0_u8..4)
        .prop_map(Tree::Atom)
        .prop_recursive(6, 40, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|of| Tree::Not(Box::new(of))),
                (inner.clone(), inner.clone())
                    .prop_map(|(a, b)| Tree::And(Box::new(a), Box::new(b))),
                (inner.clone(), inner).prop_map(|(a, b)| Tree::Or(Box::new(a), Box::new(b))),
            ]
        })
}

/// A life: any states, until one that is the last, which stays.
fn lives() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..12).prop_map(|mut states| {
        if let Some(last) = states.iter().position(|state| state & ENDED != 0) {
            states.truncate(last + 1);
            states.extend([states[last]; 3]);
        }
        states
    })
}

proptest! {
    /// However conditions are combined, "met" is what plain logic says of the state, and a verdict
    /// on the future is kept by every future.
    #[test]
    fn a_verdict_is_true_of_the_state_and_of_what_follows(tree in trees(), life in lives()) {
        let condition = tree.condition();
        for (at, state) in life.iter().enumerate() {
            let verdict = condition.judge(state);
            prop_assert_eq!(verdict.is_met(), tree.holds(*state));
            for later in &life[at..] {
                match verdict {
                    Never => prop_assert!(!tree.holds(*later)),
                    Always => prop_assert!(tree.holds(*later)),
                    NotYet | Met => {}
                }
            }
            // The last state leaves nothing open.
            if state & ENDED != 0 {
                prop_assert!(matches!(verdict, Never | Always));
            }
        }
    }

    #[test]
    fn the_laws_hold_for_conditions(a in trees(), b in trees(), state: u8) {
        let (a, b) = (a.condition(), b.condition());
        let judge = |condition: Condition<u8>| condition.judge(&state);
        prop_assert_eq!(judge(a.clone().not().not()), judge(a.clone()));
        prop_assert_eq!(
            judge(a.clone().and(b.clone()).not()),
            judge(a.clone().not().or(b.clone().not()))
        );
        prop_assert_eq!(
            judge(a.clone().or(b.clone()).not()),
            judge(a.not().and(b.not()))
        );
    }
}
