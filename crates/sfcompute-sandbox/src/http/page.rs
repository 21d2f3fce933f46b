//! The page at `/` and its files, and the stream that keeps it up to date.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use crate::connection::Connection;
use crate::market::Market;
use crate::page::{Choice, FILES, File, NotFollowed, follow};

use super::exchange::answer;
use super::problem::{Refused, code};
use super::query::Query;

/// The page loads its own files and talks to its own server, and nothing else; nobody frames it;
/// text never becomes markup or script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// What every answer of the page carries.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    // Another version of the sandbox may answer here next.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

const EVENT_STREAM: &str = "text/event-stream; charset=utf-8";

/// The page's files. They are the same for every market, so everyone may have them.
pub(super) fn router() -> Router {
    let files = FILES.iter();
    files.fold(Router::new(), |router, file: &'static File| {
        router.route(
            file.path,
            get(async || sent(file.kind, Body::from(file.text))),
        )
    })
}

fn sent(kind: &'static str, body: Body) -> Response {
    (HEADERS, [(header::CONTENT_TYPE, kind)], body).into_response()
}

/// The methods of a file of the page, as `Allow` has them; none for any other path.
pub(super) fn methods(path: &str) -> Option<&'static str> {
    let is_file = FILES.iter().any(|file| file.path == path);
    is_file.then_some("GET, HEAD")
}

/// Follows the market: the sections of the page as server-sent events.
pub(super) async fn live(State(market): State<Market>, request: Request) -> Response {
    let connection = request.extensions().get::<Connection>().cloned();
    let stream = choice(Query::of(request.uri()))
        .and_then(|choice| Ok(follow(&market, choice, connection)?));
    match stream {
        Ok(stream) => sent(EVENT_STREAM, stream),
        Err(refused) => answer(&market, "none", Err(refused)),
    }
}

/// What is to be shown, as the query says it.
fn choice(mut query: Query) -> Result<Choice, Refused> {
    let sku = query.text("sku");
    let window = match (query.time("start_at"), query.time("end_at")) {
        (Some(start), Some(end)) => Some((start, end)),
        (None, None) => None,
        (start, _) => {
            let missing = if start.is_none() {
                "start_at"
            } else {
                "end_at"
            };
            let message = "A window has both `start_at` and `end_at`.";
            query.problems.add(missing, code::MISSING, message);
            None
        }
    };
    let account = query.text("account");
    let orders = query.choice("orders", &[("all", false), ("open", true)]);
    query.problems.finish(Some(Choice {
        sku,
        window,
        account,
        open_only: orders.unwrap_or_default(),
    }))
}

impl From<NotFollowed> for Refused {
    fn from(not: NotFollowed) -> Self {
        match not {
            NotFollowed::Full => {
                let message = "As many follow this market as may at once; close another page.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
            }
            NotFollowed::Refused(refusal) => refusal.into(),
        }
    }
}
