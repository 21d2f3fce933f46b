//! Every open intent of the journal, settled where it can be.

use std::collections::HashSet;
use std::fmt;
use std::future::IntoFuture;

use futures_util::{StreamExt as _, stream};
use sfcompute_api::BoxFuture;

use super::answer::Reconciled;
use super::settings::{Settings, settings_methods};
use super::{answer, note, told};
use crate::client::Client;
use crate::error::{Error, Kind};
use crate::intent::Intent;
use crate::journal::Journal;

/// How many intents are claimed at once.
const CLAIMED: usize = 64;
/// How many are reconciled at the same moment.
const AT_ONCE: usize = 8;

impl Client {
    /// Reconciles every intent of the journal that is open and in nobody's hands: what an earlier
    /// run, or another process, has left. Call it when the program starts, before anything new is
    /// sent.
    ///
    /// Each is [reconciled](Client::reconcile) as it would be alone. What is settled is written
    /// down; what is still unknown stays open, and the next recovery asks again. Several processes
    /// may recover from one journal at once: each intent goes to one of them.
    ///
    /// ```no_run
    /// # async fn run(sfc: sfcompute::Client) -> Result<(), sfcompute::Error> {
    /// for recovered in sfc.recover().await? {
    ///     println!("{}: {}", recovered.intent, recovered.outcome);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn recover(&self) -> Recover {
        Recover {
            client: self.clone(),
            settings: Settings::default(),
        }
    }
}

/// A recovery about to be made; made by [`Client::recover`]. Await it for what became of each
/// intent.
///
/// # Errors
///
/// [`is_configuration`](Error::is_configuration) when the client has no journal;
/// [`is_journal`](Error::is_journal) when the journal cannot be read.
#[derive(Clone, Debug)]
#[must_use = "nothing is recovered until it is awaited"]
pub struct Recover {
    client: Client,
    settings: Settings,
}

impl Recover {
    settings_methods!();

    /// How long the intents that this recovery takes up belong to it; ten minutes unless set. A
    /// process that dies in the middle of a recovery leaves them for that long.
    pub fn lease(mut self, lease: std::time::Duration) -> Self {
        self.settings.lease = lease;
        self
    }

    async fn run(self, journal: &dyn Journal) -> Result<Vec<Recovered>, Error> {
        let Self { client, settings } = &self;
        let mut recovered: Vec<Recovered> = Vec::new();
        let mut taken_up = HashSet::new();
        let claimed = loop {
            let now = client.shared.time.timestamp();
            let claimed = match journal.claim(now, settings.lease, CLAIMED).await {
                Ok(claimed) => claimed,
                Err(error) => break Err(error),
            };
            // Once each: a lease that has ended meanwhile is for the next recovery.
            let claimed: Vec<Intent> = claimed
                .into_iter()
                .filter(|intent| taken_up.insert(intent.idempotency_key().clone()))
                .collect();
            if claimed.is_empty() {
                break Ok(());
            }
            let answers = stream::iter(claimed).map(|intent| async move {
                let outcome = answer(client, &intent, settings).await;
                note(client, &intent, &outcome).await;
                Recovered { intent, outcome }
            });
            let answers: Vec<Recovered> = answers.buffered(AT_ONCE).collect().await;
            recovered.extend(answers);
        };
        // Not before now, or they would be claimed again at once.
        for open in recovered
            .iter()
            .filter(|one| one.outcome.outcome().is_none())
        {
            told(journal.release(open.intent.idempotency_key()).await);
        }
        match claimed {
            Ok(()) => Ok(recovered),
            Err(error) => Err(Error::new(Kind::Journal(error))),
        }
    }
}

impl IntoFuture for Recover {
    type Output = Result<Vec<Recovered>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Some(journal) = self.client.shared.journal.clone() else {
                return Err(Error::configuration(
                    "the client has no journal to recover from: call ClientBuilder::journal",
                ));
            };
            self.run(&journal).await
        })
    }
}

/// An intent that was taken up, and what became of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Recovered {
    /// The intent.
    pub intent: Intent,
    /// What became of it.
    pub outcome: Reconciled,
}

impl fmt::Display for Recovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.intent, self.outcome)
    }
}
