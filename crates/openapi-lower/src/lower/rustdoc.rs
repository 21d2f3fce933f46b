//! Markdown that rustdoc reads without a warning.

/// `text` with the same meaning to a reader, and nothing in it that rustdoc takes for HTML, a
/// link to a Rust item, or code to be tested.
///
/// Code spans, code blocks, links and what is escaped already stay as they are, so that a
/// second run changes nothing.
pub(crate) fn safe(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.split('\n') {
        let trimmed = line.trim_start();
        let ticks = fence_of(trimmed);
        match (&fence, ticks) {
            (Some(open), Some(ticks))
                if ticks.len() >= open.len()
                    && trimmed.trim_end() == ticks
                    && ticks.starts_with(open.as_str()) =>
            {
                fence = None;
                lines.push(line.to_owned());
            }
            (Some(_), _) => lines.push(line.to_owned()),
            (None, Some(ticks)) => {
                flush(&mut paragraph, &mut lines);
                // Without a language rustdoc would compile the block as Rust.
                let bare = trimmed.trim_end() == ticks;
                lines.push(if bare {
                    format!("{}text", line.trim_end())
                } else {
                    line.to_owned()
                });
                fence = Some(ticks.to_owned());
            }
            (None, None) if trimmed.trim_end().is_empty() => {
                flush(&mut paragraph, &mut lines);
                lines.push(line.to_owned());
            }
            (None, None) => paragraph.push(line),
        }
    }
    flush(&mut paragraph, &mut lines);
    lines.join("\n")
}

/// The run of three or more backticks or tildes that a line starts with.
fn fence_of(line: &str) -> Option<&str> {
    ['`', '~'].into_iter().find_map(|mark| {
        let length = line
            .chars()
            .take_while(|character| *character == mark)
            .count();
        // The marks are one byte each.
        (length >= 3).then(|| line.get(..length)).flatten()
    })
}

/// Makes a paragraph's text safe. A code span may go over several lines of it.
fn flush(paragraph: &mut Vec<&str>, lines: &mut Vec<String>) {
    if paragraph.is_empty() {
        return;
    }
    let mut text = String::new();
    for (index, line) in paragraph.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        // Four spaces at the start of a paragraph would be a code block, which is a doctest.
        let indented = index == 0 && (line.starts_with("    ") || line.starts_with('\t'));
        text.push_str(if indented { line.trim_start() } else { line });
    }
    lines.push(inline(&text));
    paragraph.clear();
}

fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            '`' => code_span(rest),
            '<' => autolink(rest).unwrap_or(0),
            '[' => link(rest).unwrap_or(0),
            'h' if !before.is_alphanumeric() => {
                let length = url(rest);
                if let Some(address) = rest.get(..length).filter(|address| !address.is_empty()) {
                    out.push('<');
                    out.push_str(address);
                    out.push('>');
                    before = '>';
                    rest = rest.get(length..).unwrap_or("");
                    continue;
                }
                1
            }
            other => other.len_utf8(),
        };
        if taken == 0 {
            let tag = character == '<'
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|next| next.is_alphabetic() || "/!?".contains(next));
            let bracket = character == '[';
            if tag || bracket {
                out.push('\\');
            }
            out.push(character);
            before = character;
            rest = rest.get(character.len_utf8()..).unwrap_or("");
            continue;
        }
        out.push_str(rest.get(..taken).unwrap_or(""));
        before = rest
            .get(..taken)
            .and_then(|taken| taken.chars().last())
            .unwrap_or(' ');
        rest = rest.get(taken..).unwrap_or("");
    }
    out
}

/// The length of the code span at the start, or of its opening ticks if nothing closes them.
fn code_span(text: &str) -> usize {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = ticks;
    while let Some(rest) = text.get(at..) {
        let Some(found) = rest.find('`') else { break };
        let start = at.saturating_add(found);
        let run = text
            .bytes()
            .skip(start)
            .take_while(|byte| *byte == b'`')
            .count();
        let end = start.saturating_add(run);
        if run == ticks {
            return end;
        }
        at = end;
    }
    ticks
}

