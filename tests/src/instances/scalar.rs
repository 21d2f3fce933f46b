//! Numbers and texts.

use serde_json::{Value, json};

use crate::pattern::Pattern;
use crate::random::Random;
use crate::shape::{Integer, Text};

/// Texts that a careless reader or writer would change.
const TEXTS: [&str; 10] = [
    "",
    "plain",
    " spaces ",
    "quote \" and \\ slash /",
    "line\nend\ttab",
    "null",
    "0",
    "ünï¢ødé 表 🦀",
    "\u{7f}\u{1}",
    "%2F..",
];

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The pattern of decimals, which are written as numbers and not to the letter.
const DECIMAL: &str = r"^\d+\.\d+$";

/// The most characters of a decimal: every one that is not longer is held exactly.
const LONGEST_DECIMAL: usize = 22;

/// A whole number, often one of the outermost.
pub(super) fn integer(integer: &Integer, random: &mut Random) -> Result<Value, String> {
    let (least, most) = integer
        .range()
        .ok_or_else(|| format!("{integer:?} is not understood"))?;
    let (least, most) = (
        integer.least.map_or(least, |bound| bound.max(least)),
        integer.most.map_or(most, |bound| bound.min(most)),
    );
    let anywhere = least.saturating_add(i128::from(random.bits() >> 40));
    let choices = [least, most, anywhere, anywhere, anywhere, 0, 1];
    let chosen = random
        .pick(&choices)
        .copied()
        .unwrap_or(least)
        .clamp(least, most);
    match u64::try_from(chosen) {
        Ok(number) => Ok(json!(number)),
        Err(_) => i64::try_from(chosen)
            .map(|number| json!(number))
            .map_err(|e| e.to_string()),
    }
}

/// A text of a pattern, or any that fits.
pub(super) fn text(text: &Text, random: &mut Random) -> Result<String, String> {
    if let Some(pattern) = random.pick(&text.patterns) {
        let compiled = Pattern::new(pattern)?;
        let mut sample = compiled.sample(random)?;
        while pattern == DECIMAL && sample.len() > LONGEST_DECIMAL {
            sample = compiled.sample(random)?;
        }
        return Ok(sample);
    }
    if text.base64 {
        return Ok(base64(random));
    }
    let fits = |candidate: &str| {
        let length = candidate.chars().count();
        length >= text.least && text.most.is_none_or(|most| length <= most)
    };
    let chosen = random.pick(&TEXTS).copied().unwrap_or_default();
    Ok(match fits(chosen) {
        true => chosen.to_owned(),
        false => "x".repeat(text.least.max(1)),
    })
}

/// What is left of a text once it was read and written.
pub(super) fn kept<'t>(text: &Text, sent: &'t str) -> &'t str {
    if !text.patterns.iter().any(|pattern| pattern == DECIMAL) {
        return sent;
    }
    let mut kept = sent;
    while let Some(rest) = kept.strip_prefix('0').filter(|rest| !rest.starts_with('.')) {
        kept = rest;
    }
    kept
}

/// Up to 40 bytes as padded base64.
fn base64(random: &mut Random) -> String {
    let bytes: Vec<u8> = (0..random.below(41))
        .map(|_| random.bits().to_le_bytes()[0])
        .collect();
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut word = 0_u32;
        for index in 0..3 {
            word = (word << 8) | u32::from(group.get(index).copied().unwrap_or_default());
        }
        for index in 0..4_usize {
            let six = usize::try_from(word >> (18 - 6 * index)).unwrap_or_default() & 63;
            let letter = BASE64.get(six).copied().map_or('=', char::from);
            text.push(if index > group.len() { '=' } else { letter });
        }
    }
    text
}
