//! A keyed call in a form that can be kept, before it is sent; and from such a form.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method};
use serde::de::DeserializeOwned;
use sfcompute_api::{BoxFuture, ClientInfo as _, Operation, ResponseValue, Safety, Transport};

use super::{Call, Run};
use crate::client::Client;
use crate::error::{CallFacts, Error, Kind};
use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;
use crate::options::CallOptions;
use crate::problem::{Problem, Problems};
use crate::spend::Commitment;

impl<T: DeserializeOwned + Send + 'static> Call<T> {
    /// What sending this call will do, to be written down before it is sent: from here on its key
    /// and the bytes of its body are fixed.
    ///
    /// A client with a [journal](crate::journal) does this by itself. Send the call soon: the
    /// intent says that it is sent from now on, for as long as the call may take.
    ///
    /// ```no_run
    /// # async fn run(
    /// #     sfc: sfcompute::Client, window: sfcompute::Window, file: &std::path::Path,
    /// # ) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut call = sfc
    ///     .orders()
    ///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
    ///     .pool("sfc:pool:acme:prod:training")
    ///     .window(window)
    ///     .limit_price("2.50")
    ///     .call();
    /// let intent = call.intent()?;
    /// std::fs::write(file, intent.to_json())?;
    /// let order = call.await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request) with every problem, as for sending it; and
    /// when the operation takes no idempotency key.
    pub fn intent(&mut self) -> Result<Intent, Error> {
        let shared = Arc::clone(&self.client.shared);
        let mut problems = self.problems.clone();
        for problem in self.options.problems.clone().into_vec() {
            problems.add(problem);
        }
        if self.operation.safety != Safety::Keyed {
            problems.add(Problem::new(
                "operation",
                self.operation.id,
                "one that takes an idempotency key, for only such a call can be made twice",
            ));
        }
        if !problems.is_empty() {
            return Err(self.unsent(Kind::InvalidRequest(problems.into_vec())));
        }
        let key = match self.options.idempotency_key.take() {
            Some(key) => key,
            None => shared.keys.mint(),
        };
        self.options.idempotency_key = Some(key.clone());
        let at_most = self.options.timeout.unwrap_or(shared.timeout);

        let kept = Arc::new(Keep::default());
        if let Some(run) = self.run.take() {
            let transport = Arc::clone(&kept) as Arc<dyn Transport>;
            let api = sfcompute_api::Client::new_with_client(
                shared.base_url.as_str(),
                shared.http.clone(),
                transport,
            );
            // It ends at once: nothing in it waits but the transport, and this one does not.
            let _ = run(api, Some(key.clone())).now_or_never();
        }
        let request = kept.take();
        let intent = request.and_then(|request| {
            Intent::of_request(
                self.operation,
                &key,
                &shared.base_url,
                &shared.token,
                &request,
                shared.time.timestamp(),
                at_most,
            )
        });
        let Some(intent) = intent else {
            return Err(self.unsent(Kind::NotBuilt("it makes no request of text".to_owned())));
        };
        self.run = Some(as_written(&intent));
        Ok(intent)
    }

    /// The call that an intent is, sent to the byte as it was then. Its key may have been sent
    /// before, so that a refusal now does not prove that nothing was done.
    pub(crate) fn of_intent(client: &Client, intent: &Intent, options: CallOptions) -> Self {
        let commitment = match intent.operation().id {
            "create_order" => serde_json::from_str(intent.body())
                .ok()
                .and_then(|body| Commitment::of(&body)),
            _ => None,
        };
        Self {
            client: client.clone(),
            operation: intent.operation(),
            options: options.idempotency_key(intent.idempotency_key()),
            problems: Problems::default(),
            run: Some(as_written(intent)),
            commitment,
            in_doubt: true,
        }
    }

    fn unsent(&self, kind: Kind) -> Error {
        let base_url = self.client.base_url().to_owned();
        Error::of_call(kind, CallFacts::unsent(self.operation, base_url, None))
    }
}

/// Sends what an intent says, in place of what the generated code would make of the same values.
fn as_written<T: DeserializeOwned + Send + 'static>(intent: &Intent) -> Run<T> {
    let operation = intent.operation();
    let path = intent.path().to_owned();
    let body = intent.body().to_owned();
    let send = async move |api: sfcompute_api::Client, key: Option<IdempotencyKey>| {
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|error| sfcompute_api::Error::Custom(error.to_string()))?;
        let json = HeaderValue::from_static("application/json");
        let mut request = api
            .client()
            .request(method, format!("{}{path}", api.baseurl()))
            .header(ACCEPT, &json)
            .header(CONTENT_TYPE, &json)
            .body(body);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key.as_str());
        }
        let request = request.build()?;
        let response = api
            .inner()
            .execute(api.client(), request, operation)
            .await?;
        if response.status().is_success() {
            ResponseValue::from_response(response).await
        } else {
            Err(sfcompute_api::Error::UnexpectedResponse(response))
        }
    };
    Box::new(move |api, key| Box::pin(send(api, key)))
}

/// A transport that keeps the request and sends nothing.
#[derive(Default)]
struct Keep(Mutex<Option<reqwest::Request>>);

impl Keep {
    fn take(&self) -> Option<reqwest::Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Transport for Keep {
    fn execute<'a>(
        &'a self,
        _: &'a reqwest::Client,
        request: reqwest::Request,
        _: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        let nothing = reqwest::Response::from(http::Response::new(Vec::new()));
        Box::pin(std::future::ready(Ok(nothing)))
    }
}

impl fmt::Debug for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keep")
    }
}
