//! Cursors: the places in a list where a page ends, as the market marks them.
//!
//! A cursor is opaque and belongs to one list. It is not an object's id. One cursor a page serves
//! both directions. What a server sends is held as it is: a cursor travels in a query only, where
//! everything is encoded.

use crate::grammar::{ANYTHING, is_cursor};
use crate::text::text_type;

/// Defines the cursor type of one list from its prefix.
macro_rules! cursor_type {
    ($(#[$meta:meta])* $name:ident, $what:literal, $prefix:literal) => {
        text_type! {
            $(#[$meta])*
            $name {
                what: $what,
                pattern: concat!("^", $prefix, "[A-Za-z0-9_-]+$"),
                allowed: concat!("`", $prefix, "` followed by letters, digits, `_` and `-`"),
                accepts: |text| is_cursor(text, $prefix),
                holds: ANYTHING,
            }
        }

        impl $name {
            /// What every cursor of this list starts with.
            pub const PREFIX: &'static str = $prefix;
        }
    };
}

cursor_type! {
    /// A place in the list of orders: `ordrc_…`.
    ///
    /// ```
    /// use sfcompute_types::OrdersCursor;
    ///
    /// let cursor: OrdersCursor = "ordrc_gqXR7s0Kj5mHvE2wNpLc4Q".parse()?;
    /// assert!("poolc_gqXR7s0Kj5mHvE2wNpLc4Q".parse::<OrdersCursor>().is_err());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    OrdersCursor, "orders cursor", "ordrc_"
}

cursor_type! {
    /// A place in the list of pools: `poolc_…`.
    PoolsCursor, "pools cursor", "poolc_"
}

cursor_type! {
    /// A place in the list of pool transfers: `ptfrc_…`.
    PoolTransfersCursor, "pool transfers cursor", "ptfrc_"
}

cursor_type! {
    /// A place in the lists of instance SKUs and of their availability: `iskuc_…`.
    InstanceSkusCursor, "instance SKUs cursor", "iskuc_"
}

cursor_type! {
    /// A place in the list of recent fills of the book, which is read forwards only: `mfilc_…`.
    OrderbookFillsCursor, "orderbook fills cursor", "mfilc_"
}

cursor_type! {
    /// A place in the list of the book's windows, which is read forwards only: `mwin_…`.
    OrderbookWindowsCursor, "orderbook windows cursor", "mwin_"
}

cursor_type! {
    /// A place in the list of instances: `nodec_…`, from the time when they were called nodes.
    InstancesCursor, "instances cursor", "nodec_"
}

cursor_type! {
    /// A place in the list of instance templates: `itmplc_…`.
    InstanceTemplatesCursor, "instance templates cursor", "itmplc_"
}

cursor_type! {
    /// A place in the list of images: `imagec_…`.
    ImagesCursor, "images cursor", "imagec_"
}

cursor_type! {
    /// A place in the list of deployments of both kinds: `deplc_…`.
    DeploymentsCursor, "deployments cursor", "deplc_"
}

cursor_type! {
    /// A place in the list of procurements: `procc_…`.
    ProcurementsCursor, "procurements cursor", "procc_"
}

cursor_type! {
    /// A place in the list of users: `usrc_…`.
    UsersCursor, "users cursor", "usrc_"
}
