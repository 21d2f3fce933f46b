//! Connections: taken, served, and ended where a client is too slow or a fault says so.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep, timeout};
use tower::Service as _;

/// How long a server waits after it could not take a connection, for want of files perhaps.
const BREATH: Duration = Duration::from_millis(50);

/// How long a served market waits for its clients, in real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, from when the connection is ready for one; 60 seconds by default.
    pub head: Duration,
    /// For the whole of a request's body; 30 seconds by default.
    pub body: Duration,
    /// For requests under way when it is shut down; 5 seconds by default.
    pub end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(60),
            body: Duration::from_secs(30),
            end: Duration::from_secs(5),
        }
    }
}

/// How much a served market takes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections, at least one; 1,024 by default. Further ones wait until one of them ends, which
    /// an idle one does when [`Patience::head`] is over.
    pub connections: usize,
    /// Headers of a request; 100 by default. One with more is answered with 431, without a body,
    /// and the connection ends.
    pub headers: usize,
    /// Bytes of a request's first line and headers together, at least 8,192; 65,536 by default.
    /// Longer ones are answered with 431 likewise.
    pub head_bytes: usize,
}

/// The least that can be asked for as [`Limits::head_bytes`].
const LEAST_HEAD: usize = 8 << 10;

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_024,
            headers: 100,
            head_bytes: 64 << 10,
        }
    }
}

/// The connection that a request came on, to be reset by who answers it.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    ways: Arc<Ways>,
    ending: watch::Receiver<bool>,
}

#[derive(Debug, Default)]
struct Ways {
    reset: Notify,
    stalled: AtomicBool,
}

impl Connection {
    fn new(ending: watch::Receiver<bool>) -> Self {
        let ways = Arc::default();
        Self { ways, ending }
    }

    /// Ends it at once, without another byte.
    pub(crate) fn reset(&self) {
        self.ways.reset.notify_one();
    }

    /// Waits until the server is shut down, for who answers without an end.
    pub(crate) async fn ending(&mut self) {
        // A server that is gone ends, too.
        let _ = self.ending.wait_for(|ending| *ending).await;
    }

    /// Says that its answer never ends, so that nobody waits for that.
    pub(crate) fn stall(&self) {
        self.ways.stalled.store(true, Ordering::SeqCst);
    }
}

/// Serves until `stop` resolves, then waits for requests under way.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    (patience, limits): (Patience, Limits),
    stop: oneshot::Receiver<()>,
) -> io::Result<()> {
    let mut stop = pin!(stop);
    let free = Arc::new(Semaphore::new(
        limits.connections.clamp(1, Semaphore::MAX_PERMITS),
    ));
    let (end, ending) = watch::channel(false);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = &mut stop => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            (place, taken) = next(&listener, &free) => match taken {
                Ok((stream, _)) => {
                    let serving =
                        connection(stream, router.clone(), (patience, limits), ending.clone());
                    connections.spawn(async move {
                        serving.await;
                        drop(place);
                    });
                }
                // That client is gone, or there are too many; others may do better.
                Err(error) => {
                    tracing::warn!("a connection could not be taken: {error}");
                    sleep(BREATH).await;
                }
            },
        }
    }
    drop(listener);
    end.send_replace(true);
    let ended = async { while connections.join_next().await.is_some() {} };
    // What is left is ended with the set.
    let _ = timeout(patience.end, ended).await;
    Ok(())
}

/// The next connection, once there is a place for it. Until then it waits where the system keeps
/// those that were not taken yet.
async fn next(
    listener: &TcpListener,
    free: &Arc<Semaphore>,
) -> (
    Option<OwnedSemaphorePermit>,
    io::Result<(TcpStream, SocketAddr)>,
) {
    // Only a closed semaphore gives no place, and nobody closes it.
    let place = Arc::clone(free).acquire_owned().await.ok();
    (place, listener.accept().await)
}

/// Serves one connection.
async fn connection(
    stream: TcpStream,
    router: Router,
    (patience, limits): (Patience, Limits),
    mut ending: watch::Receiver<bool>,
) {
    // Without it, small answers would wait for more to send; where it fails they do.
    let _ = stream.set_nodelay(true);
    let handle = Connection::new(ending.clone());
    let answered = handle.clone();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        answer(router.clone(), answered.clone(), patience.body, request)
    });
    let mut serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_headers(limits.headers)
        .max_buf_size(limits.head_bytes.max(LEAST_HEAD))
        .serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        biased;
        () = handle.ways.reset.notified() => {
            let stream = serving.into_parts().io.into_inner();
            // Where it fails the client sees an end instead of a reset.
            let _ = stream.set_zero_linger();
            return;
        }
        // Whatever ended it, it is over.
        _ = Pin::new(&mut serving) => return,
        Ok(_) = ending.wait_for(|ending| *ending) => {}
    }
    if !handle.ways.stalled.load(Ordering::SeqCst) {
        Pin::new(&mut serving).graceful_shutdown();
        let _ = serving.await;
    }
}

/// Answers one request, the body of which has to come in time.
async fn answer(
    mut router: Router,
    connection: Connection,
    patience: Duration,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, std::convert::Infallible> {
    request.extensions_mut().insert(connection);
    let is_late = Arc::new(AtomicBool::new(false));
    let timed = |inner| {
        Body::new(Timed {
            inner,
            patience,
            deadline: None,
            is_late: is_late.clone(),
        })
    };
    // A router is always ready.
    let mut response = router.call(request.map(timed)).await?;
    if is_late.load(Ordering::SeqCst) {
        let message = r#"{"error":{"type":"invalid_request_error","message":"The body did not come in time."}}"#;
        *response.body_mut() = Body::from(message);
        *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(
            header::CONNECTION,
            header::HeaderValue::from_static("close"),
        );
    }
    Ok(response)
}

/// A body that fails where it does not come in time.
struct Timed {
    inner: Incoming,
    patience: Duration,
    /// Made at the first wait: most bodies are there at once.
    deadline: Option<Pin<Box<Sleep>>>,
    is_late: Arc<AtomicBool>,
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let patience = self.patience;
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(sleep(patience)));
        match deadline.as_mut().poll(context) {
            Poll::Ready(()) => {
                self.is_late.store(true, Ordering::SeqCst);
                let late = io::Error::from(io::ErrorKind::TimedOut);
                Poll::Ready(Some(Err(late.into())))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.inner.size_hint()
    }
}
