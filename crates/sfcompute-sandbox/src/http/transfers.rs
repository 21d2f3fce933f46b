//! Pool transfers: asking for them, reading and listing them.

use sfcompute_api::types;
use sfcompute_types::{InstanceSkuId, PoolRef, TransferPoolRef};

use crate::engine::{Engine, NewTransfer, TransferFilter, TransferStatus, TransferView};

use super::body::{schedule, text};
use super::cursor::POOL_TRANSFERS;
use super::exchange::{Call, Reply, json};
use super::list::{List, limit};
use super::orders::sku;
use super::problem::Refused;

const STATUSES: [(&str, TransferStatus); 3] = [
    ("pending", TransferStatus::Pending),
    ("executed", TransferStatus::Executed),
    ("rejected", TransferStatus::Rejected),
];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let request = read(&call)?;
    let understood = json(&request)?;
    let transfer = NewTransfer {
        from_pool: request.from_pool.as_str(),
        to_pool: request.to_pool.as_str(),
        instance_sku: request.instance_sku.as_str(),
        schedule: &request.allocation_schedule_delta,
    };
    let key = call.idempotency(&understood);
    let made = engine.create_transfer(call.account(), transfer, key, call.now)?;
    Reply::json(&shown(engine.transfer(made.key)?))
}

fn read(call: &Call<'_>) -> Result<types::CreatePoolTransferRequest, Refused> {
    let mut body = call.body()?;
    let from_pool = body.required("from_pool", text::<TransferPoolRef>);
    let to_pool = body.required("to_pool", text::<TransferPoolRef>);
    let instance_sku = body.required("instance_sku", text::<InstanceSkuId>);
    let schedule = body.required("allocation_schedule_delta", schedule);
    let request = (|| {
        Some(types::CreatePoolTransferRequest {
            allocation_schedule_delta: schedule?,
            from_pool: from_pool?,
            instance_sku: instance_sku?,
            to_pool: to_pool?,
        })
    })();
    body.problems.finish(request)
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_transfer(
        call.account(),
        &call.id,
        call.now,
    )?))
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = POOL_TRANSFERS.edge(&mut query);
    let pools = query.many::<PoolRef>("pool");
    let status = query.choice("status", &STATUSES);
    query.problems.finish(Some(()))?;
    let pools: Vec<_> = pools.iter().map(PoolRef::as_str).collect();
    let filter = TransferFilter {
        pools: &pools,
        status,
    };
    let page = engine.list_transfers(account, &filter, limit, edge)?;
    Reply::json(&List::of(page.map(shown), POOL_TRANSFERS))
}

fn shown(transfer: TransferView) -> types::PoolTransferResponse {
    types::PoolTransferResponse {
        allocation_schedule_delta: transfer.schedule,
        created_at: transfer.created_at,
        from_pool: transfer.from_pool,
        id: transfer.id,
        instance_sku: sku(transfer.instance_sku),
        object: "pool_transfer".to_owned(),
        rejected_reason: transfer.rejected_reason,
        status: transfer.status.as_str().into(),
        to_pool: transfer.to_pool,
    }
}
