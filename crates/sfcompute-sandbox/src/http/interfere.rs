//! What happens to requests on the way where somebody asked for it: rate limits and faults.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use hyper::body::Frame;
use sfcompute_api::Operation;
use sfcompute_api::operations::OPERATIONS;

use crate::connection::Connection;
use crate::control::{Asked, FaultAction, When};
use crate::market::Market;

use super::exchange::answer;
use super::problem::Refused;

/// The longest body that is carried out twice, in bytes.
const LONGEST_TWICE: usize = 64 << 20;

/// Lets a request pass, or has happen to it what the rules say.
pub(super) async fn interfere(
    State(market): State<Market>,
    request: Request,
    next: Next,
) -> Response {
    if !market.control_state().interferes() {
        return next.run(request).await;
    }
    let operation = operation(&request);
    // An address of an image's bytes is good without a token.
    if operation.is_some()
        && let Err(wait) = count(&market, request.headers())
    {
        return too_many(&market, wait);
    }
    let actions = market.control_state().faults().on(&Asked {
        operation,
        method: request.method().as_str(),
        path: request.uri().path(),
        now: market.now(),
    });
    if actions.is_empty() {
        return next.run(request).await;
    }
    let connection = request.extensions().get::<Connection>().cloned();
    if let Some(response) = happen(&market, &actions, When::Before, connection.as_ref()).await {
        return response;
    }
    let twice = actions
        .iter()
        .any(|action| matches!(action, FaultAction::Duplicate {}));
    let response = match twice {
        true => carry_out_twice(&market, request, next).await,
        false => next.run(request).await,
    };
    if let Some(response) = happen(&market, &actions, When::After, connection.as_ref()).await {
        return response;
    }
    cut(response, &actions, connection)
}

/// The operation that a request is to.
fn operation(request: &Request) -> Option<&'static Operation> {
    let path = request.extensions().get::<MatchedPath>()?;
    let method = request.method();
    OPERATIONS
        .into_iter()
        .find(|known| known.path == path.as_str() && *method == *known.method)
}

/// Counts a request towards its token's limit; the seconds to wait where it is one too many.
fn count(market: &Market, headers: &HeaderMap) -> Result<(), i64> {
    let token = headers.get(header::AUTHORIZATION);
    let token = token
        .and_then(|token| token.to_str().ok())
        .unwrap_or_default();
    market.control_state().limits().count(token, market.now())
}

fn too_many(market: &Market, wait: i64) -> Response {
    let message = format!("The token has made too many requests; wait {wait} seconds.");
    let refused = Refused::new(StatusCode::TOO_MANY_REQUESTS, message);
    let mut response = answer(market, "none", Err(refused));
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, wait.into());
    response
}

/// Has happen what is to happen before or after the request; the answer, where it is over then.
async fn happen(
    market: &Market,
    actions: &[FaultAction],
    now: When,
    connection: Option<&Connection>,
) -> Option<Response> {
    for action in actions {
        match action {
            FaultAction::Delay { milliseconds, when } if *when == now => {
                tokio::time::sleep(Duration::from_millis(u64::from(*milliseconds))).await;
            }
            FaultAction::Status {
                status,
                body,
                retry_after,
                when,
            } if *when == now => {
                return Some(made_up(
                    market,
                    *status,
                    body.as_ref(),
                    retry_after.as_ref(),
                ));
            }
            FaultAction::Reset { when } if *when == now => {
                if let Some(connection) = connection {
                    connection.reset();
                    // The connection ends, and this with it.
                    std::future::pending::<()>().await;
                }
                return Some(Response::new(Body::new(Unended::new(End::Breaks))));
            }
            _ => {}
        }
    }
    None
}

/// An answer that a rule made up.
fn made_up(
    market: &Market,
    status: u16,
    body: Option<&String>,
    retry_after: Option<&String>,
) -> Response {
    // Rules are checked when they are made.
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let refused = Refused::new(status, "A fault rule of the sandbox answers this.");
    let mut response = answer(market, "none", Err(refused));
    if let Some(body) = body {
        *response.body_mut() = Body::from(body.clone());
    }
    if let Some(Ok(value)) = retry_after.map(|value| HeaderValue::from_str(value)) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

async fn carry_out_twice(market: &Market, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match to_bytes(body, LONGEST_TWICE).await {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("The body could not be read to be sent twice: {error}.");
            let refused = Refused::new(StatusCode::UNPROCESSABLE_ENTITY, message);
            return answer(market, "none", Err(refused));
        }
    };
    let first = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    drop(next.clone().run(first).await);
    next.run(Request::from_parts(parts, Body::from(bytes)))
        .await
}

/// The answer, or as much of its body as the rules leave.
fn cut(response: Response, actions: &[FaultAction], connection: Option<Connection>) -> Response {
    let cut = actions.iter().find_map(|action| match action {
        FaultAction::Truncate { after_bytes } => Some((*after_bytes, End::Breaks)),
        FaultAction::Stall { after_bytes } => Some((*after_bytes, End::Stalls)),
        _ => None,
    });
    let Some((after_bytes, end)) = cut else {
        return response;
    };
    if let (End::Stalls, Some(connection)) = (end, &connection) {
        connection.stall();
    }
    let (mut parts, body) = response.into_parts();
    // The client is told of the whole body, so that it can see that some is missing.
    if let Some(length) = body.size_hint().exact() {
        parts.headers.insert(header::CONTENT_LENGTH, length.into());
    }
    let left = usize::try_from(after_bytes).unwrap_or(usize::MAX);
    let cut = Cut {
        body,
        left,
        rest: Unended::new(end),
    };
    Response::from_parts(parts, Body::new(cut))
}

/// How a body ends before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Breaks,
    Stalls,
}

/// So much of a body, and then an end.
struct Cut {
    body: Body,
    left: usize,
    rest: Unended,
}

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.left == 0 {
            return Pin::new(&mut self.rest).poll_frame(context);
        }
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let mut data = frame.into_data().unwrap_or_default();
                data.truncate(self.left);
                self.left = self.left.saturating_sub(data.len());
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(io::Error::other(error)))),
            Poll::Ready(None) => {
                self.left = 0;
                Pin::new(&mut self.rest).poll_frame(context)
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

/// A body that ends without having ended.
struct Unended {
    end: End,
    /// Turns to wait before it breaks, so that what was sent leaves first.
    turns: u8,
}

impl Unended {
    fn new(end: End) -> Self {
        Self { end, turns: 2 }
    }
}

impl HttpBody for Unended {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.end {
            End::Stalls => Poll::Pending,
            End::Breaks if self.turns > 0 => {
                self.turns -= 1;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Breaks => {
                let broken = io::Error::from(io::ErrorKind::ConnectionReset);
                Poll::Ready(Some(Err(broken)))
            }
        }
    }
}
