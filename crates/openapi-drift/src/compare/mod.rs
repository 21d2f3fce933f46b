//! Everything of one document against its counterpart in the other.
//!
//! | module | what lives there |
//! |---|---|
//! | `document` | servers, security schemes, webhooks, component schemas |
//! | `operation` | one operation and its annotations |
//! | `parameters` | parameters by place and name |
//! | `content` | bodies, media types, responses, headers |
//! | `security` | requirements and schemes |
//! | `schema` | one schema against another: types, values, what holds as a whole |
//! | `formats` | types and formats, and what they are in Rust |
//! | `object` | properties and what else an object may hold |
//! | `union` | branches of `oneOf` and `anyOf` |
//! | `keywords` | bounds, restrictions, annotations, what no rule knows |
//!
//! Schemas wait in a queue rather than on the stack, and each pair is compared once: circles end,
//! and a chain of references may be of any length.

mod content;
mod document;
mod formats;
mod keywords;
mod object;
mod operation;
mod parameters;
mod schema;
mod security;
mod union;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde_json::Value;

use crate::Error;
use crate::canonical::Node;
use crate::graph::{Graph, Link, Place};
use crate::judge::{Edge, Slot, Way};
use crate::pair::Matched;
use crate::report::Counts;
use crate::rules::Rule;
use crate::spec::{Spec, identity};

/// How many parts of schemas may be looked at for each value there is, before the documents are
/// taken for hostile.
const STEPS_PER_VALUE: usize = 16;

/// A place in one document, as a value and steps below it.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'d> {
    pub(crate) value: &'d Value,
    pub(crate) tail: Vec<String>,
}

impl<'d> Spot<'d> {
    pub(crate) fn at(value: &'d Value) -> Self {
        Self {
            value,
            tail: Vec::new(),
        }
    }

    pub(crate) fn below<const N: usize>(value: &'d Value, tail: [&str; N]) -> Self {
        Self {
            value,
            tail: tail.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The same for the same place.
    pub(crate) fn key(&self) -> (usize, &[String]) {
        (identity(self.value), &self.tail)
    }
}

/// A difference as it is met, before what it reaches is known.
#[derive(Clone, Debug)]
pub(crate) struct Raw<'d> {
    pub(crate) rule: &'static Rule,
    /// The compared place that it is part of.
    pub(crate) place: Option<Place>,
    /// The way, where the place itself has none: an operation.
    pub(crate) way: Option<Way>,
    pub(crate) edge: Edge,
    pub(crate) base: Option<Spot<'d>>,
    pub(crate) revision: Option<Spot<'d>>,
    pub(crate) subject: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    /// How sure a pairing is, in per cent.
    pub(crate) confidence: Option<u8>,
}

impl<'d> Raw<'d> {
    pub(crate) fn new(
        rule: &'static Rule,
        place: Option<Place>,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            place,
            way: None,
            edge: Edge::new(Slot::Same),
            base: None,
            revision: None,
            subject: subject.into(),
            before: None,
            after: None,
            confidence: None,
        }
    }

    pub(crate) fn way(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }

    pub(crate) fn base(mut self, spot: Spot<'d>) -> Self {
        self.base = Some(spot);
        self
    }

    pub(crate) fn revision(mut self, spot: Spot<'d>) -> Self {
        self.revision = Some(spot);
        self
    }

    pub(crate) fn before(mut self, text: impl Into<String>) -> Self {
        self.before = Some(text.into());
        self
    }

    pub(crate) fn after(mut self, text: impl Into<String>) -> Self {
        self.after = Some(text.into());
        self
    }

    /// Both sides at the same step below two values.
    pub(crate) fn between(self, base: &'d Value, revision: &'d Value, step: &str) -> Self {
        self.base(Spot::below(base, [step]))
            .revision(Spot::below(revision, [step]))
    }
}

/// The two ways of an operation: `Ungenerated` twice for a callback.
#[derive(Clone, Copy)]
pub(crate) struct Ways {
    pub(crate) request: Way,
    pub(crate) response: Way,
}

impl Ways {
    pub(crate) const USUAL: Self = Self {
        request: Way::Request,
        response: Way::Response,
    };
    pub(crate) const UNGENERATED: Self = Self {
        request: Way::Ungenerated,
        response: Way::Ungenerated,
    };
}

/// What waits to be compared.
enum Task<'d> {
    Schemas(Node<'d>, Node<'d>),
    Callback(&'d Value, &'d Value),
}

