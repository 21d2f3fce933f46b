//! Sites: the instances of one SKU on one pool, and how they follow the pool's nodes.
//!
//! A site has as many places as its pool has nodes of its SKU at the market's minute. Instances
//! wait for a place, take one as soon as there is one, and lose it when there are fewer places than
//! instances on them. A pool and a SKU without such instances have no site, so orders there pay
//! nothing for this but the look that finds none.
//!
//! | what | which instance is first |
//! |---|---|
//! | to start | the highest priority, then the one made first |
//! | to end | the lowest priority, then one that has failed, then the one made last |
//!
//! An instance that waits never ends one that runs, whatever their priorities. The places change
//! when nodes come or go (a fill, a transfer, a grant) and at the minutes at which the pool's
//! schedule steps; of those the site knows the next one and asks to be woken. What takes effect in
//! the same second as a step comes before it: nodes that arrive just as others leave keep instances
//! running.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::arena::{InstanceKey, PoolKey, SkuKey};
use super::instance::{Instance, InstanceEnd, InstancePriority};
use super::minute::{Minute, minute_of};
use super::{Engine, Refusal};

/// A SKU on a pool.
pub(crate) type Place = (PoolKey, SkuKey);

/// The instances of a place that have not ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// Those without a node; the first is the next to start.
    waiting: BTreeSet<(Reverse<InstancePriority>, InstanceKey)>,
    /// Those on a node; the first is the next to end.
    placed: BTreeSet<(InstancePriority, bool, Reverse<InstanceKey>)>,
    /// The next minute at which the pool's nodes change.
    wake: Option<Minute>,
}

impl Site {
    pub(crate) fn enlist(&mut self, key: InstanceKey, instance: &Instance) {
        match instance.has_node() {
            true => self.placed.insert(place_of(key, instance)),
            false => self.waiting.insert((Reverse(instance.priority), key)),
        };
    }

    fn delist(&mut self, key: InstanceKey, instance: &Instance) {
        match instance.has_node() {
            true => self.placed.remove(&place_of(key, instance)),
            false => self.waiting.remove(&(Reverse(instance.priority), key)),
        };
    }

    fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.placed.is_empty()
    }

    /// How many nodes its instances take up.
    pub(crate) fn nodes_taken(&self) -> i64 {
        // There are never more instances than a key of 32 bits can count.
        self.placed.len() as i64
    }

    /// How many nodes its instances need, those that wait included.
    pub(crate) fn nodes_wanted(&self) -> u32 {
        let active = self.placed.len().saturating_add(self.waiting.len());
        u32::try_from(active).unwrap_or(u32::MAX)
    }

    /// Whether an instance waits for a node.
    pub(crate) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Notes when the nodes change next; gives when it was thought they would.
    pub(crate) fn expect_wake(&mut self, next: Option<Minute>) -> Option<Minute> {
        std::mem::replace(&mut self.wake, next)
    }

    /// What a site changes next, where it has so many nodes.
    fn next_step(&self, nodes: i64) -> Option<Step> {
        if self.nodes_taken() > nodes {
            let (_, _, Reverse(last)) = self.placed.first()?;
            return Some(Step::End(*last));
        }
        if self.nodes_taken() < nodes {
            let (_, first) = self.waiting.first()?;
            return Some(Step::Start(*first));
        }
        None
    }
}

fn place_of(
    key: InstanceKey,
    instance: &Instance,
) -> (InstancePriority, bool, Reverse<InstanceKey>) {
    (
        instance.priority,
        instance.failed_at.is_none(),
        Reverse(key),
    )
}

enum Step {
    Start(InstanceKey),
    End(InstanceKey),
}

