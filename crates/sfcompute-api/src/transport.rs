//! The seam between the generated client and whatever sends its requests.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use progenitor_client::{ClientHooks, Error, OperationInfo};

use crate::{Client, Operation, operations};

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends the requests of a [`Client`].
///
/// The generated code can carry only a [`reqwest::Error`] out of here. A transport that has more
/// to say (a deadline, a refusal, a history of attempts) keeps it for its caller and answers with
/// a response of its own making, which arrives as [`Error::UnexpectedResponse`].
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request of `operation`, or answers in its place.
    ///
    /// # Errors
    ///
    /// Whatever `http` reports when the request could not be sent or not be answered.
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>>;
}

/// The transport that adds nothing: each request is sent once, as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Direct;

impl Transport for Direct {
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: reqwest::Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>> {
        Box::pin(http.execute(request))
    }
}

impl ClientHooks<Arc<dyn Transport>> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        // The generator adds this header to every request; the API knows nothing of it.
        request.headers_mut().remove("api-version");
        match operations::by_function(info.operation_id) {
            Some(_) => Ok(()),
            None => Err(Error::Custom(format!(
                "operation {} is missing from the table of operations",
                info.operation_id
            ))),
        }
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let Some(operation) = operations::by_function(info.operation_id) else {
            // `pre` has refused this already.
            return self.client.execute(request).await;
        };
        let response = self.inner.execute(&self.client, request, operation).await?;
        Ok(as_documented(response, operation))
    }
}

/// The answer under the status that the contract documents: the generated code knows no other,
/// and any other success means the same.
fn as_documented(response: reqwest::Response, operation: &Operation) -> reqwest::Response {
    let status = response.status();
    match reqwest::StatusCode::from_u16(operation.success) {
        Ok(documented) if status.is_success() && status != documented => {
            let mut response = http::Response::<reqwest::Body>::from(response);
            *response.status_mut() = documented;
            reqwest::Response::from(response)
        }
        _ => response,
    }
}
