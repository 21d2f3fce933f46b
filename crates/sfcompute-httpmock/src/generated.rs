// Written by `cargo xtask regen` from openapi/; do not edit.

use httpmock::{Mock, MockServer, Then, When};
use sfcompute_api::{types, vocabulary};

use crate::wrapper::{then, when};
use crate::{matching, reply, server};

/// One method for each operation of the contract, on [`MockServer`].
///
/// Each makes a mock as [`MockServer::mock`] does, of requests of its operation alone.
pub trait MockServerExt: server::Sealed {
    /// Mocks `PATCH /preview/v2/instances`, which [`Client::batch_patch_instances`](sfcompute_api::Client::batch_patch_instances) sends.
    ///
    /// Change the priority of several instances at once.
    fn batch_patch_instances(
        &self,
        configure: impl FnOnce(BatchPatchInstancesWhen, BatchPatchInstancesThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/orders/{id}`, which [`Client::cancel_order`](sfcompute_api::Client::cancel_order) sends.
    ///
    /// Ask for an order to be cancelled.
    fn cancel_order(
        &self,
        configure: impl FnOnce(CancelOrderWhen, CancelOrderThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/images/{id}/complete`, which [`Client::complete_image_upload`](sfcompute_api::Client::complete_image_upload) sends.
    ///
    /// End an image's upload.
    fn complete_image_upload(
        &self,
        configure: impl FnOnce(CompleteImageUploadWhen, CompleteImageUploadThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/deployments`, which [`Client::create_deployment`](sfcompute_api::Client::create_deployment) sends.
    ///
    /// Set up a deployment.
    fn create_deployment(
        &self,
        configure: impl FnOnce(CreateDeploymentWhen, CreateDeploymentThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/images`, which [`Client::create_image`](sfcompute_api::Client::create_image) sends.
    ///
    /// Start an image and its upload.
    fn create_image(
        &self,
        configure: impl FnOnce(CreateImageWhen, CreateImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/images/{id}/parts`, which [`Client::create_image_upload_part_url`](sfcompute_api::Client::create_image_upload_part_url) sends.
    ///
    /// Get an address to send one part of an image to.
    fn create_image_upload_part_url(
        &self,
        configure: impl FnOnce(
            CreateImageUploadPartUrlWhen,
            CreateImageUploadPartUrlThen,
        ),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/instances`, which [`Client::create_instance`](sfcompute_api::Client::create_instance) sends.
    ///
    /// Start an instance.
    fn create_instance(
        &self,
        configure: impl FnOnce(CreateInstanceWhen, CreateInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/instance_templates`, which [`Client::create_instance_template`](sfcompute_api::Client::create_instance_template) sends.
    ///
    /// Make an instance template.
    fn create_instance_template(
        &self,
        configure: impl FnOnce(CreateInstanceTemplateWhen, CreateInstanceTemplateThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/orders`, which [`Client::create_order`](sfcompute_api::Client::create_order) sends.
    ///
    /// Place an order to buy or sell nodes.
    fn create_order(
        &self,
        configure: impl FnOnce(CreateOrderWhen, CreateOrderThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/pools`, which [`Client::create_pool`](sfcompute_api::Client::create_pool) sends.
    ///
    /// Make an empty pool.
    fn create_pool(
        &self,
        configure: impl FnOnce(CreatePoolWhen, CreatePoolThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/pool_transfers`, which [`Client::create_pool_transfer`](sfcompute_api::Client::create_pool_transfer) sends.
    ///
    /// Move nodes from one pool to another.
    fn create_pool_transfer(
        &self,
        configure: impl FnOnce(CreatePoolTransferWhen, CreatePoolTransferThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/procurements`, which [`Client::create_procurement`](sfcompute_api::Client::create_procurement) sends.
    ///
    /// Let the market keep a pool at a number of nodes.
    fn create_procurement(
        &self,
        configure: impl FnOnce(CreateProcurementWhen, CreateProcurementThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/workspaces`, which [`Client::create_workspace_handler`](sfcompute_api::Client::create_workspace_handler) sends.
    ///
    /// Make a workspace.
    fn create_workspace_handler(
        &self,
        configure: impl FnOnce(CreateWorkspaceHandlerWhen, CreateWorkspaceHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/deployments/{id}`, which [`Client::delete_deployment`](sfcompute_api::Client::delete_deployment) sends.
    ///
    /// Delete a deployment.
    fn delete_deployment(
        &self,
        configure: impl FnOnce(DeleteDeploymentWhen, DeleteDeploymentThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/images/{id}`, which [`Client::delete_image`](sfcompute_api::Client::delete_image) sends.
    ///
    /// Delete an image.
    fn delete_image(
        &self,
        configure: impl FnOnce(DeleteImageWhen, DeleteImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/instances/{id}`, which [`Client::delete_instance`](sfcompute_api::Client::delete_instance) sends.
    ///
    /// Delete a terminated instance.
    fn delete_instance(
        &self,
        configure: impl FnOnce(DeleteInstanceWhen, DeleteInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/instance_templates/{id}`, which [`Client::delete_instance_template`](sfcompute_api::Client::delete_instance_template) sends.
    ///
    /// Delete an instance template.
    fn delete_instance_template(
        &self,
        configure: impl FnOnce(DeleteInstanceTemplateWhen, DeleteInstanceTemplateThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/pools/{id}`, which [`Client::delete_pool`](sfcompute_api::Client::delete_pool) sends.
    ///
    /// Delete a pool that is no longer used.
    fn delete_pool(
        &self,
        configure: impl FnOnce(DeletePoolWhen, DeletePoolThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/procurements/{id}`, which [`Client::delete_procurement`](sfcompute_api::Client::delete_procurement) sends.
    ///
    /// Delete a procurement.
    fn delete_procurement(
        &self,
        configure: impl FnOnce(DeleteProcurementWhen, DeleteProcurementThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `DELETE /preview/v2/workspaces/{workspace}`, which [`Client::delete_workspace_handler`](sfcompute_api::Client::delete_workspace_handler) sends.
    ///
    /// Delete an empty workspace.
    fn delete_workspace_handler(
        &self,
        configure: impl FnOnce(DeleteWorkspaceHandlerWhen, DeleteWorkspaceHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/images/{id}/download`, which [`Client::download_image`](sfcompute_api::Client::download_image) sends.
    ///
    /// Get an address to fetch an image from.
    fn download_image(
        &self,
        configure: impl FnOnce(DownloadImageWhen, DownloadImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/images/{id}`, which [`Client::fetch_image`](sfcompute_api::Client::fetch_image) sends.
    ///
    /// Read one image.
    fn fetch_image(
        &self,
        configure: impl FnOnce(FetchImageWhen, FetchImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instances/{id}`, which [`Client::fetch_instance`](sfcompute_api::Client::fetch_instance) sends.
    ///
    /// Read one instance.
    fn fetch_instance(
        &self,
        configure: impl FnOnce(FetchInstanceWhen, FetchInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_templates/{id}`, which [`Client::fetch_instance_template`](sfcompute_api::Client::fetch_instance_template) sends.
    ///
    /// Read one instance template.
    fn fetch_instance_template(
        &self,
        configure: impl FnOnce(FetchInstanceTemplateWhen, FetchInstanceTemplateThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orders/{id}`, which [`Client::fetch_order`](sfcompute_api::Client::fetch_order) sends.
    ///
    /// Read one order.
    fn fetch_order(
        &self,
        configure: impl FnOnce(FetchOrderWhen, FetchOrderThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/pools/{id}`, which [`Client::fetch_pool`](sfcompute_api::Client::fetch_pool) sends.
    ///
    /// Read one pool and its schedule.
    fn fetch_pool(
        &self,
        configure: impl FnOnce(FetchPoolWhen, FetchPoolThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/pool_transfers/{id}`, which [`Client::fetch_pool_transfer`](sfcompute_api::Client::fetch_pool_transfer) sends.
    ///
    /// Read one transfer.
    fn fetch_pool_transfer(
        &self,
        configure: impl FnOnce(FetchPoolTransferWhen, FetchPoolTransferThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/deployments/{id}`, which [`Client::get_deployment`](sfcompute_api::Client::get_deployment) sends.
    ///
    /// Read one deployment.
    fn get_deployment(
        &self,
        configure: impl FnOnce(GetDeploymentWhen, GetDeploymentThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instances/{id}/logs`, which [`Client::get_instance_logs`](sfcompute_api::Client::get_instance_logs) sends.
    ///
    /// Read what an instance has written to its console.
    fn get_instance_logs(
        &self,
        configure: impl FnOnce(GetInstanceLogsWhen, GetInstanceLogsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_skus/{id}`, which [`Client::get_instance_sku`](sfcompute_api::Client::get_instance_sku) sends.
    ///
    /// Read one SKU.
    fn get_instance_sku(
        &self,
        configure: impl FnOnce(GetInstanceSkuWhen, GetInstanceSkuThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_skus/{id}/availability`, which [`Client::get_instance_sku_availability`](sfcompute_api::Client::get_instance_sku_availability) sends.
    ///
    /// Show how many nodes of one SKU are for sale over time.
    fn get_instance_sku_availability(
        &self,
        configure: impl FnOnce(
            GetInstanceSkuAvailabilityWhen,
            GetInstanceSkuAvailabilityThen,
        ),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instances/{id}/ssh`, which [`Client::get_instance_ssh`](sfcompute_api::Client::get_instance_ssh) sends.
    ///
    /// Show how to reach an instance over SSH.
    fn get_instance_ssh(
        &self,
        configure: impl FnOnce(GetInstanceSshWhen, GetInstanceSshThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/me`, which [`Client::get_me`](sfcompute_api::Client::get_me) sends.
    ///
    /// Show the account and user behind the token.
    fn get_me(&self, configure: impl FnOnce(GetMeWhen, GetMeThen)) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/order_preview`, which [`Client::get_order_preview`](sfcompute_api::Client::get_order_preview) sends.
    ///
    /// Estimate price and fee of an order.
    fn get_order_preview(
        &self,
        configure: impl FnOnce(GetOrderPreviewWhen, GetOrderPreviewThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orderbook/depth`, which [`Client::get_orderbook_depth`](sfcompute_api::Client::get_orderbook_depth) sends.
    ///
    /// Show the price levels of both sides for one window.
    fn get_orderbook_depth(
        &self,
        configure: impl FnOnce(GetOrderbookDepthWhen, GetOrderbookDepthThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orderbook/quote`, which [`Client::get_orderbook_quote`](sfcompute_api::Client::get_orderbook_quote) sends.
    ///
    /// Show the best bid and the best ask for one window.
    fn get_orderbook_quote(
        &self,
        configure: impl FnOnce(GetOrderbookQuoteWhen, GetOrderbookQuoteThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/procurements/{id}`, which [`Client::get_procurement`](sfcompute_api::Client::get_procurement) sends.
    ///
    /// Read one procurement.
    fn get_procurement(
        &self,
        configure: impl FnOnce(GetProcurementWhen, GetProcurementThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/users/{id}`, which [`Client::get_user_handler`](sfcompute_api::Client::get_user_handler) sends.
    ///
    /// Read one user.
    fn get_user_handler(
        &self,
        configure: impl FnOnce(GetUserHandlerWhen, GetUserHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/workspaces/{workspace}`, which [`Client::get_workspace_handler`](sfcompute_api::Client::get_workspace_handler) sends.
    ///
    /// Read one workspace.
    fn get_workspace_handler(
        &self,
        configure: impl FnOnce(GetWorkspaceHandlerWhen, GetWorkspaceHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/deployments`, which [`Client::list_deployments`](sfcompute_api::Client::list_deployments) sends.
    ///
    /// List a workspace's deployments.
    fn list_deployments(
        &self,
        configure: impl FnOnce(ListDeploymentsWhen, ListDeploymentsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/images`, which [`Client::list_images`](sfcompute_api::Client::list_images) sends.
    ///
    /// List the images of a workspace, or of all.
    fn list_images(
        &self,
        configure: impl FnOnce(ListImagesWhen, ListImagesThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_skus/availability`, which [`Client::list_instance_sku_availability`](sfcompute_api::Client::list_instance_sku_availability) sends.
    ///
    /// List how many nodes of each SKU are for sale over time.
    fn list_instance_sku_availability(
        &self,
        configure: impl FnOnce(
            ListInstanceSkuAvailabilityWhen,
            ListInstanceSkuAvailabilityThen,
        ),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_sku_property_catalog`, which [`Client::list_instance_sku_property_catalog`](sfcompute_api::Client::list_instance_sku_property_catalog) sends.
    ///
    /// List the hardware properties that can be asked for.
    fn list_instance_sku_property_catalog(
        &self,
        configure: impl FnOnce(
            ListInstanceSkuPropertyCatalogWhen,
            ListInstanceSkuPropertyCatalogThen,
        ),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_skus`, which [`Client::list_instance_skus`](sfcompute_api::Client::list_instance_skus) sends.
    ///
    /// List the kinds of node on the market.
    fn list_instance_skus(
        &self,
        configure: impl FnOnce(ListInstanceSkusWhen, ListInstanceSkusThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instance_templates`, which [`Client::list_instance_templates`](sfcompute_api::Client::list_instance_templates) sends.
    ///
    /// List the caller's instance templates.
    fn list_instance_templates(
        &self,
        configure: impl FnOnce(ListInstanceTemplatesWhen, ListInstanceTemplatesThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/instances`, which [`Client::list_instances`](sfcompute_api::Client::list_instances) sends.
    ///
    /// List the caller's instances.
    fn list_instances(
        &self,
        configure: impl FnOnce(ListInstancesWhen, ListInstancesThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orderbook/fills`, which [`Client::list_orderbook_fills`](sfcompute_api::Client::list_orderbook_fills) sends.
    ///
    /// List the trades made for one window.
    fn list_orderbook_fills(
        &self,
        configure: impl FnOnce(ListOrderbookFillsWhen, ListOrderbookFillsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orderbook/windows`, which [`Client::list_orderbook_windows`](sfcompute_api::Client::list_orderbook_windows) sends.
    ///
    /// List the windows for which orders rest.
    fn list_orderbook_windows(
        &self,
        configure: impl FnOnce(ListOrderbookWindowsWhen, ListOrderbookWindowsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/orders`, which [`Client::list_orders`](sfcompute_api::Client::list_orders) sends.
    ///
    /// List the caller's orders.
    fn list_orders(
        &self,
        configure: impl FnOnce(ListOrdersWhen, ListOrdersThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/pool_transfers`, which [`Client::list_pool_transfers`](sfcompute_api::Client::list_pool_transfers) sends.
    ///
    /// List transfers between the organization's pools.
    fn list_pool_transfers(
        &self,
        configure: impl FnOnce(ListPoolTransfersWhen, ListPoolTransfersThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/pools`, which [`Client::list_pools`](sfcompute_api::Client::list_pools) sends.
    ///
    /// List the caller's pools.
    fn list_pools(
        &self,
        configure: impl FnOnce(ListPoolsWhen, ListPoolsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/procurements`, which [`Client::list_procurements`](sfcompute_api::Client::list_procurements) sends.
    ///
    /// List the caller's procurements.
    fn list_procurements(
        &self,
        configure: impl FnOnce(ListProcurementsWhen, ListProcurementsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/feature_flags`, which [`Client::list_user_feature_flags`](sfcompute_api::Client::list_user_feature_flags) sends.
    ///
    /// List the features on trial that the caller may see.
    fn list_user_feature_flags(
        &self,
        configure: impl FnOnce(ListUserFeatureFlagsWhen, ListUserFeatureFlagsThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/users`, which [`Client::list_users_handler`](sfcompute_api::Client::list_users_handler) sends.
    ///
    /// List the people of the organization.
    fn list_users_handler(
        &self,
        configure: impl FnOnce(ListUsersHandlerWhen, ListUsersHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `GET /preview/v2/workspaces`, which [`Client::list_workspaces_handler`](sfcompute_api::Client::list_workspaces_handler) sends.
    ///
    /// List the account's workspaces.
    fn list_workspaces_handler(
        &self,
        configure: impl FnOnce(ListWorkspacesHandlerWhen, ListWorkspacesHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `PATCH /preview/v2/deployments/{id}`, which [`Client::patch_deployment`](sfcompute_api::Client::patch_deployment) sends.
    ///
    /// Change a deployment's settings.
    fn patch_deployment(
        &self,
        configure: impl FnOnce(PatchDeploymentWhen, PatchDeploymentThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `PATCH /preview/v2/procurements/{id}`, which [`Client::patch_procurement`](sfcompute_api::Client::patch_procurement) sends.
    ///
    /// Change a procurement's settings.
    fn patch_procurement(
        &self,
        configure: impl FnOnce(PatchProcurementWhen, PatchProcurementThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `PATCH /preview/v2/workspaces/{workspace}`, which [`Client::patch_workspace_handler`](sfcompute_api::Client::patch_workspace_handler) sends.
    ///
    /// Give a workspace another name.
    fn patch_workspace_handler(
        &self,
        configure: impl FnOnce(PatchWorkspaceHandlerWhen, PatchWorkspaceHandlerThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/images/{id}/reinstate`, which [`Client::reinstate_image`](sfcompute_api::Client::reinstate_image) sends.
    ///
    /// Undo the revocation of an image.
    fn reinstate_image(
        &self,
        configure: impl FnOnce(ReinstateImageWhen, ReinstateImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/instances/{id}/replace`, which [`Client::replace_instance`](sfcompute_api::Client::replace_instance) sends.
    ///
    /// Put a fresh instance in the place of another.
    fn replace_instance(
        &self,
        configure: impl FnOnce(ReplaceInstanceWhen, ReplaceInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/images/{id}/revoke`, which [`Client::revoke_image`](sfcompute_api::Client::revoke_image) sends.
    ///
    /// Bar new instances from a private image.
    fn revoke_image(
        &self,
        configure: impl FnOnce(RevokeImageWhen, RevokeImageThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/feature_flags/{feature_flag}`, which [`Client::set_feature_flag_enrollment`](sfcompute_api::Client::set_feature_flag_enrollment) sends.
    ///
    /// Join or leave a feature on trial.
    fn set_feature_flag_enrollment(
        &self,
        configure: impl FnOnce(
            SetFeatureFlagEnrollmentWhen,
            SetFeatureFlagEnrollmentThen,
        ),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `POST /preview/v2/instances/{id}/terminate`, which [`Client::terminate_instance`](sfcompute_api::Client::terminate_instance) sends.
    ///
    /// End an instance.
    fn terminate_instance(
        &self,
        configure: impl FnOnce(TerminateInstanceWhen, TerminateInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `PATCH /preview/v2/instances/{id}`, which [`Client::update_instance`](sfcompute_api::Client::update_instance) sends.
    ///
    /// Change an instance's name, tags or priority.
    fn update_instance(
        &self,
        configure: impl FnOnce(UpdateInstanceWhen, UpdateInstanceThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }

    /// Mocks `PATCH /preview/v2/pools/{id}`, which [`Client::update_pool`](sfcompute_api::Client::update_pool) sends.
    ///
    /// Change a pool's name or tags.
    fn update_pool(
        &self,
        configure: impl FnOnce(UpdatePoolWhen, UpdatePoolThen),
    ) -> Mock<'_> {
        self.mocked(configure)
    }
}

impl MockServerExt for MockServer {}

/// Which requests of [`batch_patch_instances`](MockServerExt::batch_patch_instances) a mock answers.
pub struct BatchPatchInstancesWhen(When);
when!(BatchPatchInstancesWhen, "PATCH" "/preview/v2/instances");
impl BatchPatchInstancesWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::BatchPatchInstancesRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`batch_patch_instances`](MockServerExt::batch_patch_instances) answers.
pub struct BatchPatchInstancesThen(Then);
then!(BatchPatchInstancesThen);
impl BatchPatchInstancesThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::BatchPatchInstancesResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`cancel_order`](MockServerExt::cancel_order) a mock answers.
pub struct CancelOrderWhen(When);
when!(CancelOrderWhen, "DELETE" "/preview/v2/orders/{id}");
impl CancelOrderWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::OrderId) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`cancel_order`](MockServerExt::cancel_order) answers.
pub struct CancelOrderThen(Then);
then!(CancelOrderThen);
impl CancelOrderThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`complete_image_upload`](MockServerExt::complete_image_upload) a mock answers.
pub struct CompleteImageUploadWhen(When);
when!(CompleteImageUploadWhen, "POST" "/preview/v2/images/{id}/complete");
impl CompleteImageUploadWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CompleteUploadRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`complete_image_upload`](MockServerExt::complete_image_upload) answers.
pub struct CompleteImageUploadThen(Then);
then!(CompleteImageUploadThen);
impl CompleteImageUploadThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ImageUploadResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_deployment`](MockServerExt::create_deployment) a mock answers.
pub struct CreateDeploymentWhen(When);
when!(CreateDeploymentWhen, "POST" "/preview/v2/deployments");
impl CreateDeploymentWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateDeploymentResourceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_deployment`](MockServerExt::create_deployment) answers.
pub struct CreateDeploymentThen(Then);
then!(CreateDeploymentThen);
impl CreateDeploymentThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::DeploymentResource) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_image`](MockServerExt::create_image) a mock answers.
pub struct CreateImageWhen(When);
when!(CreateImageWhen, "POST" "/preview/v2/images");
impl CreateImageWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::StartUploadRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_image`](MockServerExt::create_image) answers.
pub struct CreateImageThen(Then);
then!(CreateImageThen);
impl CreateImageThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::ImageUploadResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_image_upload_part_url`](MockServerExt::create_image_upload_part_url) a mock answers.
pub struct CreateImageUploadPartUrlWhen(When);
when!(CreateImageUploadPartUrlWhen, "POST" "/preview/v2/images/{id}/parts");
impl CreateImageUploadPartUrlWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::UploadPartRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_image_upload_part_url`](MockServerExt::create_image_upload_part_url) answers.
pub struct CreateImageUploadPartUrlThen(Then);
then!(CreateImageUploadPartUrlThen);
impl CreateImageUploadPartUrlThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::UploadPartResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_instance`](MockServerExt::create_instance) a mock answers.
pub struct CreateInstanceWhen(When);
when!(CreateInstanceWhen, "POST" "/preview/v2/instances");
impl CreateInstanceWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateInstanceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_instance`](MockServerExt::create_instance) answers.
pub struct CreateInstanceThen(Then);
then!(CreateInstanceThen);
impl CreateInstanceThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::InstanceResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_instance_template`](MockServerExt::create_instance_template) a mock answers.
pub struct CreateInstanceTemplateWhen(When);
when!(CreateInstanceTemplateWhen, "POST" "/preview/v2/instance_templates");
impl CreateInstanceTemplateWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateInstanceTemplateRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_instance_template`](MockServerExt::create_instance_template) answers.
pub struct CreateInstanceTemplateThen(Then);
then!(CreateInstanceTemplateThen);
impl CreateInstanceTemplateThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::InstanceTemplateResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_order`](MockServerExt::create_order) a mock answers.
pub struct CreateOrderWhen(When);
when!(CreateOrderWhen, "POST" "/preview/v2/orders");
impl CreateOrderWhen {
    /// Only requests with this `Idempotency-Key` header; with `None`, without one.
    pub fn idempotency_key<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::header(self.0, "Idempotency-Key", value.into()))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateOrderRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_order`](MockServerExt::create_order) answers.
pub struct CreateOrderThen(Then);
then!(CreateOrderThen);
impl CreateOrderThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::OrderResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 402 with this JSON body.
    pub fn payment_required(self, value: &types::PaymentRequiredError) -> Self {
        Self(reply::json(self.0, 402, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }

    /// Answers 503 with this JSON body.
    pub fn service_unavailable(self, value: &types::ServiceUnavailableError) -> Self {
        Self(reply::json(self.0, 503, value))
    }
}

/// Which requests of [`create_pool`](MockServerExt::create_pool) a mock answers.
pub struct CreatePoolWhen(When);
when!(CreatePoolWhen, "POST" "/preview/v2/pools");
impl CreatePoolWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreatePoolRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_pool`](MockServerExt::create_pool) answers.
pub struct CreatePoolThen(Then);
then!(CreatePoolThen);
impl CreatePoolThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::PoolResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_pool_transfer`](MockServerExt::create_pool_transfer) a mock answers.
pub struct CreatePoolTransferWhen(When);
when!(CreatePoolTransferWhen, "POST" "/preview/v2/pool_transfers");
impl CreatePoolTransferWhen {
    /// Only requests with this `Idempotency-Key` header; with `None`, without one.
    pub fn idempotency_key<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::header(self.0, "Idempotency-Key", value.into()))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreatePoolTransferRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_pool_transfer`](MockServerExt::create_pool_transfer) answers.
pub struct CreatePoolTransferThen(Then);
then!(CreatePoolTransferThen);
impl CreatePoolTransferThen {
    /// Answers 202 with this JSON body.
    pub fn accepted(self, value: &types::PoolTransferResponse) -> Self {
        Self(reply::json(self.0, 202, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }

    /// Answers 503 with this JSON body.
    pub fn service_unavailable(self, value: &types::ServiceUnavailableError) -> Self {
        Self(reply::json(self.0, 503, value))
    }
}

/// Which requests of [`create_procurement`](MockServerExt::create_procurement) a mock answers.
pub struct CreateProcurementWhen(When);
when!(CreateProcurementWhen, "POST" "/preview/v2/procurements");
impl CreateProcurementWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateProcurementRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_procurement`](MockServerExt::create_procurement) answers.
pub struct CreateProcurementThen(Then);
then!(CreateProcurementThen);
impl CreateProcurementThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::ProcurementResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`create_workspace_handler`](MockServerExt::create_workspace_handler) a mock answers.
pub struct CreateWorkspaceHandlerWhen(When);
when!(CreateWorkspaceHandlerWhen, "POST" "/preview/v2/workspaces");
impl CreateWorkspaceHandlerWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::CreateWorkspaceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`create_workspace_handler`](MockServerExt::create_workspace_handler) answers.
pub struct CreateWorkspaceHandlerThen(Then);
then!(CreateWorkspaceHandlerThen);
impl CreateWorkspaceHandlerThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::WorkspaceResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_deployment`](MockServerExt::delete_deployment) a mock answers.
pub struct DeleteDeploymentWhen(When);
when!(DeleteDeploymentWhen, "DELETE" "/preview/v2/deployments/{id}");
impl DeleteDeploymentWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::DeploymentRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_deployment`](MockServerExt::delete_deployment) answers.
pub struct DeleteDeploymentThen(Then);
then!(DeleteDeploymentThen);
impl DeleteDeploymentThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_image`](MockServerExt::delete_image) a mock answers.
pub struct DeleteImageWhen(When);
when!(DeleteImageWhen, "DELETE" "/preview/v2/images/{id}");
impl DeleteImageWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_image`](MockServerExt::delete_image) answers.
pub struct DeleteImageThen(Then);
then!(DeleteImageThen);
impl DeleteImageThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::DeleteImageResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_instance`](MockServerExt::delete_instance) a mock answers.
pub struct DeleteInstanceWhen(When);
when!(DeleteInstanceWhen, "DELETE" "/preview/v2/instances/{id}");
impl DeleteInstanceWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_instance`](MockServerExt::delete_instance) answers.
pub struct DeleteInstanceThen(Then);
then!(DeleteInstanceThen);
impl DeleteInstanceThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_instance_template`](MockServerExt::delete_instance_template) a mock answers.
pub struct DeleteInstanceTemplateWhen(When);
when!(DeleteInstanceTemplateWhen, "DELETE" "/preview/v2/instance_templates/{id}");
impl DeleteInstanceTemplateWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceTemplateRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_instance_template`](MockServerExt::delete_instance_template) answers.
pub struct DeleteInstanceTemplateThen(Then);
then!(DeleteInstanceTemplateThen);
impl DeleteInstanceTemplateThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_pool`](MockServerExt::delete_pool) a mock answers.
pub struct DeletePoolWhen(When);
when!(DeletePoolWhen, "DELETE" "/preview/v2/pools/{id}");
impl DeletePoolWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::PoolRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_pool`](MockServerExt::delete_pool) answers.
pub struct DeletePoolThen(Then);
then!(DeletePoolThen);
impl DeletePoolThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_procurement`](MockServerExt::delete_procurement) a mock answers.
pub struct DeleteProcurementWhen(When);
when!(DeleteProcurementWhen, "DELETE" "/preview/v2/procurements/{id}");
impl DeleteProcurementWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ProcurementRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`delete_procurement`](MockServerExt::delete_procurement) answers.
pub struct DeleteProcurementThen(Then);
then!(DeleteProcurementThen);
impl DeleteProcurementThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`delete_workspace_handler`](MockServerExt::delete_workspace_handler) a mock answers.
pub struct DeleteWorkspaceHandlerWhen(When);
when!(DeleteWorkspaceHandlerWhen, "DELETE" "/preview/v2/workspaces/{workspace}");
impl DeleteWorkspaceHandlerWhen {
    /// Only requests whose path has this `workspace`.
    pub fn workspace(self, value: &vocabulary::WorkspaceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "workspace", value))
    }
}

/// What a mock of [`delete_workspace_handler`](MockServerExt::delete_workspace_handler) answers.
pub struct DeleteWorkspaceHandlerThen(Then);
then!(DeleteWorkspaceHandlerThen);
impl DeleteWorkspaceHandlerThen {
    /// Answers 204 without a body.
    pub fn no_content(self) -> Self {
        Self(self.0.status(204))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`download_image`](MockServerExt::download_image) a mock answers.
pub struct DownloadImageWhen(When);
when!(DownloadImageWhen, "GET" "/preview/v2/images/{id}/download");
impl DownloadImageWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`download_image`](MockServerExt::download_image) answers.
pub struct DownloadImageThen(Then);
then!(DownloadImageThen);
impl DownloadImageThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ImageDownloadResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_image`](MockServerExt::fetch_image) a mock answers.
pub struct FetchImageWhen(When);
when!(FetchImageWhen, "GET" "/preview/v2/images/{id}");
impl FetchImageWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`fetch_image`](MockServerExt::fetch_image) answers.
pub struct FetchImageThen(Then);
then!(FetchImageThen);
impl FetchImageThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ImageListEntry) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_instance`](MockServerExt::fetch_instance) a mock answers.
pub struct FetchInstanceWhen(When);
when!(FetchInstanceWhen, "GET" "/preview/v2/instances/{id}");
impl FetchInstanceWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`fetch_instance`](MockServerExt::fetch_instance) answers.
pub struct FetchInstanceThen(Then);
then!(FetchInstanceThen);
impl FetchInstanceThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_instance_template`](MockServerExt::fetch_instance_template) a mock answers.
pub struct FetchInstanceTemplateWhen(When);
when!(FetchInstanceTemplateWhen, "GET" "/preview/v2/instance_templates/{id}");
impl FetchInstanceTemplateWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceTemplateRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`fetch_instance_template`](MockServerExt::fetch_instance_template) answers.
pub struct FetchInstanceTemplateThen(Then);
then!(FetchInstanceTemplateThen);
impl FetchInstanceTemplateThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceTemplateResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_order`](MockServerExt::fetch_order) a mock answers.
pub struct FetchOrderWhen(When);
when!(FetchOrderWhen, "GET" "/preview/v2/orders/{id}");
impl FetchOrderWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::OrderId) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`fetch_order`](MockServerExt::fetch_order) answers.
pub struct FetchOrderThen(Then);
then!(FetchOrderThen);
impl FetchOrderThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::OrderResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_pool`](MockServerExt::fetch_pool) a mock answers.
pub struct FetchPoolWhen(When);
when!(FetchPoolWhen, "GET" "/preview/v2/pools/{id}");
impl FetchPoolWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::PoolRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests whose query has this `schedule_history_minutes`; with `None`, without one.
    pub fn schedule_history_minutes(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "schedule_history_minutes", value.into()))
    }
}

/// What a mock of [`fetch_pool`](MockServerExt::fetch_pool) answers.
pub struct FetchPoolThen(Then);
then!(FetchPoolThen);
impl FetchPoolThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::PoolResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`fetch_pool_transfer`](MockServerExt::fetch_pool_transfer) a mock answers.
pub struct FetchPoolTransferWhen(When);
when!(FetchPoolTransferWhen, "GET" "/preview/v2/pool_transfers/{id}");
impl FetchPoolTransferWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::PoolTransferId) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`fetch_pool_transfer`](MockServerExt::fetch_pool_transfer) answers.
pub struct FetchPoolTransferThen(Then);
then!(FetchPoolTransferThen);
impl FetchPoolTransferThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::PoolTransferResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_deployment`](MockServerExt::get_deployment) a mock answers.
pub struct GetDeploymentWhen(When);
when!(GetDeploymentWhen, "GET" "/preview/v2/deployments/{id}");
impl GetDeploymentWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::DeploymentRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_deployment`](MockServerExt::get_deployment) answers.
pub struct GetDeploymentThen(Then);
then!(GetDeploymentThen);
impl GetDeploymentThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::DeploymentResource) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_instance_logs`](MockServerExt::get_instance_logs) a mock answers.
pub struct GetInstanceLogsWhen(When);
when!(GetInstanceLogsWhen, "GET" "/preview/v2/instances/{id}/logs");
impl GetInstanceLogsWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `realtime_timestamp_after`; with `None`, without one.
    pub fn realtime_timestamp_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "realtime_timestamp_after", value.into()))
    }

    /// Only requests whose query has this `realtime_timestamp_before`; with `None`, without one.
    pub fn realtime_timestamp_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "realtime_timestamp_before", value.into()))
    }

    /// Only requests whose query has this `seqnum_after`; with `None`, without one.
    pub fn seqnum_after(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "seqnum_after", value.into()))
    }

    /// Only requests whose query has this `seqnum_before`; with `None`, without one.
    pub fn seqnum_before(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "seqnum_before", value.into()))
    }

    /// Only requests whose query has this `sort_by`; with `None`, without one.
    pub fn sort_by<'a>(
        self,
        value: impl Into<Option<&'a types::InstanceLogsSortBy>>,
    ) -> Self {
        Self(matching::query(self.0, "sort_by", value.into()))
    }
}

/// What a mock of [`get_instance_logs`](MockServerExt::get_instance_logs) answers.
pub struct GetInstanceLogsThen(Then);
then!(GetInstanceLogsThen);
impl GetInstanceLogsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceLogsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_instance_sku`](MockServerExt::get_instance_sku) a mock answers.
pub struct GetInstanceSkuWhen(When);
when!(
    GetInstanceSkuWhen, "GET" "/preview/v2/instance_skus/{id}" but not
    "/preview/v2/instance_skus/availability"
);
impl GetInstanceSkuWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceSkuId) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_instance_sku`](MockServerExt::get_instance_sku) answers.
pub struct GetInstanceSkuThen(Then);
then!(GetInstanceSkuThen);
impl GetInstanceSkuThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceSku) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_instance_sku_availability`](MockServerExt::get_instance_sku_availability) a mock answers.
pub struct GetInstanceSkuAvailabilityWhen(When);
when!(
    GetInstanceSkuAvailabilityWhen, "GET" "/preview/v2/instance_skus/{id}/availability"
);
impl GetInstanceSkuAvailabilityWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceSkuId) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_instance_sku_availability`](MockServerExt::get_instance_sku_availability) answers.
pub struct GetInstanceSkuAvailabilityThen(Then);
then!(GetInstanceSkuAvailabilityThen);
impl GetInstanceSkuAvailabilityThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceSkuAvailability) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_instance_ssh`](MockServerExt::get_instance_ssh) a mock answers.
pub struct GetInstanceSshWhen(When);
when!(GetInstanceSshWhen, "GET" "/preview/v2/instances/{id}/ssh");
impl GetInstanceSshWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_instance_ssh`](MockServerExt::get_instance_ssh) answers.
pub struct GetInstanceSshThen(Then);
then!(GetInstanceSshThen);
impl GetInstanceSshThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceSshInfo) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_me`](MockServerExt::get_me) a mock answers.
pub struct GetMeWhen(When);
when!(GetMeWhen, "GET" "/preview/v2/me");
/// What a mock of [`get_me`](MockServerExt::get_me) answers.
pub struct GetMeThen(Then);
then!(GetMeThen);
impl GetMeThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::MeResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_order_preview`](MockServerExt::get_order_preview) a mock answers.
pub struct GetOrderPreviewWhen(When);
when!(GetOrderPreviewWhen, "POST" "/preview/v2/order_preview");
impl GetOrderPreviewWhen {
    /// Only requests with this JSON body.
    pub fn body(self, value: &types::OrderPreviewRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`get_order_preview`](MockServerExt::get_order_preview) answers.
pub struct GetOrderPreviewThen(Then);
then!(GetOrderPreviewThen);
impl GetOrderPreviewThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::OrderPreviewResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_orderbook_depth`](MockServerExt::get_orderbook_depth) a mock answers.
pub struct GetOrderbookDepthWhen(When);
when!(GetOrderbookDepthWhen, "GET" "/preview/v2/orderbook/depth");
impl GetOrderbookDepthWhen {
    /// Only requests whose query has this `depth`; with `None`, without one.
    pub fn depth(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "depth", value.into()))
    }

    /// Only requests whose query has this `end_at`.
    pub fn end_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "end_at", Some(value)))
    }

    /// Only requests whose query has this `requirements`; with `None`, without one.
    pub fn requirements<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "requirements", value.into()))
    }

    /// Only requests whose query has this `start_at`.
    pub fn start_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "start_at", Some(value)))
    }
}

/// What a mock of [`get_orderbook_depth`](MockServerExt::get_orderbook_depth) answers.
pub struct GetOrderbookDepthThen(Then);
then!(GetOrderbookDepthThen);
impl GetOrderbookDepthThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::OrderbookDepthResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_orderbook_quote`](MockServerExt::get_orderbook_quote) a mock answers.
pub struct GetOrderbookQuoteWhen(When);
when!(GetOrderbookQuoteWhen, "GET" "/preview/v2/orderbook/quote");
impl GetOrderbookQuoteWhen {
    /// Only requests whose query has this `end_at`.
    pub fn end_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "end_at", Some(value)))
    }

    /// Only requests whose query has this `requirements`; with `None`, without one.
    pub fn requirements<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "requirements", value.into()))
    }

    /// Only requests whose query has this `start_at`.
    pub fn start_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "start_at", Some(value)))
    }
}

/// What a mock of [`get_orderbook_quote`](MockServerExt::get_orderbook_quote) answers.
pub struct GetOrderbookQuoteThen(Then);
then!(GetOrderbookQuoteThen);
impl GetOrderbookQuoteThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::OrderbookQuoteResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_procurement`](MockServerExt::get_procurement) a mock answers.
pub struct GetProcurementWhen(When);
when!(GetProcurementWhen, "GET" "/preview/v2/procurements/{id}");
impl GetProcurementWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ProcurementRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_procurement`](MockServerExt::get_procurement) answers.
pub struct GetProcurementThen(Then);
then!(GetProcurementThen);
impl GetProcurementThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ProcurementResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_user_handler`](MockServerExt::get_user_handler) a mock answers.
pub struct GetUserHandlerWhen(When);
when!(GetUserHandlerWhen, "GET" "/preview/v2/users/{id}");
impl GetUserHandlerWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::UserRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`get_user_handler`](MockServerExt::get_user_handler) answers.
pub struct GetUserHandlerThen(Then);
then!(GetUserHandlerThen);
impl GetUserHandlerThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::UserResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`get_workspace_handler`](MockServerExt::get_workspace_handler) a mock answers.
pub struct GetWorkspaceHandlerWhen(When);
when!(GetWorkspaceHandlerWhen, "GET" "/preview/v2/workspaces/{workspace}");
impl GetWorkspaceHandlerWhen {
    /// Only requests whose path has this `workspace`.
    pub fn workspace(self, value: &vocabulary::WorkspaceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "workspace", value))
    }
}

/// What a mock of [`get_workspace_handler`](MockServerExt::get_workspace_handler) answers.
pub struct GetWorkspaceHandlerThen(Then);
then!(GetWorkspaceHandlerThen);
impl GetWorkspaceHandlerThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::WorkspaceResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_deployments`](MockServerExt::list_deployments) a mock answers.
pub struct ListDeploymentsWhen(When);
when!(ListDeploymentsWhen, "GET" "/preview/v2/deployments");
impl ListDeploymentsWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::DeploymentsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `pool`; with `None`, without one.
    pub fn pool<'a>(self, value: impl Into<Option<&'a vocabulary::PoolRef>>) -> Self {
        Self(matching::query(self.0, "pool", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::DeploymentsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `workspace`.
    pub fn workspace(self, value: &vocabulary::WorkspaceRef) -> Self {
        Self(matching::query(self.0, "workspace", Some(value)))
    }
}

/// What a mock of [`list_deployments`](MockServerExt::list_deployments) answers.
pub struct ListDeploymentsThen(Then);
then!(ListDeploymentsThen);
impl ListDeploymentsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListDeploymentsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_images`](MockServerExt::list_images) a mock answers.
pub struct ListImagesWhen(When);
when!(ListImagesWhen, "GET" "/preview/v2/images");
impl ListImagesWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::ImagesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::ImageId]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::ImagesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_images`](MockServerExt::list_images) answers.
pub struct ListImagesThen(Then);
then!(ListImagesThen);
impl ListImagesThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListImagesResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_instance_sku_availability`](MockServerExt::list_instance_sku_availability) a mock answers.
pub struct ListInstanceSkuAvailabilityWhen(When);
when!(ListInstanceSkuAvailabilityWhen, "GET" "/preview/v2/instance_skus/availability");
impl ListInstanceSkuAvailabilityWhen {
    /// Only requests whose query has this `accelerator`; with `None`, without one.
    pub fn accelerator<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "accelerator", value.into()))
    }

    /// Only requests whose query has this `availability_zone`; with `None`, without one.
    pub fn availability_zone<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "availability_zone", value.into()))
    }

    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceSkusCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `form_factor`; with `None`, without one.
    pub fn form_factor<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "form_factor", value.into()))
    }

    /// Only requests whose query has this `id`; with `None`, without one.
    pub fn id<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceSkuId>>,
    ) -> Self {
        Self(matching::query(self.0, "id", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `local_storage`; with `None`, without one.
    pub fn local_storage(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "local_storage", value.into()))
    }

    /// Only requests whose query has this `memory`; with `None`, without one.
    pub fn memory(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "memory", value.into()))
    }

    /// Only requests whose query has this `num_accelerators`; with `None`, without one.
    pub fn num_accelerators(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "num_accelerators", value.into()))
    }

    /// Only requests whose query has this `num_vcpus`; with `None`, without one.
    pub fn num_vcpus(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "num_vcpus", value.into()))
    }

    /// Only requests whose query has this `rdma_type`; with `None`, without one.
    pub fn rdma_type<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "rdma_type", value.into()))
    }

    /// Only requests whose query has this `region`; with `None`, without one.
    pub fn region<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "region", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceSkusCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `supports_public_ipv4`; with `None`, without one.
    pub fn supports_public_ipv4(self, value: impl Into<Option<bool>>) -> Self {
        Self(matching::query(self.0, "supports_public_ipv4", value.into()))
    }
}

