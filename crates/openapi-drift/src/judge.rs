//! From rule and place to verdict.
//!
//! A difference is met in contexts: a direction and the kind of place that the schema is used
//! in. The verdict is the gravest over all of them.

use serde::Serialize;

use crate::rules::{self, Rule, Source, Wire};

/// Which way a schema travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Way {
    Request,
    Response,
    /// In a request, below a property that is only read: it is not sent.
    Unsent,
    /// In a response, below a property that is only written: it does not come.
    Unreceived,
    /// In a callback or webhook, which are not generated.
    Ungenerated,
    /// Nowhere: a component that no operation reaches is still a type.
    Nowhere,
}

const WAYS: [Way; 6] = [
    Way::Request,
    Way::Response,
    Way::Unsent,
    Way::Unreceived,
    Way::Ungenerated,
    Way::Nowhere,
];

/// The kind of place that a schema is used in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Slot {
    /// Where a value always is: a body, a required property, an item.
    Demanded,
    /// An optional property, in Rust an `Option`.
    Optional,
    /// A parameter itself.
    Parameter,
    /// In a response header; everything below is as well.
    Header,
    /// In a schema that only restricts; everything below is as well.
    Guard,
    /// In a body without types, as XML or a form; everything below is as well.
    Loose,
    /// As the place that leads here.
    Same,
}

const SLOTS: [Slot; 6] = [
    Slot::Demanded,
    Slot::Optional,
    Slot::Parameter,
    Slot::Header,
    Slot::Guard,
    Slot::Loose,
];

/// A set of ways and slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contexts(u64);

impl Contexts {
    pub(crate) fn one(way: Way, slot: Slot) -> Self {
        Self(1 << (way as u8 * 8 + slot as u8))
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn each(self) -> impl Iterator<Item = (Way, Slot)> {
        WAYS.into_iter()
            .flat_map(|way| SLOTS.into_iter().map(move |slot| (way, slot)))
            .filter(move |&(way, slot)| self.0 & Self::one(way, slot).0 != 0)
    }

    /// The contexts one step down.
    pub(crate) fn through(self, edge: Edge) -> Self {
        self.each().fold(Self::default(), |below, (way, slot)| {
            let way = edge.turn(way);
            let slot = match (slot, edge.slot) {
                (Slot::Header | Slot::Guard | Slot::Loose, _) | (_, Slot::Same) => slot,
                (_, next) => next,
            };
            below.union(Self::one(way, slot))
        })
    }

    /// The ways alone, for what is told to readers.
    pub(crate) fn direction(self) -> Option<Direction> {
        let mut request = false;
        let mut response = false;
        for (way, _) in self.each() {
            match way {
                Way::Request | Way::Unsent => request = true,
                Way::Response | Way::Unreceived => response = true,
                Way::Ungenerated | Way::Nowhere => {}
            }
        }
        match (request, response) {
            (true, true) => Some(Direction::Both),
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            (false, false) => None,
        }
    }
}

/// A step from one compared place to one below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) slot: Slot,
    /// What is below is only read.
    pub(crate) unsent: bool,
    /// What is below is only written.
    pub(crate) unreceived: bool,
}

impl Edge {
    pub(crate) fn new(slot: Slot) -> Self {
        Self {
            slot,
            unsent: false,
            unreceived: false,
        }
    }

    fn turn(self, way: Way) -> Way {
        match way {
            Way::Request if self.unsent => Way::Unsent,
            Way::Response if self.unreceived => Way::Unreceived,
            way => way,
        }
    }
}

/// Where a difference is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// In what the client sends.
    Request,
    /// In what the client receives.
    Response,
    /// In both.
    Both,
}

/// The gravest verdict of a rule over all contexts; one for nowhere if there is none.
pub(crate) fn judge(rule: &Rule, contexts: Contexts) -> (Wire, Source) {
    let everywhere = if contexts.is_empty() {
        Contexts::one(Way::Nowhere, Slot::Demanded)
    } else {
        contexts
    };
    everywhere
        .each()
        .map(|(way, slot)| at(rule, way, slot))
        .fold((Wire::Safe, Source::None), |worst, one| {
            (worst.0.max(one.0), worst.1.max(one.1))
        })
}

fn at(rule: &Rule, way: Way, slot: Slot) -> (Wire, Source) {
    let (wire, source) = match way {
        Way::Request => rule.request,
        Way::Response => rule.response,
        Way::Unsent => (Wire::Safe, rule.request.1),
        Way::Unreceived => (Wire::Safe, rule.response.1),
        Way::Ungenerated => (Wire::Safe, Source::None),
        Way::Nowhere => (Wire::Safe, rule.request.1.max(rule.response.1)),
    };
    let null = [rules::BECAME_NULLABLE, rules::BECAME_NOT_NULLABLE].contains(&rule);
    let kind = TYPE_RULES.contains(&rule);
    // Parameters and headers are texts: a number has a text, and some texts are numbers.
    let rule_as_text = match rule {
        _ if rule == rules::TYPE_TO_TEXT => Some(rules::TYPE_WIDENED),
        _ if rule == rules::TYPE_FROM_TEXT => Some(rules::TYPE_NARROWED),
        _ => None,
    };
    if let (Slot::Parameter | Slot::Header, Some(rule)) = (slot, rule_as_text) {
        return at(rule, way, slot);
    }
    match slot {
        // `Option<T>` reads null already, and writes nothing rather than null.
        Slot::Optional | Slot::Parameter | Slot::Header if null => (Wire::Safe, Source::None),
        // Headers are not generated; code may still look at them.
        Slot::Header => (wire.min(Wire::MayBreak), Source::None),
        // What only restricts has no type, and may hold the other way round.
        Slot::Guard if way == Way::Request => (Wire::MayBreak, Source::None),
        Slot::Guard => (Wire::Safe, Source::None),
        Slot::Loose if kind => at(rules::TYPE_LOOSE, way, Slot::Demanded),
        _ => (wire, source),
    }
}

/// Rules about the type as a whole.
const TYPE_RULES: [&Rule; 5] = [
    rules::TYPE_CHANGED,
    rules::TYPE_WIDENED,
    rules::TYPE_NARROWED,
    rules::TYPE_TO_TEXT,
    rules::TYPE_FROM_TEXT,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_context_decides() {
        let both = Contexts::one(Way::Request, Slot::Demanded)
            .union(Contexts::one(Way::Response, Slot::Demanded));
        assert_eq!(
            judge(rules::OPTIONAL_PROPERTY_REMOVED, both),
            (Wire::MayBreak, Source::Major)
        );
        assert_eq!(both.direction(), Some(Direction::Both));
    }

    #[test]
    fn null_in_an_option_is_nothing_new() {
        let optional = Contexts::one(Way::Response, Slot::Optional);
        assert_eq!(
            judge(rules::BECAME_NULLABLE, optional),
            (Wire::Safe, Source::None)
        );
    }

    #[test]
    fn what_is_only_read_is_not_sent() {
        let mut edge = Edge::new(Slot::Optional);
        edge.unsent = true;
        let below = Contexts::one(Way::Request, Slot::Demanded).through(edge);
        assert_eq!(
            judge(rules::VALUES_REMOVED, below),
            (Wire::Safe, Source::Major)
        );
    }

    #[test]
    fn headers_stay_headers_all_the_way_down() {
        let below = Contexts::one(Way::Response, Slot::Header).through(Edge::new(Slot::Demanded));
        assert_eq!(
            judge(rules::TYPE_CHANGED, below),
            (Wire::MayBreak, Source::None)
        );
    }
}