impl Engine {
    /// The nodes of a place have changed: now or at some minute ahead.
    pub(crate) fn nodes_changed(&mut self, pool: PoolKey, sku: SkuKey) -> Result<(), Refusal> {
        let place = (pool, sku);
        let this_minute = minute_of(self.now);
        match self.sites.get(&place) {
            None => Ok(()),
            // It is woken once all that takes effect in this second has.
            Some(site) if site.wake.is_some_and(|wake| wake <= this_minute) => Ok(()),
            Some(_) => self.follow(place),
        }
    }

    /// Starts and ends instances of a place until they fit its nodes at this minute, and notes when
    /// to look again.
    pub(crate) fn follow(&mut self, place: Place) -> Result<(), Refusal> {
        let nodes = self.nodes_now(place)?;
        while let Some(step) = self
            .sites
            .get(&place)
            .and_then(|site| site.next_step(nodes))
        {
            match step {
                Step::Start(instance) => self.start_instance(instance)?,
                Step::End(instance) => self.end_instance(instance, InstanceEnd::NoNode)?,
            }
        }
        self.note_wake(place)
    }

    /// How many nodes a place has at this minute.
    pub(crate) fn nodes_now(&self, (pool, sku): Place) -> Result<i64, Refusal> {
        let holding = self.pools.get(pool)?.holdings.get(&sku);
        Ok(holding.map_or(0, |holding| holding.nodes_at(minute_of(self.now))))
    }

    /// Lets an instance run from now on.
    pub(crate) fn start_instance(&mut self, key: InstanceKey) -> Result<(), Refusal> {
        let now = self.now;
        self.change_instance(key, |instance| instance.started_at = Some(now))
    }

    /// Ends an instance. Its node is free; whoever calls this sees to it that others follow.
    pub(crate) fn end_instance(
        &mut self,
        key: InstanceKey,
        end: InstanceEnd,
    ) -> Result<(), Refusal> {
        let now = self.now;
        self.change_instance(key, |instance| instance.ended = Some((now, end)))?;
        let instance = self.instances.get(key)?;
        if let Some(manager) = &instance.managed_by
            && let Some(own) = self.managed.get_mut(manager.id())
        {
            own.remove(&key);
            if own.is_empty() {
                let id = manager.id().to_owned();
                self.managed.remove(&id);
            }
        }
        self.stir();
        Ok(())
    }

    /// Changes an instance, and where it stands among those of its site.
    pub(crate) fn change_instance(
        &mut self,
        key: InstanceKey,
        change: impl FnOnce(&mut Instance),
    ) -> Result<(), Refusal> {
        let instance = self.instances.get_mut(key)?;
        // One that has ended has no site any more.
        let mut site = self.sites.get_mut(&(instance.pool, instance.sku));
        if let Some(site) = &mut site {
            site.delist(key, instance);
        }
        change(instance);
        instance.updated_at = self.now;
        if let Some(site) = site.filter(|_| instance.is_active()) {
            site.enlist(key, instance);
        }
        Ok(())
    }

    /// Notes at which minute a site's nodes change next, and forgets a site without instances.
    pub(crate) fn note_wake(&mut self, place: Place) -> Result<(), Refusal> {
        let (pool, sku) = place;
        let holding = self.pools.get(pool)?.holdings.get(&sku);
        let next = holding.and_then(|holding| holding.next_change(minute_of(self.now)));
        let Some(site) = self.sites.get_mut(&place) else {
            return Ok(());
        };
        let next = next.filter(|_| !site.is_empty());
        let before = site.expect_wake(next);
        if before != next {
            if let Some(wake) = before {
                self.site_wakes.remove(&(wake, place));
            }
            if let Some(wake) = next {
                self.site_wakes.insert((wake, place));
            }
        }
        if site.is_empty() {
            self.sites.remove(&place);
        }
        Ok(())
    }

    /// Lets the first site whose time it is follow its nodes.
    pub(crate) fn wake_site(&mut self) -> Result<(), Refusal> {
        match self.site_wakes.first() {
            Some((_, place)) => self.follow(*place),
            None => Ok(()),
        }
    }
}