/// What a mock of [`list_instance_sku_availability`](MockServerExt::list_instance_sku_availability) answers.
pub struct ListInstanceSkuAvailabilityThen(Then);
then!(ListInstanceSkuAvailabilityThen);
impl ListInstanceSkuAvailabilityThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListInstanceSkuAvailabilityResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_instance_sku_property_catalog`](MockServerExt::list_instance_sku_property_catalog) a mock answers.
pub struct ListInstanceSkuPropertyCatalogWhen(When);
when!(
    ListInstanceSkuPropertyCatalogWhen, "GET" "/preview/v2/instance_sku_property_catalog"
);
impl ListInstanceSkuPropertyCatalogWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }
}

/// What a mock of [`list_instance_sku_property_catalog`](MockServerExt::list_instance_sku_property_catalog) answers.
pub struct ListInstanceSkuPropertyCatalogThen(Then);
then!(ListInstanceSkuPropertyCatalogThen);
impl ListInstanceSkuPropertyCatalogThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListInstanceSkuPropertyCatalogResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_instance_skus`](MockServerExt::list_instance_skus) a mock answers.
pub struct ListInstanceSkusWhen(When);
when!(ListInstanceSkusWhen, "GET" "/preview/v2/instance_skus");
impl ListInstanceSkusWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceSkusCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceSkusCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }
}

