//! Tags: a server's object, and a caller's pairs.

use sfcompute_types::Tags;

use super::json::round_trip;
use super::text::is_readable;

/// Any JSON, as a server's tags; any lines, as a caller's pairs.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Some((tags, json)) = round_trip::<Tags>(text) {
        assert_eq!(
            json.as_object().map(|object| object.len()),
            Some(tags.len())
        );
        let problems = tags.check();
        for problem in &problems {
            is_readable(problem);
        }
        // What may be sent could have been made here, and nothing else.
        match Tags::from_pairs(tags.iter()) {
            Ok(made) => assert!(made == tags && problems.is_empty()),
            Err(error) => {
                is_readable(&error);
                assert!(!problems.is_empty());
            }
        }
    }
    pairs(text);
}

fn pairs(text: &str) {
    let mut tags = Tags::new();
    for line in text.split('\n').take(60) {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        let before = tags.clone();
        match tags.insert(key, value) {
            Ok(replaced) => {
                assert_eq!(tags.get(key), Some(value));
                assert_eq!(replaced.as_deref(), before.get(key));
                assert_eq!(tags.check(), []);
                assert!(tags.len() <= 50);
            }
            Err(error) => {
                is_readable(&error);
                assert_eq!(tags, before, "a refusal changes nothing");
            }
        }
    }
}
