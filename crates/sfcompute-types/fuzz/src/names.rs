//! Names, names of features, and templates of names.

use sfcompute_types::{FeatureFlagName, Name, NameTemplate};

use super::text::{Passed, Place, Text, both_gates};

/// Any text, as a name, a feature's name and a template.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    of::<Name>(text, Place::Path, Place::EscapedPath);
    of::<FeatureFlagName>(text, Place::Path, Place::Path);
    of::<NameTemplate>(text, Place::Query, Place::Query);
    if text.parse::<NameTemplate>().is_ok() {
        let shortest = filled(text);
        assert!(
            shortest.parse::<Name>().is_ok(),
            "{text:?} makes {shortest:?}"
        );
    }
}

fn of<T: Text>(text: &str, sent: Place, received: Place) {
    let mut passed = Passed::default();
    both_gates::<T>(text, &mut passed);
    passed.stands_in(text, sent, received);
}

/// The shortest name that comes of a template.
fn filled(template: &str) -> String {
    let mut name = String::new();
    let mut rest = template;
    while let Some((before, place)) = rest.split_once("{{") {
        let (place, after) = place.split_once("}}").expect("a template's places end");
        name.push_str(before);
        let length = match place.strip_prefix("nanoid(") {
            Some(count) => count.trim_end_matches(')').parse().expect("a count"),
            None => 1,
        };
        name.push_str(&"x".repeat(length));
        rest = after;
    }
    name + rest
}