/// What a mock of [`list_instance_skus`](MockServerExt::list_instance_skus) answers.
pub struct ListInstanceSkusThen(Then);
then!(ListInstanceSkusThen);
impl ListInstanceSkusThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListInstanceSkusResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_instance_templates`](MockServerExt::list_instance_templates) a mock answers.
pub struct ListInstanceTemplatesWhen(When);
when!(ListInstanceTemplatesWhen, "GET" "/preview/v2/instance_templates");
impl ListInstanceTemplatesWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceTemplatesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::InstanceTemplateRef]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has these under `include` and no others, in any order.
    pub fn include(self, values: &[types::InstanceTemplateInclude]) -> Self {
        Self(matching::query_all(self.0, "include", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstanceTemplatesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_instance_templates`](MockServerExt::list_instance_templates) answers.
pub struct ListInstanceTemplatesThen(Then);
then!(ListInstanceTemplatesThen);
impl ListInstanceTemplatesThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListInstanceTemplatesResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_instances`](MockServerExt::list_instances) a mock answers.
pub struct ListInstancesWhen(When);
when!(ListInstancesWhen, "GET" "/preview/v2/instances");
impl ListInstancesWhen {
    /// Only requests whose query has this `created_after`; with `None`, without one.
    pub fn created_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "created_after", value.into()))
    }

    /// Only requests whose query has this `created_before`; with `None`, without one.
    pub fn created_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "created_before", value.into()))
    }

    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstancesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::InstanceId]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has these under `include` and no others, in any order.
    pub fn include(self, values: &[types::InstanceInclude]) -> Self {
        Self(matching::query_all(self.0, "include", values))
    }

    /// Only requests whose query has these under `instance_sku` and no others, in any order.
    pub fn instance_sku(self, values: &[vocabulary::InstanceSkuId]) -> Self {
        Self(matching::query_all(self.0, "instance_sku", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has these under `pool` and no others, in any order.
    pub fn pool(self, values: &[vocabulary::PoolRef]) -> Self {
        Self(matching::query_all(self.0, "pool", values))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::InstancesCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has these under `status` and no others, in any order.
    pub fn status(self, values: &[types::InstanceStatus]) -> Self {
        Self(matching::query_all(self.0, "status", values))
    }

    /// Only requests whose query has these under `tag` and no others, in any order.
    pub fn tag(self, values: &[String]) -> Self {
        Self(matching::query_all(self.0, "tag", values))
    }

    /// Only requests whose query has these under `tag_key` and no others, in any order.
    pub fn tag_key(self, values: &[String]) -> Self {
        Self(matching::query_all(self.0, "tag_key", values))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_instances`](MockServerExt::list_instances) answers.
