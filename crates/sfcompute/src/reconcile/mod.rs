//! Finding out what became of a keyed call whose answer never came.
//!
//! A call that may have reached the server and has no answer ends in an error with its
//! [`Intent`]; a program that died in between has it in its
//! [journal](crate::journal), or where it wrote it down itself. [`Client::reconcile`] settles one
//! intent, [`Client::recover`] every open one of the journal.
//!
//! # Make it so, once
//!
//! Reconciling sends the intent again, with its key and its bytes. A server that knows the key
//! answers with what the first attempt made; one that never heard of it makes it now. Either way
//! it is done, and done once: that is what the intent was for. To find out *without* doing
//! anything, ask to [look only](Reconcile::look_only).
//!
//! The key is not sent again where the server might take it for a new one although it is not, or
//! where doing it now would be pointless:
//!
//! | the key is not sent again when | since |
//! |---|---|
//! | the first attempt is over an hour ago ([`trust_keys_for`](Reconcile::trust_keys_for)) | how long keys are kept is not documented |
//! | the client has another token than the one it was sent with | a key may belong to a token |
//! | the client has another base URL | another server knows nothing of the key |
//! | the time that the order or transfer is about is over | nothing can come of it any more |
//! | the clock shows a time before the first attempt's by more than [`clock_margin`](Reconcile::clock_margin) | its age is not known |
//!
//! Then, and where the server refuses the key or gives no answer to it, it lists what the server
//! has and compares SKU, side, schedule, price, pools and the time at which it was made. What other
//! intents of the journal have made is left out.
//!
//! # Situations and answers
//!
//! | the key | the list | the answer |
//! |---|---|---|
//! | answered, with the intent's terms | – | done, [by its key](Evidence::Key) |
//! | answered, with other terms | – | unknown: [`OtherTerms`](Why::OtherTerms) |
//! | no connection | – | unknown: [`NoAnswer`](Why::NoAnswer) |
//! | anything else | no answer, or refused | unknown: [`NoAnswer`](Why::NoAnswer), [`Refused`](Why::Refused) |
//! | refused or not sent | one match, made while it was being sent | done, [by its terms](Evidence::Terms) |
//! | refused or not sent | one match, and another open intent of the journal has the same terms | unknown: [`Twin`](Why::Twin), with the match |
//! | no answer again | one match | unknown: [`NoAnswer`](Why::NoAnswer), with the match: the key can still tell whose it is |
//! | anything else | several matches | unknown: [`Several`](Why::Several), with all of them |
//! | anything else | matches too early or too late by less than clocks and late sending explain | unknown: [`Doubtful`](Why::Doubtful), with them |
//! | no answer again | no match | unknown: [`NoAnswer`](Why::NoAnswer) |
//! | refused or not sent | no match, and proof | never happened |
//! | refused or not sent | no match, and no proof | unknown: see below |
//!
//! # What proves that it never happened
//!
//! That a list shows nothing, and all of these:
//!
//! | needed | else |
//! |---|---|
//! | it is the intent's base URL | [`OtherBaseUrl`](Why::OtherBaseUrl) |
//! | the token sees the pools that the intent names, so that the list is of all there is | [`NotVisible`](Why::NotVisible) |
//! | the list was read to its end, from the first attempt less the clock margin | – |
//! | no attempt is under way: the time of the last one has passed by [`quiet_after`](Reconcile::quiet_after), and each attempt of the replay was refused or never left | [`TooEarly`](Why::TooEarly) |
//! | the clock is not behind the intent | [`ClockBehind`](Why::ClockBehind) |
//! | of a replaced instance: it has not ended, for it ends in the transaction that starts the fresh one | [`Ended`](Why::Ended) |
//!
//! A refusal alone proves nothing: an order may have been placed at first, and the key be refused
//! now because the balance it took is gone.
//!
//! | module | what lives there |
//! |---|---|
//! | `answer` | the answer, and its reasons |
//! | `settings` | what is taken for granted of keys, clocks and networks |
//! | `look` | listing and comparing, an operation a module |
//! | `judge` | from what was found to an answer |
//! | `recover` | every open intent of the journal |

mod answer;
mod judge;
mod look;
mod recover;
mod settings;

use std::collections::HashSet;
use std::future::IntoFuture;

use sfcompute_api::{BoxFuture, types};
use sfcompute_types::{Schedule, ScheduleEnd, Timestamp};

