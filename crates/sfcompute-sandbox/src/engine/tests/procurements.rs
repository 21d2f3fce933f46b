//! Procurements: set up, changed, deleted, listed, and what stands in the way.

use sfcompute_types::{Patch, ProcurementTarget};

use super::*;

impl Market {
    /// Sets up a [`wish`] for the market's SKU and 4 nodes, with a change.
    pub(super) fn procure(
        &mut self,
        change: impl FnOnce(&mut NewProcurement<'_>),
    ) -> Result<ProcurementKey, Refusal> {
        let (sku, target) = (self.sku_id(), ProcurementTarget::Nodes(4));
        let mut new = wish(&sku, &target);
        change(&mut new);
        self.set_up(new)
    }

    pub(super) fn set_up(&mut self, new: NewProcurement<'_>) -> Result<ProcurementKey, Refusal> {
        let now = self.engine.now();
        let made = self.engine.create_procurement(self.ada, new, now);
        self.sound();
        made
    }

    pub(super) fn change(
        &mut self,
        key: ProcurementKey,
        patch: ProcurementPatch<'_>,
    ) -> Result<ProcurementKey, Refusal> {
        let (id, now) = (self.engine.procurement(key).unwrap().id, self.engine.now());
        let changed = self
            .engine
            .update_procurement(self.ada, id.as_str(), patch, now);
        self.sound();
        changed
    }

    /// The state and message of a procurement's status.
    pub(super) fn says(&self, key: ProcurementKey) -> (AutomationState, String) {
        let status = self.engine.procurement(key).unwrap().status;
        (status.state, status.message)
    }

    /// The orders of a procurement that are not over, the earliest placed first.
    pub(super) fn open_orders_of(&self, key: ProcurementKey) -> Vec<OrderView> {
        let id = self.engine.procurement(key).unwrap().id;
        let statuses = [
            OrderStatus::Pending,
            OrderStatus::Standing,
            OrderStatus::PartiallyFilled,
        ];
        let filter = OrderFilter {
            procurement: Some(id.as_str()),
            statuses: &statuses,
            ..OrderFilter::default()
        };
        let sort = OrderSort::CreatedAt;
        let page = self
            .engine
            .list_orders(self.ada, &filter, sort, usize::MAX, Edge::Head);
        page.unwrap().items
    }
}

/// A procurement for the pool `main`, an hour ahead, at 100 to 200.
pub(super) fn wish<'a>(sku: &'a str, target: &'a ProcurementTarget) -> NewProcurement<'a> {
    NewProcurement {
        name: None,
        pool: "main",
        instance_sku: sku,
        target,
        min_sell_price: rate(100),
        max_buy_price: rate(200),
        managed_window_minutes: 60,
        is_enabled: true,
        created_by: None,
    }
}

pub(super) fn rate(micros: i64) -> Price {
    Price::from_micros_per_node_minute(micros).unwrap()
}

#[test]
fn a_procurement_is_found_by_id_and_path_and_only_by_its_account() {
    let mut market = Market::new();
    let key = market.procure(|new| new.name = Some("nightly")).unwrap();
    let view = market.engine.procurement(key).unwrap();
    assert_eq!(
        view.resource_path.as_str(),
        "sfc:procurement:ada:default:nightly"
    );
    assert_eq!(view.target, ProcurementTarget::Nodes(4));
    assert_eq!(
        (view.min_sell_price, view.max_buy_price),
        (rate(100), rate(200))
    );
    assert_eq!(view.automation.workspace.as_str(), "default");
    assert_eq!(view.automation.created_at, at(0));
    for text in [view.id.as_str(), view.resource_path.as_str()] {
        assert_eq!(market.engine.find_procurement(market.ada, text), Some(key));
        assert_eq!(market.engine.find_procurement(market.bo, text), None);
    }
    for text in [
        "",
        "nightly",
        "proc_",
        "proc_nightly",
        "sfc:procurement:ada:default:x",
    ] {
        assert_eq!(market.engine.find_procurement(market.ada, text), None);
    }
    // Its pool shows it.
    let pool = market.engine.fetch_pool(market.ada, "main", 0).unwrap();
    assert_eq!(
        pool.procurements,
        [market.engine.procurement_summary(key).unwrap()]
    );
}

#[test]
fn what_cannot_be_procured_is_refused_by_field() {
    let mut market = Market::new();
    market.pool_of_kind(market.ada, "origin", PoolKind::Originating);
    let big = ProcurementTarget::Nodes(1 << 31);
    let odd = ProcurementTarget::Unknown(true.into());
    type Change<'a> = Box<dyn FnOnce(&mut NewProcurement<'_>) + 'a>;
    let cases: Vec<(Change<'_>, &str, Code)> = vec![
        (
            Box::new(|new| new.pool = "nowhere"),
            "pool",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.pool = "cap_x"),
            "capacity",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.pool = "origin"),
            "pool",
            Code::WrongPoolKind,
        ),
        (
            Box::new(|new| new.instance_sku = "isku_x"),
            "instance_sku",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.name = Some("a b")),
            "name",
            Code::Invalid,
        ),
        (
            Box::new(|new| new.min_sell_price = dollars_per_hour("0.0")),
            "min_sell_price_dollars_per_node_hour",
            Code::NotPositive,
        ),
        (
            Box::new(|new| new.max_buy_price = dollars_per_hour("0.00001")),
            "max_buy_price_dollars_per_node_hour",
            Code::NotPositive,
        ),
        (
            Box::new(|new| new.managed_window_minutes = 0),
            "managed_window_minutes",
            Code::NotPositive,
        ),
        (
            Box::new(|new| new.managed_window_minutes = 129_601),
            "managed_window_minutes",
            Code::TooLarge,
        ),
    ];
    for (change, field, code) in cases {
        assert_eq!(why(market.procure(change)), one(field, code));
    }
    let sku = market.sku_id();
    for (target, code) in [(&big, Code::TooLarge), (&odd, Code::Invalid)] {
        let refused = market.set_up(wish(&sku, target));
        assert_eq!(why(refused), one("target", code));
    }
    assert_eq!(market.engine.list_procurements_of(market.ada), 0);
}