pub struct ListInstancesThen(Then);
then!(ListInstancesThen);
impl ListInstancesThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListInstancesResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_orderbook_fills`](MockServerExt::list_orderbook_fills) a mock answers.
pub struct ListOrderbookFillsWhen(When);
when!(ListOrderbookFillsWhen, "GET" "/preview/v2/orderbook/fills");
impl ListOrderbookFillsWhen {
    /// Only requests whose query has this `end_at`.
    pub fn end_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "end_at", Some(value)))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `requirements`; with `None`, without one.
    pub fn requirements<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "requirements", value.into()))
    }

    /// Only requests whose query has this `since_at`; with `None`, without one.
    pub fn since_at<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "since_at", value.into()))
    }

    /// Only requests whose query has this `start_at`.
    pub fn start_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "start_at", Some(value)))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::OrderbookFillsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }
}

/// What a mock of [`list_orderbook_fills`](MockServerExt::list_orderbook_fills) answers.
pub struct ListOrderbookFillsThen(Then);
then!(ListOrderbookFillsThen);
impl ListOrderbookFillsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListOrderbookFillsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_orderbook_windows`](MockServerExt::list_orderbook_windows) a mock answers.
pub struct ListOrderbookWindowsWhen(When);
when!(ListOrderbookWindowsWhen, "GET" "/preview/v2/orderbook/windows");
impl ListOrderbookWindowsWhen {
    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `range_end_at`.
    pub fn range_end_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "range_end_at", Some(value)))
    }

    /// Only requests whose query has this `range_start_at`.
    pub fn range_start_at(self, value: &vocabulary::Timestamp) -> Self {
        Self(matching::query(self.0, "range_start_at", Some(value)))
    }

    /// Only requests whose query has this `requirements`; with `None`, without one.
    pub fn requirements<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "requirements", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::OrderbookWindowsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }
}

