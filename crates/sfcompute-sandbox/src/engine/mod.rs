//! The market itself: pure, deterministic, without I/O and without a clock of its own.
//!
//! An [`Engine`] is a value. It is told what happens and when, by commands that all take `now`; it
//! is asked what is the case, by queries that see the market as of the latest `now`. The same
//! configuration and the same commands give equal engines, ids included; cloning one gives another
//! that can go its own way.
//!
//! | what | commands | queries |
//! |---|---|---|
//! | time | [`advance`](Engine::advance) | [`now`](Engine::now) |
//! | accounts | [`open_account`](Engine::open_account), [`deposit`](Engine::deposit), [`add_user`](Engine::add_user) | [`account_named`](Engine::account_named), [`account`](Engine::account), [`fetch_user`](Engine::fetch_user), [`list_users`](Engine::list_users) |
//! | workspaces | [`create_workspace`](Engine::create_workspace), [`rename_workspace`](Engine::rename_workspace), [`delete_workspace`](Engine::delete_workspace) | [`workspaces`](Engine::workspaces), [`fetch_workspace`](Engine::fetch_workspace), [`list_workspaces`](Engine::list_workspaces) |
//! | images | [`add_public_image`](Engine::add_public_image), [`start_image`](Engine::start_image), [`part_address`](Engine::part_address), [`put_part`](Engine::put_part), [`complete_image`](Engine::complete_image), [`fail_image`](Engine::fail_image), [`download`](Engine::download), [`revoke_image`](Engine::revoke_image), [`reinstate_image`](Engine::reinstate_image), [`delete_image`](Engine::delete_image) | [`fetch_image`](Engine::fetch_image), [`list_images`](Engine::list_images), [`read_image`](Engine::read_image), [`image_is_sound`](Engine::image_is_sound) |
//! | instance templates | [`create_template`](Engine::create_template), [`delete_template`](Engine::delete_template) | [`fetch_template`](Engine::fetch_template), [`list_templates`](Engine::list_templates), [`find_template`](Engine::find_template) |
//! | instances | [`create_instance`](Engine::create_instance), [`update_instance`](Engine::update_instance), [`prioritise_instances`](Engine::prioritise_instances), [`replace_instance`](Engine::replace_instance), [`terminate_instance`](Engine::terminate_instance), [`fail_instance`](Engine::fail_instance), [`delete_instance`](Engine::delete_instance) | [`instance`](Engine::instance), [`fetch_instance`](Engine::fetch_instance), [`list_instances`](Engine::list_instances), [`find_instance`](Engine::find_instance), [`instance_user_data`](Engine::instance_user_data), [`ssh`](Engine::ssh), [`logs`](Engine::logs) |
//! | instances of deployments | [`create_managed_instance`](Engine::create_managed_instance), [`rename_manager`](Engine::rename_manager) | [`managed_instances`](Engine::managed_instances) |
//! | features on trial | [`add_feature_flag`](Engine::add_feature_flag), [`set_enrollment`](Engine::set_enrollment), [`invite`](Engine::invite) | [`list_feature_flags`](Engine::list_feature_flags) |
//! | SKUs | [`add_sku`](Engine::add_sku), [`grant`](Engine::grant) | [`fetch_sku`](Engine::fetch_sku), [`list_skus`](Engine::list_skus), [`property_catalog`](Engine::property_catalog), [`availability`](Engine::availability), [`list_availability`](Engine::list_availability) |
//! | pools | [`create_pool`](Engine::create_pool), [`update_pool`](Engine::update_pool), [`delete_pool`](Engine::delete_pool) | [`fetch_pool`](Engine::fetch_pool), [`list_pools`](Engine::list_pools), [`find_pool`](Engine::find_pool) |
//! | orders | [`place_order`](Engine::place_order), [`cancel_order`](Engine::cancel_order), [`fetch_order`](Engine::fetch_order), [`reject_order`](Engine::reject_order) | [`order`](Engine::order), [`order_id`](Engine::order_id), [`open_orders`](Engine::open_orders), [`list_orders`](Engine::list_orders), [`preview`](Engine::preview) |
//! | transfers | [`create_transfer`](Engine::create_transfer), [`fetch_transfer`](Engine::fetch_transfer) | [`transfer`](Engine::transfer), [`list_transfers`](Engine::list_transfers) |
//! | procurements | [`create_procurement`](Engine::create_procurement), [`update_procurement`](Engine::update_procurement), [`delete_procurement`](Engine::delete_procurement) | [`fetch_procurement`](Engine::fetch_procurement), [`list_procurements`](Engine::list_procurements), [`find_procurement`](Engine::find_procurement) |
//! | deployments | [`create_deployment`](Engine::create_deployment), [`update_deployment`](Engine::update_deployment), [`delete_deployment`](Engine::delete_deployment) | [`fetch_deployment`](Engine::fetch_deployment), [`list_deployments`](Engine::list_deployments), [`find_deployment`](Engine::find_deployment) |
//! | the book | – | [`quote`](Engine::quote), [`depth`](Engine::depth), [`windows`](Engine::windows), [`public_fills`](Engine::public_fills) |
//! | itself | – | [`check_invariants`](Engine::check_invariants); an engine can be serialised and deserialised |
//!
//! Fetching an order or a transfer is a command, since a settlement by polls counts fetches.
//!
//! # Inside
//!
//! Schedules are counted in minutes (`minute`), as bounded `shape`s or as `steps` that may go on
//! for ever. Records live in arenas under small typed keys. A `book` per SKU keeps the orders that
//! can trade, by time, so that the best match for some minutes is found without walking past those
//! at other times; `listing` says which are on it. `matching` plans, `trade` carries out,
//! `settlement` says when. What works on its own is an `automation`; `automation_runs` says when it
//! looks at the market, `pursuit` how it trades towards its target. `ledger` holds the dollars, a
//! `pool`'s `holding`s the nodes. `tree` is what books, holdings and steps are made of: a sorted
//! list that adds itself up. `snapshot` makes a market of data.
//!
//! Instances run on the nodes of pools: a `site` is those of one SKU on one pool, and lets them
//! follow its nodes. `instance_create` takes them in, and they start and end in `site` alone,
//! whether by request or by time. A deployment names itself on the instances that it makes, and
//! finds those of them that have not ended by its id.
//!
//! # What a command costs
//!
//! With n orders on the book, placing an order that matches nothing, and cancelling one, takes
//! steps in proportion to log n; a match takes log n each, and more where orders have been filled
//! in many small parts. Expiry and settlement take log n for each order. Money moves in one step.
//! A fill or a transfer looks whether instances are on the nodes that moved; where there are none
//! that look is all, else it reads how the pool's nodes changed so far and takes log n for each
//! instance that starts or ends, and so does each minute at which the nodes under instances change.
//! Views read what they show: a quote reads the best orders of its window, availability adds up
//! all that is on sale. `cargo bench --bench engine` measures it; `book` says where it does not
//! hold.

