//! Resource paths, references by id or by path, and what an order names.

use sfcompute_types::{
    CapacityPath, CapacityRef, DeploymentPath, DeploymentRef, FirewallPath, FirewallRef,
    GenericDeploymentRef, ImagePath, ImageRef, InstancePath, InstanceRef, InstanceTemplatePath,
    InstanceTemplateRef, OrderTarget, PoolPath, PoolRef, ProcurementPath, ProcurementRef,
    SpotDeploymentPath, SpotDeploymentRef, TransferPoolRef, UserPath, UserRef, WorkspacePath,
    WorkspaceRef,
};

use super::text::{Passed, Place, Text, both_gates, is_readable};

/// Any text, as every kind of path and reference.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut passed = Passed::default();
    let all = &mut passed;
    of::<PoolPath>(text, all);
    of::<CapacityPath>(text, all);
    of::<ProcurementPath>(text, all);
    of::<DeploymentPath>(text, all);
    of::<SpotDeploymentPath>(text, all);
    of::<InstancePath>(text, all);
    of::<InstanceTemplatePath>(text, all);
    of::<ImagePath>(text, all);
    of::<FirewallPath>(text, all);
    of::<WorkspacePath>(text, all);
    of::<UserPath>(text, all);

    of::<PoolRef>(text, all);
    of::<CapacityRef>(text, all);
    of::<WorkspaceRef>(text, all);
    of::<ProcurementRef>(text, all);
    of::<TransferPoolRef>(text, all);
    of::<InstanceRef>(text, all);
    of::<InstanceTemplateRef>(text, all);
    of::<ImageRef>(text, all);
    of::<FirewallRef>(text, all);
    of::<GenericDeploymentRef>(text, all);
    of::<SpotDeploymentRef>(text, all);
    of::<DeploymentRef>(text, all);
    of::<UserRef>(text, all);

    passed.stands_in(text, Place::Path, Place::Path);

    segments(text);
    target(text);
}

fn of<T: Text>(text: &str, passed: &mut Passed) {
    both_gates::<T>(text, passed);
}

/// A path is its segments, and they are the path.
fn segments(text: &str) {
    if let Ok(path) = text.parse::<PoolPath>() {
        let parts = (path.account(), path.workspace(), path.name());
        let (Some(account), Some(workspace), Some(name)) = parts else {
            panic!("{text:?} has no segments");
        };
        assert_eq!(PoolPath::new(account, workspace, name), Ok(path));
    }
    let mut parts = text.splitn(3, ':');
    let (account, workspace, name) = (parts.next(), parts.next(), parts.next());
    let (account, workspace) = (account.unwrap_or_default(), workspace.unwrap_or_default());
    match PoolPath::new(account, workspace, name.unwrap_or_default()) {
        Ok(path) => assert_eq!(path, format!("sfc:pool:{text}").as_str()),
        Err(error) => is_readable(&error),
    }
}

/// An order's target goes out under the field that its text calls for.
fn target(text: &str) {
    match text.parse::<OrderTarget>() {
        Ok(target) => {
            assert_eq!(target.as_str(), text);
            assert_eq!(target.to_string().parse(), Ok(target.clone()));
            let is_pool = text.starts_with("pool_") || text.starts_with("sfc:pool:");
            let is_capacity = text.starts_with("cap_") || text.starts_with("sfc:capacity:");
            assert_eq!(matches!(target, OrderTarget::Pool(_)), is_pool);
            assert_eq!(matches!(target, OrderTarget::Capacity(_)), is_capacity);
        }
        Err(error) => {
            is_readable(&error);
            assert!(text.parse::<PoolRef>().is_err() && text.parse::<CapacityRef>().is_err());
        }
    }
}
