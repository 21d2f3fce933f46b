//! Pages of lists: a page is cut at positions, not at counts, so that it stays right while things
//! are added before or behind it.

/// Where a row stands in its list. Rows of a list have strictly growing positions; what they are
/// made of is the list's own affair. A cursor carries the first and the last one of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub [i64; 3]);

/// Where a page begins or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// The page begins at the head of the list.
    #[default]
    Head,
    /// The page begins with the first row after this position.
    After(Position),
    /// The page ends with the last row before this position.
    Before(Position),
}

/// Some rows of a list, in the list's order whichever way the page was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The position of the first row; none where the page is empty.
    pub first: Option<Position>,
    /// The position of the last row; none where the page is empty.
    pub last: Option<Position>,
    /// Whether there are more rows the way this page was going: before it for
    /// [`Edge::Before`], else after it.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// The page of at most `limit` rows at `edge`, out of rows with growing positions.
    pub(crate) fn of(
        rows: impl DoubleEndedIterator<Item = (Position, T)>,
        limit: usize,
        edge: Edge,
    ) -> Self {
        let more_than_asked = limit.saturating_add(1);
        let mut found: Vec<_> = match edge {
            Edge::Head => rows.take(more_than_asked).collect(),
            Edge::After(edge) => rows
                .skip_while(|(at, _)| *at <= edge)
                .take(more_than_asked)
                .collect(),
            Edge::Before(edge) => rows
                .rev()
                .skip_while(|(at, _)| *at >= edge)
                .take(more_than_asked)
                .collect(),
        };
        let has_more = found.len() > limit;
        found.truncate(limit);
        if matches!(edge, Edge::Before(_)) {
            found.reverse();
        }
        Self {
            first: found.first().map(|(at, _)| *at),
            last: found.last().map(|(at, _)| *at),
            items: found.into_iter().map(|(_, item)| item).collect(),
            has_more,
        }
    }

    /// The same page of other rows.
    pub fn map<U>(self, row: impl FnMut(T) -> U) -> Page<U> {
        let Self {
            items,
            first,
            last,
            has_more,
        } = self;
        Page {
            items: items.into_iter().map(row).collect(),
            first,
            last,
            has_more,
        }
    }

    /// The same page of other rows, or the first error in making one.
    ///
    /// # Errors
    /// The first that `row` gives.
    pub fn try_map<U, E>(self, row: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let Self {
            items,
            first,
            last,
            has_more,
        } = self;
        let items = items.into_iter().map(row).collect::<Result<_, E>>()?;
        Ok(Page {
            items,
            first,
            last,
            has_more,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(index: i64) -> Position {
        Position([index, 0, 0])
    }

    fn page(rows: &[i64], limit: usize, edge: Edge) -> (Vec<i64>, bool) {
        let page = Page::of(rows.iter().map(|row| (at(*row), *row)), limit, edge);
        assert_eq!(page.first, page.items.first().map(|row| at(*row)));
        assert_eq!(page.last, page.items.last().map(|row| at(*row)));
        (page.items, page.has_more)
    }

    #[test]
    fn forward_and_back_give_the_same_pages() {
        let rows = [1, 2, 3, 4, 5];
        assert_eq!(page(&rows, 2, Edge::Head), (vec![1, 2], true));
        assert_eq!(page(&rows, 2, Edge::After(at(2))), (vec![3, 4], true));
        assert_eq!(page(&rows, 2, Edge::After(at(4))), (vec![5], false));
        assert_eq!(page(&rows, 2, Edge::Before(at(5))), (vec![3, 4], true));
        assert_eq!(page(&rows, 2, Edge::Before(at(3))), (vec![1, 2], false));
        assert_eq!(page(&rows, 2, Edge::Before(at(1))), (vec![], false));
        assert_eq!(page(&rows, 9, Edge::Head), (rows.to_vec(), false));
        assert_eq!(page(&[], 2, Edge::Head), (vec![], false));
    }

    #[test]
    fn a_cursor_survives_what_is_added_around_it() {
        assert_eq!(
            page(&[0, 1, 2, 3, 4, 5], 2, Edge::After(at(2))),
            (vec![3, 4], true)
        );
        assert_eq!(page(&[1, 2, 4], 2, Edge::After(at(3))), (vec![4], false));
    }
}
