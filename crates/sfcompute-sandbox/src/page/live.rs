//! Following a market: an event stream of its clock and of each section that changed.
//!
//! A follower is told at the start, and then whenever somebody did something with the market or a
//! second went by, but no more often than five times a second. What is sent is the whole section
//! as it is, so that a slow reader misses steps and never the outcome.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep, timeout};

use super::view::{Choice, Section, sections};
use crate::connection::Connection;
use crate::engine::Refusal;
use crate::market::Market;

/// The most that follow one market at a time.
pub(crate) const MOST_FOLLOWERS: usize = 16;
/// The least time between two looks at the market.
const APART: Duration = Duration::from_millis(200);
/// How long nobody has to do anything until time alone may have changed the market.
const TICK: Duration = Duration::from_secs(1);
/// How long nothing is said until a comment says that the stream goes on.
const SILENCE: Duration = Duration::from_secs(5);
/// How long a follower may take to take what is sent.
const PATIENCE: Duration = Duration::from_secs(10);

/// Room for those who follow a market.
#[derive(Clone, Debug)]
pub(crate) struct Followers(Arc<Semaphore>);

impl Default for Followers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_FOLLOWERS)))
    }
}

/// Why a market is not followed.
#[derive(Debug)]
pub(crate) enum NotFollowed {
    /// There are too many already.
    Full,
    /// The choice is refused.
    Refused(Refusal),
}

impl From<Refusal> for NotFollowed {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Follows a market from a task of its own, until the stream is dropped, its reader is too slow,
/// or the server of its connection ends.
pub(crate) fn follow(
    market: &Market,
    choice: Choice,
    connection: Option<Connection>,
) -> Result<Body, NotFollowed> {
    let room = market.control_state().followers().0.clone();
    let room = room.try_acquire_owned().map_err(|_| NotFollowed::Full)?;
    let mut follower = Follower {
        changes: market.changes(),
        market: market.clone(),
        choice,
        told: Vec::new(),
        told_at: Instant::now(),
        _room: room,
    };
    let first = follower.news()?.unwrap_or_default();
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        tokio::select! {
            biased;
            () = ending(connection.clone()) => {}
            () = sender.closed() => {}
            ended = follower.tell(&sender, first) => {
                if let (Ended::Slow, Some(connection)) = (ended, connection) {
                    connection.reset();
                }
            }
        }
    });
    Ok(Body::new(Stream(receiver)))
}

/// Waits for the end of the server; for ever where there is none.
async fn ending(connection: Option<Connection>) {
    match connection {
        Some(mut connection) => connection.ending().await,
        None => std::future::pending().await,
    }
}

/// How following ended by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// The reader did not take what was sent.
    Slow,
    /// What was chosen is no longer there, or the market's store is not.
    Gone,
}

/// One who follows a market.
struct Follower {
    market: Market,
    choice: Choice,
    changes: watch::Receiver<()>,
    /// What was told last of each section.
    told: Vec<(&'static str, String)>,
    told_at: Instant,
    _room: OwnedSemaphorePermit,
}

impl Follower {
    async fn tell(&mut self, sender: &mpsc::Sender<Bytes>, first: String) -> Ended {
        let mut news = Some(first);
        loop {
            // What is told is on disk, as what is answered is.
            if self.market.settled().await.is_err() {
                return Ended::Gone;
            }
            if let Some(text) = news {
                match timeout(PATIENCE, sender.send(text.into())).await {
                    Ok(_) => self.told_at = Instant::now(),
                    Err(_) => return Ended::Slow,
                }
            }
            sleep(APART).await;
            // Time goes on where nobody does anything. The market is kept by this follower, so that
            // waiting for changes does not fail.
            let _ = timeout(TICK - APART, self.changes.changed()).await;
            let silent = self.told_at.elapsed() >= SILENCE;
            news = match self.news() {
                Ok(None) if silent => Some(":\n\n".to_owned()),
                Ok(news) => news,
                Err(_) => return Ended::Gone,
            };
        }
    }

    /// What changed since it was asked last.
    fn news(&mut self) -> Result<Option<String>, Refusal> {
        let clock: Section = ("clock", self.market.control().clock_as_json());
        let sections = self.market.look(|engine| sections(engine, &self.choice))?;
        let mut news = String::new();
        for (name, value) in std::iter::once(clock).chain(sections) {
            let text = value.to_string();
            match self.told.iter_mut().find(|(told, _)| *told == name) {
                Some((_, told)) if *told == text => continue,
                Some((_, told)) => told.clone_from(&text),
                None => self.told.push((name, text.clone())),
            }
            // JSON has no line ends of its own.
            news += &format!("event: {name}\ndata: {text}\n\n");
        }
        Ok((!news.is_empty()).then_some(news))
    }
}

/// What a follower is told, as a body.
struct Stream(mpsc::Receiver<Bytes>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let told = self.0.poll_recv(context);
        told.map(|told| told.map(|text| Ok(Frame::data(text))))
    }
}