/// A pair that was met: what kind of thing, and which two.
type Met = (&'static str, Vec<usize>, Vec<usize>);

/// A comparison under way.
pub(crate) struct Comparison<'d> {
    pub(crate) base: &'d Spec<'d>,
    pub(crate) revision: &'d Spec<'d>,
    pub(crate) graph: Graph,
    pub(crate) found: Vec<Raw<'d>>,
    pub(crate) counts: Counts,
    /// The operations that were paired or stand alone, and their places.
    pub(crate) operations: Vec<(Place, String)>,
    /// How often a component schema of the base met one of the revision.
    pub(crate) met_names: BTreeMap<(&'d str, &'d str), usize>,
    /// Component schemas that met any counterpart, named or not.
    pub(crate) met_base: HashSet<&'d str>,
    pub(crate) met_revision: HashSet<&'d str>,
    /// Component schemas that were part of something that was compared.
    pub(crate) used_base: HashSet<&'d str>,
    /// Words that became others.
    pub(crate) nouns: Vec<(String, String)>,
    known: HashMap<Met, Place>,
    queue: VecDeque<(Place, Task<'d>)>,
    /// How many parts of schemas were looked at, and how many may be.
    pub(crate) steps: usize,
    limit: usize,
}

impl<'d> Comparison<'d> {
    /// Compares everything; what is found is in the result.
    pub(crate) fn run(
        base: &'d Spec<'d>,
        revision: &'d Spec<'d>,
        matched: &Matched<'d>,
    ) -> Result<Self, Error> {
        let values = count(base.root).saturating_add(count(revision.root));
        let mut this = Self {
            base,
            revision,
            graph: Graph::default(),
            found: Vec::new(),
            counts: Counts::default(),
            operations: Vec::new(),
            met_names: BTreeMap::new(),
            met_base: HashSet::new(),
            met_revision: HashSet::new(),
            used_base: HashSet::new(),
            nouns: matched.nouns.clone(),
            known: HashMap::new(),
            queue: VecDeque::new(),
            steps: 0,
            limit: values
                .saturating_mul(STEPS_PER_VALUE)
                .saturating_add(50_000),
        };
        this.servers(base.root, revision.root, None);
        this.other_keywords(None, base.root, revision.root, document::KNOWN);
        this.security_schemes();
        this.document_security();
        this.all_operations(matched);
        this.webhooks();
        this.drain()?;
        this.component_schemas()?;
        Ok(this)
    }

    /// Compares what waits, and what it brings.
    fn drain(&mut self) -> Result<(), Error> {
        while let Some((place, task)) = self.queue.pop_front() {
            match task {
                Task::Schemas(base, revision) => self.compare_schemas(place, &base, &revision),
                Task::Callback(base, revision) => self.compare_path_items(place, base, revision),
            }
            if self.steps > self.limit {
                return Err(Error::Grown { limit: self.limit });
            }
        }
        Ok(())
    }

    pub(crate) fn report(&mut self, raw: Raw<'d>) {
        self.found.push(raw);
    }

    /// The place of a pair, and whether it is new.
    fn place_of(
        &mut self,
        kind: &'static str,
        base: Vec<usize>,
        revision: Vec<usize>,
    ) -> (Place, bool) {
        let met = (kind, base, revision);
        if let Some(&place) = self.known.get(&met) {
            return (place, false);
        }
        let place = self.graph.place();
        self.known.insert(met, place);
        (place, true)
    }

    /// The place of two values of one kind, linked from another; new if they meet first.
    fn meet(
        &mut self,
        kind: &'static str,
        from: Place,
        link: Link,
        base: &'d Value,
        revision: &'d Value,
    ) -> (Place, bool) {
        let (place, new) = self.place_of(kind, vec![identity(base)], vec![identity(revision)]);
        self.graph.link(from, place, link);
        (place, new)
    }

    /// Lets two schemas wait for comparison, reached from a place.
    fn schemas(&mut self, from: Place, edge: Edge, base: Node<'d>, revision: Node<'d>) {
        let (place, new) = self.place_of("schema", base.key(), revision.key());
        self.graph.link(from, place, Link::Through(edge));
        if new {
            self.queue.push_back((place, Task::Schemas(base, revision)));
        }
    }

    /// Two schemas by the values that hold them.
    fn schema_values(&mut self, from: Place, edge: Edge, base: &'d Value, revision: &'d Value) {
        let base = Node::new(self.base, base);
        let revision = Node::new(self.revision, revision);
        self.schemas(from, edge, base, revision);
    }
}

/// How many values a document holds.
fn count(root: &Value) -> usize {
    let mut stack = vec![root];
    let mut count = 0_usize;
    while let Some(value) = stack.pop() {
        count = count.saturating_add(1);
        match value {
            Value::Array(list) => stack.extend(list),
            Value::Object(map) => stack.extend(map.values()),
            _ => {}
        }
    }
    count
}

/// A value as a text.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
