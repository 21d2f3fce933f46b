//! Resource paths: names of things by where they live, `sfc:<kind>:<account>:<workspace>:<name>`.
//!
//! A path is readable and changes when the thing is renamed or moved; an [id](crate::id) does
//! neither. Only things whose name a person chose have one. A segment is made of letters, digits,
//! `.`, `_` and `-`; one of dots only is legal, and harmless between colons.

use crate::Invalid;
use crate::grammar::{ONE_WORD, is_path, is_segment};
use crate::text::text_type;

/// What one segment of a path may be.
const SEGMENT: &str = "one or more of a-z, A-Z, 0-9, `.`, `_` and `-`";

/// Defines one path type from its kind and the names of its segments, each of which becomes an
/// argument of `new` and an accessor.
macro_rules! path_type {
    (
        $(#[$meta:meta])*
        $name:ident, $what:literal, $prefix:literal,
        $tail:literal, $count:literal: $($index:literal $segment:ident),+
    ) => {
        text_type! {
            $(#[$meta])*
            $name {
                what: $what,
                pattern: concat!("^", $prefix, $tail, "$"),
                allowed: concat!(
                    "`", $prefix, path_type!(@shape $($segment),+),
                    "`, each part of a-z, A-Z, 0-9, `.`, `_` and `-`"
                ),
                accepts: |text| is_path(text, $prefix, $count),
                holds: ONE_WORD,
            }
        }

        impl $name {
            /// What every path of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Puts a path together from its segments.
            ///
            /// # Errors
            /// Names the segment that is empty or holds a character that a path may not.
            #[allow(clippy::too_many_arguments)]
            pub fn new($($segment: &str),+) -> Result<Self, Invalid> {
                $(check_segment(concat!($what, " ", stringify!($segment)), $segment)?;)+
                let segments = [$($segment),+];
                Ok(Self::trusted(format!("{}{}", $prefix, segments.join(":"))))
            }

            $(
                #[doc = concat!(
                    "The ", stringify!($segment), " in the path; `None` where the server sent a \
                     path of another shape."
                )]
                pub fn $segment(&self) -> Option<&str> {
                    segment(self.as_str(), $prefix, $count, $index)
                }
            )+
        }
    };
    (@shape $first:ident $(, $rest:ident)*) => {
        concat!("<", stringify!($first), ">" $(, ":<", stringify!($rest), ">")*)
    };
}

path_type! {
    /// The path of a pool: `sfc:pool:<account>:<workspace>:<name>`.
    ///
    /// ```
    /// use sfcompute_types::PoolPath;
    ///
    /// let path = PoolPath::new("acme", "prod", "training")?;
    /// assert_eq!(path, "sfc:pool:acme:prod:training");
    /// assert_eq!(path.workspace(), Some("prod"));
    /// assert!("sfc:pool:acme:training".parse::<PoolPath>().is_err());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    PoolPath, "pool path", "sfc:pool:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a capacity, as pools were called before July 2026:
    /// `sfc:capacity:<account>:<workspace>:<name>`.
    CapacityPath, "capacity path", "sfc:capacity:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a procurement: `sfc:procurement:<account>:<workspace>:<name>`.
    ProcurementPath, "procurement path", "sfc:procurement:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a deployment that runs on nodes at hand:
    /// `sfc:deployment:<account>:<workspace>:<name>`.
    ///
    /// One that buys its nodes has a [`SpotDeploymentPath`].
    DeploymentPath, "deployment path", "sfc:deployment:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a spot deployment, which buys the nodes that it runs on:
    /// `sfc:spot_deployment:<account>:<workspace>:<name>`.
    SpotDeploymentPath, "spot deployment path", "sfc:spot_deployment:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of an instance: `sfc:instance:<account>:<workspace>:<name>`.
    InstancePath, "instance path", "sfc:instance:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of an instance template: `sfc:instance_template:<account>:<workspace>:<name>`.
    InstanceTemplatePath, "instance template path", "sfc:instance_template:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of an image: `sfc:image:<account>:<workspace>:<name>`.
    ///
    /// The market's own images are in the workspace `public` of the account `sfcompute`:
    ///
    /// ```
    /// use sfcompute_types::ImagePath;
    ///
    /// let image: ImagePath = "sfc:image:sfcompute:public:ubuntu-24.04.4-cuda-12.8".parse()?;
    /// assert_eq!(image.name(), Some("ubuntu-24.04.4-cuda-12.8"));
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    ImagePath, "image path", "sfc:image:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a firewall: `sfc:firewall:<account>:<workspace>:<name>`.
    FirewallPath, "firewall path", "sfc:firewall:",
    "(?:[a-zA-Z0-9._-]+:){2}[a-zA-Z0-9._-]+", 3: 0 account, 1 workspace, 2 name
}

path_type! {
    /// The path of a workspace: `sfc:workspace:<account>:<name>`.
    WorkspacePath, "workspace path", "sfc:workspace:",
    "[a-zA-Z0-9._-]+:[a-zA-Z0-9._-]+", 2: 0 account, 1 name
}

path_type! {
    /// The path of a user: `sfc:user:<name>`, without an account.
    UserPath, "user path", "sfc:user:", "[a-zA-Z0-9._-]+", 1: 0 name
}

fn check_segment(what: &'static str, given: &str) -> Result<(), Invalid> {
    if is_segment(given) {
        Ok(())
    } else {
        Err(Invalid::new(what, given, SEGMENT))
    }
}

fn segment<'a>(text: &'a str, prefix: &str, count: usize, index: usize) -> Option<&'a str> {
    let tail = text.strip_prefix(prefix)?;
    if tail.split(':').count() == count {
        tail.split(':').nth(index)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
