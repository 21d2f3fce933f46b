//! Who may control the sandbox over HTTP.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::market::Market;

use super::exchange::{answer, authenticate};
use super::problem::Refused;

/// What browsers say of the page that a request comes from: `same-origin`, `cross-site`, ….
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What browsers say of what the answer is for: `navigate` where it is to be looked at.
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Lets in who may: everyone on this machine, but for pages of other sites; elsewhere, tokens.
pub(super) async fn admit(State(market): State<Market>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if is_of_another_site(headers) {
        let message = "Pages of other sites do not control the sandbox.";
        return answer(
            &market,
            "none",
            Err(Refused::new(StatusCode::FORBIDDEN, message)),
        );
    }
    if market.is_guarded()
        && let Err(refused) = authenticate(&market, headers)
    {
        return answer(&market, "none", Err(refused));
    }
    let response = next.run(request).await;
    // What changed the market is on disk before it is answered.
    match market.settled().await {
        Ok(()) => response,
        Err(refusal) => answer(&market, "none", Err(refusal.into())),
    }
}

/// Whether the request was made by a page of another site, as far as its browser says.
fn is_of_another_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = text(header::ORIGIN) {
        let site = origin.split_once("://").map(|(_, site)| site);
        return site.is_none() || site != text(header::HOST);
    }
    // Where it only reads, a browser may leave out where it comes from.
    let is_elsewhere = text(SITE).is_some_and(|site| site != "same-origin" && site != "none");
    is_elsewhere && text(MODE) != Some("navigate")
}
