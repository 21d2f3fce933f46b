//! What a scenario's file asks for, carried out.

mod read;

use sfcompute_types::{InstanceSkuId, Price, Schedule, Timestamp, Window};

use crate::engine::{
    Code, Engine, NewAccount, NewOrder, NewPool, NewSku, PoolKind, Refusal, Side, SplitMix,
};

use super::{hour_of, invalid};

/// Basis points of the whole.
const WHOLE: i64 = 10_000;
/// All that a file asks for.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    accounts: Vec<AccountPlan>,
    skus: Vec<NewSku>,
    pools: Vec<PoolPlan>,
    grants: Vec<GrantPlan>,
    orders: Vec<OrderPlan>,
    makers: Vec<MakerPlan>,
}

#[derive(Clone, Debug)]
struct AccountPlan {
    account: NewAccount,
    workspaces: Vec<String>,
}

#[derive(Clone, Debug)]
struct PoolPlan {
    account: String,
    workspace: String,
    name: String,
    kind: PoolKind,
}

/// Hours after the opening's full hour.
#[derive(Clone, Copy, Debug)]
struct Hours {
    start: i64,
    length: i64,
}

#[derive(Clone, Debug)]
struct GrantPlan {
    pool: String,
    sku: String,
    nodes: u32,
    hours: Hours,
}

#[derive(Clone, Debug)]
struct OrderPlan {
    pool: String,
    sku: String,
    side: Side,
    nodes: i32,
    hours: Hours,
    price: Price,
    standing: bool,
    partial: bool,
}

#[derive(Clone, Debug)]
struct MakerPlan {
    sku: String,
    buy_pool: String,
    sell_pool: String,
    /// Micro-dollars per node-minute.
    rate: i64,
    nodes: i32,
    hours: Hours,
    windows: i64,
    levels: i64,
    spread: i64,
    step: i64,
    walk: i64,
}

impl Plan {
    /// Makes the market; where it refuses something, says what of the file that was.
    pub(super) fn carry_out(
        &self,
        engine: &mut Engine,
        now: Timestamp,
    ) -> Result<(), (String, Refusal)> {
        numbered("account", &self.accounts, |plan| {
            let key = engine.open_account(plan.account.clone(), now)?;
            for workspace in &plan.workspaces {
                engine.create_workspace(key, workspace.as_str(), now)?;
            }
            Ok(())
        })?;
        numbered("sku", &self.skus, |sku| {
            engine.add_sku(sku.clone(), now).map(drop)
        })?;
        numbered("pool", &self.pools, |plan| {
            let pool = NewPool {
                workspace: &plan.workspace,
                name: Some(&plan.name),
                tags: None,
                kind: plan.kind,
            };
            let account = engine.account_named(&plan.account);
            let account = account.ok_or_else(|| unknown("account", &plan.account))?;
            engine.create_pool(account, pool, now).map(drop)
        })?;
        numbered("grant", &self.grants, |plan| {
            let pool = self.pool(&plan.pool)?;
            let account = engine.account_named(&pool.account);
            let key = account.and_then(|account| engine.find_pool(account, &pool.name));
            let key = key.ok_or_else(|| unknown("pool", &plan.pool))?;
            let sku = sku_id(engine, &plan.sku)?;
            let sku = engine.find_sku(sku.as_str());
            let sku = sku.ok_or_else(|| unknown("sku", &plan.sku))?;
            engine.grant(key, sku, plan.hours.window(now, 0)?, plan.nodes, now)
        })?;
        numbered("order", &self.orders, |plan| {
            self.place(engine, plan, plan.hours.window(now, 0)?, now)
        })?;
        numbered("maker", &self.makers, |plan| self.quote(engine, plan, now))
    }

    fn pool(&self, name: &str) -> Result<&PoolPlan, Refusal> {
        let mut pools = self.pools.iter();
        pools
            .find(|pool| pool.name == name)
            .ok_or_else(|| unknown("pool", name))
    }

