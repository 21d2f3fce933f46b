//! The table of all operations of the contract, and the router made from it.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodFilter, on};
use sfcompute_api::Operation;
use sfcompute_api::operations as op;

use crate::market::Market;

use super::exchange::{Handler, exchange, not_allowed, not_found};
use super::interfere::interfere;
use super::{
    control, deployments, feature_flags, images, instance_machine, instance_templates, instances,
    me, objects, orderbook, orders, page, pools, preview, procurements, skus, transfers, users,
    workspaces,
};

/// Every operation of the contract, with its handler.
pub(super) const ROUTES: [(&Operation, Handler); 65] = [
    (&op::BATCH_PATCH_INSTANCES, instances::update_several),
    (&op::CANCEL_ORDER, orders::cancel),
    (&op::COMPLETE_IMAGE_UPLOAD, images::complete),
    (&op::CREATE_DEPLOYMENT, deployments::create),
    (&op::CREATE_IMAGE, images::create),
    (&op::CREATE_IMAGE_UPLOAD_PART_URL, images::part),
    (&op::CREATE_INSTANCE, instances::create),
    (&op::CREATE_INSTANCE_TEMPLATE, instance_templates::create),
    (&op::CREATE_ORDER, orders::create),
    (&op::CREATE_POOL, pools::create),
    (&op::CREATE_POOL_TRANSFER, transfers::create),
    (&op::CREATE_PROCUREMENT, procurements::create),
    (&op::CREATE_WORKSPACE_HANDLER, workspaces::create),
    (&op::DELETE_DEPLOYMENT, deployments::delete),
    (&op::DELETE_IMAGE, images::delete),
    (&op::DELETE_INSTANCE, instances::delete),
    (&op::DELETE_INSTANCE_TEMPLATE, instance_templates::delete),
    (&op::DELETE_POOL, pools::delete),
    (&op::DELETE_PROCUREMENT, procurements::delete),
    (&op::DELETE_WORKSPACE_HANDLER, workspaces::delete),
    (&op::DOWNLOAD_IMAGE, images::download),
    (&op::FETCH_IMAGE, images::fetch),
    (&op::FETCH_INSTANCE, instances::fetch),
    (&op::FETCH_INSTANCE_TEMPLATE, instance_templates::fetch),
    (&op::FETCH_ORDER, orders::fetch),
    (&op::FETCH_POOL, pools::fetch),
    (&op::FETCH_POOL_TRANSFER, transfers::fetch),
    (&op::GET_DEPLOYMENT, deployments::fetch),
    (&op::GET_INSTANCE_LOGS, instance_machine::logs),
    (&op::GET_INSTANCE_SKU, skus::fetch),
    (&op::GET_INSTANCE_SKU_AVAILABILITY, skus::availability),
    (&op::GET_INSTANCE_SSH, instance_machine::ssh),
    (&op::GET_ME, me::get),
    (&op::GET_ORDER_PREVIEW, preview::preview),
    (&op::GET_ORDERBOOK_DEPTH, orderbook::depth),
    (&op::GET_ORDERBOOK_QUOTE, orderbook::quote),
    (&op::GET_PROCUREMENT, procurements::fetch),
    (&op::GET_USER_HANDLER, users::fetch),
    (&op::GET_WORKSPACE_HANDLER, workspaces::fetch),
    (&op::LIST_DEPLOYMENTS, deployments::list),
    (&op::LIST_IMAGES, images::list),
    (&op::LIST_INSTANCE_SKU_AVAILABILITY, skus::list_availability),
    (&op::LIST_INSTANCE_SKU_PROPERTY_CATALOG, skus::catalog),
    (&op::LIST_INSTANCE_SKUS, skus::list),
    (&op::LIST_INSTANCE_TEMPLATES, instance_templates::list),
    (&op::LIST_INSTANCES, instances::list),
    (&op::LIST_ORDERBOOK_FILLS, orderbook::fills),
    (&op::LIST_ORDERBOOK_WINDOWS, orderbook::windows),
    (&op::LIST_ORDERS, orders::list),
    (&op::LIST_POOL_TRANSFERS, transfers::list),
    (&op::LIST_POOLS, pools::list),
    (&op::LIST_PROCUREMENTS, procurements::list),
    (&op::LIST_USER_FEATURE_FLAGS, feature_flags::list),
    (&op::LIST_USERS_HANDLER, users::list),
    (&op::LIST_WORKSPACES_HANDLER, workspaces::list),
    (&op::PATCH_DEPLOYMENT, deployments::update),
    (&op::PATCH_PROCUREMENT, procurements::update),
    (&op::PATCH_WORKSPACE_HANDLER, workspaces::update),
    (&op::REINSTATE_IMAGE, images::reinstate),
    (&op::REPLACE_INSTANCE, instances::replace),
    (&op::REVOKE_IMAGE, images::revoke),
    (&op::SET_FEATURE_FLAG_ENROLLMENT, feature_flags::enroll),
    (&op::TERMINATE_INSTANCE, instances::terminate),
    (&op::UPDATE_INSTANCE, instances::update),
    (&op::UPDATE_POOL, pools::update),
];

/// Serves a market.
pub(crate) fn router(market: &Market) -> Router {
    let mut router = objects::routes(market);
    for (operation, handler) in ROUTES {
        let market = market.clone();
        let serve = move |request: Request| exchange(market, operation, handler, request);
        if let Some(filter) = filter(operation) {
            router = router.route(operation.path, on(filter, serve));
        }
    }
    let interfering = middleware::from_fn_with_state(market.clone(), interfere);
    let mut router = router.layer(interfering);
    if market.is_controlled() {
        router = router.merge(control::router(market)).merge(page::router());
    }
    let (elsewhere, otherwise) = (market.clone(), market.clone());
    router
        .method_not_allowed_fallback(move |path: MatchedPath, request: Request| async move {
            not_allowed(&otherwise, path.as_str(), request.method())
        })
        .fallback(
            move |request: Request| async move { not_found(&elsewhere, request.uri().path()) },
        )
}

/// The method of an operation as the router has it.
fn filter(operation: &Operation) -> Option<MethodFilter> {
    // A method that is none would be seen by the test that asks every operation.
    let method = Method::from_bytes(operation.method.as_bytes()).ok()?;
    MethodFilter::try_from(method).ok()
}
