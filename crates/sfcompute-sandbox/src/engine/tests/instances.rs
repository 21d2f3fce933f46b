//! Instances: made, changed, replaced, ended, deleted.

mod boot;
mod changed;
mod follow;
mod listed;
mod made;
mod managed;

use sfcompute_types::{Patch, Tags};

use super::*;
use InstanceStatus::{AwaitingAllocation, Failed, Running, Terminated};

const IMAGE: &str = "sfc:image:sfcompute:public:ubuntu";

/// A market with an image, in which `ada` has no nodes and `bo` has 100.
fn market() -> Market {
    let mut market = Market::new();
    market
        .engine
        .add_public_image("ubuntu", b"abc", at(0))
        .unwrap();
    market
}

/// An instance on the pool `main`.
fn new<'a>(sku: &'a str, name: &'a str) -> NewInstance<'a> {
    NewInstance {
        pool: "main",
        image: IMAGE,
        instance_sku: sku,
        name: Some(name),
        cloud_init_user_data: None,
        enable_public_ipv4: false,
        firewall: None,
        tags: None,
        priority: InstancePriority::Normal,
        enable_infiniband: false,
    }
}

fn replacement(name: &str) -> Replacement<'_> {
    Replacement {
        image: IMAGE,
        cloud_init_user_data: None,
        name: Some(name),
    }
}

fn field(field: &str, code: Code) -> (String, Code) {
    (field.to_owned(), code)
}

fn path(name: &str) -> String {
    format!("sfc:instance:ada:default:{name}")
}

impl Market {
    /// An instance of `ada`'s.
    fn start(&mut self, name: &str) -> InstanceKey {
        self.start_with(name, InstancePriority::Normal)
    }

    fn start_with(&mut self, name: &str, priority: InstancePriority) -> InstanceKey {
        let (sku, now) = (self.sku_id(), self.engine.now());
        let new = NewInstance {
            priority,
            ..new(&sku, name)
        };
        let key = self.engine.create_instance(self.ada, new, now).unwrap();
        self.sound();
        key
    }

    fn terminate(&mut self, name: &str) -> Result<InstanceKey, Refusal> {
        let now = self.engine.now();
        let ended = self.engine.terminate_instance(self.ada, &path(name), now);
        self.sound();
        ended
    }

    fn fail(&mut self, name: &str) -> Result<InstanceKey, Refusal> {
        let now = self.engine.now();
        let failed = self.engine.fail_instance(self.ada, &path(name), now);
        self.sound();
        failed
    }

    fn replace(&mut self, name: &str, with: Replacement<'_>) -> Result<InstanceKey, Refusal> {
        let now = self.engine.now();
        let path = path(name);
        let made = self
            .engine
            .replace_instance(self.ada, &path, with, None, now);
        self.sound();
        made.map(|accepted| accepted.key)
    }

    /// Nodes for `ada`'s pool `main`, in minutes after `T0`.
    fn nodes(&mut self, nodes: u32, from: i64, to: i64) {
        let pool = self.engine.find_pool(self.ada, "main").unwrap();
        let (sku, now) = (self.sku, self.engine.now());
        self.engine
            .grant(pool, sku, window(from, to), nodes, now)
            .unwrap();
        self.sound();
    }

    fn state(&self, key: InstanceKey) -> InstanceStatus {
        self.engine.instance(key).unwrap().status
    }

    /// The names of `ada`'s instances that have come so far, those made first first.
    fn those(&self, status: InstanceStatus) -> Vec<String> {
        let filter = InstanceFilter {
            statuses: &[status],
            ..InstanceFilter::default()
        };
        let engine = &self.engine;
        let page = engine.list_instances(self.ada, &filter, usize::MAX, Edge::Head);
        let names = page.unwrap().items.into_iter().rev();
        names.map(|instance| instance.name.to_string()).collect()
    }
}
