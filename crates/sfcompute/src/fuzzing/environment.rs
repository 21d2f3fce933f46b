//! The environment: which variable counts, and that none is repeated.

use std::ffi::OsString;

use super::is_one_line;
use crate::builder::ClientBuilder;
use crate::environment::{BASE_URL_VARIABLE, Lookup, TOKEN_VARIABLES, first_set};

/// Variables in the order of the token's, then the base URL; a line each.
struct Variables<'a>(Vec<&'a [u8]>);

impl Lookup for Variables<'_> {
    fn variable(&self, name: &str) -> Option<OsString> {
        let names = TOKEN_VARIABLES.iter().chain([&BASE_URL_VARIABLE]);
        let (_, bytes) = names.zip(&self.0).find(|(known, _)| **known == name)?;
        // A dash stands for a variable that is not set.
        (*bytes != b"-").then(|| os_string(bytes))
    }
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Any lines, as an environment.
pub(super) fn hold(data: &[u8]) {
    let variables = Variables(data.split(|byte| *byte == b'\n').take(5).collect());
    let is_blank = |bytes: &[u8]| {
        bytes == b"-" || std::str::from_utf8(bytes).is_ok_and(|text| text.trim().is_empty())
    };
    let expected = variables
        .0
        .iter()
        .take(4)
        .position(|bytes| !is_blank(bytes));
    let found = first_set(&variables, &TOKEN_VARIABLES);
    match (&found, expected) {
        (Ok(None), None) => {}
        (Ok(Some((name, text))), Some(index)) => {
            assert_eq!(TOKEN_VARIABLES.get(index), Some(name));
            assert_eq!(variables.0.get(index), Some(&text.as_bytes()));
        }
        (Err(name), Some(index)) => assert_eq!(TOKEN_VARIABLES.get(index), Some(name)),
        _ => panic!("{found:?} is not the variable at {expected:?}"),
    }

    let built = ClientBuilder::new()
        .from_lookup(&variables)
        .and_then(ClientBuilder::build);
    let told = match built {
        Ok(client) => format!("{client:?}"),
        Err(error) => {
            assert!(error.is_configuration());
            error.to_string()
        }
    };
    is_one_line(&told, 2_000);
    if let Ok(Some((_, token))) = found
        && token.len() > 20
        && !variables.0.get(4).is_some_and(|url| {
            url.windows(token.len())
                .any(|part| part == token.as_bytes())
        })
    {
        let fixed = "no API token: set SFC_API_TOKEN (or SF_API_KEY, SF_BEARER_TOKEN, SFC_BEARER_AUTH), \
                     or call ClientBuilder::token";
        assert!(fixed.contains(&token) || !told.contains(&token), "{told}");
    }
}
