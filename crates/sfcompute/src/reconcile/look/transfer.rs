//! Looking for a transfer.

use std::pin::pin;

use futures_util::TryStreamExt as _;
use sfcompute_api::types::{CreatePoolTransferRequest, PoolTransferResponse};
use sfcompute_types::{PoolRef, TransferPoolRef};

use super::{Found, PAGE, Span, same_id, same_schedule, seen_pool};
use crate::client::Client;
use crate::error::Error;
use crate::intent::Intent;
use crate::options::CallOptions;
use crate::reconcile::answer::{Resource, Why};

/// One end of a transfer.
struct End {
    id: String,
    /// The pool, when the token sees it.
    seen: Option<PoolRef>,
}

pub(super) async fn look(
    client: &Client,
    intent: &Intent,
    span: &Span,
    options: &CallOptions,
) -> Result<Found, Error> {
    let Ok(body) = serde_json::from_str::<CreatePoolTransferRequest>(intent.body()) else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let Some(from) = end(client, &body.from_pool, options).await? else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let Some(to) = end(client, &body.to_pool, options).await? else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let list = client
        .transfers()
        .list()
        .limit(PAGE)
        .options(options.clone());
    // Of either pool that is seen; the list takes both sides of a transfer.
    let (list, gap) = match from.seen.as_ref().or(to.seen.as_ref()) {
        Some(pool) => (list.pool(pool), None),
        None => (list, Some(Why::NotVisible)),
    };
    let mut found = Found {
        gap,
        ..Found::default()
    };
    let mut transfers = pin!(list.items());
    while let Some(transfer) = transfers.try_next().await? {
        let ends = same_id(transfer.from_pool.as_str(), &from.id)
            && same_id(transfer.to_pool.as_str(), &to.id);
        if ends && matches(&body, &transfer) {
            found.add(span, Resource::Transfer(Box::new(transfer)));
        }
    }
    Ok(found)
}

async fn end(
    client: &Client,
    pool: &TransferPoolRef,
    options: &CallOptions,
) -> Result<Option<End>, Error> {
    let Ok(reference) = pool.as_str().parse::<PoolRef>() else {
        // An id of the earlier form, which only its suffix ties to a pool.
        let id = pool.as_str().to_owned();
        return Ok(Some(End { id, seen: None }));
    };
    let seen = seen_pool(client, &reference, options).await?;
    Ok(seen.map(|id| End {
        id: id.as_str().to_owned(),
        seen: Some(id.into()),
    }))
}

/// Whether a transfer has the terms of a request, its pools aside: a request may name them by path.
pub(in crate::reconcile) fn matches(
    body: &CreatePoolTransferRequest,
    transfer: &PoolTransferResponse,
) -> bool {
    same_id(
        transfer.instance_sku.id.as_str(),
        body.instance_sku.as_str(),
    ) && same_schedule(
        &body.allocation_schedule_delta,
        &transfer.allocation_schedule_delta,
    )
}
