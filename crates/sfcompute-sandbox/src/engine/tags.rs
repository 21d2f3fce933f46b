//! Tags: what may be given to a resource.

use sfcompute_types::{Invalid, Tags};

use super::{Code, Detail, Refusal};

/// Which tags something has to have to be listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagFilter<'a> {
    /// As key and value.
    pub tags: &'a [(&'a str, &'a str)],
    /// Keys, whatever their values.
    pub keys: &'a [&'a str],
}

impl TagFilter<'_> {
    /// Whether something has one of the tags, where any are named, and one of the keys, where any
    /// are.
    pub(crate) fn takes(&self, tags: Option<&Tags>) -> bool {
        let value = |key: &str| tags.and_then(|tags| tags.get(key));
        let is_here = |(key, wanted): &(&str, &str)| value(key) == Some(*wanted);
        (self.tags.is_empty() || self.tags.iter().any(is_here))
            && (self.keys.is_empty() || self.keys.iter().any(|key| value(key).is_some()))
    }
}

/// 422 with one detail for each tag that breaks a rule.
///
/// Text that was decoded from a body may break the grammar, so everything is read anew.
pub(crate) fn checked_tags(tags: Option<&Tags>) -> Result<(), Refusal> {
    let problems = tags.map(Tags::check).unwrap_or_default();
    if problems.is_empty() {
        return Ok(());
    }
    let detail = |problem: &Invalid| Detail::new("tags", Code::Invalid, problem.to_string());
    Err(Refusal::unprocessable(
        problems.iter().map(detail).collect(),
    ))
}