/// The length of the `<https://…>` at the start.
fn autolink(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['>', '<', ' ', '\n'])?;
    let address = inner.get(..end)?;
    let closed = inner.get(end..)?.starts_with('>');
    let is_address = address.starts_with("https://")
        || address.starts_with("http://")
        || address.starts_with("mailto:");
    (closed && is_address).then(|| end.saturating_add(2))
}

/// The length of the `[text](target)` at the start.
fn link(text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut close = None;
    for (at, character) in text.char_indices() {
        match character {
            '[' => depth = depth.saturating_add(1),
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close = Some(at);
                    break;
                }
            }
            '\n' if text.get(at..)?.starts_with("\n\n") => return None,
            _ => {}
        }
    }
    let after = close?.saturating_add(1);
    let target = text.get(after..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    Some(after.saturating_add(end).saturating_add(2))
}

/// The length of the URL at the start, without the punctuation that ends a sentence.
fn url(text: &str) -> usize {
    if !(text.starts_with("https://") || text.starts_with("http://")) {
        return 0;
    }
    let end = text
        .find(|character: char| character.is_whitespace() || "<>`\"'|\\".contains(character))
        .unwrap_or(text.len());
    let address = text.get(..end).unwrap_or("");
    let mut address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    // A closing bracket belongs to the address only if it was opened there.
    while let Some(shorter) = address.strip_suffix([')', ']']) {
        if address.matches(['(', '[']).count() >= address.matches([')', ']']).count() {
            break;
        }
        address = shorter.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    }
    if address.ends_with("//") {
        0
    } else {
        address.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        for (text, want) in [
            ("a <name> and </b>", "a \\<name> and \\</b>"),
            ("1 < 2 and a<b", "1 < 2 and a\\<b"),
            ("see https://a.b/c.", "see <https://a.b/c>."),
            ("(https://a.b/c)", "(<https://a.b/c>)"),
            ("https://a.b/(c)", "<https://a.b/(c)>"),
            (
                "[`Order`] is [here](https://a.b)",
                "\\[`Order`] is [here](https://a.b)",
            ),
            ("half-open [start, end)", "half-open \\[start, end)"),
            ("a `<name>` [x]", "a `<name>` \\[x]"),
            ("``a ` <b>`` <c>", "``a ` <b>`` \\<c>"),
            ("an open ` and <c>", "an open ` and \\<c>"),
            ("http:// alone", "http:// alone"),
            ("xhttps://a.b", "xhttps://a.b"),
            ("größer <ä>", "größer \\<ä>"),
        ] {
            assert_eq!(safe(text), want, "{text}");
        }
    }

    #[test]
    fn code_is_not_a_doctest() {
        assert_eq!(safe("a\n```\n<b>\n```\n<c>"), "a\n```text\n<b>\n```\n\\<c>");
        assert_eq!(safe("```json\n[1]\n```"), "```json\n[1]\n```");
        assert_eq!(
            safe("~~~\n[1]\n```\n~~~\n[2]"),
            "~~~text\n[1]\n```\n~~~\n\\[2]"
        );
        assert_eq!(safe("a\n\n    b <c>"), "a\n\nb \\<c>");
        assert_eq!(safe("- a\n    b"), "- a\n    b");
    }

    #[test]
    fn a_second_run_changes_nothing() {
        for text in [
            "a <name> see https://a.b/c. [x] [y](z) `[q]`",
            "```\nx\n```",
            "\\<a> \\[b] <https://a.b> \\\\<c>",
            "    indented\n\n\ttoo",
            "[a [b] c] [a](b [c])",
            "`` ` [a]",
        ] {
            let once = safe(text);
            assert_eq!(safe(&once), once, "{text}");
        }
    }
}
