//! Instance SKUs: kinds of machines that are interchangeable among themselves, and their
//! properties.

use std::fmt;

use serde::{Deserialize, Serialize};
use sfcompute_types::{InstanceSkuId, Name, Timestamp};

use super::account::{checked_name, name_taken};
use super::arena::{Key, SkuKey};
use super::book::Book;
use super::mint::IdKind;
use super::steps::Steps;
use super::{Code, Edge, Engine, Page, Position, Refusal};

/// A property's value and how it is shown to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled<T> {
    /// The value that filters compare with.
    pub value: T,
    /// The value as a person reads it.
    pub display_value: String,
}

impl<T> Labelled<T> {
    /// A value with its label.
    pub fn new(value: T, display_value: impl Into<String>) -> Self {
        Self {
            value,
            display_value: display_value.into(),
        }
    }
}

/// How the nodes of a SKU reach each other's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RdmaType {
    /// InfiniBand.
    Infiniband,
    /// RDMA over converged Ethernet.
    Roce,
}

impl RdmaType {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Infiniband => "infiniband",
            Self::Roce => "roce",
        }
    }
}

impl fmt::Display for RdmaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is known of a SKU's machines; each property may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkuProperties {
    /// Where the hardware stands: `us-west`.
    pub region: Option<Labelled<String>>,
    /// The failure domain in the region: `a`.
    pub availability_zone: Option<Labelled<String>>,
    /// The accelerator's model: `h100`.
    pub accelerator: Option<Labelled<String>>,
    /// The accelerator's form and interface: `sxm`.
    pub form_factor: Option<Labelled<String>>,
    /// How nodes reach each other's memory.
    pub rdma_type: Option<Labelled<RdmaType>>,
    /// Accelerators in a node.
    pub num_accelerators: Option<Labelled<u32>>,
    /// Virtual CPUs of a node, hyperthreads counted.
    pub num_vcpus: Option<Labelled<u32>>,
    /// Memory of a node in bytes.
    pub memory: Option<Labelled<u64>>,
    /// Local storage of a node in bytes.
    pub local_storage: Option<Labelled<u64>>,
    /// Whether a node can have a public IPv4 address.
    pub supports_public_ipv4: Option<Labelled<bool>>,
}

/// An instance SKU to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSku {
    /// The id to use; the engine makes one where there is none.
    pub id: Option<InstanceSkuId>,
    /// A short name for people, unique among SKUs: `richmond`.
    pub alias: Name,
    /// What is known of its machines.
    pub properties: SkuProperties,
    /// Who may use it, in words; none where everyone may.
    pub audience_hint: Option<String>,
}

/// An instance SKU as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkuSummary {
    /// The SKU's id.
    pub id: InstanceSkuId,
    /// The SKU's short name, for display.
    pub alias: Name,
}

/// A registered instance SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sku {
    /// The SKU's id.
    pub id: InstanceSkuId,
    /// A short name for people.
    pub alias: Name,
    /// What is known of its machines.
    pub properties: SkuProperties,
    /// Who may use it, in words; none where everyone may.
    pub audience_hint: Option<String>,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// A SKU with what the market knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SkuRecord {
    pub(crate) sku: Sku,
    /// Follows from the orders; made anew when a market is restored.
    #[serde(skip)]
    pub(crate) book: Book,
    /// All nodes that were ever handed out, over all pools.
    pub(crate) minted: Steps,
}

impl Engine {
    /// Registers an instance SKU.
    ///
    /// # Errors
    /// 422 where the id or alias is taken or not of its grammar.
    pub fn add_sku(&mut self, sku: NewSku, now: Timestamp) -> Result<SkuKey, Refusal> {
        self.advance(now)?;
        let NewSku {
            id,
            alias,
            properties,
            audience_hint,
        } = sku;
        let alias = checked_name("alias", alias.as_str())?;
        if self.skus.iter().any(|(_, known)| known.sku.alias == alias) {
            return Err(name_taken("alias", "SKU", &alias));
        }
        let suffix = match &id {
            Some(id) => suffix_of(id.as_str()).unwrap_or_default().to_owned(),
            None => self
                .mint
                .suffix(IdKind::Sku, self.skus.next_key()?.index().into()),
        };
        let id = InstanceSkuId::try_from(format!("{}{suffix}", InstanceSkuId::PREFIX))
            .map_err(|bad| Refusal::field("id", Code::Invalid, bad.to_string()))?;
        if self.sku_ids.contains_key(&suffix) {
            let message = format!("There is a SKU with the id `{id}` already.");
            return Err(Refusal::field("id", Code::NameTaken, message));
        }
        let sku = Sku {
            id,
            alias,
            properties,
            audience_hint,
            created_at: self.now,
        };
        let record = SkuRecord {
            sku,
            book: Book::default(),
            minted: Steps::default(),
        };
        let key = self.skus.push(record)?;
        self.sku_ids.insert(suffix, key);
        Ok(key)
    }

    /// The SKU with this id, canonical (`isku_…`) or legacy (`clus_…`).
    pub fn find_sku(&self, id: &str) -> Option<SkuKey> {
        self.sku_ids.get(suffix_of(id)?).copied()
    }

    /// The SKU of this key.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn sku(&self, key: SkuKey) -> Result<&Sku, Refusal> {
        self.skus.get(key).map(|record| &record.sku)
    }

    /// The SKU with this id.
    ///
    /// # Errors
    /// 404 where there is none.
    pub fn fetch_sku(&self, id: &str) -> Result<&Sku, Refusal> {
        let key = self
            .find_sku(id)
            .ok_or_else(|| Refusal::not_found("instance SKU", id))?;
        self.sku(key)
    }

    /// All SKUs in the order they were registered.
    pub fn list_skus(&self, limit: usize, edge: Edge) -> Page<Sku> {
        let rows = self
            .skus
            .iter()
            .map(|(key, record)| (sku_position(key), &record.sku));
        Page::of(rows, limit, edge).map(Sku::clone)
    }

    pub(crate) fn sku_summary(&self, key: SkuKey) -> Result<SkuSummary, Refusal> {
        let sku = self.sku(key)?;
        Ok(SkuSummary {
            id: sku.id.clone(),
            alias: sku.alias.clone(),
        })
    }
}

/// Where a SKU stands in lists of SKUs.
pub(crate) fn sku_position(key: SkuKey) -> Position {
    Position([key.index().into(), 0, 0])
}

/// An id without its prefix, canonical or legacy; none where it has neither.
pub(crate) fn suffix_of(id: &str) -> Option<&str> {
    let legacy = || {
        InstanceSkuId::LEGACY_PREFIXES
            .iter()
            .find_map(|prefix| id.strip_prefix(prefix))
    };
    id.strip_prefix(InstanceSkuId::PREFIX).or_else(legacy)
}
