//! The two gates of a text: what a caller may send, and what a server may have sent.
//!
//! The matchers are written out rather than left to a regular expression, which would cost a
//! dependency and most of a microsecond a value. Tests hold them to the published patterns.

/// The most characters that may follow an id's prefix.
const LONGEST_SUFFIX: usize = 21;

/// The most characters of a name.
const LONGEST_NAME: usize = 255;

/// The most characters of a template of names.
pub(crate) const LONGEST_TEMPLATE: usize = 512;

/// The most random characters in one place of a template.
const LONGEST_NANOID: usize = 21;

/// Whether `text` is one of `prefixes` followed by 1 to 21 letters, digits, `_` or `-`.
pub(crate) fn is_id(text: &str, prefixes: &[&str]) -> bool {
    prefixes
        .iter()
        .filter_map(|prefix| text.strip_prefix(prefix))
        .any(|suffix| {
            (1..=LONGEST_SUFFIX).contains(&suffix.len())
                && suffix
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        })
}

/// Whether `text` is `prefix` followed by one or more letters, digits, `_` or `-`.
pub(crate) fn is_cursor(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    })
}

/// Whether `text` is `prefix` followed by `segments` segments with colons between them.
pub(crate) fn is_path(text: &str, prefix: &str, segments: usize) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|tail| tail.split(':').count() == segments && tail.split(':').all(is_segment))
}

/// Whether `text` is one segment of a resource path: letters, digits, `.`, `_` and `-`.
pub(crate) fn is_segment(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_name_byte)
}

/// Whether `text` is a name: 1 to 255 characters, the first a letter or digit.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
        && text.bytes().all(is_name_byte)
}

/// Whether `text` names a feature: characters of a name, and not of dots alone.
pub(crate) fn is_feature_flag(text: &str) -> bool {
    text.bytes().all(is_name_byte) && text.bytes().any(|b| b != b'.')
}

/// Whether `text` is a template of names with at least one place to fill in, from which some name
/// that is short enough may come.
pub(crate) fn is_name_template(text: &str) -> bool {
    if text.len() > LONGEST_TEMPLATE
        || !text.starts_with(|c: char| c == '{' || c.is_ascii_alphanumeric())
    {
        return false;
    }
    let mut pieces = text.split("{{");
    let before = pieces.next().unwrap_or_default();
    let (mut places, mut shortest) = (0, before.len());
    let mut sound = before.bytes().all(is_name_byte);
    for piece in pieces {
        // Each piece is the inside of a place, its end, and what stands before the next place.
        let Some((place, after)) = piece.split_once("}}") else {
            return false;
        };
        let Some(length) = shortest_of_place(place) else {
            return false;
        };
        places += 1;
        shortest += length + after.len();
        sound &= after.bytes().all(is_name_byte);
    }
    sound && places > 0 && shortest <= LONGEST_NAME
}

/// The fewest characters that the market puts into a place; nothing for one that it does not know.
fn shortest_of_place(place: &str) -> Option<usize> {
    // How long the words are is the market's affair; none is empty.
    if matches!(place, "adjective" | "noun") {
        return Some(1);
    }
    let count = place.strip_prefix("nanoid(")?.strip_suffix(')')?;
    let plain = !count.starts_with('0') && count.bytes().all(|b| b.is_ascii_digit());
    let count = count.parse().ok()?;
    (plain && (1..=LONGEST_NANOID).contains(&count)).then_some(count)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

/// What a type holds of what a server sends. No grammar: only what could change a URL stays out.
pub(crate) struct Gate {
    /// Whether the text may be held.
    pub(crate) holds: fn(&str) -> bool,
    /// What may be held, in words.
    pub(crate) allowed: &'static str,
}

/// For ids, references and resource paths, which stand in URLs.
pub(crate) const ONE_WORD: Gate = Gate {
    holds: is_one_word,
    allowed: "text other than `.` and `..`, not empty, \
              without `/`, `?`, `#`, `\\`, `%`, white space or control characters",
};

/// For names, which people choose: spaces, slashes and every script may occur.
pub(crate) const ONE_LINE: Gate = Gate {
    holds: is_one_line,
    allowed: "text other than `.` and `..`, not empty, without `\\`, `%` or control characters",
};

/// For cursors and templates, which only ever travel in a query or a body.
pub(crate) const ANYTHING: Gate = Gate {
    holds: |_| true,
    allowed: "any text",
};

/// Whether `text` is made of what almost every text of the market is made of, and nothing else: a
/// quick look that spares most texts the long one.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':'))
}

fn is_one_line(text: &str) -> bool {
    is_plain(text)
        || !matches!(text, "" | "." | "..")
            && !text
                .chars()
                .any(|c| c.is_control() || c == '\\' || c == '%')
}

fn is_one_word(text: &str) -> bool {
    is_plain(text)
        || is_one_line(text)
            && !text
                .chars()
                .any(|c| c.is_whitespace() || matches!(c, '/' | '?' | '#'))
}
