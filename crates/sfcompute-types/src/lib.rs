//! The vocabulary of the SF Compute market: ids, resource paths, prices, times, windows, schedules,
//! tags, and enums that stay open to what the market adds. No I/O.
//!
//! The generated client and the hand-written facade above it are built of these types, so that
//! there is one form of each thing from the builder to the wire.
//!
//! # Tour
//!
//! | module | holds |
//! |---|---|
//! | [`id`] | [`OrderId`], [`PoolId`] and the other ids |
//! | [`resource`] | [`PoolPath`] and the other resource paths, `sfc:pool:acme:prod:training` |
//! | [`mod@reference`] | [`PoolRef`] and the others that take an id or a path; [`OrderTarget`] |
//! | [`name`], [`name_template`] | [`Name`], [`FeatureFlagName`]; [`NameTemplate`], from which instances get names |
//! | [`cursor`], [`tags`] | page cursors, labels |
//! | [`price`] | [`Price`]: exact dollars per node-hour, and the market's step |
//! | [`timestamp`], [`window`] | [`Timestamp`]: Unix seconds; [`Window`]: a half-open stretch of minutes |
//! | [`schedule`] | [`Schedule`]: node counts over time |
//! | [`procurement_target`] | [`ProcurementTarget`]: a number of nodes, or as many as are in use |
//! | [`patch`] | [`Patch`]: keep, clear or set a field |
//! | [`open`] | [`open_enum!`] and [`tagged_union!`], which the generated code calls |
//! | [`input`] | [`Input`]: what a builder takes where it needs one of these |
//! | [`invalid`] | [`Invalid`]: the one error |
//!
//! # Rules
//!
//! **Two gates.** Parsing (`FromStr`, `TryFrom`) holds a caller to the API's grammar, the whole
//! text and not a part of it. Decoding (`Deserialize`) holds a server to no grammar, prefix or
//! length, since those change without notice. Both refuse what could change a URL: the empty text,
//! `.` and `..`, a backslash, a percent sign, control characters, and in ids, paths and references
//! also `/`, `?`, `#` and white space. So no value of these types can lead a request astray,
//! whichever way it came. Cursors, tags and templates travel in queries and bodies only and decode
//! freely.
//!
//! **Exact.** Money, times and node counts never pass through a float, and arithmetic that could
//! overflow says so.
//!
//! **Kept.** What a server sends is written back as it was: an absent end is not a `null`, a price
//! keeps its digits, an unknown status its spelling.
//!
//! **Errors say what to do.** An [`Invalid`] names the field, what was given and what is allowed.
//!
//! ```
//! use sfcompute_types::{Invalid, OrderTarget, Price, Schedule, Timestamp, Window};
//!
//! let target: OrderTarget = "sfc:pool:acme:prod:training".parse()?;
//! let start: Timestamp = "2026-07-21T09:00:00Z".parse()?;
//! let delta = Schedule::flat(Window::starting(start).hours(24)?, 4);
//! let limit: Price = "2.50".parse()?;
//!
//! assert_eq!(target.as_str(), "sfc:pool:acme:prod:training");
//! assert_eq!(delta.nodes_at(start), 4);
//! assert_eq!(limit.to_string(), "2.50");
//! # Ok::<(), Invalid>(())
//! ```
//!
//! # Features
//!
//! `schemars`: a `JsonSchema` for every type with a wire form. The schema of a text type states the
//! grammar of what may be sent.

pub mod cursor;
mod grammar;
pub mod id;
pub mod input;
pub mod invalid;
pub mod name;
pub mod name_template;
pub mod open;
pub mod patch;
pub mod price;
pub mod procurement_target;
pub mod reference;
pub mod resource;
pub mod schedule;
#[cfg(feature = "schemars")]
mod schema;
pub mod tags;
mod text;
pub mod timestamp;
pub mod window;

pub use cursor::{
    DeploymentsCursor, ImagesCursor, InstanceSkusCursor, InstanceTemplatesCursor, InstancesCursor,
    OrderbookFillsCursor, OrderbookWindowsCursor, OrdersCursor, PoolTransfersCursor, PoolsCursor,
    ProcurementsCursor, UsersCursor,
};
pub use id::{
    CapacityId, ContractId, DeploymentId, FirewallId, ImageId, InstanceId, InstanceSkuId,
    InstanceTemplateId, OrderId, PoolId, PoolTransferId, ProcurementId, SpotDeploymentId, UserId,
    WorkspaceId,
};
pub use input::Input;
pub use invalid::Invalid;
pub use name::{FeatureFlagName, Name};
pub use name_template::NameTemplate;
pub use open::UnknownVariant;
pub use patch::Patch;
pub use price::Price;
pub use procurement_target::ProcurementTarget;
pub use reference::{
    CapacityRef, DeploymentRef, FirewallRef, GenericDeploymentRef, ImageRef, InstanceRef,
    InstanceTemplateRef, OrderTarget, PoolRef, ProcurementRef, SpotDeploymentRef, TransferPoolRef,
    UserRef, WorkspaceRef,
};
pub use resource::{
    CapacityPath, DeploymentPath, FirewallPath, ImagePath, InstancePath, InstanceTemplatePath,
    PoolPath, ProcurementPath, SpotDeploymentPath, UserPath, WorkspacePath,
};
pub use schedule::{Schedule, ScheduleEnd, ScheduleEntry};
pub use tags::Tags;
pub use timestamp::Timestamp;
pub use window::{Window, WindowStart};

/// What the macros' expansions name. Not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use crate::open::arm;
    pub use crate::open::text::text;
    #[cfg(feature = "schemars")]
    pub use crate::schema::{open_enum_schema, tagged_union_schema};
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
    pub use serde_json;
}

/// The README's example, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