    fn place(
        &self,
        engine: &mut Engine,
        plan: &OrderPlan,
        window: Window,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let pool = self.pool(&plan.pool)?;
        let account = engine.account_named(&pool.account);
        let account = account.ok_or_else(|| unknown("account", &pool.account))?;
        let sku = sku_id(engine, &plan.sku)?;
        let order = NewOrder {
            pool: &plan.pool,
            side: plan.side,
            instance_sku: sku.as_str(),
            schedule: &Schedule::flat(window, plan.nodes),
            limit_price: plan.price,
            allow_standing: plan.standing,
            allow_partial: plan.partial,
            created_by: None,
        };
        engine.place_order(account, order, None, now).map(drop)
    }

    /// Has a market maker quote, window by window, level by level.
    fn quote(&self, engine: &mut Engine, plan: &MakerPlan, now: Timestamp) -> Result<(), Refusal> {
        // Each maker draws its own numbers, whatever the others do.
        let salt = plan.sku.bytes().fold(0_u64, |salt, byte| {
            salt.wrapping_mul(31).wrapping_add(byte.into())
        });
        let mut draws = SplitMix::new(engine.config().seed ^ salt);
        let mut rate = plan.rate;
        for window in 0..plan.windows {
            for level in 0..plan.levels {
                let away = plan.spread / 2 + level * plan.step;
                for (side, pool, share) in [
                    (Side::Sell, &plan.sell_pool, WHOLE + away),
                    (Side::Buy, &plan.buy_pool, WHOLE - away),
                ] {
                    let rate = i128::from(rate) * i128::from(share) / i128::from(WHOLE);
                    let rate = i64::try_from(rate).unwrap_or(i64::MAX).max(1);
                    let order = OrderPlan {
                        pool: pool.clone(),
                        sku: plan.sku.clone(),
                        side,
                        nodes: plan.nodes,
                        hours: plan.hours,
                        price: Price::from_micros_per_node_minute(rate).map_err(invalid)?,
                        standing: true,
                        partial: true,
                    };
                    self.place(engine, &order, plan.hours.window(now, window)?, now)?;
                }
            }
            let width = u32::try_from(2 * plan.walk + 1).unwrap_or(1);
            let step = i64::from(draws.below(width)) - plan.walk;
            let walked = i128::from(rate) * i128::from(WHOLE + step) / i128::from(WHOLE);
            rate = i64::try_from(walked).unwrap_or(rate).max(1);
        }
        Ok(())
    }
}

impl Hours {
    /// The window, the so many-th of those that follow each other.
    fn window(self, now: Timestamp, number: i64) -> Result<Window, Refusal> {
        let hours = number
            .checked_mul(self.length)
            .and_then(|later| later.checked_add(self.start));
        let start = hours
            .and_then(|hours| hours.checked_mul(60))
            .and_then(|minutes| hour_of(now).checked_add_minutes(minutes))
            .ok_or_else(|| {
                let message = "The scenario goes on past the end of time.";
                Refusal::field("start_hour", Code::TooFarAhead, message)
            })?;
        Window::starting(start).hours(self.length).map_err(invalid)
    }
}

fn numbered<T>(
    kind: &str,
    plans: &[T],
    mut carry_out: impl FnMut(&T) -> Result<(), Refusal>,
) -> Result<(), (String, Refusal)> {
    for (index, plan) in plans.iter().enumerate() {
        carry_out(plan).map_err(|refusal| (format!("{kind}[{index}]"), refusal))?;
    }
    Ok(())
}

fn sku_id(engine: &Engine, alias: &str) -> Result<InstanceSkuId, Refusal> {
    let skus = engine
        .list_skus(usize::MAX, crate::engine::Edge::Head)
        .items;
    let mut skus = skus.into_iter().filter(|sku| sku.alias.as_str() == alias);
    skus.next()
        .map(|sku| sku.id)
        .ok_or_else(|| unknown("sku", alias))
}

fn unknown(field: &str, name: &str) -> Refusal {
    let message = format!("There is no {field} `{name}`.");
    Refusal::field(field, Code::UnknownReference, message)
}
