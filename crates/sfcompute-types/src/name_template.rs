//! Templates of names: how a deployment names the instances that it makes.

use crate::grammar::{ANYTHING, is_name_template};
use crate::text::text_type;

text_type! {
    /// A name with places for the market to fill in, such as `worker-{{noun}}-{{nanoid(8)}}`.
    ///
    /// * `{{adjective}}`, `{{noun}}`: one of about 128 words each;
    /// * `{{nanoid(N)}}`: N random letters and digits, 1 to 21.
    ///
    /// Beside its places a template holds what a [`Name`](crate::Name) may, and starts like one. It
    /// has at least one place and at most 512 characters, and no name made of it may be longer than
    /// 255.
    ///
    /// The market also asks for room for as many names as its own template gives,
    /// `{{adjective}}-{{noun}}-{{nanoid(6)}}`. How many that is depends on the market's words, so a
    /// template with too little room, or with long words and too little space for them, is refused
    /// there and not here.
    ///
    /// ```
    /// use sfcompute_types::NameTemplate;
    ///
    /// let template: NameTemplate = "worker-{{nanoid(9)}}".parse()?;
    /// assert_eq!(template, "worker-{{nanoid(9)}}");
    ///
    /// assert!("worker".parse::<NameTemplate>().is_err(), "no place: one name for all");
    /// assert!("worker-{{verb}}".parse::<NameTemplate>().is_err());
    /// assert!("{{nanoid(22)}}".parse::<NameTemplate>().is_err());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    NameTemplate {
        what: "name template",
        // Two ways to begin, since only the first place may be preceded by a character of another
        // set. Lengths are not in it: a pattern cannot count across places.
        pattern: concat!(
            r"^(?:[a-zA-Z0-9][a-zA-Z0-9._-]*)?",
            r"\{\{(?:adjective|noun|nanoid\((?:[1-9]|1[0-9]|2[01])\))\}\}",
            r"(?:[a-zA-Z0-9._-]|\{\{(?:adjective|noun|nanoid\((?:[1-9]|1[0-9]|2[01])\))\}\})*$"
        ),
        allowed: "up to 512 of a-z, A-Z, 0-9, `.`, `_` and `-` with at least one of \
                  `{{adjective}}`, `{{noun}}` and `{{nanoid(1)}}` to `{{nanoid(21)}}`, the first a \
                  letter, a digit or one of those, for names of up to 255 characters",
        accepts: is_name_template,
        holds: ANYTHING,
        longest: 512,
    }
}

#[cfg(test)]
mod tests;
