//! Cancelling and listing orders.

use std::ops::Range;

use sfcompute_types::Timestamp;

use super::arena::{AccountKey, Key, OrderKey};
use super::automation::Automation;
use super::minute::start_of;
use super::order::{Order, OrderStatus, Side};
use super::settlement::Due;
use super::{Code, Detail, Edge, Engine, OrderView, Page, Position, Refusal};

/// Which orders to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter<'a> {
    /// Only these, by id; unknown ones match nothing.
    pub ids: &'a [&'a str],
    /// Only those of this pool, in any form that [`Engine::find_pool`] knows.
    pub pool: Option<&'a str>,
    /// Only those of this workspace; not looked at where a pool is given.
    pub workspace: Option<&'a str>,
    /// Only those of this side.
    pub side: Option<Side>,
    /// Only those with one of these statuses.
    pub statuses: &'a [OrderStatus],
    /// Only those placed at this time or later.
    pub created_after: Option<Timestamp>,
    /// Only those placed at this time or earlier.
    pub created_before: Option<Timestamp>,
    /// Only those that this procurement placed, by id or resource path. Without it those of all
    /// procurements are left out.
    pub procurement: Option<&'a str>,
}

/// In which order to list orders. Where two are alike, the one placed later counts as greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrderSort {
    /// Placed first, first.
    CreatedAt,
    /// Placed last, first.
    #[default]
    CreatedAtDescending,
    /// The earliest window first.
    StartAt,
    /// The latest window first.
    StartAtDescending,
}

impl Engine {
    /// Asks for an order's cancellation. Until that takes effect the order may still fill; asking
    /// again meanwhile changes nothing.
    ///
    /// # Errors
    /// 404 where the account has no such order, 422 where it is over.
    pub fn cancel_order(
        &mut self,
        account: AccountKey,
        id: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_order(account, id)?;
        let order = self.orders.get(key)?;
        if order.status.is_over() {
            let message = format!("The order is {} and cannot be cancelled.", order.status);
            return Err(Refusal::unprocessable(vec![Detail::whole(
                Code::NotCancellable,
                message,
            )]));
        }
        self.ask_to_cancel(key)
    }

    /// Asks for the cancellation of an order that is not over, unless that was done before.
    pub(crate) fn ask_to_cancel(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let order = self.orders.get_mut(key)?;
        if order.is_cancelling {
            return Ok(());
        }
        order.is_cancelling = true;
        self.settle(Due::Cancellation(key))
    }

    /// Turns a pending order down, as the market does where it fails after accepting one: for
    /// tests of what a client does then.
    ///
    /// # Errors
    /// 404 where the account has no such order, 422 where it is not pending.
    pub fn reject_order(
        &mut self,
        account: AccountKey,
        id: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_order(account, id)?;
        match self.orders.get(key)?.status {
            OrderStatus::Pending => self.finish(key, OrderStatus::Rejected),
            status => {
                let message = format!("The order is {status}; only a pending one is rejected.");
                Err(Refusal::unprocessable(vec![Detail::whole(
                    Code::Invalid,
                    message,
                )]))
            }
        }
    }

    /// The account's orders.
    ///
    /// # Errors
    /// 422 where the filter names an unknown pool, workspace or procurement.
    pub fn list_orders(
        &self,
        account: AccountKey,
        filter: &OrderFilter<'_>,
        sort: OrderSort,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<OrderView>, Refusal> {
        let pool = filter
            .pool
            .map(|pool| self.pool_of_field(account, "pool", pool))
            .transpose()?;
        let workspace = filter.workspace.filter(|_| pool.is_none());
        let workspace = workspace
            .map(|workspace| self.workspace_of_field(account, workspace))
            .transpose()?;
        let procurement = filter
            .procurement
            .map(|text| self.procurement_of_field(account, text))
            .transpose()?;
        let ids: Vec<_> = filter
            .ids
            .iter()
            .map(|id| self.find_order(account, id))
            .collect();
        let matches = |key: OrderKey, order: &Order| {
            let is_in = |workspace| {
                self.pools
                    .get(order.pool)
                    .is_ok_and(|pool| pool.workspace == workspace)
            };
            let placed_by = match order.placed_by {
                Some(Automation::Procurement(key)) => Some(key),
                Some(Automation::Deployment(_)) | None => None,
            };
            placed_by == procurement
                && (ids.is_empty() || ids.contains(&Some(key)))
                && pool.is_none_or(|pool| order.pool == pool)
                && workspace.is_none_or(is_in)
                && filter.side.is_none_or(|side| order.side == side)
                && (filter.statuses.is_empty() || filter.statuses.contains(&order.status))
                && filter
                    .created_after
                    .is_none_or(|after| order.created_at >= after)
                && filter
                    .created_before
                    .is_none_or(|before| order.created_at <= before)
        };
        let keys = self.accounts.get(account)?.orders.as_slice();
        let keys = keys.get(near(keys, sort, edge)).unwrap_or(keys);
        let found = keys.iter().filter_map(|key| {
            let order = self.orders.get(*key).ok()?;
            matches(*key, order).then(|| (position(sort, *key, order), *key))
        });
        let page = match sort {
            OrderSort::CreatedAt => Page::of(found, limit, edge),
            OrderSort::CreatedAtDescending => Page::of(found.rev(), limit, edge),
            OrderSort::StartAt | OrderSort::StartAtDescending => {
                let mut rows: Vec<_> = found.collect();
                rows.sort_unstable_by_key(|(at, _)| *at);
                Page::of(rows.into_iter(), limit, edge)
            }
        };
        page.try_map(|key| self.order(key))
    }
}

/// Where an order stands in a list of this sort.
fn position(sort: OrderSort, key: OrderKey, order: &Order) -> Position {
    let (start, number) = (start_of(order.start).as_seconds(), i64::from(key.index()));
    Position(match sort {
        OrderSort::CreatedAt => [number, 0, 0],
        OrderSort::CreatedAtDescending => [-number, 0, 0],
        OrderSort::StartAt => [start, number, 0],
        OrderSort::StartAtDescending => [start.saturating_neg(), -number, 0],
    })
}

/// Which of the keys, in the order they were placed, can be on the page: so that paging through a
/// long list does not begin at its head each time.
fn near(keys: &[OrderKey], sort: OrderSort, edge: Edge) -> Range<usize> {
    let all = 0..keys.len();
    let number = |key: &OrderKey| i64::from(key.index());
    match (sort, edge) {
        (OrderSort::CreatedAt, Edge::After(Position([at, ..]))) => {
            keys.partition_point(|key| number(key) <= at)..all.end
        }
        (OrderSort::CreatedAt, Edge::Before(Position([at, ..]))) => {
            0..keys.partition_point(|key| number(key) < at)
        }
        (OrderSort::CreatedAtDescending, Edge::After(Position([at, ..]))) => {
            0..keys.partition_point(|key| number(key) < at.saturating_neg())
        }
        (OrderSort::CreatedAtDescending, Edge::Before(Position([at, ..]))) => {
            keys.partition_point(|key| number(key) <= at.saturating_neg())..all.end
        }
        _ => all,
    }
}
