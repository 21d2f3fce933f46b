//! Requests that the store kept, carried out again when the market opens.

use axum::http::Uri;
use bytes::Bytes;
use sfcompute_types::Timestamp;

use crate::callers::Caller;
use crate::engine::Engine;
use crate::store::Recorded;

use super::exchange::Call;
use super::query::Query;
use super::routes::ROUTES;

/// Carries out a request as it was carried out at `at`, and says what became of it otherwise.
pub(crate) fn repeat(
    caller: &Caller,
    engine: &mut Engine,
    request: &Recorded,
    text: Bytes,
    at: Timestamp,
) -> Result<(), String> {
    let known = ROUTES.iter().find(|(op, _)| op.id == request.operation);
    let Some((operation, handler)) = known else {
        return Err(format!("`{}` is not answered any more", request.operation));
    };
    let refused = |refusal| format!("`{}` was refused: {refusal}", operation.id);
    engine
        .advance(at)
        .map_err(|refusal| refused(refusal.to_string()))?;
    // It came out of an address.
    let address = Uri::try_from(format!("/?{}", request.query)).unwrap_or_default();
    let call = Call {
        caller,
        id: request.id.clone(),
        query: Query::of(&address),
        now: engine.now(),
        // No answer is made of it.
        origin: String::new(),
        text,
        key: request.key.clone(),
    };
    let answer = handler(call, engine);
    answer
        .map(drop)
        .map_err(|refusal| refused(refusal.message().to_owned()))
}