pub use answer::{Evidence, Reconciled, Resource, StillUnknown, Why};
pub use recover::{Recover, Recovered};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::intent::{Intent, later};
use crate::journal::{Journal, JournalError};
use judge::Circumstances;
use look::Span;
use settings::{Mode, Settings, settings_methods};

impl Client {
    /// Finds out what became of an intent, and makes it so where it has not: see
    /// [`reconcile`](crate::reconcile) for what is sent, and what each answer rests on.
    ///
    /// A client with a [journal](crate::journal) writes the outcome down.
    ///
    /// ```no_run
    /// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) -> Result<(), sfcompute::Error> {
    /// use sfcompute::reconcile::Reconciled;
    ///
    /// let order = sfc
    ///     .orders()
    ///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
    ///     .pool("sfc:pool:acme:prod:training")
    ///     .window(window)
    ///     .limit_price("2.50");
    /// match order.await {
    ///     Ok(order) => println!("{} is placed", order.id),
    ///     Err(error) => match error.intent() {
    ///         None => return Err(error),
    ///         Some(intent) => match sfc.reconcile(intent).await {
    ///             Reconciled::Done { resource, .. } => println!("{} is placed", resource.id()),
    ///             Reconciled::NeverHappened => println!("nothing was placed"),
    ///             unknown => eprintln!("{unknown}; keep {} and ask again", intent.to_json()),
    ///         },
    ///     },
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn reconcile(&self, intent: &Intent) -> Reconcile {
        Reconcile {
            client: self.clone(),
            intent: intent.clone(),
            settings: Settings::default(),
        }
    }

    /// The journal that keyed calls are written to, when the client has one.
    pub fn journal(&self) -> Option<&dyn Journal> {
        self.shared.journal.as_deref()
    }
}

/// An intent about to be reconciled; made by [`Client::reconcile`]. Await it for the answer.
#[derive(Clone, Debug)]
#[must_use = "nothing is asked until it is awaited"]
pub struct Reconcile {
    client: Client,
    intent: Intent,
    settings: Settings,
}

impl Reconcile {
    settings_methods!();
}

impl IntoFuture for Reconcile {
    type Output = Reconciled;
    type IntoFuture = BoxFuture<'static, Reconciled>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let answer = answer(&self.client, &self.intent, &self.settings).await;
            note(&self.client, &self.intent, &answer).await;
            if answer.outcome().is_none()
                && let Some(journal) = self.client.journal()
            {
                told(journal.release(self.intent.idempotency_key()).await);
            }
            answer
        })
    }
}

/// Writes the outcome down, where there is one and somewhere to write it, and counts the order for
/// what it has come to, or no longer.
async fn note(client: &Client, intent: &Intent, answer: &Reconciled) {
    if let Some(guard) = client.spend_guard() {
        match answer {
            Reconciled::Done {
                resource: Resource::Order(order),
                ..
            } => drop(guard.observe_as(intent.idempotency_key(), order)),
            Reconciled::NeverHappened => drop(guard.release(intent.idempotency_key())),
            _ => {}
        }
    }
    if let (Some(journal), Some(outcome)) = (client.journal(), answer.outcome()) {
        told(journal.settle(intent.idempotency_key(), outcome).await);
    }
}

/// A journal that cannot be written changes no answer: the intent stays open there.
fn told(written: Result<(), JournalError>) {
    if let Err(error) = written {
        tracing::warn!(%error, "the outcome could not be written to the journal");
    }
}

/// Sends the intent again where it may be, and looks where that gives no answer.
async fn answer(client: &Client, intent: &Intent, settings: &Settings) -> Reconciled {
    let mut here = Circumstances {
        now: client.shared.time.timestamp(),
        same_base_url: intent.base_url() == client.base_url(),
        refusal: None,
        twin: false,
    };
    if may_replay(client, intent, settings, &here) {
        match replay(client, intent, settings).await {
            Ok(resource) => return judge::replayed(intent, resource),
            Err(error) => match judge::without_looking(error) {
                Ok(answer) => return answer,
                Err(error) => here.refusal = Some(error),
            },
        }
        here.now = client.shared.time.timestamp();
    }
    let mut last = later(intent.last_attempt_by(), settings.quiet);
    if here.refusal.is_some() {
        last = last.max(here.now);
    }
    let span = Span::new(intent.first_attempt_at(), last, settings.clock_margin);
    let mut options = settings.options.clone();
    options.idempotency_key = None;
    let found = match look::look(client, intent, &span, &options).await {
        Ok(found) => found,
        Err(error) => return judge::not_looked(error),
    };
    match others(client, intent, settings, &span).await {
        Ok((twin, explained)) => {
            here.twin = twin;
            judge::found(found, &explained, intent, settings, here)
        }
        Err(error) => judge::journal_failed(error),
    }
}

