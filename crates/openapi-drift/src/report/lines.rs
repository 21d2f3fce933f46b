//! From a pointer to a line of the text that it points into.

use openapi_lower::Pointer;

/// Where the lines of a document start, and what stands on them.
///
/// Made for documents that are written one key a line, in YAML or JSON. What is written in one
/// line is found as far as the line tells.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Indentation and content of each line that says something, with its number.
    lines: Vec<(usize, String, usize)>,
}

impl Lines {
    /// Reads the lines of a text.
    pub fn new(text: &str) -> Self {
        let lines = text.lines().enumerate().filter_map(|(index, line)| {
            let content = line.trim_start();
            let said = !content.is_empty() && !content.starts_with('#');
            let indent = line.len().saturating_sub(content.len());
            said.then(|| {
                (
                    indent,
                    content.trim_end().to_owned(),
                    index.saturating_add(1),
                )
            })
        });
        Self {
            lines: lines.collect(),
        }
    }

    /// The line of the place, from 1, or of the innermost part of it that can be told.
    pub fn of(&self, pointer: &str) -> usize {
        let Ok(pointer) = pointer.parse::<Pointer>() else {
            return 1;
        };
        let mut found = 1;
        let mut from = 0;
        // The indentation that children must be beyond; at the top there is none.
        let mut within: Option<usize> = None;
        for token in pointer.tokens() {
            let Some((index, indent)) = self.child(token, from, within) else {
                return found;
            };
            found = self.lines.get(index).map_or(found, |(.., number)| *number);
            from = index.saturating_add(1);
            within = Some(indent);
        }
        found
    }

    /// The line of a key or item among those below a line, and its indentation.
    fn child(&self, token: &str, from: usize, within: Option<usize>) -> Option<(usize, usize)> {
        let mut level = None;
        let mut items = 0_usize;
        for (index, (indent, content, _)) in self.lines.iter().enumerate().skip(from) {
            let item = content.starts_with("- ") || content == "-";
            // A list may stand as far left as the key that holds it.
            let inside = within.is_none_or(|within| *indent > within || item && *indent == within);
            if !inside {
                return None;
            }
            if content.starts_with(['}', ']']) || *indent == 0 && content == "{" {
                continue;
            }
            if *level.get_or_insert(*indent) != *indent {
                continue;
            }
            let keyed = content.strip_prefix("- ").unwrap_or(content);
            if is_key(keyed, token) {
                return Some((index, *indent));
            }
            let counted = item || content.starts_with(['{', '[']) || !content.contains(':');
            if counted {
                if items.to_string() == token {
                    return Some((index, *indent));
                }
                items = items.saturating_add(1);
            }
        }
        None
    }
}

fn is_key(content: &str, token: &str) -> bool {
    ["\"", "'", ""].iter().any(|quote| {
        let rest = content
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_prefix(token));
        let rest = rest.and_then(|rest| rest.strip_prefix(quote));
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_items_of_yaml() {
        let lines =
            Lines::new("a:\n  b: 1\n# said\n  c:\n  - x: 1\n  - y: 2\nd:\n  '/p':\n    get: {}\n");
        assert_eq!(lines.of("#/a/c"), 4);
        assert_eq!(lines.of("#/a/c/1"), 6);
        assert_eq!(lines.of("#/d/~1p/get"), 9);
        assert_eq!(lines.of("#/d/~1p/get/nothing"), 9);
        assert_eq!(lines.of("#/nothing"), 1);
    }

    #[test]
    fn keys_and_items_of_json() {
        let lines = Lines::new(
            "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": [\n    {\n      \"d\": 2\n    },\n    {\n      \"d\": 3\n    }\n  ]\n}\n",
        );
        assert_eq!(lines.of("#/a/b"), 3);
        assert_eq!(lines.of("#/c/1/d"), 10);
    }
}
