//! Cursors: the first and the last position of a page, as text in the grammar of cursors.
//!
//! A cursor says which list and which sort it is of, and ends in a check, so that text that the
//! sandbox did not make is refused and not read as some other place in the list. It holds no
//! state and does not age.

use std::fmt::Write as _;

use crate::engine::{Edge, Page, Position};

use super::problem::code;
use super::query::Query;

/// A kind of list: what its cursors begin with, and which of its sorts they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    prefix: &'static str,
    sort: u64,
}

/// Orders, of one of their sorts.
pub(super) const fn orders(sort: u64) -> Kind {
    Kind {
        prefix: "ordrc_",
        sort,
    }
}

pub(super) const POOLS: Kind = Kind {
    prefix: "poolc_",
    sort: 0,
};
pub(super) const POOL_TRANSFERS: Kind = Kind {
    prefix: "ptfrc_",
    sort: 0,
};
pub(super) const INSTANCE_SKUS: Kind = Kind {
    prefix: "iskuc_",
    sort: 0,
};
pub(super) const FILLS: Kind = Kind {
    prefix: "mfilc_",
    sort: 0,
};
pub(super) const WINDOWS: Kind = Kind {
    prefix: "mwin_",
    sort: 0,
};
pub(super) const USERS: Kind = Kind {
    prefix: "usrc_",
    sort: 0,
};
pub(super) const IMAGES: Kind = Kind {
    prefix: "imagec_",
    sort: 0,
};
pub(super) const INSTANCES: Kind = Kind {
    prefix: "nodec_",
    sort: 0,
};
pub(super) const INSTANCE_TEMPLATES: Kind = Kind {
    prefix: "itmplc_",
    sort: 0,
};
pub(super) const DEPLOYMENTS: Kind = Kind {
    prefix: "deplc_",
    sort: 0,
};
pub(super) const PROCUREMENTS: Kind = Kind {
    prefix: "procc_",
    sort: 0,
};
/// The documents give the catalog's cursors no form.
pub(super) const PROPERTIES: Kind = Kind {
    prefix: "iskupc_",
    sort: 0,
};

/// The positions in a cursor: those of the page's first and last row.
type Ends = (Position, Position);

impl Kind {
    /// The cursor of a page, or none where no more follows.
    pub(super) fn of<T>(self, page: &Page<T>) -> Option<String> {
        let ends = page.first.zip(page.last).filter(|_| page.has_more)?;
        Some(self.encode(ends))
    }

    /// Where the page that a query asks for begins or ends, in a list that is read both ways.
    pub(super) fn edge(self, query: &mut Query) -> Edge {
        let after = self.given(query, "starting_after");
        let before = self.given(query, "ending_before");
        match (after, before) {
            (Some(_), Some(_)) => {
                let message = "`starting_after` and `ending_before` cannot go together.";
                query
                    .problems
                    .add("ending_before", code::CONFLICTING, message);
                Edge::Head
            }
            (Some((_, last)), None) => Edge::After(last),
            (None, Some((first, _))) => Edge::Before(first),
            (None, None) => Edge::Head,
        }
    }

    /// The same in a list that is read forward only.
    pub(super) fn edge_forward(self, query: &mut Query) -> Edge {
        self.given(query, "starting_after")
            .map_or(Edge::Head, |(_, last)| Edge::After(last))
    }

    fn given(self, query: &mut Query, name: &str) -> Option<Ends> {
        let text = query.text(name)?;
        let ends = self.decode(&text);
        if ends.is_none() {
            query.refuse(
                name,
                &text,
                "a cursor that this list gave out in this order",
            );
        }
        ends
    }

    fn encode(self, (Position(first), Position(last)): Ends) -> String {
        let mut text = String::from(self.prefix);
        for number in [self.sort]
            .into_iter()
            .chain(first.into_iter().chain(last).map(zigzag))
        {
            // Writing to a string does not fail.
            let _ = write!(text, "{number:x}-");
        }
        let check = check(&text);
        let _ = write!(text, "{check:x}");
        text
    }

    fn decode(self, text: &str) -> Option<Ends> {
        let parts = text.strip_prefix(self.prefix)?.split('-');
        let numbers: Vec<_> = parts
            .map(|part| u64::from_str_radix(part, 16))
            .collect::<Result<_, _>>()
            .ok()?;
        let [sort, a, b, c, d, e, f, _] = *numbers.as_slice() else {
            return None;
        };
        let ends = (
            Position([a, b, c].map(unzigzag)),
            Position([d, e, f].map(unzigzag)),
        );
        // One text for each cursor, and that with its check.
        (sort == self.sort && self.encode(ends) == text).then_some(ends)
    }
}

/// Small numbers of either sign as small numbers.
const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

/// FNV-1a, folded to 32 bits.
fn check(text: &str) -> u64 {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    (hash ^ (hash >> 32)) & 0xFFFF_FFFF
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDS: Ends = (
        Position([-1, 0, i64::MAX]),
        Position([i64::MIN, 1_767_225_600, 7]),
    );

    #[test]
    fn a_cursor_reads_back_to_its_page() {
        for kind in [orders(0), orders(3), POOLS, FILLS, WINDOWS, PROPERTIES] {
            let text = kind.encode(ENDS);
            assert_eq!(kind.decode(&text), Some(ENDS), "{text}");
            let tail = text.strip_prefix(kind.prefix).unwrap();
            assert!(
                tail.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            );
        }
    }

    #[test]
    fn a_cursor_of_another_list_or_sort_is_none() {
        assert_eq!(POOLS.decode(&INSTANCE_SKUS.encode(ENDS)), None);
        assert_eq!(orders(1).decode(&orders(0).encode(ENDS)), None);
    }

    #[test]
    fn any_change_of_a_cursor_is_seen() {
        let text = orders(0).encode(ENDS);
        for at in orders(0).prefix.len()..text.len() {
            for by in ["0", "f", "-", "F", "", "00"] {
                let changed = format!("{}{by}{}", &text[..at], &text[at + 1..]);
                if changed != text {
                    assert_eq!(orders(0).decode(&changed), None, "{changed}");
                }
            }
        }
        for text in [
            "",
            "ordrc_",
            "ordrc_0-0-0-0-0-0-0-0",
            "ordrc_+0-0-0-0-0-0-0-0",
            "poolc_x",
        ] {
            assert_eq!(orders(0).decode(text), None, "{text}");
        }
    }
}
