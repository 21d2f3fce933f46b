//! Every text type, by what it may hold.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

use serde_json::{Value, json};

use crate::*;

/// A text type, seen through its two gates.
pub struct Kind {
    pub name: &'static str,
    pub pattern: &'static str,
    /// Whether a caller may send the text; checks that every way in agrees.
    pub sends: fn(&str) -> bool,
    /// Whether the text is held when a server sends it; checks that it comes out as it went in.
    pub holds: fn(&str) -> bool,
}

macro_rules! kinds {
    ($($name:ident)+) => {
        [$( Kind {
            name: stringify!($name),
            pattern: $name::PATTERN,
            sends: |text| {
                let parsed = text.parse::<$name>();
                let owned = text.to_owned();
                assert_eq!($name::try_from(text), parsed);
                assert_eq!($name::try_from(owned.clone()), parsed);
                assert_eq!(Input::<$name>::input(text), parsed);
                assert_eq!(Input::<$name>::input(&owned), parsed);
                assert_eq!(Input::<$name>::input(owned), parsed);
                match parsed {
                    Ok(value) => {
                        assert_eq!(Input::<$name>::input(&value).as_ref(), Ok(&value));
                        assert_eq!(Input::<$name>::input(value.clone()).as_ref(), Ok(&value));
                        check_forms(&value, text);
                        true
                    }
                    Err(error) => {
                        assert_eq!(error.given(), text);
                        false
                    }
                }
            },
            holds: |text| {
                let decoded = serde_json::from_value::<$name>(Value::from(text));
                let as_key =
                    serde_json::from_value::<BTreeMap<$name, i32>>(json!({ text: 1 }));
                assert_eq!(decoded.is_ok(), as_key.is_ok(), "as a value and as a key");
                let Ok(value) = decoded else { return false };
                assert_eq!(serde_json::to_value(as_key.unwrap()).unwrap(), json!({ text: 1 }));
                check_forms(&value, text);
                true
            },
        } ),+]
    };
}

/// What every text type can be turned into.
fn check_forms<T>(value: &T, text: &str)
where
    T: std::fmt::Debug
        + std::fmt::Display
        + Clone
        + Ord
        + std::hash::Hash
        + AsRef<str>
        + std::borrow::Borrow<str>
        + PartialEq<str>
        + for<'a> PartialEq<&'a str>
        + Into<String>
        + serde::Serialize,
{
    let name = std::any::type_name::<T>().rsplit("::").next().unwrap();
    assert_eq!(format!("{value:?}"), format!("{name}({text:?})"));
    assert_eq!(value.to_string(), text);
    assert_eq!(format!("{value:>300}"), format!("{text:>300}"));
    assert_eq!(value.as_ref(), text);
    assert!(*value == *text && *value == text);
    assert_eq!(Into::<String>::into(value.clone()), text);
    assert_eq!(serde_json::to_value(value).unwrap(), Value::from(text));
    assert!(HashMap::from([(value.clone(), 1)]).contains_key(text));
    let hasher = RandomState::new();
    assert_eq!(hasher.hash_one(value), hasher.hash_one(text));
}

/// The types that stand in URLs.
pub fn words() -> [Kind; 40] {
    kinds! {
        OrderId ContractId PoolId CapacityId PoolTransferId InstanceSkuId ProcurementId
        DeploymentId SpotDeploymentId InstanceId InstanceTemplateId ImageId FirewallId WorkspaceId
        UserId
        PoolPath CapacityPath ProcurementPath DeploymentPath SpotDeploymentPath InstancePath
        InstanceTemplatePath ImagePath FirewallPath WorkspacePath UserPath
        PoolRef CapacityRef WorkspaceRef ProcurementRef TransferPoolRef InstanceRef
        InstanceTemplateRef ImageRef FirewallRef GenericDeploymentRef SpotDeploymentRef
        DeploymentRef UserRef
        FeatureFlagName
    }
}

pub fn names() -> [Kind; 1] {
    kinds!(Name)
}

pub fn cursors() -> [Kind; 12] {
    kinds! {
        OrdersCursor PoolsCursor PoolTransfersCursor InstanceSkusCursor OrderbookFillsCursor
        OrderbookWindowsCursor InstancesCursor InstanceTemplatesCursor ImagesCursor
        DeploymentsCursor ProcurementsCursor UsersCursor
    }
}

fn templates() -> [Kind; 1] {
    kinds!(NameTemplate)
}

/// Cursors and templates: what travels in queries and bodies only.
pub fn free() -> impl Iterator<Item = Kind> {
    cursors().into_iter().chain(templates())
}

pub fn all() -> impl Iterator<Item = Kind> {
    words().into_iter().chain(names()).chain(free())
}