/// What a mock of [`list_orderbook_windows`](MockServerExt::list_orderbook_windows) answers.
pub struct ListOrderbookWindowsThen(Then);
then!(ListOrderbookWindowsThen);
impl ListOrderbookWindowsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListOrderbookWindowsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_orders`](MockServerExt::list_orders) a mock answers.
pub struct ListOrdersWhen(When);
when!(ListOrdersWhen, "GET" "/preview/v2/orders");
impl ListOrdersWhen {
    /// Only requests whose query has this `created_after`; with `None`, without one.
    pub fn created_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "created_after", value.into()))
    }

    /// Only requests whose query has this `created_before`; with `None`, without one.
    pub fn created_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::Timestamp>>,
    ) -> Self {
        Self(matching::query(self.0, "created_before", value.into()))
    }

    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::OrdersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::OrderId]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `pool`; with `None`, without one.
    pub fn pool<'a>(self, value: impl Into<Option<&'a vocabulary::PoolRef>>) -> Self {
        Self(matching::query(self.0, "pool", value.into()))
    }

    /// Only requests whose query has this `procurement`; with `None`, without one.
    pub fn procurement<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::ProcurementRef>>,
    ) -> Self {
        Self(matching::query(self.0, "procurement", value.into()))
    }

    /// Only requests whose query has this `side`; with `None`, without one.
    pub fn side<'a>(self, value: impl Into<Option<&'a types::Side>>) -> Self {
        Self(matching::query(self.0, "side", value.into()))
    }

    /// Only requests whose query has this `sort_by`; with `None`, without one.
    pub fn sort_by<'a>(self, value: impl Into<Option<&'a types::OrderSortBy>>) -> Self {
        Self(matching::query(self.0, "sort_by", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::OrdersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has these under `status` and no others, in any order.
    pub fn status(self, values: &[types::OrderStatus]) -> Self {
        Self(matching::query_all(self.0, "status", values))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_orders`](MockServerExt::list_orders) answers.