/// What the journal knows of other intents: whether a twin is open, and what they have made.
///
/// Asked for once the list has been read, and what is open first: whatever made something that is
/// listed was in the journal before, and one that settles meanwhile is seen by the second look.
async fn others(
    client: &Client,
    intent: &Intent,
    settings: &Settings,
    span: &Span,
) -> Result<(bool, HashSet<String>), JournalError> {
    let twin = has_twin(client, intent).await?;
    Ok((twin, explained(client, intent, settings, span).await?))
}

/// Whether the key is sent again: see the table above.
fn may_replay(client: &Client, intent: &Intent, settings: &Settings, here: &Circumstances) -> bool {
    let age = here.now.seconds_since(intent.first_attempt_at());
    let seconds = |duration: std::time::Duration| i64::try_from(duration.as_secs()).ok();
    let trusted = age.is_some_and(|age| {
        let oldest = seconds(settings.trust).unwrap_or(i64::MAX);
        let youngest = seconds(settings.clock_margin).unwrap_or(i64::MAX);
        age <= oldest && age.saturating_neg() <= youngest
    });
    let to_come = end_of(intent).is_none_or(|end| here.now < end);
    match settings.mode {
        Mode::Never => false,
        Mode::Always => here.same_base_url,
        Mode::Trusted => {
            here.same_base_url
                && intent.caller() == client.shared.token.fingerprint()
                && trusted
                && to_come
        }
    }
}

/// When the time that an intent is about is over; nothing when it has no end.
fn end_of(intent: &Intent) -> Option<Timestamp> {
    #[derive(serde::Deserialize)]
    struct Body {
        allocation_schedule_delta: Schedule,
    }
    let body: Body = serde_json::from_str(intent.body()).ok()?;
    match body.allocation_schedule_delta.entries().last()?.end_at {
        ScheduleEnd::At(end) => Some(end),
        _ => None,
    }
}

async fn replay(client: &Client, intent: &Intent, settings: &Settings) -> Result<Resource, Error> {
    let options = settings.options.clone();
    Ok(match intent.operation().id {
        "create_pool_transfer" => {
            let call: Call<types::PoolTransferResponse> = Call::of_intent(client, intent, options);
            Resource::Transfer(Box::new(call.await?))
        }
        "replace_instance" => {
            let call: Call<types::InstanceResponse> = Call::of_intent(client, intent, options);
            Resource::Instance(Box::new(call.await?))
        }
        _ => {
            let call: Call<types::OrderResponse> = Call::of_intent(client, intent, options);
            Resource::Order(Box::new(call.await?))
        }
    })
}

/// Whether another intent whose outcome is open would have made the same.
async fn has_twin(client: &Client, intent: &Intent) -> Result<bool, JournalError> {
    let Some(journal) = client.journal() else {
        return Ok(false);
    };
    let is_twin = |other: &Intent| {
        other.idempotency_key() != intent.idempotency_key()
            && other.base_url() == intent.base_url()
            && other.operation().id == intent.operation().id
            && other.path() == intent.path()
            && other.body() == intent.body()
    };
    Ok(journal.open().await?.iter().any(is_twin))
}

/// What is known to be made by something else than this intent.
async fn explained(
    client: &Client,
    intent: &Intent,
    settings: &Settings,
    span: &Span,
) -> Result<HashSet<String>, JournalError> {
    let mut explained = settings.explained.clone();
    if let Some(journal) = client.journal() {
        // An intent that began some time before may have been replayed just then.
        let before = settings
            .trust
            .saturating_add(std::time::Duration::from_secs(24 * 60 * 60));
        let since = Span::new(span.earliest, span.earliest, before).earliest;
        let others = journal.made(since).await?.into_iter();
        explained.extend(
            others
                .filter(|made| made.idempotency_key != *intent.idempotency_key())
                .map(|made| made.resource),
        );
    }
    Ok(explained)
}
