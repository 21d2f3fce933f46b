//! From what was answered and found to what is known: the rows of the table, each once.

use std::collections::HashSet;

use sfcompute_types::Timestamp;

use super::answer::{Evidence, Reconciled, Resource, StillUnknown, Why};
use super::look::{self, Found, Span};
use super::settings::Settings;
use crate::error::{Error, Kind};
use crate::intent::{Intent, later};
use crate::journal::JournalError;
use crate::retry::AttemptOutcome;

/// What an answer depends on besides what was found.
#[derive(Debug)]
pub(super) struct Circumstances {
    /// The time of day, after the replay.
    pub(super) now: Timestamp,
    /// The client's base URL is the intent's.
    pub(super) same_base_url: bool,
    /// How the replay ended, where there was one; it was no success.
    pub(super) refusal: Option<Error>,
    /// Another open intent of the journal has the same terms.
    pub(super) twin: bool,
}

fn unknown(why: Why) -> Reconciled {
    Reconciled::Unknown(StillUnknown::because(why))
}

/// The server gave something for the key.
pub(super) fn replayed(intent: &Intent, resource: Resource) -> Reconciled {
    let body = intent.body();
    let same_terms = match &resource {
        Resource::Order(order) => {
            serde_json::from_str(body).is_ok_and(|body| look::order_matches(&body, order))
        }
        Resource::Transfer(transfer) => {
            serde_json::from_str(body).is_ok_and(|body| look::transfer_matches(&body, transfer))
        }
        Resource::Instance(instance) => {
            serde_json::from_str(body).is_ok_and(|body| look::instance_matches(&body, instance))
        }
    };
    if same_terms {
        Reconciled::Done {
            resource,
            evidence: Evidence::Key,
        }
    } else {
        Reconciled::Unknown(StillUnknown::because(Why::OtherTerms).among(vec![resource]))
    }
}

/// The answer after a replay that leaves no point in looking; else the replay's error again.
pub(super) fn without_looking(error: Error) -> Result<Reconciled, Error> {
    let why = if error.is_connect() {
        Why::NoAnswer
    } else if error.is_journal() {
        Why::Journal
    } else {
        return Err(error);
    };
    let unknown = StillUnknown::because(why).after(Some(error));
    Ok(Reconciled::Unknown(unknown))
}

pub(super) fn journal_failed(error: JournalError) -> Reconciled {
    let error = Error::new(Kind::Journal(error));
    Reconciled::Unknown(StillUnknown::because(Why::Journal).after(Some(error)))
}

/// The server's list could not be had.
pub(super) fn not_looked(error: Error) -> Reconciled {
    let refused = error.is_invalid_request()
        || (error
            .status()
            .is_some_and(|status| status.is_client_error())
            && !error.is_rate_limited());
    let why = if refused { Why::Refused } else { Why::NoAnswer };
    Reconciled::Unknown(StillUnknown::because(why).after(Some(error)))
}

/// The list was read to its end.
pub(super) fn found(
    found: Found,
    explained: &HashSet<String>,
    intent: &Intent,
    settings: &Settings,
    here: Circumstances,
) -> Reconciled {
    let Found {
        mut certain,
        mut doubtful,
        gap,
    } = found;
    certain.retain(|resource| !explained.contains(resource.id()));
    doubtful.retain(|resource| !explained.contains(resource.id()));
    match (certain.pop(), certain.is_empty(), doubtful.is_empty()) {
        (None, _, true) => nothing(gap, intent, settings, here),
        (None, _, false) => {
            Reconciled::Unknown(StillUnknown::because(Why::Doubtful).among(doubtful))
        }
        // The key can still tell whose it is, or a replay may yet make another.
        (Some(resource), true, true) if here.refusal.as_ref().is_some_and(in_doubt) => {
            let unknown = StillUnknown::because(Why::NoAnswer).among(vec![resource]);
            Reconciled::Unknown(unknown.after(here.refusal))
        }
        (Some(resource), true, true) if here.twin => {
            let unknown = StillUnknown::because(Why::Twin).among(vec![resource]);
            Reconciled::Unknown(unknown.after(here.refusal))
        }
        (Some(resource), true, true) => Reconciled::Done {
            resource,
            evidence: Evidence::Terms,
        },
        (Some(resource), _, _) => {
            certain.push(resource);
            certain.append(&mut doubtful);
            Reconciled::Unknown(StillUnknown::because(Why::Several).among(certain))
        }
    }
}

/// Nothing on the list is it: whether that proves that it never happened.
fn nothing(
    gap: Option<Why>,
    intent: &Intent,
    settings: &Settings,
    here: Circumstances,
) -> Reconciled {
    if here.refusal.as_ref().is_some_and(in_doubt) {
        return Reconciled::Unknown(StillUnknown::because(Why::NoAnswer).after(here.refusal));
    }
    let first = intent.first_attempt_at();
    let quiet_from = later(intent.last_attempt_by(), settings.quiet);
    // A span that ends where it begins: only its earliest time is of interest.
    let earliest = Span::new(first, first, settings.clock_margin).earliest;
    let why = if !here.same_base_url {
        Why::OtherBaseUrl
    } else if let Some(gap) = gap {
        gap
    } else if here.now < earliest {
        Why::ClockBehind
    } else if here.now <= quiet_from {
        Why::TooEarly(quiet_from)
    } else {
        return Reconciled::NeverHappened;
    };
    match here.refusal {
        None => unknown(why),
        refusal => Reconciled::Unknown(StillUnknown::because(why).after(refusal)),
    }
}

/// Whether an attempt of the replay itself may have been, or yet be, carried out.
fn in_doubt(replay: &Error) -> bool {
    replay
        .attempts()
        .iter()
        .any(|attempt| match &attempt.outcome {
            AttemptOutcome::NotSent(_) => false,
            AttemptOutcome::Answered(status) => !status.is_client_error(),
            _ => true,
        })
}
