//! What is wrong with a request, field by field.

use std::fmt;

use sfcompute_types::{Invalid, Window};

/// One field of a request that cannot be sent, with what was given and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    field: String,
    given: String,
    allowed: String,
}

impl Problem {
    pub(crate) fn new(
        field: impl Into<String>,
        given: impl fmt::Display,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            given: shortened(&given.to_string()),
            allowed: allowed.into(),
        }
    }

    /// The field in the API's words, such as `allocation_schedule_delta[0].end_at`.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The value that was given, cut short when it is long.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// What would have been accepted.
    pub fn allowed(&self) -> &str {
        &self.allowed
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: given {}, allowed: {}",
            self.field, self.given, self.allowed
        )
    }
}

/// Collects every problem of a request, so that a caller mends them in one go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// The value, or nothing once its problem has been noted under `field`.
    pub(crate) fn take<T>(
        &mut self,
        field: impl Into<String>,
        value: Result<T, Invalid>,
    ) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(invalid) => {
                self.add_invalid(field, &invalid);
                None
            }
        }
    }

    /// A window, whose problem is noted under the field of the end that it is about.
    pub(crate) fn take_window(
        &mut self,
        start_field: &str,
        end_field: &str,
        window: Result<Window, Invalid>,
    ) -> Option<Window> {
        let about_the_start = matches!(&window, Err(invalid) if invalid.what() == "window.start");
        self.take(
            if about_the_start {
                start_field
            } else {
                end_field
            },
            window,
        )
    }

    pub(crate) fn add_invalid(&mut self, field: impl Into<String>, invalid: &Invalid) {
        let given = format!("{:?}", invalid.given());
        self.add(Problem::new(field, given, invalid.allowed()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// At most this much of a value is repeated in an error.
const SHOWN: usize = 120;

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(SHOWN).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_field_value_and_rule() {
        let problem = Problem::new("node_count", 0, "at least 1");
        assert_eq!(
            problem.to_string(),
            "node_count: given 0, allowed: at least 1"
        );
    }

    #[test]
    fn a_long_value_is_cut_at_a_character() {
        let problem = Problem::new("name", "é".repeat(500), "short");
        assert_eq!(problem.given().chars().count(), SHOWN + 1);
        assert!(problem.given().ends_with('…'));
    }

    #[test]
    fn every_problem_is_kept_in_order() {
        let mut problems = Problems::default();
        let lost = problems.take::<u8>("a", Err(Invalid::new("a thing", "x", "y")));
        assert_eq!(lost, None);
        assert_eq!(problems.take("b", Ok(7)), Some(7));
        problems.add(Problem::new("c", 1, "2"));
        let fields: Vec<_> = problems
            .into_vec()
            .iter()
            .map(|p| p.field().to_owned())
            .collect();
        assert_eq!(fields, ["a", "c"]);
    }
}
