//! What a pass is given: the choices, and where to report what it does.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::options::LowerOptions;
use super::report::{Change, PassReport};
use crate::error::Location;
use crate::{Error, Pointer};

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// The form of every pass: it changes the document and reports what it did.
pub(crate) type PassFunction = fn(&mut Value, &mut Pass<'_>) -> Result<(), Error>;

/// One pass at work.
pub(crate) struct Pass<'o> {
    pub(crate) options: &'o LowerOptions,
    source: &'o str,
    report: PassReport,
}

impl<'o> Pass<'o> {
    pub(crate) fn new(name: &'static str, options: &'o LowerOptions, source: &'o str) -> Self {
        Self {
            options,
            source,
            report: PassReport {
                pass: name,
                ..PassReport::default()
            },
        }
    }

    /// The name in reports.
    pub(crate) const fn name(&self) -> &'static str {
        self.report.pass
    }

    /// Reports something put into another form.
    pub(crate) fn changed(&mut self, pointer: &Pointer, what: impl Display) {
        self.report.changed.push(Change {
            pointer: pointer.clone(),
            what: what.to_string(),
        });
    }

    /// Reports something that the document no longer says.
    pub(crate) fn lost(&mut self, pointer: &Pointer, what: impl Display) {
        self.report.lost.push(Change {
            pointer: pointer.clone(),
            what: what.to_string(),
        });
    }

    /// Reports a keyword of the object at `pointer` that is no longer there, with what it said.
    pub(crate) fn lost_keyword(&mut self, pointer: &Pointer, keyword: &str, value: &Value) {
        self.lost(
            &pointer.child(keyword),
            format!("`{keyword}: {}`", short(value)),
        );
    }

    pub(crate) fn at(&self, pointer: &Pointer) -> Location {
        Location::new(self.source, pointer.clone())
    }

    pub(crate) fn unsupported(&self, pointer: &Pointer, keyword: &str, why: &str) -> Error {
        Error::Unsupported {
            at: self.at(pointer),
            keyword: keyword.to_owned(),
            why: why.to_owned(),
        }
    }

    pub(crate) fn malformed(&self, pointer: &Pointer, what: impl Into<String>) -> Error {
        Error::Malformed {
            at: self.at(pointer),
            what: what.into(),
        }
    }

    pub(crate) fn into_report(self) -> PassReport {
        self.report
    }
}

/// A value in a report, cut where it gets long.
pub(crate) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        None => text,
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
    }
}

/// Running one pass on a value, for its tests.
#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// What a pass made of a document: the document, what it changed and what it lost.
    pub(crate) struct Outcome {
        pub(crate) value: Value,
        pub(crate) changed: Vec<String>,
        pub(crate) lost: Vec<String>,
    }

    pub(crate) fn run(pass: PassFunction, document: Value) -> Outcome {
        run_with(pass, document, &LowerOptions::default()).unwrap()
    }

    pub(crate) fn run_with(
        function: PassFunction,
        mut document: Value,
        options: &LowerOptions,
    ) -> Result<Outcome, String> {
        let mut pass = Pass::new("test", options, "api.yaml");
        function(&mut document, &mut pass).map_err(|error| error.to_string())?;
        let report = pass.into_report();
        let texts = |changes: &[Change]| changes.iter().map(ToString::to_string).collect();
        Ok(Outcome {
            changed: texts(&report.changed),
            lost: texts(&report.lost),
            value: document,
        })
    }

    /// Runs a pass on component schemas and gives back the component schemas.
    pub(crate) fn run_schemas(pass: PassFunction, schemas: Value) -> Outcome {
        let mut outcome = run(
            pass,
            serde_json::json!({"components": {"schemas": schemas}}),
        );
        outcome.value = outcome.value["components"]["schemas"].take();
        outcome
    }

    /// The error of a pass on component schemas.
    pub(crate) fn fail_schemas(pass: PassFunction, schemas: Value) -> String {
        let document = serde_json::json!({"components": {"schemas": schemas}});
        match run_with(pass, document, &LowerOptions::default()) {
            Ok(outcome) => panic!("the pass should fail, it gave {}", outcome.value),
            Err(error) => error,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reports_stay_short() {
        assert_eq!(short(&json!("ä".repeat(100))).chars().count(), 61);
        assert_eq!(short(&json!([1])), "[1]");
    }
}
