//! Lists: the envelope that they are sent in, and how long a page is.

use serde::Serialize;

use crate::engine::Page;

use super::cursor::Kind;
use super::query::Query;

/// The most rows of a page where none is asked for.
const DEFAULT: u64 = 50;
/// The most rows of a page.
const MOST: u64 = 200;

/// A page as it is sent. The cursor is null where no more follows.
#[derive(Debug, Serialize)]
pub(super) struct List<T> {
    pub(super) object: &'static str,
    pub(super) data: Vec<T>,
    pub(super) has_more: bool,
    pub(super) cursor: Option<String>,
}

impl<T> List<T> {
    pub(super) fn of(page: Page<T>, kind: Kind) -> Self {
        let cursor = kind.of(&page);
        Self {
            object: "list",
            data: page.items,
            has_more: page.has_more,
            cursor,
        }
    }
}

/// How many rows to give; a number out of bounds is refused.
pub(super) fn limit(query: &mut Query) -> usize {
    rows(query.number("limit", 1..=MOST))
}

/// How many rows to give in a list whose pages are no longer than they are where nothing is asked
/// for; a number out of bounds is refused.
pub(super) fn short_limit(query: &mut Query) -> usize {
    rows(query.number("limit", 1..=DEFAULT))
}

/// How many rows to give; a number out of bounds is moved to the nearer one.
pub(super) fn clamped_limit(query: &mut Query) -> usize {
    rows(query.clamped("limit", 1..=MOST))
}

fn rows(limit: Option<u64>) -> usize {
    usize::try_from(limit.unwrap_or(DEFAULT)).unwrap_or(usize::MAX)
}