mod account;
mod account_list;
mod arena;
mod automation;
mod automation_invariants;
mod automation_lookup;
mod automation_runs;
mod blob;
mod book;
mod cloud_init;
mod config;
mod console;
mod deployment;
mod deployment_commands;
mod deployment_runs;
mod feature_flag;
mod firewall;
mod grant;
mod holding;
mod idempotency;
mod image;
mod image_commands;
mod instance;
mod instance_boot;
mod instance_commands;
mod instance_create;
mod instance_invariants;
mod instance_list;
mod instance_names;
mod instance_template;
mod invariants;
mod journal;
mod ledger;
mod listing;
mod matching;
mod mint;
mod minute;
mod order;
mod order_list;
mod order_view;
mod orderbook;
mod paging;
mod place;
mod pool;
mod pool_commands;
mod pool_lookup;
mod preview;
mod procurement;
mod procurement_commands;
mod property;
mod pursuit;
mod refusal;
mod requirements;
mod resource_invariants;
mod settlement;
mod shape;
mod site;
mod sku;
mod snapshot;
mod steps;
mod tags;
mod trade;
mod transfer;
mod tree;
mod upload;
mod user;
mod workspace_commands;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;

pub use account::{AccountView, DEFAULT_WORKSPACE, EntityType, NewAccount, User, WorkspaceView};
pub use arena::{
    AccountKey, DeploymentKey, ImageKey, InstanceKey, OrderKey, PoolKey, ProcurementKey, SkuKey,
    TemplateKey, TradeKey, TransferKey, UserKey, WorkspaceKey,
};
pub use automation::{AutomationState, AutomationStatus, AutomationView};
pub use automation_lookup::AutomationFilter;
pub use blob::Blob;
pub use config::{BootTimes, EngineConfig, Fees, ImageLimits, Settlement};
pub use console::{LogChunk, LogFilter};
pub use deployment::{DeploymentIdentity, DeploymentSummary, DeploymentView};
pub use deployment_commands::{DeploymentPatch, NewDeployment};
pub use feature_flag::{FeatureFlag, FeatureFlagView};
pub use idempotency::IdempotencyKey;
pub use image::{ImageStatus, ImageSummary, ImageView, PUBLIC_OWNER, PUBLIC_WORKSPACE};
pub use image_commands::{ImageFilter, NewImage};
pub use instance::{InstanceEnd, InstancePriority, InstanceStatus, InstanceView, Manager};
pub use instance_boot::{HostKey, SshView};
pub use instance_commands::{InstancePatch, MOST_PATCHED};
pub use instance_create::{ManagedInstance, NewInstance, Replacement};
pub use instance_list::InstanceFilter;
pub use instance_template::{NewTemplate, TemplateFilter, TemplateSummary, TemplateView};
pub use journal::{Event, EventKind, LedgerLine};
pub use ledger::{Balance, Micros};
pub use order::{Accepted, NewOrder, OrderStatus, Principal, PrincipalKind, Side};
pub use order_list::{OrderFilter, OrderSort};
pub use order_view::{FillView, OrderView};
pub use orderbook::{Availability, Depth, PriceLevel, PublicFill, Quote, WindowRow};
pub use paging::{Edge, Page, Position};
pub use pool::{PoolKind, PoolSummary, PoolView};
pub use pool_commands::{NewPool, PoolFilter, PoolPatch};
pub use preview::{PLACEHOLDER_POOL, Preview, PreviewRequest, QuotedOrder, UnavailableReason};
pub use procurement::{ProcurementSummary, ProcurementView};
pub use procurement_commands::{NewProcurement, ProcurementPatch};
pub use property::{Property, PropertyDefinition, PropertyValue};
pub use refusal::{Code, Detail, Refusal, RefusalKind};
pub use requirements::Requirements;
pub use sku::{Labelled, NewSku, RdmaType, Sku, SkuProperties, SkuSummary};
pub use tags::TagFilter;
pub use transfer::{NewTransfer, TransferFilter, TransferStatus, TransferView};
pub use upload::{Address, Download, MOST_PARTS};
pub use user::{UserFilter, UserView};

