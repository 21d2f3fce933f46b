//! Transfers: nodes of one SKU from one of the account's pools to another.

use serde::{Deserialize, Serialize};
use sfcompute_types::{
    Invalid, PoolId, PoolTransferId, Schedule, ScheduleEnd, ScheduleEntry, Timestamp,
};

use super::account::unnameable;
use super::arena::{AccountKey, Key, PoolKey, SkuKey, TransferKey};
use super::idempotency::{IdempotencyKey, Operation};
use super::mint::IdKind;
use super::minute::{Minute, minute_of, start_of};
use super::order::Accepted;
use super::place::SCHEDULE;
use super::refusal::Problems;
use super::settlement::Due;
use super::sku::SkuSummary;
use super::{Code, Detail, Edge, Engine, Page, PoolKind, Position, Refusal, Settlement};

/// Where a transfer is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TransferStatus {
    /// Accepted, and not yet carried out.
    Pending,
    /// The nodes have moved.
    Executed,
    /// Nothing has moved; there is a reason.
    Rejected,
}

impl TransferStatus {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Executed => "executed",
            Self::Rejected => "rejected",
        }
    }
}

/// A transfer to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTransfer<'a> {
    /// The pool that gives, in any form that [`Engine::find_pool`] knows.
    pub from_pool: &'a str,
    /// The pool that receives, likewise.
    pub to_pool: &'a str,
    /// The id of the SKU.
    pub instance_sku: &'a str,
    /// How many nodes when; may have several ranges and no end.
    pub schedule: &'a Schedule,
}

/// A transfer as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferView {
    /// The transfer's key.
    pub key: TransferKey,
    /// The transfer's id.
    pub id: PoolTransferId,
    /// Where the transfer is in its life.
    pub status: TransferStatus,
    /// Why it was rejected, if it was.
    pub rejected_reason: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// The pool that gives.
    pub from_pool: PoolId,
    /// The pool that receives.
    pub to_pool: PoolId,
    /// The SKU of the nodes.
    pub instance_sku: SkuSummary,
    /// What was asked for, without gaps; the last range has no end.
    pub schedule: Schedule,
}

/// Which transfers to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferFilter<'a> {
    /// Only those from or to one of these pools, in any form that [`Engine::find_pool`] knows.
    pub pools: &'a [&'a str],
    /// Only those with this status.
    pub status: Option<TransferStatus>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Transfer {
    account: AccountKey,
    from: PoolKey,
    to: PoolKey,
    sku: SkuKey,
    schedule: Schedule,
    status: TransferStatus,
    rejected_reason: Option<String>,
    polls: u32,
    created_at: Timestamp,
}

impl Engine {
    /// Asks for a transfer. It is carried out when the settlement says; where the pool then does
    /// not have the nodes free, the transfer is rejected and says why.
    ///
    /// # Errors
    /// 404 where the account has no such pool; 422 for a schedule that breaks its rules, holds no
    /// nodes or is over, an unknown SKU, a read-only pool, twice the same pool, or an idempotency
    /// key used for another body.
    pub fn create_transfer(
        &mut self,
        account: AccountKey,
        transfer: NewTransfer<'_>,
        idempotency: Option<IdempotencyKey<'_>>,
        now: Timestamp,
    ) -> Result<Accepted<TransferKey>, Refusal> {
        self.advance(now)?;
        if let Some(made) = self.repeated(account, Operation::CreatePoolTransfer, idempotency)? {
            return Ok(Accepted {
                key: TransferKey::from_index(made),
                is_repeat: true,
            });
        }
        let mut problems = Problems::default();
        let schedule = problems.take(self.check_transfer_schedule(transfer.schedule));
        let sku = problems.take(self.sku_of_field(transfer.instance_sku));
        let from = problems.take(self.require_pool(account, transfer.from_pool));
        let to = problems.take(self.require_pool(account, transfer.to_pool));
        for (field, pool) in [("from_pool", from), ("to_pool", to)] {
            if let Some(pool) = pool
                && self.pools.get(pool)?.kind == PoolKind::ReadOnly
            {
                let message = "Nothing is transferred from or to a read-only pool.";
                problems.add(field, Code::WrongPoolKind, message);
            }
        }
        if from.is_some() && from == to {
            let message = "The source and the destination are the same pool.";
            problems.add("to_pool", Code::SamePool, message);
        }
        let (Some(schedule), Some(sku), Some(from), Some(to)) = (schedule, sku, from, to) else {
            return Err(problems.refusal());
        };
        problems.finish()?;

        let key = self.transfers.push(Transfer {
            account,
            from,
            to,
            sku,
            schedule,
            status: TransferStatus::Pending,
            rejected_reason: None,
            polls: 0,
            created_at: self.now,
        })?;
        self.remember(
            account,
            Operation::CreatePoolTransfer,
            idempotency,
            key.index(),
        );
        self.settle(Due::Transfer(key))?;
        Ok(Accepted {
            key,
            is_repeat: false,
        })
    }

