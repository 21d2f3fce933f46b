//! How alike two names are, by the words they are made of.

use std::collections::BTreeSet;

/// The words of a name, in lower case and singular: `nodeTemplates` → `node`, `template`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before_lower = false;
    for letter in name.chars() {
        let breaks = !letter.is_alphanumeric() || letter.is_uppercase() && before_lower;
        if breaks && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before_lower = letter.is_lowercase() || letter.is_numeric();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.iter().map(|word| singular(word)).collect()
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// How much two sets share, in per cent of their sizes taken together.
pub(crate) fn shared<T: Ord>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> u8 {
    let sizes = left.len().saturating_add(right.len());
    let both = left.intersection(right).count().saturating_mul(200);
    both.checked_div(sizes)
        .and_then(|share| u8::try_from(share).ok())
        .unwrap_or(0)
}

/// How alike two names are, in per cent.
pub(crate) fn alike(left: &str, right: &str) -> u8 {
    alike_but_for(&[], left, right)
}

/// The same, where some words of the left are known to have become others.
pub(crate) fn alike_but_for(nouns: &[(String, String)], left: &str, right: &str) -> u8 {
    let renamed = |word: String| {
        let known = nouns.iter().find(|(from, _)| *from == word);
        known.map_or(word.clone(), |(_, to)| to.clone())
    };
    let left: BTreeSet<String> = words(left).into_iter().map(renamed).collect();
    shared(&left, &words(right).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_singular() {
        assert_eq!(words("listNodeTemplates"), ["list", "node", "template"]);
        assert_eq!(words("capacities"), ["capacity"]);
        assert_eq!(words("status-address"), ["status", "address"]);
    }

    #[test]
    fn names_share_words() {
        assert_eq!(alike("node_templates", "instance_templates"), 50);
        assert_eq!(alike("nodeCount", "node_count"), 100);
        assert_eq!(alike("", ""), 0);
        let nouns = [("node".to_owned(), "instance".to_owned())];
        assert_eq!(
            alike_but_for(&nouns, "node_templates", "instance_template"),
            100
        );
    }
}
