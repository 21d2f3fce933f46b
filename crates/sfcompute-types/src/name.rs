//! Names: those that people choose for pools, workspaces and the like, and those of features.

use crate::grammar::{ONE_LINE, ONE_WORD, is_feature_flag, is_name};
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

text_type! {
    /// The name of a feature on trial: letters, digits, `.`, `_` or `-`, and not of dots alone.
    ///
    /// It stands in a URL. The market's own document lets it be any text, and the client holds it
    /// to this.
    ///
    /// ```
    /// use sfcompute_types::FeatureFlagName;
    ///
    /// assert!("faster-boot".parse::<FeatureFlagName>().is_ok());
    /// assert!("..".parse::<FeatureFlagName>().is_err());
    /// ```
    FeatureFlagName {
        what: "feature flag",
        pattern: r"^\.*[a-zA-Z0-9_-][a-zA-Z0-9._-]*$",
        allowed: "one or more of a-z, A-Z, 0-9, `.`, `_` and `-`, and not dots alone",
        accepts: is_feature_flag,
        holds: ONE_WORD,
    }
}
