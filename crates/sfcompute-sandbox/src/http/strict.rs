//! The sandbox's own answers, held to its contract where it was asked to be strict.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use sfcompute_api::Operation;

use crate::contract::{Answer, Contract, Matched};
use crate::market::Market;

use super::exchange::answer;
use super::problem::Refused;

/// The answer, if the contract holds nothing against it; else a 500 that says what.
pub(super) async fn held(market: &Market, operation: &Operation, given: Response) -> Response {
    let (parts, body) = given.into_parts();
    let checked = match to_bytes(body, usize::MAX).await {
        Ok(body) => {
            let given = Answer {
                status: parts.status.as_u16(),
                headers: &parts.headers,
                body: &body,
            };
            breaches(operation, &given).map(|()| body)
        }
        Err(error) => Err(format!("the body broke off: {error}")),
    };
    let breach = checked.as_ref().err();
    market
        .control_state()
        .conformity()
        .note(breach.map(String::as_str));
    match checked {
        Ok(body) => Response::from_parts(parts, Body::from(body)),
        Err(breach) => {
            tracing::error!(operation = operation.function, "{breach}");
            let refused = Refused::internal(format!(
                "The sandbox's answer breaks its contract: {breach}"
            ));
            answer(market, operation.function, Err(refused))
        }
    }
}

fn breaches(operation: &Operation, answer: &Answer<'_>) -> Result<(), String> {
    let contract = Contract::shipped()?;
    let matched = Matched {
        path: operation.path.to_owned(),
        method: operation.method.to_ascii_lowercase(),
    };
    match contract.breaches(&matched, answer).as_slice() {
        [] => Ok(()),
        breaches => Err(breaches.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::Value;
    use sfcompute_api::operations as op;

    use crate::{ManualClock, Sandbox};

    use super::*;

    async fn of(text: &'static str) -> (Market, StatusCode, Value) {
        let clock = ManualClock::at(sfcompute_types::Timestamp::from_seconds(1_784_626_200));
        let builder = Sandbox::builder().clock(clock).strict(true);
        let market = builder.build().unwrap();
        let mut given = Response::new(Body::from(text));
        let json = "application/json".parse().unwrap();
        given.headers_mut().insert("content-type", json);
        let (parts, body) = held(&market, &op::GET_ME, given).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (market, parts.status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn what_breaks_the_contract_is_answered_with_what_is_wrong() {
        let (market, status, body) = of(r#"{"object":"me","account_id":7}"#).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(body["error"]["type"], "api_error");
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains("GET /preview/v2/me 200") && message.contains("account_id"));
        let seen = market.control().conformity().unwrap();
        assert_eq!((seen.checked, seen.broken), (1, 1));
        assert!(message.ends_with(&seen.latest[0]), "{seen:?}");
    }
}
