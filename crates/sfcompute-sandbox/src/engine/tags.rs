//! Tags: what may be given to a resource.

use sfcompute_types::{Invalid, Tags};

use super::{Code, Detail, Refusal};

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