    /// The account's transfer with this id, which counts as a poll of it.
    ///
    /// # Errors
    /// 404 where the account has no such transfer.
    pub fn fetch_transfer(
        &mut self,
        account: AccountKey,
        id: &str,
        now: Timestamp,
    ) -> Result<TransferView, Refusal> {
        self.advance(now)?;
        let key = self
            .find_transfer(account, id)
            .ok_or_else(|| Refusal::not_found("pool transfer", id))?;
        if let Settlement::AfterPolls(polls) = self.config.settlement {
            let transfer = self.transfers.get_mut(key)?;
            if transfer.polls >= polls {
                self.carry_out(key)?;
            } else {
                transfer.polls += 1;
            }
        }
        self.transfer(key)
    }

    /// The account's transfer with this id, canonical (`pxfr_…`) or legacy (`cxfr_…`).
    pub fn find_transfer(&self, account: AccountKey, id: &str) -> Option<TransferKey> {
        let legacy = PoolTransferId::LEGACY_PREFIXES;
        let mut prefixes = [PoolTransferId::PREFIX]
            .into_iter()
            .chain(legacy.iter().copied());
        let suffix = prefixes.find_map(|prefix| id.strip_prefix(prefix))?;
        let key = self
            .transfers
            .key_at(self.mint.number(IdKind::Transfer, suffix)?)?;
        self.transfers
            .get(key)
            .is_ok_and(|found| found.account == account)
            .then_some(key)
    }

