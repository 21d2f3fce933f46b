//! Ids.

use sfcompute_types::{
    CapacityId, ContractId, DeploymentId, FirewallId, ImageId, InstanceId, InstanceSkuId,
    InstanceTemplateId, OrderId, PoolId, PoolTransferId, ProcurementId, SpotDeploymentId, UserId,
    WorkspaceId,
};

use super::text::{Passed, Place, Text, both_gates};

/// Any text, as every kind of id.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut passed = Passed::default();
    let all = &mut passed;
    of::<OrderId>(text, all, &[OrderId::PREFIX], OrderId::LEGACY_PREFIXES);
    of::<ContractId>(
        text,
        all,
        &[ContractId::PREFIX],
        ContractId::LEGACY_PREFIXES,
    );
    of::<PoolId>(text, all, &[PoolId::PREFIX], PoolId::LEGACY_PREFIXES);
    of::<CapacityId>(
        text,
        all,
        &[CapacityId::PREFIX],
        CapacityId::LEGACY_PREFIXES,
    );
    of::<PoolTransferId>(
        text,
        all,
        &[PoolTransferId::PREFIX],
        PoolTransferId::LEGACY_PREFIXES,
    );
    of::<InstanceSkuId>(
        text,
        all,
        &[InstanceSkuId::PREFIX],
        InstanceSkuId::LEGACY_PREFIXES,
    );
    of::<ProcurementId>(
        text,
        all,
        &[ProcurementId::PREFIX],
        ProcurementId::LEGACY_PREFIXES,
    );
    of::<DeploymentId>(
        text,
        all,
        &[DeploymentId::PREFIX],
        DeploymentId::LEGACY_PREFIXES,
    );
    of::<SpotDeploymentId>(
        text,
        all,
        &[SpotDeploymentId::PREFIX],
        SpotDeploymentId::LEGACY_PREFIXES,
    );
    of::<InstanceId>(
        text,
        all,
        &[InstanceId::PREFIX],
        InstanceId::LEGACY_PREFIXES,
    );
    of::<InstanceTemplateId>(
        text,
        all,
        &[InstanceTemplateId::PREFIX],
        InstanceTemplateId::LEGACY_PREFIXES,
    );
    of::<ImageId>(text, all, &[ImageId::PREFIX], ImageId::LEGACY_PREFIXES);
    of::<FirewallId>(
        text,
        all,
        &[FirewallId::PREFIX],
        FirewallId::LEGACY_PREFIXES,
    );
    of::<WorkspaceId>(
        text,
        all,
        &[WorkspaceId::PREFIX],
        WorkspaceId::LEGACY_PREFIXES,
    );
    of::<UserId>(text, all, &[UserId::PREFIX], UserId::LEGACY_PREFIXES);
    passed.stands_in(text, Place::Path, Place::Path);
}

fn of<T: Text>(text: &str, passed: &mut Passed, current: &[&str], legacy: &[&str]) {
    both_gates::<T>(text, passed);
    let begins = current
        .iter()
        .chain(legacy)
        .any(|prefix| text.starts_with(prefix));
    assert!(
        begins || text.parse::<T>().is_err(),
        "{text:?} has no prefix of its kind"
    );
}
