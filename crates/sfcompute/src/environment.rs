//! The environment variables that [`Client::from_env`](crate::Client::from_env) reads.

use std::ffi::OsString;

/// Where a token is looked for, in this order; the first that is set and not blank is taken.
pub const TOKEN_VARIABLES: [&str; 4] = [
    "SFC_API_TOKEN",
    "SF_API_KEY",
    "SF_BEARER_TOKEN",
    "SFC_BEARER_AUTH",
];

/// Where the base URL is looked for; without it, the public API is used.
pub const BASE_URL_VARIABLE: &str = "SFC_BASE_URL";

/// A variable's name and text.
pub(crate) type Found = (&'static str, String);

/// Looks variables up; the process environment in programs, a map in tests.
pub(crate) trait Lookup {
    fn variable(&self, name: &str) -> Option<OsString>;
}

/// The environment of this process.
pub(crate) struct Process;

impl Lookup for Process {
    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }
}

/// The first of `names` that is set and not blank, or the name of one that is not text.
pub(crate) fn first_set(
    lookup: &dyn Lookup,
    names: &[&'static str],
) -> Result<Option<Found>, &'static str> {
    for name in names {
        let Some(value) = lookup.variable(name) else {
            continue;
        };
        match value.into_string() {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => return Ok(Some((name, text))),
            Err(_) => return Err(name),
        }
    }
    Ok(None)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) struct Map(pub(crate) &'static [(&'static str, &'static str)]);

    impl Lookup for Map {
        fn variable(&self, name: &str) -> Option<OsString> {
            self.0
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(*value))
        }
    }

    #[test]
    fn the_first_variable_wins_and_blank_ones_are_passed_over() {
        let all = Map(&[
            ("SFC_BEARER_AUTH", "d"),
            ("SF_BEARER_TOKEN", "c"),
            ("SF_API_KEY", "b"),
            ("SFC_API_TOKEN", "a"),
        ]);
        assert_eq!(
            first_set(&all, &TOKEN_VARIABLES),
            Ok(Some(("SFC_API_TOKEN", "a".to_owned())))
        );
        let blank = Map(&[("SFC_API_TOKEN", " "), ("SF_BEARER_TOKEN", "c")]);
        assert_eq!(
            first_set(&blank, &TOKEN_VARIABLES),
            Ok(Some(("SF_BEARER_TOKEN", "c".to_owned())))
        );
        assert_eq!(first_set(&Map(&[]), &TOKEN_VARIABLES), Ok(None));
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_text_is_named() {
        struct Bytes;
        impl Lookup for Bytes {
            fn variable(&self, _: &str) -> Option<OsString> {
                use std::os::unix::ffi::OsStringExt;
                Some(OsString::from_vec(vec![0xff]))
            }
        }
        assert_eq!(first_set(&Bytes, &TOKEN_VARIABLES), Err("SFC_API_TOKEN"));
    }
}
