//! Ids: stable names that the market gives to things.
//!
//! An id is a short prefix that says what it names, and a random suffix. Ids never change; a
//! [resource path](crate::resource) changes when the thing is renamed. Some prefixes have changed
//! over time: the old ones are still taken, here and by the market, but no longer handed out.
//!
//! Text given by a caller must match the type's `PATTERN` as a whole. What a server sends is held
//! whatever its prefix or length, as long as it could not change a URL.

use crate::grammar::{ONE_WORD, is_id, is_name};
use crate::text::text_type;

/// Defines one id type from its prefix and the legacy prefixes it also takes.
macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident, $what:literal, $prefix:literal $(, legacy $legacy:literal)?) => {
        text_type! {
            $(#[$meta])*
            $name {
                what: $what,
                pattern: concat!(
                    "^", id_type!(@prefixes $prefix $(, $legacy)?), "[0-9a-zA-Z_-]{1,21}$"
                ),
                allowed: concat!(
                    "`", $prefix, "` ", $("or `", $legacy, "` ",)?
                    "followed by 1 to 21 of 0-9, a-z, A-Z, `_` and `-`"
                ),
                accepts: |text| is_id(text, &[$prefix $(, $legacy)?]),
                holds: ONE_WORD,
            }
        }

        impl $name {
            /// What every new id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Earlier prefixes that are still accepted, never handed out.
            pub const LEGACY_PREFIXES: &'static [&'static str] = &[$($legacy)?];
        }
    };
    (@prefixes $prefix:literal) => { $prefix };
    (@prefixes $prefix:literal, $legacy:literal) => { concat!("(?:", $prefix, "|", $legacy, ")") };
}

id_type! {
    /// The id of an order: `ordr_` and a suffix.
    ///
    /// ```
    /// use sfcompute_types::OrderId;
    ///
    /// let id: OrderId = "ordr_k3R-nX9vLm7Qp2Yw5Jd8F".parse()?;
    /// assert_eq!(id.as_str(), "ordr_k3R-nX9vLm7Qp2Yw5Jd8F");
    /// assert_eq!(format!("{id:?}"), r#"OrderId("ordr_k3R-nX9vLm7Qp2Yw5Jd8F")"#);
    ///
    /// // What could change a URL is refused, whichever way it comes.
    /// assert!("..".parse::<OrderId>().is_err());
    /// assert!(serde_json::from_str::<OrderId>(r#""..""#).is_err());
    ///
    /// // An id that a newer server spells otherwise still decodes.
    /// let newer: OrderId = serde_json::from_str(r#""order_999""#).unwrap();
    /// assert_eq!(newer, "order_999");
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    OrderId, "order id", "ordr_"
}

id_type! {
    /// The id of a contract, the record of one fill: `cont_` and a suffix.
    ContractId, "contract id", "cont_"
}

id_type! {
    /// The id of a pool, which holds compute: `pool_` and a suffix.
    PoolId, "pool id", "pool_"
}

id_type! {
    /// The id of a capacity, as pools were called before July 2026: `cap_`, or `pool_`, and a suffix.
    CapacityId, "capacity id", "cap_", legacy "pool_"
}

id_type! {
    /// The id of a transfer between pools: `pxfr_`, formerly `cxfr_`, and a suffix.
    PoolTransferId, "pool transfer id", "pxfr_", legacy "cxfr_"
}

id_type! {
    /// The id of an instance SKU, a kind of machine in one place: `isku_`, formerly `clus_`, and a
    /// suffix.
    InstanceSkuId, "instance SKU id", "isku_", legacy "clus_"
}

id_type! {
    /// The id of a procurement, a standing buyer for one pool: `proc_` and a suffix.
    ProcurementId, "procurement id", "proc_"
}

id_type! {
    /// The id of a deployment that runs on nodes at hand: `depl_` and a suffix.
    ///
    /// One that buys its nodes has a [`SpotDeploymentId`].
    DeploymentId, "deployment id", "depl_"
}

id_type! {
    /// The id of a spot deployment, which buys the nodes that it runs on: `spot_` and a suffix.
    SpotDeploymentId, "spot deployment id", "spot_"
}

id_type! {
    /// The id of an instance, a virtual machine: `inst_`, formerly `vm_`, and a suffix.
    ///
    /// ```
    /// use sfcompute_types::InstanceId;
    ///
    /// assert!("inst_k3R-nX9vLm7Qp2Yw5Jd8F".parse::<InstanceId>().is_ok());
    /// assert!("vm_k3R".parse::<InstanceId>().is_ok());
    /// // The id of an image before it was called so, not of an instance.
    /// assert!("vmi_k3R".parse::<InstanceId>().is_err());
    /// ```
    InstanceId, "instance id", "inst_", legacy "vm_"
}

id_type! {
    /// The id of an instance template, from which a deployment makes instances: `itmpl_`, formerly
    /// `ntmpl_`, and a suffix.
    InstanceTemplateId, "instance template id", "itmpl_", legacy "ntmpl_"
}

id_type! {
    /// The id of an image, the disk that instances start from: `image_`, formerly `vmi_`, and a
    /// suffix.
    ImageId, "image id", "image_", legacy "vmi_"
}

id_type! {
    /// The id of a firewall, which instances may stand behind: `frwl_` and a suffix.
    FirewallId, "firewall id", "frwl_"
}

id_type! {
    /// The id of a workspace, which holds pools and images: `wksp_` and a suffix.
    WorkspaceId, "workspace id", "wksp_"
}

text_type! {
    /// The id of a user: no prefix, the grammar of a [`Name`](crate::Name).
    UserId {
        what: "user id",
        pattern: "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}$",
        allowed: "1 to 255 of a-z, A-Z, 0-9, `.`, `_` and `-`, the first a letter or digit",
        accepts: is_name,
        holds: ONE_WORD,
    }
}

impl UserId {
    /// Empty: a user's id has no prefix.
    pub const PREFIX: &'static str = "";

    /// None.
    pub const LEGACY_PREFIXES: &'static [&'static str] = &[];
}
