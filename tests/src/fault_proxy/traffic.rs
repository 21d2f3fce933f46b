//! What is under way through the proxy, and waiting for it to come to a rest.

use std::sync::Mutex;

use tokio::sync::{oneshot, watch};

use super::fault::Hold;
use super::lock;

/// How much is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests that have not come to their end, those held back and stalled among them.
    pub under_way: usize,
    /// Answers that are held back.
    pub held: usize,
    /// Requests that stall.
    pub stalled: usize,
}

/// An answer that is held back: dropped or used, it goes on.
type Held = (Hold, oneshot::Sender<()>);

#[derive(Default)]
pub(super) struct Traffic {
    held: Mutex<Vec<Held>>,
    counts: watch::Sender<Counts>,
}

/// One request under way; dropping it is its end.
pub(super) struct UnderWay<'t>(&'t Traffic);

/// One request that stalls; dropping it ends the stall.
pub(super) struct Stalled<'t>(&'t Traffic);

impl Traffic {
    pub(super) fn enter(&self) -> UnderWay<'_> {
        self.counts
            .send_modify(|counts| counts.under_way = counts.under_way.saturating_add(1));
        UnderWay(self)
    }

    /// Waits until `condition` holds.
    pub(super) async fn until(&self, condition: impl FnMut(&Counts) -> bool) {
        // The sender lives as long as `self`, so there is always an end to wait for.
        let _ = self.counts.subscribe().wait_for(condition).await;
    }

    /// Lets all go on that was to be released by hand.
    pub(super) fn release(&self) {
        self.let_go(|hold| hold == Hold::Released);
    }

    /// Lets all go on that waits to be overtaken.
    fn overtake(&self) {
        self.let_go(|hold| hold == Hold::Overtaken);
    }

    fn let_go(&self, is_meant: impl Fn(Hold) -> bool) {
        let mut held = lock(&self.held);
        let gone: Vec<Held>;
        (gone, *held) = held.drain(..).partition(|(hold, _)| is_meant(*hold));
        self.counts
            .send_modify(|counts| counts.held = counts.held.saturating_sub(gone.len()));
    }

    /// Where nothing moves any more, nothing can overtake: those that wait for that go on.
    fn overtake_if_all_rest(&self) {
        let counts = *self.counts.borrow();
        if counts.under_way <= counts.held.saturating_add(counts.stalled) {
            self.overtake();
        }
    }

    /// Holds an answer back.
    pub(super) async fn hold(&self, hold: Hold) {
        let (go_on, wait) = oneshot::channel();
        {
            let mut held = lock(&self.held);
            held.push((hold, go_on));
            self.counts
                .send_modify(|counts| counts.held = counts.held.saturating_add(1));
        }
        self.overtake_if_all_rest();
        // An error is the sender's end, which means the same.
        let _ = wait.await;
    }

    pub(super) fn stall(&self) -> Stalled<'_> {
        self.counts
            .send_modify(|counts| counts.stalled = counts.stalled.saturating_add(1));
        self.overtake_if_all_rest();
        Stalled(self)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0
            .counts
            .send_modify(|counts| counts.under_way = counts.under_way.saturating_sub(1));
        self.0.overtake();
    }
}

impl Drop for Stalled<'_> {
    fn drop(&mut self) {
        self.0
            .counts
            .send_modify(|counts| counts.stalled = counts.stalled.saturating_sub(1));
    }
}
