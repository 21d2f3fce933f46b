//! Tokens: one header, and no text.

use crate::token::Token;

/// A token in the first line, and after it a text to take it out of.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (given, text) = text.split_once('\n').unwrap_or((text, ""));
    let token = match Token::parse(given) {
        Ok(token) => token,
        Err(why) => {
            let told = format!("{why} {why:?}");
            let fixed = ["the token is empty Empty", "Characters"];
            assert!(fixed.iter().any(|known| told.ends_with(known)), "{told}");
            return;
        }
    };
    let header = token.header().expect("a token fits its header");
    assert!(header.is_sensitive());
    let whole = header.to_str().expect("ASCII");
    let bare = whole.strip_prefix("Bearer ").expect("the scheme");
    assert!(!bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_graphic()));
    assert!(given.contains(bare), "nothing is made up");
    for form in [bare, whole, &format!(" {whole}\n")] {
        let again = Token::parse(form).expect("a token is one again");
        assert_eq!(again.header().expect("it fits"), whole);
    }
    assert_eq!(format!("{token:?}"), "Token([redacted])");
    for text in [text, &format!("{bare}{text}{bare}{bare}")] {
        let redacted = token.redact(text);
        assert!(
            !redacted.contains(bare),
            "{text:?} was left as {redacted:?}"
        );
        if redacted == *text {
            let quoted = format!("{bare:?}");
            let escaped = quoted.get(1..quoted.len() - 1).expect("quotes");
            assert!(!text.contains(escaped), "{text:?}");
        }
    }
}
