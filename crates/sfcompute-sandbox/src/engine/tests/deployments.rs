//! Deployments: they keep their instances, and spot ones buy the nodes for them.

mod refused;

use sfcompute_types::{NameTemplate, Patch, ProcurementTarget};

use super::procurements::{rate, wish};
use super::*;
use InstanceStatus::{AwaitingAllocation, Running, Terminated};

const IMAGE: &str = "sfc:image:sfcompute:public:ubuntu";

/// A market in which `ada` has the template `worker` and no nodes.
fn market() -> Market {
    let mut market = Market::new();
    let engine = &mut market.engine;
    engine.add_public_image("ubuntu", b"abc", at(0)).unwrap();
    let template = new_template("worker", IMAGE);
    engine.create_template(market.ada, template, at(0)).unwrap();
    market
}

fn new_template<'a>(name: &'a str, image: &'a str) -> NewTemplate<'a> {
    NewTemplate {
        workspace: DEFAULT_WORKSPACE,
        image,
        name: Some(name),
        cloud_init_user_data: None,
        tags: None,
    }
}

const TEMPLATE: &str = "sfc:instance_template:ada:default:worker";

impl Market {
    /// A deployment of `ada`'s for her pool `main`, with a change.
    fn deploy(
        &mut self,
        count: i32,
        change: impl FnOnce(&mut NewDeployment<'_>),
    ) -> Result<DeploymentKey, Refusal> {
        let (sku, now) = (self.sku_id(), self.engine.now());
        let mut new = NewDeployment {
            name: Some("web"),
            pool: "main",
            instance_sku: Some(&sku),
            instance_template: TEMPLATE,
            target_instance_count: count,
            instance_name_template: None,
            max_buy_price: None,
            created_by: None,
        };
        change(&mut new);
        let made = self.engine.create_deployment(self.ada, new, now);
        self.sound();
        made
    }

    fn patch(&mut self, key: DeploymentKey, patch: DeploymentPatch<'_>) -> Result<(), Refusal> {
        let (id, now) = (self.id_of(key), self.engine.now());
        let changed = self.engine.update_deployment(self.ada, &id, patch, now);
        self.sound();
        changed.map(|_| ())
    }

    fn id_of(&self, key: DeploymentKey) -> String {
        self.engine.manager(key).unwrap().id().to_owned()
    }

    /// The instances of a deployment that have not ended, the one made first first.
    fn kept(&self, key: DeploymentKey) -> Vec<InstanceView> {
        let keys = self
            .engine
            .managed_instances(self.engine.manager(key).unwrap().id());
        keys.map(|key| self.engine.instance(key).unwrap()).collect()
    }

    fn states(&self, key: DeploymentKey) -> Vec<InstanceStatus> {
        self.kept(key).iter().map(|one| one.status).collect()
    }

    fn status_of(&self, key: DeploymentKey) -> (AutomationState, String) {
        let status = self.engine.deployment(key).unwrap().status;
        (status.state, status.message)
    }

    fn give(&mut self, nodes: u32, from: i64, to: i64) {
        let pool = self.engine.find_pool(self.ada, "main").unwrap();
        let (sku, now) = (self.sku, self.engine.now());
        let given = self.engine.grant(pool, sku, window(from, to), nodes, now);
        given.unwrap();
        self.sound();
    }
}

#[test]
fn a_deployment_makes_its_instances_and_replaces_those_that_end() {
    let mut market = market();
    market.give(2, 0, 30);
    let key = market.deploy(3, |_| ()).unwrap();
    assert_eq!(market.states(key), [Running, Running, AwaitingAllocation]);
    assert_eq!(
        market.status_of(key),
        (
            AutomationState::Warning,
            "2 of 3 instances run; others wait for nodes.".to_owned()
        )
    );
    let first = market.kept(key)[0].clone();
    assert_eq!(first.managed_by, Some(market.engine.manager(key).unwrap()));
    let parts: Vec<_> = first.name.as_str().split('-').collect();
    assert_eq!((parts.len(), parts[2].len()), (3, 6), "{}", first.name);

    let now = market.engine.now();
    let ended = market
        .engine
        .terminate_instance(market.ada, first.id.as_str(), now);
    ended.unwrap();
    // The one that waited takes its node; a new one waits from the next minute on.
    assert_eq!(market.states(key), [Running, Running]);
    market.wait_until(1);
    assert_eq!(market.states(key), [Running, Running, AwaitingAllocation]);
    // When the nodes are gone, all wait anew.
    market.wait_until(31);
    assert_eq!(market.states(key), [AwaitingAllocation; 3]);
    market.give(5, 31, 40);
    assert_eq!(market.status_of(key).0, AutomationState::Info);
    assert_eq!(market.status_of(key).1, "All 3 instances run.");
    // It never buys.
    assert_eq!(market.balance(market.ada).available, CASH);
}

#[test]
fn those_that_wait_go_first_then_failed_ones_then_by_priority_and_age() {
    let mut market = market();
    market.give(4, 0, 100);
    let key = market.deploy(5, |_| ()).unwrap();
    let names: Vec<_> = market
        .kept(key)
        .iter()
        .map(|one| one.id.to_string())
        .collect();
    let (ada, now) = (market.ada, market.engine.now());
    market.engine.fail_instance(ada, &names[1], now).unwrap();
    let high = [(names[3].as_str(), InstancePriority::Preferred)];
    market.engine.prioritise_instances(ada, &high, now).unwrap();
    for left in [vec![0, 1, 2, 3], vec![0, 2, 3], vec![0, 3], vec![3], vec![]] {
        let target_instance_count = Some(i32::try_from(left.len()).unwrap());
        let patch = DeploymentPatch {
            target_instance_count,
            ..DeploymentPatch::default()
        };
        market.patch(key, patch).unwrap();
        let kept: Vec<_> = market
            .kept(key)
            .iter()
            .map(|one| one.id.to_string())
            .collect();
        let left: Vec<_> = left.into_iter().map(|index| names[index].clone()).collect();
        assert_eq!(kept, left);
    }
}

#[test]
fn a_new_template_reaches_new_instances_only() {
    let mut market = market();
    let ada = market.ada;
    let newer = new_template("newer", IMAGE);
    market.engine.create_template(ada, newer, at(0)).unwrap();
    let key = market.deploy(1, |_| ()).unwrap();
    let before = market.kept(key);
    let patch = DeploymentPatch {
        name: Patch::Set("www"),
        instance_template: Some("sfc:instance_template:ada:default:newer"),
        instance_name_template: Some("www-{{nanoid(10)}}"),
        target_instance_count: Some(2),
        ..DeploymentPatch::default()
    };
    market.patch(key, patch).unwrap();
    let after = market.kept(key);
    assert_eq!(after[0].name, before[0].name);
    assert!(after[1].name.as_str().starts_with("www-"));
    // Both show its new name.
    for instance in &after {
        let manager = instance.managed_by.clone().unwrap();
        assert_eq!(manager, market.engine.manager(key).unwrap());
    }
    let view = market.engine.deployment(key).unwrap();
    assert_eq!(view.instance_template.name.as_str(), "newer");
    assert_eq!(
        view.instance_name_template,
        "www-{{nanoid(10)}}".parse::<NameTemplate>().unwrap()
    );
    // The template that it had is free to go, the one that it has is not.
    let gone = market.engine.delete_template(ada, TEMPLATE, at(0));
    gone.unwrap();
    let newer = "sfc:instance_template:ada:default:newer";
    let kept = market.engine.delete_template(ada, newer, at(0));
    assert_eq!(why(kept), one("", Code::InUse));
}

#[test]
fn an_image_that_cannot_be_booted_is_said_and_waited_for() {
    let mut market = market();
    let ada = market.ada;
    let engine = &mut market.engine;
    let image = NewImage {
        workspace: DEFAULT_WORKSPACE,
        name: Some("disk"),
    };
    let disk = engine.start_image(ada, image, at(0)).unwrap();
    let disk = engine.image(disk).unwrap().id.to_string();
    let address = engine.part_address(ada, &disk, 1, at(0)).unwrap();
    engine
        .put_part(&address, b"disk".as_slice(), at(0))
        .unwrap();
    engine
        .complete_image(ada, &disk, &"0".repeat(64), at(0))
        .unwrap();
    let template = new_template("disk", &disk);
    engine.create_template(ada, template, at(0)).unwrap();
    engine.revoke_image(ada, &disk, at(0)).unwrap();
    let template = "sfc:instance_template:ada:default:disk";
    let key = market
        .deploy(2, |new| new.instance_template = template)
        .unwrap();
    let (state, message) = market.status_of(key);
    assert_eq!(state, AutomationState::Error);
    assert!(
        message.starts_with("No instance can be made: "),
        "{message}"
    );
    market.wait_until(90);
    market.engine.reinstate_image(ada, &disk, at(90)).unwrap();
    market.wait_until(91);
    assert_eq!(market.states(key), [AwaitingAllocation; 2]);
    assert_eq!(market.status_of(key).0, AutomationState::Warning);
}

#[test]
fn switched_off_it_leaves_its_instances_and_deleted_it_ends_them() {
    let mut market = market();
    market.give(1, 0, 100);
    let key = market.deploy(2, |_| ()).unwrap();
    let off = DeploymentPatch {
        is_enabled: Some(false),
        target_instance_count: Some(9),
        ..DeploymentPatch::default()
    };
    market.patch(key, off).unwrap();
    market.wait_until(5);
    assert_eq!(market.states(key), [Running, AwaitingAllocation]);
    assert_eq!(market.status_of(key).1, "It is switched off.");
    let own = market.kept(key);
    let (id, ada) = (market.id_of(key), market.ada);
    let pool = market.engine.fetch_pool(ada, "main", 0).unwrap();
    assert_eq!(pool.deployments[0].id.as_str(), id);
    market.engine.delete_deployment(ada, &id, at(5)).unwrap();
    market.sound();
    assert!(market.kept(key).is_empty());
    for instance in own {
        assert_eq!(
            market.engine.instance(instance.key).unwrap().status,
            Terminated
        );
    }
    let pool = market.engine.fetch_pool(ada, "main", 0).unwrap();
    assert_eq!(pool.deployments, []);
    assert_eq!(market.engine.find_deployment(ada, &id), None);
}

#[test]
fn a_spot_deployment_buys_nodes_for_its_instances_and_sells_none() {
    let mut market = market();
    market.place(market.sell(10, 0, 45, 150).standing().partial());
    let key = market
        .deploy(2, |new| new.max_buy_price = Some(rate(200)))
        .unwrap();
    assert!(market.id_of(key).starts_with("spot_"));
    assert_eq!(market.states(key), [AwaitingAllocation; 2]);
    assert_eq!(market.holds(market.ada, "main"), [(1, Some(45), 2)]);
    market.wait_until(1);
    assert_eq!(market.states(key), [Running; 2]);
    let (state, message) = market.status_of(key);
    assert_eq!(state, AutomationState::Warning);
    assert!(message.contains("2 nodes are missing"), "{message}");
    // With a lesser target it keeps the nodes it has until they run out.
    let less = DeploymentPatch {
        target_instance_count: Some(1),
        ..DeploymentPatch::default()
    };
    market.patch(key, less).unwrap();
    market.wait_until(44);
    assert_eq!(market.states(key), [Running]);
    assert_eq!(market.holds(market.ada, "main"), [(44, Some(45), 2)]);
    market.wait_until(46);
    assert_eq!(market.states(key), [AwaitingAllocation]);
    // Its orders are in the ordinary list, and not in that of a pool's deployments.
    let page = market.engine.list_orders(
        market.ada,
        &OrderFilter::default(),
        OrderSort::CreatedAt,
        50,
        Edge::Head,
    );
    assert!(!page.unwrap().items.is_empty());
    let pool = market.engine.fetch_pool(market.ada, "main", 0).unwrap();
    assert_eq!(pool.deployments, []);
    let dearer = DeploymentPatch {
        max_buy_price: Some(rate(90)),
        ..DeploymentPatch::default()
    };
    market.patch(key, dearer).unwrap();
    let seller = market.place(market.sell(1, 60, 70, 90));
    assert_eq!(market.status(seller), OrderStatus::Filled);
}

#[test]
fn a_procurement_follows_the_instances_of_a_deployment() {
    let mut market = market();
    market.place(market.sell(10, 0, 500, 150).standing().partial());
    let sku = market.sku_id();
    let node_count = ProcurementTarget::NodeCount;
    let procurement = market.set_up(wish(&sku, &node_count)).unwrap();
    let key = market.deploy(3, |_| ()).unwrap();
    market.wait_until(3);
    assert_eq!(market.states(key), [Running; 3]);
    assert_eq!(market.holds(market.ada, "main"), [(3, Some(64), 3)]);
    // The nodes of those that go are sold where they can be.
    let less = DeploymentPatch {
        target_instance_count: Some(1),
        ..DeploymentPatch::default()
    };
    market.patch(key, less).unwrap();
    market.wait_until(4);
    let offers = market.open_orders_of(procurement);
    assert!(offers.iter().any(|order| order.side == Side::Sell));
}

#[test]
fn many_instances_are_made_over_a_few_minutes() {
    let mut market = market();
    let key = market.deploy(250, |_| ()).unwrap();
    let mut counts = vec![market.kept(key).len()];
    for minute in 1..4 {
        market.wait_until(minute);
        counts.push(market.kept(key).len());
    }
    assert_eq!(counts, [100, 200, 250, 250]);
}
