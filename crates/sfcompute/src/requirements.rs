//! Which hardware a question about the book is about.

use sfcompute_types::{Input, Name};

use crate::problem::Problems;

/// Requirements in the form that query strings take: `key:value,value;key:value`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requirements(Vec<(String, Vec<Name>)>);

impl Requirements {
    /// Adds one property and the values that will do.
    pub(crate) fn add<V: Input<Name>>(
        &mut self,
        problems: &mut Problems,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        let field = format!("requirements.{key}");
        problems.take(field.clone(), key.parse::<Name>());
        let values: Vec<Name> = values
            .into_iter()
            .filter_map(|value| problems.take(field.clone(), value.input()))
            .collect();
        if values.is_empty() && problems.is_empty() {
            problems.add(crate::problem::Problem::new(
                field,
                "no value",
                "at least one value",
            ));
        }
        self.0.push((key.to_owned(), values));
    }

    /// The query parameter; nothing when there is no requirement.
    pub(crate) fn query(&self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let triples = self.0.iter().map(|(key, values)| {
            let values: Vec<&str> = values.iter().map(Name::as_str).collect();
            format!("{key}:{}", values.join(","))
        });
        Some(triples.collect::<Vec<_>>().join(";"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_joins_values_by_comma_and_keys_by_semicolon() {
        let mut problems = Problems::default();
        let mut requirements = Requirements::default();
        assert_eq!(requirements.query(), None);
        requirements.add(&mut problems, "accelerator", ["h100", "h200"]);
        requirements.add(&mut problems, "region", ["us-west"]);
        assert!(problems.is_empty());
        assert_eq!(
            requirements.query().unwrap(),
            "accelerator:h100,h200;region:us-west"
        );
    }

    #[test]
    fn what_would_change_the_query_is_refused() {
        let mut problems = Problems::default();
        let mut requirements = Requirements::default();
        requirements.add(&mut problems, "a;b", ["x:y", "ok"]);
        requirements.add(&mut problems, "c", Vec::<&str>::new());
        let fields: Vec<_> = problems
            .into_vec()
            .iter()
            .map(|p| p.field().to_owned())
            .collect();
        assert_eq!(fields, ["requirements.a;b", "requirements.a;b"]);
    }
}
