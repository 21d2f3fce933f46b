//! What a builder takes where it needs a value of one of this crate's types.

use crate::Invalid;

/// Anything that can be given where a `T` is needed.
///
/// A function that takes `impl Input<PoolRef>` takes a [`PoolRef`](crate::PoolRef), a
/// [`PoolId`](crate::PoolId), a [`PoolPath`](crate::PoolPath), references to them, and plain text.
/// Text is held to the grammar of what a caller may send; a value of a type of this crate passes as
/// it is, since it was checked when it was made.
///
/// | for | takes, beside `T` and `&T` |
/// |---|---|
/// | every text type | `&str`, `String`, `&String` |
/// | [`PoolRef`](crate::PoolRef) | the pool's id and path |
/// | [`CapacityRef`](crate::CapacityRef) | the capacity's id and path |
/// | [`WorkspaceRef`](crate::WorkspaceRef), [`ProcurementRef`](crate::ProcurementRef), [`InstanceRef`](crate::InstanceRef), [`InstanceTemplateRef`](crate::InstanceTemplateRef), [`ImageRef`](crate::ImageRef), [`FirewallRef`](crate::FirewallRef), [`UserRef`](crate::UserRef) | their ids and paths |
/// | [`DeploymentRef`](crate::DeploymentRef) | references, ids and paths of both kinds |
/// | [`TransferPoolRef`](crate::TransferPoolRef) | a pool's reference, id and path, a capacity's id |
/// | [`OrderTarget`](crate::OrderTarget) | the same, and a capacity's reference and path |
/// | [`ProcurementTarget`](crate::ProcurementTarget) | `u64` nodes |
/// | [`Price`](crate::Price) | text and `rust_decimal::Decimal` |
/// | [`Timestamp`](crate::Timestamp) | `jiff::Timestamp` on a whole second, `i64` Unix seconds |
/// | [`Window`](crate::Window) | `Result<Window, Invalid>` |
///
/// ```
/// use sfcompute_types::{Input, Invalid, PoolId, PoolRef};
///
/// fn show(pool: impl Input<PoolRef>) -> Result<String, Invalid> {
///     Ok(format!("pool {}", pool.input()?))
/// }
///
/// let id: PoolId = "pool_k3R".parse()?;
/// assert_eq!(show(&id)?, "pool pool_k3R");
/// assert_eq!(show("sfc:pool:acme:prod:training")?, "pool sfc:pool:acme:prod:training");
/// assert!(show("training").is_err());
/// # Ok::<(), Invalid>(())
/// ```
pub trait Input<T> {
    /// Turns what was given into a `T`, or says why it cannot be one.
    fn input(self) -> Result<T, Invalid>;
}

/// Makes each `$from` (and a reference to it) an input for `$to`, by `From`.
macro_rules! input_from {
    ($to:ty: $($from:ty),+ $(,)?) => {$(
        impl $crate::Input<$to> for $from {
            fn input(self) -> Result<$to, $crate::Invalid> {
                Ok(self.into())
            }
        }

        impl $crate::Input<$to> for &$from {
            fn input(self) -> Result<$to, $crate::Invalid> {
                Ok(self.clone().into())
            }
        }
    )+};
}
pub(crate) use input_from;
