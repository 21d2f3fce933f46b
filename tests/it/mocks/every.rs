//! Every operation's mock, against the method of the generated client that it stands in for.
//!
//! The list of operations is the mocks' own, and is held to the client's table. Arguments are made
//! of their types alone, so that an operation more needs no line more.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use httpmock::MockServer;
use serde::Serialize;
use serde_json::Value;
use sfcompute_api::operations::{OPERATIONS, by_function};
use sfcompute_api::{Client, Direct, Error, ResponseValue};
use sfcompute_httpmock::{MockServerExt as _, each_operation};
use sfcompute_tests::contract::EFFECTIVE;

use super::sample::{Sample, several};
use crate::recorded::bare_http;

/// What came of a call: the status, and the body if there was one.
type Outcome = (u16, Option<Value>);

/// A method of the client, called with samples for all its arguments.
trait Call<Arguments> {
    async fn outcome(self, client: &'static Client) -> Outcome;
}

macro_rules! callable {
    ($($argument:ident)*) => {
        impl<Method, Answering, Body, $($argument: Sample),*> Call<($($argument,)*)> for Method
        where
            Method: FnOnce(&'static Client, $($argument),*) -> Answering,
            Answering: Future<Output = Result<ResponseValue<Body>, Error<()>>>,
            Body: Serialize,
        {
            async fn outcome(self, client: &'static Client) -> Outcome {
                match self(client, $($argument::sample(0)),*).await {
                    Ok(answer) => {
                        let body = serde_json::to_value(&*answer).unwrap();
                        (answer.status().as_u16(), Some(body).filter(|body| !body.is_null()))
                    }
                    Err(Error::UnexpectedResponse(response)) => {
                        let status = response.status().as_u16();
                        let body = response.bytes().await.unwrap();
                        (status, serde_json::from_slice(&body).ok())
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        }
    };
}

macro_rules! callables {
    () => { callable!(); };
    ($first:ident $($rest:ident)*) => {
        callable!($first $($rest)*);
        callables!($($rest)*);
    };
}

callables!(A B C D E F G H I J K L M N O P);

struct Scene {
    server: MockServer,
    client: &'static Client,
}

impl Scene {
    async fn new() -> Self {
        let server = MockServer::start_async().await;
        let transport = Arc::new(Direct);
        let client = Client::new_with_client(&server.base_url(), bare_http(), transport);
        Self {
            client: Box::leak(Box::new(client)),
            server,
        }
    }
}

/// The statuses that the contract documents for an operation, in order.
fn documented(function: &str) -> Vec<u16> {
    let operation = by_function(function).unwrap();
    let document = EFFECTIVE.as_ref().unwrap().document();
    let operation = &document["paths"][operation.path][operation.method.to_lowercase()];
    let statuses = operation["responses"].as_object().unwrap().keys();
    let mut statuses: Vec<u16> = statuses.map(|status| status.parse().unwrap()).collect();
    statuses.sort_unstable();
    statuses
}

/// A condition that every call of samples fulfils.
macro_rules! met {
    (one) => {
        Sample::sample(0)
    };
    (optional) => {
        Some(Sample::sample(0))
    };
    (repeated) => {
        &several()
    };
}

/// A condition that no call of samples fulfils.
macro_rules! unmet {
    (one) => {
        Sample::sample(1)
    };
    (optional) => {
        None
    };
    (repeated) => {
        &[]
    };
}

macro_rules! body {
    (body) => {
        Sample::sample(0)
    };
}

macro_rules! tests {
    ($(
        $operation:ident $when:ident ($($condition:ident $shape:ident),*)
        $($answer:ident($($body:ident)?)),*;
    )*) => {
        /// Every operation with a mock, and how many answers that has.
        const MOCKED: &[(&str, &[&str])] =
            &[$((stringify!($operation), &[$(stringify!($answer)),*])),*];

        $(
            #[tokio::test]
            async fn $operation() {
                use sfcompute_httpmock::$when as When;

                let Scene { server, client } = Scene::new().await;
                let asked = |when: When| when$(.$condition(met!($shape)))*;
                let statuses = documented(stringify!($operation));
                let mut statuses = statuses.iter();
                $({
                    let status = *statuses.next().unwrap();
                    let body = Cell::new(None);
                    let mut mock = server.$operation(|when, then| {
                        asked(when);
                        let then = then.$answer($(kept(&body, body!($body)))?);
                        then.and_then(|then| then.header("x-mocked", stringify!($answer)));
                    });
                    let outcome = Client::$operation.outcome(client).await;
                    assert_eq!(outcome, (status, body.take()), stringify!($answer));
                    mock.assert();
                    mock.delete();
                })*
                assert_eq!(statuses.next(), None, "a documented status has no method");
                $({
                    let mock = server.$operation(|when, then| {
                        when.$condition(unmet!($shape));
                        then.status(299, &Value::Null);
                    });
                    let (status, _) = Client::$operation.outcome(client).await;
                    assert_eq!(status, 404, "{} is not asked for", stringify!($condition));
                    mock.assert_calls(0);
                })*
            }
        )*
    };
}

/// Remembers a body as JSON on its way into a mock.
fn kept<T: Serialize>(json: &Cell<Option<Value>>, body: &'static T) -> &'static T {
    json.set(Some(serde_json::to_value(body).unwrap()));
    body
}

each_operation!(tests);

#[test]
fn every_operation_has_a_mock() {
    let mocked: Vec<&str> = MOCKED.iter().map(|(function, _)| *function).collect();
    let known: Vec<&str> = OPERATIONS
        .iter()
        .map(|operation| operation.function)
        .collect();
    assert_eq!(mocked, known);
}

/// An answer's name says its status, whichever operation it is of.
#[test]
fn a_name_of_an_answer_is_a_status() {
    let mut statuses = BTreeMap::new();
    for (function, answers) in MOCKED {
        let documented = documented(function);
        assert_eq!(answers.len(), documented.len(), "{function}");
        for (&name, status) in answers.iter().zip(documented) {
            assert_eq!(*statuses.entry(name).or_insert(status), status, "{name}");
            let code = reqwest::StatusCode::from_u16(status).unwrap();
            let reason = code.canonical_reason().unwrap().to_lowercase();
            assert_eq!(reason.replace([' ', '-'], "_"), name);
        }
    }
}

/// A mock answers its own operation and no other, whatever literal paths look like templates.
#[tokio::test]
async fn no_mock_answers_another_operation() {
    let Scene { server, client } = Scene::new().await;
    let one = server.get_instance_sku(|_, then| {
        then.ok(Sample::sample(0));
    });
    assert_eq!(
        Client::list_instance_sku_availability
            .outcome(client)
            .await
            .0,
        404
    );
    assert_eq!(
        Client::get_instance_sku_availability
            .outcome(client)
            .await
            .0,
        404
    );
    assert_eq!(Client::list_instance_skus.outcome(client).await.0, 404);
    assert_eq!(Client::get_instance_sku.outcome(client).await.0, 200);
    one.assert();
}
