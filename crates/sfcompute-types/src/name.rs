//! Names that people choose for pools, workspaces and the like.

use crate::grammar::{ONE_LINE, is_name};
use crate::text::text_type;

text_type! {
    /// A name: 1 to 255 letters, digits, `.`, `_` or `-`, the first a letter or digit.
    ///
    /// A name that the market sends may be anything readable, spaces and slashes included; only
    /// what could change a URL is refused.
    ///
    /// ```
    /// use sfcompute_types::Name;
    ///
    /// let name: Name = "training-2026.q3".parse()?;
    /// assert_eq!(name, "training-2026.q3");
    /// assert!("My Pool / H100".parse::<Name>().is_err());
    ///
    /// let seen: Name = serde_json::from_str(r#""My Pool / H100""#).unwrap();
    /// assert_eq!(seen.to_string(), "My Pool / H100");
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    Name {
        what: "name",
        pattern: "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}$",
        allowed: "1 to 255 of a-z, A-Z, 0-9, `.`, `_` and `-`, the first a letter or digit",
        accepts: is_name,
        holds: ONE_LINE,
    }
}