    /// The transfer as it is now, without counting as a poll.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn transfer(&self, key: TransferKey) -> Result<TransferView, Refusal> {
        let transfer = self.transfers.get(key)?;
        let suffix = self.mint.suffix(IdKind::Transfer, key.index().into());
        Ok(TransferView {
            key,
            id: PoolTransferId::try_from(format!("{}{suffix}", PoolTransferId::PREFIX))
                .map_err(unnameable)?,
            status: transfer.status,
            rejected_reason: transfer.rejected_reason.clone(),
            created_at: transfer.created_at,
            from_pool: self.pool_id(transfer.from)?,
            to_pool: self.pool_id(transfer.to)?,
            instance_sku: self.sku_summary(transfer.sku)?,
            schedule: transfer.schedule.clone(),
        })
    }

    /// The account's transfers, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown pool.
    pub fn list_transfers(
        &self,
        account: AccountKey,
        filter: &TransferFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<TransferView>, Refusal> {
        let pools = filter
            .pools
            .iter()
            .map(|pool| self.pool_of_field(account, "pool", pool));
        let pools: Vec<_> = pools.collect::<Result<_, _>>()?;
        let matches = |transfer: &Transfer| {
            let touches = |pool| transfer.from == pool || transfer.to == pool;
            transfer.account == account
                && (pools.is_empty() || pools.iter().any(|pool| touches(*pool)))
                && filter.status.is_none_or(|status| transfer.status == status)
        };
        let rows = self
            .transfers
            .iter()
            .rev()
            .filter(|(_, transfer)| matches(transfer));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.transfer(key))
    }

    /// Carries out a pending transfer, or rejects it. Minutes that are gone do not move.
    pub(crate) fn carry_out(&mut self, key: TransferKey) -> Result<(), Refusal> {
        let transfer = self.transfers.get(key)?;
        if transfer.status != TransferStatus::Pending {
            return Ok(());
        }
        let (from, to, sku) = (transfer.from, transfer.to, transfer.sku);
        let moves = moves(&transfer.schedule, minute_of(self.now));
        let problem = self.obstacle(from, to, sku, &moves)?;
        if problem.is_none() {
            for (start, end, nodes) in moves {
                self.pools.get_mut(from)?.shift(sku, start, end, -nodes);
                self.pools.get_mut(to)?.shift(sku, start, end, nodes);
            }
            self.nodes_changed(from, sku)?;
            self.nodes_changed(to, sku)?;
            self.stir();
        }
        let transfer = self.transfers.get_mut(key)?;
        transfer.status = match problem {
            None => TransferStatus::Executed,
            Some(_) => TransferStatus::Rejected,
        };
        transfer.rejected_reason = problem;
        Ok(())
    }

    /// Why the nodes cannot move, if they cannot.
    fn obstacle(
        &self,
        from: PoolKey,
        to: PoolKey,
        sku: SkuKey,
        moves: &[(Minute, Option<Minute>, i64)],
    ) -> Result<Option<String>, Refusal> {
        for pool in [from, to] {
            if self.pools.get(pool)?.is_deleted {
                let name = &self.pools.get(pool)?.name;
                return Ok(Some(format!("The pool `{name}` was deleted.")));
            }
        }
        let pool = self.pools.get(from)?;
        for (start, end, nodes) in moves {
            let free = pool.free_over(sku, *start, *end);
            if free < *nodes {
                let until = match end {
                    Some(end) => format!("until {}", start_of(*end)),
                    None => "on".to_owned(),
                };
                return Ok(Some(format!(
                    "The pool `{}` has {free} unreserved nodes of `{}` from {} {until}; the \
                     transfer moves {nodes}.",
                    pool.name,
                    self.sku(sku)?.alias,
                    start_of(*start),
                )));
            }
        }
        Ok(None)
    }

    /// The schedule of a transfer as it is shown and kept.
    fn check_transfer_schedule(&self, schedule: &Schedule) -> Result<Schedule, Refusal> {
        let detail = |problem: &Invalid| {
            let field = format!("{SCHEDULE}{}", problem.what());
            Detail::new(field, Code::Invalid, problem.to_string())
        };
        let problems = schedule.check();
        if !problems.is_empty() {
            return Err(Refusal::unprocessable(
                problems.iter().map(detail).collect(),
            ));
        }
        let normal = schedule
            .normalised()
            .map_err(|problem| Refusal::unprocessable(vec![detail(&problem)]))?;
        if normal.is_empty() {
            let message = "The schedule moves no nodes at any time.";
            return Err(Refusal::field(SCHEDULE, Code::Empty, message));
        }
        if moves(&normal, minute_of(self.now)).is_empty() {
            let message = "All of the schedule's window is over.";
            return Err(Refusal::field(SCHEDULE, Code::WindowOver, message));
        }
        Ok(normal.with_unbounded_tail())
    }
}

/// What of a normalised schedule moves from `minute` on: start, end and nodes.
fn moves(schedule: &Schedule, minute: Minute) -> Vec<(Minute, Option<Minute>, i64)> {
    let piece = |entry: &ScheduleEntry| {
        let start = minute_of(entry.start_at).max(minute);
        let end = match entry.end_at {
            ScheduleEnd::At(end) => Some(minute_of(end)),
            ScheduleEnd::Unbounded | ScheduleEnd::Next => None,
        };
        let is_something = entry.node_count > 0 && end.is_none_or(|end| start < end);
        is_something.then_some((start, end, i64::from(entry.node_count)))
    };
    schedule.iter().filter_map(piece).collect()
}
