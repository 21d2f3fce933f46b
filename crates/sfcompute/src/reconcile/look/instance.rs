//! Looking for the instance that was put in the place of another.
//!
//! The server ends the old one and starts the fresh one in one transaction, so an old one that has
//! not ended has not been replaced.

use std::pin::pin;

use futures_util::TryStreamExt as _;
use percent_encoding::percent_decode_str;
use sfcompute_api::operations;
use sfcompute_api::types::{
    InstanceResponse, InstanceStatus, ListInstancesResponse, ReplaceInstanceRequest,
};
use sfcompute_types::{InstanceRef, InstancesCursor};

use super::{Found, PAGE, Span, same_id};
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::intent::Intent;
use crate::options::CallOptions;
use crate::page;
use crate::reconcile::answer::{Resource, Why};

pub(super) async fn look(
    client: &Client,
    intent: &Intent,
    span: &Span,
    options: &CallOptions,
) -> Result<Found, Error> {
    let (Ok(body), Some(id)) = (
        serde_json::from_str::<ReplaceInstanceRequest>(intent.body()),
        replaced(intent.path()),
    ) else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let fetched = Call::by_id(
        client,
        &operations::FETCH_INSTANCE,
        Ok(id),
        |api, id| async move { api.fetch_instance(&id).await },
    );
    let old = match fetched.options(options.clone()).await {
        Ok(old) => old,
        Err(error) if error.is_not_found() || error.is_forbidden() => {
            return Ok(Found::nothing(Why::NotVisible));
        }
        Err(error) => return Err(error),
    };
    let ended = match old.status {
        InstanceStatus::Terminated => true,
        InstanceStatus::AwaitingAllocation | InstanceStatus::Running | InstanceStatus::Failed => {
            return Ok(Found::default());
        }
        // A status of a later day: it may mean that it has ended.
        _ => false,
    };
    let mut found = Found::nothing(if ended { Why::Ended } else { Why::NotVisible });
    let young = young(client, &old, span, options);
    let mut young = pin!(page::items(young));
    while let Some(instance) = young.try_next().await? {
        if instance.id != old.id && matches(&body, &instance) && beside(&old, &instance) {
            found.add(span, Resource::Instance(Box::new(instance)));
        }
    }
    Ok(found)
}

/// The call for a page of the instances that are about as young as the fresh one must be.
fn young(
    client: &Client,
    old: &InstanceResponse,
    span: &Span,
    options: &CallOptions,
) -> impl Fn(Option<&InstancesCursor>) -> Call<ListInstancesResponse> + use<> {
    let (client, options, created_after) = (client.clone(), options.clone(), span.earliest);
    let pool = old.pool.as_ref().map(|pool| vec![(&pool.id).into()]);
    move |cursor| {
        let (pool, cursor) = (pool.clone(), cursor.cloned());
        let call = Call::new(
            &client,
            &operations::LIST_INSTANCES,
            move |api, _| async move {
                api.list_instances(
                    Some(&created_after),
                    None,
                    None,
                    None,
                    None,
                    None,
                    Some(PAGE),
                    pool.as_ref(),
                    cursor.as_ref(),
                    None,
                    None,
                    None,
                    None,
                )
                .await
            },
        );
        call.options(options.clone())
    }
}

/// The instance that a path replaces: the segment before the last, without its escapes.
fn replaced(path: &str) -> Option<InstanceRef> {
    let id = path.strip_suffix("/replace")?.rsplit('/').next()?;
    let id = percent_decode_str(id).decode_utf8().ok()?;
    id.parse().ok()
}

/// Whether an instance has the terms of a request.
pub(in crate::reconcile) fn matches(
    body: &ReplaceInstanceRequest,
    instance: &InstanceResponse,
) -> bool {
    let image = body.image.as_str();
    let same_image = match image.rsplit_once(':') {
        Some((_, name)) => instance.image.name.as_str() == name,
        None => same_id(instance.image.id.as_str(), image),
    };
    same_image
        && body.name.as_ref().is_none_or(|name| *name == instance.name)
        && body.cloud_init_user_data.is_some() == instance.cloud_init_user_data_used
}

/// Whether an instance is on the same pool and SKU as the one that it may have replaced.
fn beside(old: &InstanceResponse, fresh: &InstanceResponse) -> bool {
    let pool = |instance: &InstanceResponse| instance.pool.as_ref().map(|pool| pool.id.clone());
    let sku = |instance: &InstanceResponse| {
        let sku = instance.instance_sku.as_ref();
        sku.map(|sku| sku.id.clone())
    };
    pool(old) == pool(fresh) && sku(old) == sku(fresh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_replaced_instance_is_read_from_the_path() {
        let id = |path| replaced(path).map(|id| id.as_str().to_owned());
        assert_eq!(
            id("/preview/v2/instances/inst_a/replace").as_deref(),
            Some("inst_a")
        );
        assert_eq!(
            id("/v2/instances/sfc%3Ainstance%3Aacme%3Aprod%3Aweb/replace").as_deref(),
            Some("sfc:instance:acme:prod:web")
        );
        for other in [
            "/x",
            "/replace",
            "/i/%zz/replace",
            "/i/%4/replace",
            "/i/a b/replace",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
    }
}
