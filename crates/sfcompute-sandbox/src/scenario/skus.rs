//! The demo's hardware: three kinds of machine and what they cost.

use crate::engine::{Labelled, NewSku, RdmaType, Refusal, SkuProperties};

use super::name;

const GIB: u64 = 1 << 30;
const TB: u64 = 1_000_000_000_000;

/// A SKU with what there is of it.
pub(super) struct Market {
    pub(super) sku: NewSku,
    pub(super) nodes: u32,
    /// The price that asks start from, in micro-dollars per node-minute.
    pub(super) rate: i64,
}

/// The three markets, the cheapest first.
pub(super) fn markets() -> Result<[Market; 3], Refusal> {
    Ok([
        Market {
            // $2.04 a node-hour.
            rate: 34_000,
            nodes: 64,
            sku: sku(
                "richmond",
                SkuProperties {
                    region: label("us-east", "US East"),
                    availability_zone: label("a", "A"),
                    accelerator: label("h100", "NVIDIA H100"),
                    form_factor: label("sxm", "SXM5"),
                    rdma_type: Some(Labelled::new(RdmaType::Infiniband, "InfiniBand")),
                    num_accelerators: Some(Labelled::new(8, "8")),
                    num_vcpus: Some(Labelled::new(192, "192")),
                    memory: Some(Labelled::new(2_048 * GIB, "2 TiB")),
                    local_storage: Some(Labelled::new(30 * TB, "30 TB")),
                    supports_public_ipv4: Some(Labelled::new(true, "Yes")),
                },
            )?,
        },
        Market {
            // $2.76 a node-hour.
            rate: 46_000,
            nodes: 64,
            sku: sku(
                "tromso",
                SkuProperties {
                    region: label("europe-north", "Northern Europe"),
                    availability_zone: label("b", "B"),
                    accelerator: label("h200", "NVIDIA H200"),
                    form_factor: label("sxm", "SXM5"),
                    rdma_type: Some(Labelled::new(RdmaType::Infiniband, "InfiniBand")),
                    num_accelerators: Some(Labelled::new(8, "8")),
                    num_vcpus: Some(Labelled::new(224, "224")),
                    memory: Some(Labelled::new(2_048 * GIB, "2 TiB")),
                    local_storage: Some(Labelled::new(30 * TB, "30 TB")),
                    supports_public_ipv4: Some(Labelled::new(false, "No")),
                },
            )?,
        },
        Market {
            // $4.20 a node-hour.
            rate: 70_000,
            nodes: 48,
            sku: sku(
                "osaka",
                SkuProperties {
                    region: label("asia-east", "Eastern Asia"),
                    availability_zone: label("a", "A"),
                    accelerator: label("b200", "NVIDIA B200"),
                    form_factor: label("sxm", "SXM6"),
                    rdma_type: Some(Labelled::new(RdmaType::Roce, "RoCE v2")),
                    num_accelerators: Some(Labelled::new(8, "8")),
                    num_vcpus: Some(Labelled::new(256, "256")),
                    memory: Some(Labelled::new(4_096 * GIB, "4 TiB")),
                    local_storage: Some(Labelled::new(60 * TB, "60 TB")),
                    supports_public_ipv4: Some(Labelled::new(true, "Yes")),
                },
            )?,
        },
    ])
}

fn sku(alias: &str, properties: SkuProperties) -> Result<NewSku, Refusal> {
    Ok(NewSku {
        id: None,
        alias: name(alias)?,
        properties,
        audience_hint: None,
    })
}

fn label(value: &str, display_value: &str) -> Option<Labelled<String>> {
    Some(Labelled::new(value.to_owned(), display_value))
}