pub struct ListOrdersThen(Then);
then!(ListOrdersThen);
impl ListOrdersThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListOrdersResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_pool_transfers`](MockServerExt::list_pool_transfers) a mock answers.
pub struct ListPoolTransfersWhen(When);
when!(ListPoolTransfersWhen, "GET" "/preview/v2/pool_transfers");
impl ListPoolTransfersWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::PoolTransfersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has these under `pool` and no others, in any order.
    pub fn pool(self, values: &[vocabulary::PoolRef]) -> Self {
        Self(matching::query_all(self.0, "pool", values))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::PoolTransfersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `status`; with `None`, without one.
    pub fn status<'a>(
        self,
        value: impl Into<Option<&'a types::PoolTransferStatus>>,
    ) -> Self {
        Self(matching::query(self.0, "status", value.into()))
    }
}

/// What a mock of [`list_pool_transfers`](MockServerExt::list_pool_transfers) answers.
pub struct ListPoolTransfersThen(Then);
then!(ListPoolTransfersThen);
impl ListPoolTransfersThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListPoolTransfersResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_pools`](MockServerExt::list_pools) a mock answers.
pub struct ListPoolsWhen(When);
when!(ListPoolsWhen, "GET" "/preview/v2/pools");
impl ListPoolsWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::PoolsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::PoolRef]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `schedule_history_minutes`; with `None`, without one.
    pub fn schedule_history_minutes(self, value: impl Into<Option<u64>>) -> Self {
        Self(matching::query(self.0, "schedule_history_minutes", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::PoolsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has these under `tag` and no others, in any order.
    pub fn tag(self, values: &[String]) -> Self {
        Self(matching::query_all(self.0, "tag", values))
    }

    /// Only requests whose query has these under `tag_key` and no others, in any order.
    pub fn tag_key(self, values: &[String]) -> Self {
        Self(matching::query_all(self.0, "tag_key", values))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_pools`](MockServerExt::list_pools) answers.
pub struct ListPoolsThen(Then);
then!(ListPoolsThen);
impl ListPoolsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListPoolsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_procurements`](MockServerExt::list_procurements) a mock answers.
pub struct ListProcurementsWhen(When);
when!(ListProcurementsWhen, "GET" "/preview/v2/procurements");
impl ListProcurementsWhen {
    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::ProcurementsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `pool`; with `None`, without one.
    pub fn pool<'a>(self, value: impl Into<Option<&'a vocabulary::PoolRef>>) -> Self {
        Self(matching::query(self.0, "pool", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::ProcurementsCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }

    /// Only requests whose query has this `workspace`; with `None`, without one.
    pub fn workspace<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::WorkspaceRef>>,
    ) -> Self {
        Self(matching::query(self.0, "workspace", value.into()))
    }
}

/// What a mock of [`list_procurements`](MockServerExt::list_procurements) answers.
pub struct ListProcurementsThen(Then);
then!(ListProcurementsThen);
impl ListProcurementsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListProcurementsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_user_feature_flags`](MockServerExt::list_user_feature_flags) a mock answers.
pub struct ListUserFeatureFlagsWhen(When);
when!(ListUserFeatureFlagsWhen, "GET" "/preview/v2/feature_flags");
/// What a mock of [`list_user_feature_flags`](MockServerExt::list_user_feature_flags) answers.
pub struct ListUserFeatureFlagsThen(Then);
then!(ListUserFeatureFlagsThen);
impl ListUserFeatureFlagsThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListUserFeatureFlagsResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 without a body.
    pub fn unauthorized(self) -> Self {
        Self(self.0.status(401))
    }

    /// Answers 500 without a body.
    pub fn internal_server_error(self) -> Self {
        Self(self.0.status(500))
    }
}

/// Which requests of [`list_users_handler`](MockServerExt::list_users_handler) a mock answers.
pub struct ListUsersHandlerWhen(When);
when!(ListUsersHandlerWhen, "GET" "/preview/v2/users");
impl ListUsersHandlerWhen {
    /// Only requests whose query has this `email`; with `None`, without one.
    pub fn email<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::query(self.0, "email", value.into()))
    }

    /// Only requests whose query has this `ending_before`; with `None`, without one.
    pub fn ending_before<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::UsersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "ending_before", value.into()))
    }

    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::UserRef]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }

    /// Only requests whose query has this `limit`; with `None`, without one.
    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {
        Self(matching::query(self.0, "limit", value.into()))
    }

    /// Only requests whose query has this `starting_after`; with `None`, without one.
    pub fn starting_after<'a>(
        self,
        value: impl Into<Option<&'a vocabulary::UsersCursor>>,
    ) -> Self {
        Self(matching::query(self.0, "starting_after", value.into()))
    }
}

/// What a mock of [`list_users_handler`](MockServerExt::list_users_handler) answers.
pub struct ListUsersHandlerThen(Then);
then!(ListUsersHandlerThen);
impl ListUsersHandlerThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListUsersResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`list_workspaces_handler`](MockServerExt::list_workspaces_handler) a mock answers.
pub struct ListWorkspacesHandlerWhen(When);
when!(ListWorkspacesHandlerWhen, "GET" "/preview/v2/workspaces");
impl ListWorkspacesHandlerWhen {
    /// Only requests whose query has these under `id` and no others, in any order.
    pub fn id(self, values: &[vocabulary::WorkspaceRef]) -> Self {
        Self(matching::query_all(self.0, "id", values))
    }
}

/// What a mock of [`list_workspaces_handler`](MockServerExt::list_workspaces_handler) answers.
pub struct ListWorkspacesHandlerThen(Then);
then!(ListWorkspacesHandlerThen);
impl ListWorkspacesHandlerThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ListWorkspacesResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`patch_deployment`](MockServerExt::patch_deployment) a mock answers.
pub struct PatchDeploymentWhen(When);
when!(PatchDeploymentWhen, "PATCH" "/preview/v2/deployments/{id}");
impl PatchDeploymentWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::DeploymentRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::PatchDeploymentRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`patch_deployment`](MockServerExt::patch_deployment) answers.
pub struct PatchDeploymentThen(Then);
then!(PatchDeploymentThen);
impl PatchDeploymentThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::DeploymentResource) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`patch_procurement`](MockServerExt::patch_procurement) a mock answers.
pub struct PatchProcurementWhen(When);
when!(PatchProcurementWhen, "PATCH" "/preview/v2/procurements/{id}");
impl PatchProcurementWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ProcurementRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::PatchProcurementRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`patch_procurement`](MockServerExt::patch_procurement) answers.
pub struct PatchProcurementThen(Then);
then!(PatchProcurementThen);
impl PatchProcurementThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ProcurementResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`patch_workspace_handler`](MockServerExt::patch_workspace_handler) a mock answers.
pub struct PatchWorkspaceHandlerWhen(When);
when!(PatchWorkspaceHandlerWhen, "PATCH" "/preview/v2/workspaces/{workspace}");
impl PatchWorkspaceHandlerWhen {
    /// Only requests whose path has this `workspace`.
    pub fn workspace(self, value: &vocabulary::WorkspaceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "workspace", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::PatchWorkspaceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`patch_workspace_handler`](MockServerExt::patch_workspace_handler) answers.
pub struct PatchWorkspaceHandlerThen(Then);
then!(PatchWorkspaceHandlerThen);
impl PatchWorkspaceHandlerThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::WorkspaceResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`reinstate_image`](MockServerExt::reinstate_image) a mock answers.
pub struct ReinstateImageWhen(When);
when!(ReinstateImageWhen, "POST" "/preview/v2/images/{id}/reinstate");
impl ReinstateImageWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`reinstate_image`](MockServerExt::reinstate_image) answers.
pub struct ReinstateImageThen(Then);
then!(ReinstateImageThen);
impl ReinstateImageThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ImageListEntry) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`replace_instance`](MockServerExt::replace_instance) a mock answers.
pub struct ReplaceInstanceWhen(When);
when!(ReplaceInstanceWhen, "POST" "/preview/v2/instances/{id}/replace");
impl ReplaceInstanceWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this `Idempotency-Key` header; with `None`, without one.
    pub fn idempotency_key<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
        Self(matching::header(self.0, "Idempotency-Key", value.into()))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::ReplaceInstanceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`replace_instance`](MockServerExt::replace_instance) answers.
pub struct ReplaceInstanceThen(Then);
then!(ReplaceInstanceThen);
impl ReplaceInstanceThen {
    /// Answers 201 with this JSON body.
    pub fn created(self, value: &types::InstanceResponse) -> Self {
        Self(reply::json(self.0, 201, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`revoke_image`](MockServerExt::revoke_image) a mock answers.
pub struct RevokeImageWhen(When);
when!(RevokeImageWhen, "POST" "/preview/v2/images/{id}/revoke");
impl RevokeImageWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::ImageRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`revoke_image`](MockServerExt::revoke_image) answers.
pub struct RevokeImageThen(Then);
then!(RevokeImageThen);
impl RevokeImageThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::ImageListEntry) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 409 with this JSON body.
    pub fn conflict(self, value: &types::ConflictError) -> Self {
        Self(reply::json(self.0, 409, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`set_feature_flag_enrollment`](MockServerExt::set_feature_flag_enrollment) a mock answers.
pub struct SetFeatureFlagEnrollmentWhen(When);
when!(SetFeatureFlagEnrollmentWhen, "POST" "/preview/v2/feature_flags/{feature_flag}");
impl SetFeatureFlagEnrollmentWhen {
    /// Only requests whose path has this `feature_flag`.
    pub fn feature_flag(self, value: &vocabulary::FeatureFlagName) -> Self {
        Self(matching::path(self.0, Self::PATH, "feature_flag", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::SetEnrollmentRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`set_feature_flag_enrollment`](MockServerExt::set_feature_flag_enrollment) answers.
pub struct SetFeatureFlagEnrollmentThen(Then);
then!(SetFeatureFlagEnrollmentThen);
impl SetFeatureFlagEnrollmentThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::SetEnrollmentResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 without a body.
    pub fn unauthorized(self) -> Self {
        Self(self.0.status(401))
    }

    /// Answers 403 without a body.
    pub fn forbidden(self) -> Self {
        Self(self.0.status(403))
    }

    /// Answers 404 without a body.
    pub fn not_found(self) -> Self {
        Self(self.0.status(404))
    }

    /// Answers 500 without a body.
    pub fn internal_server_error(self) -> Self {
        Self(self.0.status(500))
    }
}

/// Which requests of [`terminate_instance`](MockServerExt::terminate_instance) a mock answers.
pub struct TerminateInstanceWhen(When);
when!(TerminateInstanceWhen, "POST" "/preview/v2/instances/{id}/terminate");
impl TerminateInstanceWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }
}

/// What a mock of [`terminate_instance`](MockServerExt::terminate_instance) answers.
pub struct TerminateInstanceThen(Then);
then!(TerminateInstanceThen);
impl TerminateInstanceThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`update_instance`](MockServerExt::update_instance) a mock answers.
pub struct UpdateInstanceWhen(When);
when!(UpdateInstanceWhen, "PATCH" "/preview/v2/instances/{id}");
impl UpdateInstanceWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::InstanceRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::PatchInstanceRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`update_instance`](MockServerExt::update_instance) answers.
pub struct UpdateInstanceThen(Then);
then!(UpdateInstanceThen);
impl UpdateInstanceThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::InstanceResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 400 with this JSON body.
    pub fn bad_request(self, value: &types::BadRequestError) -> Self {
        Self(reply::json(self.0, 400, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Which requests of [`update_pool`](MockServerExt::update_pool) a mock answers.
pub struct UpdatePoolWhen(When);
when!(UpdatePoolWhen, "PATCH" "/preview/v2/pools/{id}");
impl UpdatePoolWhen {
    /// Only requests whose path has this `id`.
    pub fn id(self, value: &vocabulary::PoolRef) -> Self {
        Self(matching::path(self.0, Self::PATH, "id", value))
    }

    /// Only requests with this JSON body.
    pub fn body(self, value: &types::PatchPoolRequest) -> Self {
        Self(self.0.json_body_obj(value))
    }
}

/// What a mock of [`update_pool`](MockServerExt::update_pool) answers.
pub struct UpdatePoolThen(Then);
then!(UpdatePoolThen);
impl UpdatePoolThen {
    /// Answers 200 with this JSON body.
    pub fn ok(self, value: &types::PoolResponse) -> Self {
        Self(reply::json(self.0, 200, value))
    }

    /// Answers 401 with this JSON body.
    pub fn unauthorized(self, value: &types::UnauthorizedError) -> Self {
        Self(reply::json(self.0, 401, value))
    }

    /// Answers 403 with this JSON body.
    pub fn forbidden(self, value: &types::ForbiddenError) -> Self {
        Self(reply::json(self.0, 403, value))
    }

    /// Answers 404 with this JSON body.
    pub fn not_found(self, value: &types::NotFoundError) -> Self {
        Self(reply::json(self.0, 404, value))
    }

    /// Answers 422 with this JSON body.
    pub fn unprocessable_entity(self, value: &types::UnprocessableEntityError) -> Self {
        Self(reply::json(self.0, 422, value))
    }

    /// Answers 500 with this JSON body.
    pub fn internal_server_error(self, value: &types::InternalServerError) -> Self {
        Self(reply::json(self.0, 500, value))
    }
}

/// Hands every operation to a macro: its function, the type of its conditions, these with
/// how many there may be of each, and its answers by status. For tests.
#[doc(hidden)]
#[macro_export]
macro_rules! each_operation {
    ($with:ident) => {
        $with! {
            batch_patch_instances BatchPatchInstancesWhen (body one)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            cancel_order CancelOrderWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            complete_image_upload CompleteImageUploadWhen (id one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            create_deployment CreateDeploymentWhen (body one)
                created(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), conflict(body), unprocessable_entity(body), internal_server_error(body);
            create_image CreateImageWhen (body one)
                created(body), bad_request(body), unauthorized(body), forbidden(body), conflict(body), internal_server_error(body);
            create_image_upload_part_url CreateImageUploadPartUrlWhen (id one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            create_instance CreateInstanceWhen (body one)
                created(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            create_instance_template CreateInstanceTemplateWhen (body one)
                created(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            create_order CreateOrderWhen (idempotency_key optional, body one)
                created(body), unauthorized(body), payment_required(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body), service_unavailable(body);
            create_pool CreatePoolWhen (body one)
                created(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            create_pool_transfer CreatePoolTransferWhen (idempotency_key optional, body one)
                accepted(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body), service_unavailable(body);
            create_procurement CreateProcurementWhen (body one)
                created(body), bad_request(body), unauthorized(body), forbidden(body), conflict(body), unprocessable_entity(body), internal_server_error(body);
            create_workspace_handler CreateWorkspaceHandlerWhen (body one)
                created(body), bad_request(body), unauthorized(body), forbidden(body), internal_server_error(body);
            delete_deployment DeleteDeploymentWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            delete_image DeleteImageWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), conflict(body), internal_server_error(body);
            delete_instance DeleteInstanceWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), conflict(body), internal_server_error(body);
            delete_instance_template DeleteInstanceTemplateWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            delete_pool DeletePoolWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            delete_procurement DeleteProcurementWhen (id one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            delete_workspace_handler DeleteWorkspaceHandlerWhen (workspace one)
                no_content(), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            download_image DownloadImageWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), conflict(body), internal_server_error(body);
            fetch_image FetchImageWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            fetch_instance FetchInstanceWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            fetch_instance_template FetchInstanceTemplateWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            fetch_order FetchOrderWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            fetch_pool FetchPoolWhen (id one, schedule_history_minutes optional)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            fetch_pool_transfer FetchPoolTransferWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            get_deployment GetDeploymentWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            get_instance_logs GetInstanceLogsWhen (id one, limit optional, realtime_timestamp_after optional, realtime_timestamp_before optional, seqnum_after optional, seqnum_before optional, sort_by optional)
                ok(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            get_instance_sku GetInstanceSkuWhen (id one)
                ok(body), unauthorized(body), not_found(body), internal_server_error(body);
            get_instance_sku_availability GetInstanceSkuAvailabilityWhen (id one)
                ok(body), unauthorized(body), not_found(body), internal_server_error(body);
            get_instance_ssh GetInstanceSshWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            get_me GetMeWhen ()
                ok(body), unauthorized(body), not_found(body), internal_server_error(body);
            get_order_preview GetOrderPreviewWhen (body one)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            get_orderbook_depth GetOrderbookDepthWhen (depth optional, end_at one, requirements optional, start_at one)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            get_orderbook_quote GetOrderbookQuoteWhen (end_at one, requirements optional, start_at one)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            get_procurement GetProcurementWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            get_user_handler GetUserHandlerWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            get_workspace_handler GetWorkspaceHandlerWhen (workspace one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            list_deployments ListDeploymentsWhen (ending_before optional, limit optional, pool optional, starting_after optional, workspace one)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_images ListImagesWhen (ending_before optional, id repeated, limit optional, starting_after optional, workspace optional)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), internal_server_error(body);
            list_instance_sku_availability ListInstanceSkuAvailabilityWhen (accelerator optional, availability_zone optional, ending_before optional, form_factor optional, id optional, limit optional, local_storage optional, memory optional, num_accelerators optional, num_vcpus optional, rdma_type optional, region optional, starting_after optional, supports_public_ipv4 optional)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            list_instance_sku_property_catalog ListInstanceSkuPropertyCatalogWhen (ending_before optional, limit optional, starting_after optional)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            list_instance_skus ListInstanceSkusWhen (ending_before optional, limit optional, starting_after optional)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            list_instance_templates ListInstanceTemplatesWhen (ending_before optional, id repeated, include repeated, limit optional, starting_after optional, workspace optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_instances ListInstancesWhen (created_after optional, created_before optional, ending_before optional, id repeated, include repeated, instance_sku repeated, limit optional, pool repeated, starting_after optional, status repeated, tag repeated, tag_key repeated, workspace optional)
                ok(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            list_orderbook_fills ListOrderbookFillsWhen (end_at one, limit optional, requirements optional, since_at optional, start_at one, starting_after optional)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            list_orderbook_windows ListOrderbookWindowsWhen (limit optional, range_end_at one, range_start_at one, requirements optional, starting_after optional)
                ok(body), unauthorized(body), unprocessable_entity(body), internal_server_error(body);
            list_orders ListOrdersWhen (created_after optional, created_before optional, ending_before optional, id repeated, limit optional, pool optional, procurement optional, side optional, sort_by optional, starting_after optional, status repeated, workspace optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_pool_transfers ListPoolTransfersWhen (ending_before optional, limit optional, pool repeated, starting_after optional, status optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_pools ListPoolsWhen (ending_before optional, id repeated, limit optional, schedule_history_minutes optional, starting_after optional, tag repeated, tag_key repeated, workspace optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_procurements ListProcurementsWhen (ending_before optional, limit optional, pool optional, starting_after optional, workspace optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_user_feature_flags ListUserFeatureFlagsWhen ()
                ok(body), unauthorized(), internal_server_error();
            list_users_handler ListUsersHandlerWhen (email optional, ending_before optional, id repeated, limit optional, starting_after optional)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            list_workspaces_handler ListWorkspacesHandlerWhen (id repeated)
                ok(body), unauthorized(body), forbidden(body), unprocessable_entity(body), internal_server_error(body);
            patch_deployment PatchDeploymentWhen (id one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            patch_procurement PatchProcurementWhen (id one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            patch_workspace_handler PatchWorkspaceHandlerWhen (workspace one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            reinstate_image ReinstateImageWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), conflict(body), internal_server_error(body);
            replace_instance ReplaceInstanceWhen (id one, idempotency_key optional, body one)
                created(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            revoke_image RevokeImageWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), conflict(body), internal_server_error(body);
            set_feature_flag_enrollment SetFeatureFlagEnrollmentWhen (feature_flag one, body one)
                ok(body), unauthorized(), forbidden(), not_found(), internal_server_error();
            terminate_instance TerminateInstanceWhen (id one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), internal_server_error(body);
            update_instance UpdateInstanceWhen (id one, body one)
                ok(body), bad_request(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
            update_pool UpdatePoolWhen (id one, body one)
                ok(body), unauthorized(body), forbidden(body), not_found(body), unprocessable_entity(body), internal_server_error(body);
        }
    };
}
