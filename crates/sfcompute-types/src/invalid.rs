//! The one error of this crate: a value that may not be used, and why.

use std::borrow::Cow;
use std::fmt;

/// How much of a refused value an error message shows, in characters.
const SHOWN: usize = 120;

/// A value was refused: what it was meant to be, what was given, and what is allowed.
///
/// The message is one line, safe to print: control characters are escaped and a long value is cut
/// after 120 characters. [`given`](Invalid::given) still returns all of it.
///
/// ```
/// use sfcompute_types::OrderId;
///
/// let error = "order-7".parse::<OrderId>().unwrap_err();
/// assert_eq!(error.what(), "order id");
/// assert_eq!(error.given(), "order-7");
/// assert!(error.to_string().starts_with(r#"`order id` is not valid: given "order-7", allowed "#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{what}` is not valid: given \"{}\", allowed {allowed}", Shown(given))]
pub struct Invalid {
    what: Cow<'static, str>,
    given: String,
    allowed: Cow<'static, str>,
}

impl Invalid {
    /// Says that `given` is not a valid `what`, and what would be `allowed`.
    ///
    /// `what` is a noun (`"order id"`) or the place of a field (`"[2].end_at"`).
    pub fn new(
        what: impl Into<Cow<'static, str>>,
        given: impl Into<String>,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            what: what.into(),
            given: given.into(),
            allowed: allowed.into(),
        }
    }

    /// What the value was meant to be, or where it stands.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The whole value that was refused, as text.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// What would have been accepted, in words.
    pub fn allowed(&self) -> &str {
        &self.allowed
    }

    /// The same refusal under another name: the field that the value was meant for.
    #[must_use]
    pub fn named(self, what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            what: what.into(),
            ..self
        }
    }

    /// The same refusal seen from the object that holds the value.
    ///
    /// ```
    /// # use sfcompute_types::Invalid;
    /// let error = Invalid::new("[2].end_at", "61", "a whole minute");
    /// assert_eq!(error.within("delta").what(), "delta[2].end_at");
    /// let error = Invalid::new("start", "61", "a whole minute");
    /// assert_eq!(error.within("window").what(), "window.start");
    /// ```
    #[must_use]
    pub fn within(self, field: &str) -> Self {
        let dot = if self.what.starts_with('[') { "" } else { "." };
        let what = format!("{field}{dot}{}", self.what);
        self.named(what)
    }
}

/// A value as a message shows it: escaped, and cut when long.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self
            .0
            .char_indices()
            .nth(SHOWN)
            .and_then(|(cut, _)| self.0.get(..cut))
        {
            Some(head) => write!(f, "{}…", head.escape_debug()),
            None => write!(f, "{}", self.0.escape_debug()),
        }
    }
}

#[cfg(test)]
mod tests;