impl Engine {
    fn list_procurements_of(&self, account: AccountKey) -> usize {
        let filter = AutomationFilter::default();
        let page = self.list_procurements(account, filter, usize::MAX, Edge::Head);
        page.unwrap().items.len()
    }
}

#[test]
fn a_pool_and_sku_have_one_procurement_and_a_workspace_one_of_a_name() {
    let mut market = Market::new();
    market.pool(market.ada, "east");
    market.procure(|new| new.name = Some("one")).unwrap();
    let second = market.procure(|_| ());
    assert_eq!(
        why(second),
        (
            RefusalKind::Conflict,
            vec![(String::new(), Code::AlreadyAutomated)]
        )
    );
    let taken = market.procure(|new| (new.pool, new.name) = ("east", Some("one")));
    assert_eq!(why(taken), one("name", Code::NameTaken));
    let east = market
        .procure(|new| (new.pool, new.name) = ("east", Some("two")))
        .unwrap();
    let patch = ProcurementPatch {
        name: Patch::Set("one"),
        ..ProcurementPatch::default()
    };
    assert_eq!(
        why(market.change(east, patch)),
        one("name", Code::NameTaken)
    );
    // Its own name is not taken, and null makes one up.
    let own = ProcurementPatch {
        name: Patch::Set("two"),
        ..ProcurementPatch::default()
    };
    market.change(east, own).unwrap();
    let cleared = ProcurementPatch {
        name: Patch::Clear,
        ..ProcurementPatch::default()
    };
    market.change(east, cleared).unwrap();
    let name = market.engine.procurement(east).unwrap().automation.name;
    assert!(!["one", "two"].contains(&name.as_str()), "{name}");
}

#[test]
fn another_sku_is_refused_where_another_procurement_trades_it() {
    let mut market = Market::new();
    let alias = Name::try_from("rome").unwrap();
    let sku = NewSku {
        id: None,
        alias,
        properties: SkuProperties::default(),
        audience_hint: None,
    };
    let rome = market.engine.add_sku(sku, at(0)).unwrap();
    let rome = market.engine.sku(rome).unwrap().id.to_string();
    let one_sku = market.procure(|_| ()).unwrap();
    let target = ProcurementTarget::Nodes(4);
    market.set_up(wish(&rome, &target)).unwrap();
    let patch = ProcurementPatch {
        instance_sku: Some(&rome),
        ..ProcurementPatch::default()
    };
    assert_eq!(
        why(market.change(one_sku, patch)),
        one("instance_sku", Code::AlreadyAutomated)
    );
}

#[test]
fn a_pool_that_is_worked_for_is_not_deleted() {
    let mut market = Market::new();
    market.pool(market.ada, "east");
    let key = market
        .procure(|new| (new.pool, new.is_enabled) = ("east", false))
        .unwrap();
    let now = market.engine.now();
    let refused = market.engine.delete_pool(market.ada, "east", now);
    assert_eq!(why(refused), one("", Code::InUse));
    let id = market.engine.procurement(key).unwrap().id;
    market
        .engine
        .delete_procurement(market.ada, id.as_str(), now)
        .unwrap();
    market.engine.delete_pool(market.ada, "east", now).unwrap();
    market.sound();
    let again = market
        .engine
        .delete_procurement(market.ada, id.as_str(), now);
    assert_eq!(why(again).0, RefusalKind::NotFound);
}

#[test]
fn procurements_are_listed_newest_first_and_by_pool_and_workspace() {
    let mut market = Market::new();
    market.pool(market.ada, "east");
    let main = market.procure(|_| ()).unwrap();
    let east = market.procure(|new| new.pool = "east").unwrap();
    let list = |filter: AutomationFilter<'_>| {
        let page = market
            .engine
            .list_procurements(market.ada, filter, 50, Edge::Head);
        page.map(|page| page.items.iter().map(|one| one.key).collect::<Vec<_>>())
    };
    let all = AutomationFilter::default();
    assert_eq!(list(all).unwrap(), [east, main]);
    let pool = AutomationFilter {
        pool: Some("main"),
        ..all
    };
    assert_eq!(list(pool).unwrap(), [main]);
    let workspace = AutomationFilter {
        workspace: Some("default"),
        ..all
    };
    assert_eq!(list(workspace).unwrap(), [east, main]);
    let unknown = AutomationFilter {
        pool: Some("west"),
        ..all
    };
    assert_eq!(why(list(unknown)), one("pool", Code::UnknownReference));
    let unknown = AutomationFilter {
        workspace: Some("elsewhere"),
        ..all
    };
    assert_eq!(why(list(unknown)), one("workspace", Code::UnknownReference));
}