pub(crate) use mint::SplitMix;

use account::{Account, Workspace};
use arena::Arena;
use automation::Automation;
use deployment::Deployment;
use feature_flag::FlagRecord;
use idempotency::Keys;
use image::Image;
use instance::Instance;
use instance_template::Template;
use ledger::Ledger;
use mint::Mint;
use order::Order;
use pool::Pool;
use procurement::Procurement;
use settlement::Due;
use site::{Place, Site};
use sku::SkuRecord;
use trade::Trade;
use transfer::Transfer;
use user::UserRecord;

/// A market with all its state.
///
/// It can be serialised, with all there is to it, and a deserialised one goes on just as the
/// original would: the same market gives the same bytes, in any format that keeps whole numbers of
/// 128 bits, as JSON text does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "snapshot::State")]
pub struct Engine {
    config: EngineConfig,
    /// The latest time seen.
    now: Timestamp,
    mint: Mint,
    accounts: Arena<AccountKey, Account>,
    ledger: Ledger,
    workspaces: Arena<WorkspaceKey, Workspace>,
    users: Arena<UserKey, UserRecord>,
    feature_flags: Vec<FlagRecord>,
    images: Arena<ImageKey, Image>,
    templates: Arena<TemplateKey, Template>,
    skus: Arena<SkuKey, SkuRecord>,
    /// SKUs by id without its prefix, so in the order of their ids.
    #[serde(skip)]
    sku_ids: BTreeMap<String, SkuKey>,
    pools: Arena<PoolKey, Pool>,
    /// Pools by id without its prefix, deleted ones included.
    #[serde(skip)]
    pool_suffixes: BTreeMap<String, PoolKey>,
    /// Pools by name in each workspace, deleted ones left out.
    #[serde(skip)]
    pool_names: BTreeMap<WorkspaceKey, BTreeMap<String, PoolKey>>,
    orders: Arena<OrderKey, Order>,
    trades: Arena<TradeKey, Trade>,
    transfers: Arena<TransferKey, Transfer>,
    instances: Arena<InstanceKey, Instance>,
    /// Instances by name in each workspace, deleted ones left out.
    #[serde(skip)]
    instance_names: BTreeMap<WorkspaceKey, BTreeMap<String, InstanceKey>>,
    /// Instances that have not ended, by the id of the deployment that keeps them running.
    #[serde(skip)]
    managed: BTreeMap<String, BTreeSet<InstanceKey>>,
    /// Instances that have not ended, by where they run.
    #[serde(skip)]
    sites: BTreeMap<Place, Site>,
    /// Sites, by the minute at which their nodes change next.
    #[serde(skip)]
    site_wakes: BTreeSet<(minute::Minute, Place)>,
    procurements: Arena<ProcurementKey, Procurement>,
    deployments: Arena<DeploymentKey, Deployment>,
    keys: Keys,
    /// Orders that came to a book so far.
    arrivals: u64,
    /// What takes effect later, by time and then by when that was decided.
    #[serde(with = "snapshot::pairs")]
    due: BTreeMap<(Timestamp, u64), Due>,
    due_count: u64,
    /// Orders that are not over, by the minute at which time alone changes them next.
    #[serde(skip)]
    wakes: BTreeSet<(minute::Minute, OrderKey)>,
    /// The minute in which all automations at work look, since something changed before it.
    stirred: Option<minute::Minute>,
    /// Automations at work, by the minute in which they look next if nothing changes.
    #[serde(skip)]
    runs: BTreeSet<(minute::Minute, Automation)>,
}

