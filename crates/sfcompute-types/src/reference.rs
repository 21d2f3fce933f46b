//! References: a thing by its id or by its resource path, whichever is at hand.
//!
//! Where the market says "resource path or id", these are the types. An id, a path, or text of
//! either form makes one.

mod target;

use crate::grammar::{ONE_WORD, is_id, is_name, is_path};
use crate::input::input_from;
use crate::text::text_type;
use crate::{
    CapacityId, CapacityPath, DeploymentId, DeploymentPath, FirewallId, FirewallPath, ImageId,
    ImagePath, InstanceId, InstancePath, InstanceTemplateId, InstanceTemplatePath, PoolId,
    PoolPath, ProcurementId, ProcurementPath, SpotDeploymentId, SpotDeploymentPath, UserId,
    UserPath, WorkspaceId, WorkspacePath,
};

pub use target::OrderTarget;

/// Every reference to a resource path starts so.
const PATH: &str = "sfc:";

/// Gives a reference type its conversions from ids and paths, and the inputs that follow.
macro_rules! refers_to {
    ($name:ident: $($from:ty),+) => {
        $(
            impl From<$from> for $name {
                fn from(value: $from) -> Self {
                    Self::trusted(value.into_string())
                }
            }

            impl From<&$from> for $name {
                fn from(value: &$from) -> Self {
                    Self::trusted(value.as_str().to_owned())
                }
            }
        )+

        input_from!($name: $($from),+);

        impl $name {
            /// Whether this is a resource path rather than an id.
            pub fn is_path(&self) -> bool {
                self.as_str().starts_with(PATH)
            }
        }
    };
}

