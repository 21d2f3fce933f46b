//! Properties of SKUs: the vocabulary of requirements, and the catalog that publishes it.

use std::collections::BTreeMap;

use sfcompute_types::Timestamp;

use super::sku::{Labelled, Sku};
use super::{Edge, Engine, Page, Position};

/// Something that SKUs are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// Where the hardware stands.
    Region,
    /// The failure domain in the region.
    AvailabilityZone,
    /// The accelerator's model.
    Accelerator,
    /// The accelerator's form and interface.
    FormFactor,
    /// How nodes reach each other's memory.
    RdmaType,
    /// Accelerators in a node.
    NumAccelerators,
    /// Virtual CPUs of a node.
    NumVcpus,
    /// Memory of a node in bytes.
    Memory,
    /// Local storage of a node in bytes.
    LocalStorage,
    /// Whether a node can have a public IPv4 address.
    SupportsPublicIpv4,
}

impl Property {
    /// All of them, in the order in which the catalog lists them.
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::AvailabilityZone,
        Self::Accelerator,
        Self::FormFactor,
        Self::RdmaType,
        Self::NumAccelerators,
        Self::NumVcpus,
        Self::Memory,
        Self::LocalStorage,
        Self::SupportsPublicIpv4,
    ];

    /// The key in requirements and in the catalog.
    pub const fn name(self) -> &'static str {
        self.texts().0
    }

    /// The key as a person reads it.
    pub const fn display_name(self) -> &'static str {
        self.texts().1
    }

    /// What the property says, in one sentence.
    pub const fn description(self) -> &'static str {
        self.texts().2
    }

    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Region => ("region", "Region", "Where the hardware stands."),
            Self::AvailabilityZone => (
                "availability_zone",
                "Availability zone",
                "A part of the region that fails alone.",
            ),
            Self::Accelerator => ("accelerator", "Accelerator", "The model of accelerator."),
            Self::FormFactor => (
                "form_factor",
                "Form factor",
                "How the accelerator is built and attached.",
            ),
            Self::RdmaType => (
                "rdma_type",
                "RDMA type",
                "How nodes reach the memory of each other.",
            ),
            Self::NumAccelerators => (
                "num_accelerators",
                "Accelerators",
                "How many accelerators a node has.",
            ),
            Self::NumVcpus => (
                "num_vcpus",
                "vCPUs",
                "How many virtual CPUs a node has, hyperthreads counted.",
            ),
            Self::Memory => ("memory", "Memory", "How many bytes of memory a node has."),
            Self::LocalStorage => (
                "local_storage",
                "Local storage",
                "How many bytes of local storage a node has.",
            ),
            Self::SupportsPublicIpv4 => (
                "supports_public_ipv4",
                "Public IPv4",
                "Whether a node can have a public IPv4 address.",
            ),
        }
    }

    /// The property of this name, or of a name that earlier revisions of the API gave it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = match name {
            "accelerator_type" | "gpu_type" => Self::Accelerator.name(),
            "zone" => Self::AvailabilityZone.name(),
            "public_ipv4" => Self::SupportsPublicIpv4.name(),
            name => name,
        };
        Self::ALL
            .into_iter()
            .find(|property| property.name() == name)
    }

    /// The SKU's value as text, and as a person reads it.
    pub(crate) fn of(self, sku: &Sku) -> Option<(String, &str)> {
        fn text<T: ToString>(value: &Option<Labelled<T>>) -> Option<(String, &str)> {
            value
                .as_ref()
                .map(|known| (known.value.to_string(), known.display_value.as_str()))
        }
        let properties = &sku.properties;
        match self {
            Self::Region => text(&properties.region),
            Self::AvailabilityZone => text(&properties.availability_zone),
            Self::Accelerator => text(&properties.accelerator),
            Self::FormFactor => text(&properties.form_factor),
            Self::RdmaType => text(&properties.rdma_type),
            Self::NumAccelerators => text(&properties.num_accelerators),
            Self::NumVcpus => text(&properties.num_vcpus),
            Self::Memory => text(&properties.memory),
            Self::LocalStorage => text(&properties.local_storage),
            Self::SupportsPublicIpv4 => text(&properties.supports_public_ipv4),
        }
    }
}

/// An entry of the property catalog: a key and the values that SKUs have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyDefinition {
    /// The key.
    pub property: Property,
    /// Since when a SKU has had any value for it.
    pub stable_at: Timestamp,
    /// The values, in the order of their text.
    pub values: Vec<PropertyValue>,
}

/// A value of the property catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyValue {
    /// The value as requirements write it.
    pub name: String,
    /// The value as a person reads it.
    pub display_name: String,
    /// What the value says, in one sentence.
    pub description: String,
    /// Since when a SKU has had it.
    pub stable_at: Timestamp,
}

impl Engine {
    /// The properties that SKUs have, with their values.
    pub fn property_catalog(&self, limit: usize, edge: Edge) -> Page<PropertyDefinition> {
        let mut definitions = Vec::new();
        for (property, index) in Property::ALL.into_iter().zip(0..) {
            let mut values: BTreeMap<String, (&str, Timestamp)> = BTreeMap::new();
            for (_, record) in self.skus.iter() {
                if let Some((value, shown)) = property.of(&record.sku) {
                    values
                        .entry(value)
                        .or_insert((shown, record.sku.created_at));
                }
            }
            let Some(stable_at) = values.values().map(|(_, at)| *at).min() else {
                continue;
            };
            let value = |(name, (shown, stable_at)): (String, (&str, Timestamp))| PropertyValue {
                name,
                display_name: shown.to_owned(),
                description: format!("{}: {shown}.", property.display_name()),
                stable_at,
            };
            let values = values.into_iter().map(value).collect();
            let definition = PropertyDefinition {
                property,
                stable_at,
                values,
            };
            definitions.push((Position([index, 0, 0]), definition));
        }
        Page::of(definitions.into_iter(), limit, edge)
    }
}