impl Engine {
    /// An empty market at the beginning of time; the first `now` sets its clock.
    pub fn new(config: EngineConfig) -> Self {
        Self {
            config,
            now: Timestamp::from_seconds(i64::MIN),
            mint: Mint::new(config.seed),
            accounts: Arena::default(),
            ledger: Ledger::default(),
            workspaces: Arena::default(),
            users: Arena::default(),
            feature_flags: Vec::new(),
            images: Arena::default(),
            templates: Arena::default(),
            skus: Arena::default(),
            sku_ids: BTreeMap::new(),
            pools: Arena::default(),
            pool_suffixes: BTreeMap::new(),
            pool_names: BTreeMap::new(),
            orders: Arena::default(),
            trades: Arena::default(),
            transfers: Arena::default(),
            instances: Arena::default(),
            instance_names: BTreeMap::new(),
            managed: BTreeMap::new(),
            sites: BTreeMap::new(),
            site_wakes: BTreeSet::new(),
            procurements: Arena::default(),
            deployments: Arena::default(),
            keys: Keys::default(),
            arrivals: 0,
            due: BTreeMap::new(),
            due_count: 0,
            wakes: BTreeSet::new(),
            stirred: None,
            runs: BTreeSet::new(),
        }
    }

    /// The latest time seen.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// How this market behaves.
    pub fn config(&self) -> EngineConfig {
        self.config
    }

    /// The same market, settling otherwise from here on.
    ///
    /// What is pending stays so until the way of settling that it was accepted under sees to it.
    pub(crate) fn settling(mut self, settlement: Settlement) -> Self {
        self.config.settlement = settlement;
        self
    }

    /// The fees taken so far, in millionths of a dollar.
    pub fn fees_taken(&self) -> Micros {
        self.ledger.fees()
    }
}
