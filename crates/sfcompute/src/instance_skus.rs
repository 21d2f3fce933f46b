//! Instance SKUs: which hardware there is, and when it can be had.

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, InstanceSkuId, InstanceSkusCursor};

use crate::call::Call;
use crate::client::Client;
use crate::list::{List, filters, query};

/// The SKUs of the market.
#[derive(Clone, Copy, Debug)]
pub struct InstanceSkus<'c> {
    client: &'c Client,
}

impl Client {
    /// Reading SKUs, their availability and the catalog of their properties.
    pub fn instance_skus(&self) -> InstanceSkus<'_> {
        InstanceSkus { client: self }
    }
}

impl InstanceSkus<'_> {
    /// A SKU and its properties.
    pub fn get(&self, id: impl Input<InstanceSkuId>) -> Call<types::InstanceSku> {
        Call::by_id(
            self.client,
            &operations::GET_INSTANCE_SKU,
            id.input(),
            |api, id| async move { api.get_instance_sku(&id).await },
        )
    }

    /// How many nodes of a SKU can be bought, over time.
    pub fn availability(
        &self,
        id: impl Input<InstanceSkuId>,
    ) -> Call<types::InstanceSkuAvailability> {
        Call::by_id(
            self.client,
            &operations::GET_INSTANCE_SKU_AVAILABILITY,
            id.input(),
            |api, id| async move { api.get_instance_sku_availability(&id).await },
        )
    }

    /// The SKUs of the market.
    pub fn list(&self) -> ListInstanceSkus {
        List::new(self.client, SkusQuery::default())
    }

    /// What can be bought of every SKU, over time; filtered by what the SKU is.
    pub fn list_availability(&self) -> ListAvailability {
        List::new(self.client, AvailabilityQuery::default())
    }

    /// Every property that SKUs have, with its allowed values: the keys and values of
    /// requirements.
    pub fn property_catalog(&self) -> ListPropertyCatalog {
        List::new(self.client, CatalogQuery::default())
    }
}

/// A list of SKUs; made by [`InstanceSkus::list`].
pub type ListInstanceSkus = List<SkusQuery>;

/// Which SKUs a list is of: all of them, from a cursor on.
#[derive(Clone, Debug, Default)]
pub struct SkusQuery {
    limit: Option<u32>,
    starting_after: Option<InstanceSkusCursor>,
    ending_before: Option<InstanceSkusCursor>,
}

query!(SkusQuery, LIST_INSTANCE_SKUS -> types::ListInstanceSkusResponse, both, |query, api| {
    api.list_instance_skus(
        query.ending_before.as_ref(),
        query.limit,
        query.starting_after.as_ref(),
    ).await
});

impl ListInstanceSkus {
    filters! {
        /// Start after this cursor.
        one starting_after: InstanceSkusCursor;
        /// End before this cursor.
        one ending_before: InstanceSkusCursor;
    }
}

/// What can be bought of every SKU; made by [`InstanceSkus::list_availability`].
pub type ListAvailability = List<AvailabilityQuery>;

/// Which SKUs' availability a list is of.
#[derive(Clone, Debug, Default)]
pub struct AvailabilityQuery {
    id: Option<InstanceSkuId>,
    region: Option<String>,
    availability_zone: Option<String>,
    accelerator: Option<String>,
    form_factor: Option<String>,
    rdma_type: Option<String>,
    num_accelerators: Option<u32>,
    num_vcpus: Option<u32>,
    memory: Option<u64>,
    local_storage: Option<u64>,
    supports_public_ipv4: Option<bool>,
    limit: Option<u32>,
    starting_after: Option<InstanceSkusCursor>,
    ending_before: Option<InstanceSkusCursor>,
}

query!(
    AvailabilityQuery,
    LIST_INSTANCE_SKU_AVAILABILITY -> types::ListInstanceSkuAvailabilityResponse, both,
    |query, api| {
        api.list_instance_sku_availability(
            query.accelerator.as_deref(),
            query.availability_zone.as_deref(),
            query.ending_before.as_ref(),
            query.form_factor.as_deref(),
            query.id.as_ref(),
            query.limit,
            query.local_storage,
            query.memory,
            query.num_accelerators,
            query.num_vcpus,
            query.rdma_type.as_deref(),
            query.region.as_deref(),
            query.starting_after.as_ref(),
            query.supports_public_ipv4,
        ).await
    }
);

impl ListAvailability {
    filters! {
        /// Only this SKU.
        one id: InstanceSkuId;
        /// Only SKUs in this region, such as `europe-north1`.
        plain region: String;
        /// Only SKUs in this availability zone, such as `a`.
        plain availability_zone: String;
        /// Only SKUs with this accelerator, such as `h100`.
        plain accelerator: String;
        /// Only SKUs whose accelerators have this form factor, such as `sxm`.
        plain form_factor: String;
        /// Only SKUs with this RDMA: `infiniband` or `roce`.
        plain rdma_type: String;
        /// Only SKUs with this many accelerators a node.
        plain num_accelerators: u32;
        /// Only SKUs with this many vCPUs a node.
        plain num_vcpus: u32;
        /// Only SKUs with this much memory a node, in bytes.
        plain memory: u64;
        /// Only SKUs with this much local storage a node, in bytes.
        plain local_storage: u64;
        /// Only SKUs whose nodes can, or cannot, have a public IPv4 address.
        plain supports_public_ipv4: bool;
        /// Start after this cursor.
        one starting_after: InstanceSkusCursor;
        /// End before this cursor.
        one ending_before: InstanceSkusCursor;
    }
}

/// The catalog of properties; made by [`InstanceSkus::property_catalog`].
pub type ListPropertyCatalog = List<CatalogQuery>;

/// Which properties a list is of: all of them, from a cursor on.
#[derive(Clone, Debug, Default)]
pub struct CatalogQuery {
    limit: Option<u32>,
    starting_after: Option<String>,
    ending_before: Option<String>,
}

query!(
    CatalogQuery,
    LIST_INSTANCE_SKU_PROPERTY_CATALOG -> types::ListInstanceSkuPropertyCatalogResponse, both,
    |query, api| {
        api.list_instance_sku_property_catalog(
            query.ending_before.as_deref(),
            query.limit,
            query.starting_after.as_deref(),
        ).await
    }
);

impl ListPropertyCatalog {
    filters! {
        /// Start after this cursor.
        plain starting_after: String;
        /// End before this cursor.
        plain ending_before: String;
    }
}