/// Defines the reference to a thing that lives in a workspace, from its nouns, the prefixes of its
/// ids (the second one of old) and of its paths.
macro_rules! reference_type {
    (
        $(#[$meta:meta])*
        $name:ident, $article:literal $what:literal,
        $id:literal $(or $legacy:literal)?, $path:literal, from $($from:ty),+
    ) => {
        text_type! {
            $(#[$meta])*
            $name {
                what: $what,
                pattern: concat!(
                    "^(?:", reference_type!(@prefixes $id $($legacy)?), "[0-9a-zA-Z_-]{1,21}|",
                    $path, "[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$"
                ),
                allowed: concat!(
                    $article, " ", $what, " id (`", $id, "…`", $(" or `", $legacy, "…`",)? ") or ",
                    $article, " ", $what, " path (`", $path, "<account>:<workspace>:<name>`)"
                ),
                accepts: |text| is_id(text, &[$id $(, $legacy)?]) || is_path(text, $path, 3),
                holds: ONE_WORD,
            }
        }
        refers_to!($name: $($from),+);
    };
    (@prefixes $id:literal) => { $id };
    (@prefixes $id:literal $legacy:literal) => { concat!("(?:", $id, "|", $legacy, ")") };
}

reference_type! {
    /// A pool by id (`pool_…`) or by path (`sfc:pool:<account>:<workspace>:<name>`).
    ///
    /// ```
    /// use sfcompute_types::{PoolId, PoolRef};
    ///
    /// let id: PoolId = "pool_k3R".parse()?;
    /// assert_eq!(PoolRef::from(&id), "pool_k3R");
    /// let path: PoolRef = "sfc:pool:acme:prod:training".parse()?;
    /// assert!(path.is_path());
    /// assert!("cap_k3R".parse::<PoolRef>().is_err());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    PoolRef, "a" "pool", "pool_", "sfc:pool:", from PoolId, PoolPath
}

reference_type! {
    /// A capacity, as pools were called before July 2026, by id (`cap_…`) or by path
    /// (`sfc:capacity:<account>:<workspace>:<name>`).
    CapacityRef, "a" "capacity", "cap_", "sfc:capacity:", from CapacityId, CapacityPath
}

text_type! {
    /// A workspace by id (`wksp_…`) or by path (`sfc:workspace:<account>:<name>`).
    WorkspaceRef {
        what: "workspace",
        pattern: "^(?:wksp_[0-9a-zA-Z_-]{1,21}\
                  |sfc:workspace:[a-zA-Z0-9._-]+:[a-zA-Z0-9._-]+)$",
        allowed: "a workspace id (`wksp_…`) or a workspace path \
                  (`sfc:workspace:<account>:<name>`)",
        accepts: |text| is_id(text, &["wksp_"]) || is_path(text, "sfc:workspace:", 2),
        holds: ONE_WORD,
    }
}
refers_to!(WorkspaceRef: WorkspaceId, WorkspacePath);

reference_type! {
    /// A procurement by id (`proc_…`) or by path (`sfc:procurement:<account>:<workspace>:<name>`).
    ProcurementRef, "a" "procurement", "proc_", "sfc:procurement:",
    from ProcurementId, ProcurementPath
}

reference_type! {
    /// An instance by id (`inst_…`, or `vm_…` of old) or by path
    /// (`sfc:instance:<account>:<workspace>:<name>`).
    InstanceRef, "an" "instance", "inst_" or "vm_", "sfc:instance:", from InstanceId, InstancePath
}

reference_type! {
    /// An instance template by id (`itmpl_…`, or `ntmpl_…` of old) or by path
    /// (`sfc:instance_template:<account>:<workspace>:<name>`).
    InstanceTemplateRef, "an" "instance template", "itmpl_" or "ntmpl_", "sfc:instance_template:",
    from InstanceTemplateId, InstanceTemplatePath
}

reference_type! {
    /// An image by id (`image_…`, or `vmi_…` of old) or by path
    /// (`sfc:image:<account>:<workspace>:<name>`).
    ImageRef, "an" "image", "image_" or "vmi_", "sfc:image:", from ImageId, ImagePath
}

reference_type! {
    /// A firewall by id (`frwl_…`) or by path (`sfc:firewall:<account>:<workspace>:<name>`).
    FirewallRef, "a" "firewall", "frwl_", "sfc:firewall:", from FirewallId, FirewallPath
}

reference_type! {
    /// A deployment that runs on nodes at hand, and no spot deployment, by id (`depl_…`) or by path
    /// (`sfc:deployment:<account>:<workspace>:<name>`).
    ///
    /// Operations take either kind, as a [`DeploymentRef`].
    GenericDeploymentRef, "a" "generic deployment", "depl_", "sfc:deployment:",
    from DeploymentId, DeploymentPath
}

reference_type! {
    /// A spot deployment, which buys the nodes that it runs on, by id (`spot_…`) or by path
    /// (`sfc:spot_deployment:<account>:<workspace>:<name>`).
    ///
    /// Operations take either kind, as a [`DeploymentRef`].
    SpotDeploymentRef, "a" "spot deployment", "spot_", "sfc:spot_deployment:",
    from SpotDeploymentId, SpotDeploymentPath
}

text_type! {
    /// A deployment of either kind by id (`depl_…`, `spot_…`) or by path
    /// (`sfc:deployment:<account>:<workspace>:<name>`, `sfc:spot_deployment:…`).
    ///
    /// ```
    /// use sfcompute_types::{DeploymentRef, SpotDeploymentId};
    ///
    /// let spot: SpotDeploymentId = "spot_k3R".parse()?;
    /// assert_eq!(DeploymentRef::from(spot), "spot_k3R");
    /// let generic: DeploymentRef = "sfc:deployment:acme:prod:workers".parse()?;
    /// assert!(generic.is_path());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    DeploymentRef {
        what: "deployment",
        pattern: "^(?:(?:depl_|spot_)[0-9a-zA-Z_-]{1,21}\
                  |sfc:(?:spot_)?deployment:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a deployment id (`depl_…` or `spot_…`) or a deployment path \
                  (`sfc:deployment:<account>:<workspace>:<name>` or `sfc:spot_deployment:…`)",
        accepts: |text| {
            is_id(text, &["depl_", "spot_"])
                || is_path(text, "sfc:deployment:", 3)
                || is_path(text, "sfc:spot_deployment:", 3)
        },
        holds: ONE_WORD,
    }
}
refers_to!(
    DeploymentRef: GenericDeploymentRef, DeploymentId, DeploymentPath, SpotDeploymentRef,
    SpotDeploymentId, SpotDeploymentPath
);

text_type! {
    /// A user by id, which has no prefix, or by path (`sfc:user:<name>`).
    ///
    /// No id has a colon in it, so the two are never mistaken for each other.
    UserRef {
        what: "user",
        pattern: "^(?:[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}|sfc:user:[a-zA-Z0-9._-]+)$",
        allowed: "a user id (1 to 255 of a-z, A-Z, 0-9, `.`, `_` and `-`, the first a letter or \
                  digit) or a user path (`sfc:user:<name>`)",
        accepts: |text| is_name(text) || is_path(text, "sfc:user:", 1),
        holds: ONE_WORD,
    }
}
refers_to!(UserRef: UserId, UserPath);

text_type! {
    /// One end of a transfer: a pool by id (`pool_…`, or `cap_…` as before July 2026) or by path
    /// (`sfc:pool:<account>:<workspace>:<name>`).
    TransferPoolRef {
        what: "transfer pool",
        pattern: "^(?:(?:pool_|cap_)[0-9a-zA-Z_-]{1,21}\
                  |sfc:pool:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a pool id (`pool_…` or `cap_…`) or a pool path \
                  (`sfc:pool:<account>:<workspace>:<name>`)",
        accepts: |text| is_id(text, &["pool_", "cap_"]) || is_path(text, "sfc:pool:", 3),
        holds: ONE_WORD,
    }
}
refers_to!(TransferPoolRef: PoolRef, PoolId, PoolPath, CapacityId);

#[cfg(test)]
mod tests;
