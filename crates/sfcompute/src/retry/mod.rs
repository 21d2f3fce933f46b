//! Whether, when and how often a request is sent again.
//!
//! Sending again is decided in this one place; no layer beneath does it. (reqwest's own retries
//! are switched off. The connection pool may move a request to a fresh connection when the kept
//! one turns out closed before a single byte of the request was handed to it; that is the same
//! attempt, and nothing was sent twice.)
//!
//! # The rule
//!
//! Two things decide, and nothing else: the operation's [safety](crate::Safety), and what became
//! of the attempt.
//!
//! | what became of the attempt | read | idempotent | keyed | unsafe | carried out |
//! |---|---|---|---|---|---|
//! | it never left: no connection could be made | again | again | again | again | no |
//! | it may have left: no answer in time, or the connection broke | again | again | again | stop | unknown |
//! | answered 425, 429: turned away before being looked at | again | again | again | stop | no |
//! | answered 408, 500, 502, 503, 504, 520 to 524: it may pass | again | again | again | stop | unknown |
//! | answered any other 5xx | stop | stop | stop | stop | unknown |
//! | answered with a redirect, which is not followed | stop | stop | stop | stop | unknown |
//! | answered with a success that cannot be used | stop | stop | stop | stop | unknown |
//! | answered with a success | stop | stop | stop | stop | yes |
//! | answered with any other refusal | stop | stop | stop | stop | no |
//!
//! * **Never left** is said only where no connection was made: the name did not resolve, the port
//!   refused, the TLS handshake failed. Anything later may have left, a connection that broke
//!   while it was idle included.
//! * **Again**, of a keyed call, is always with the key and the body of the first attempt.
//! * 425 and 429 are refusals by their own words, but the API's documents do not mention them, so
//!   that an unsafe call is not staked on them.
//! * 409 and 422 would be answered again in the same words, so that they are never tried again.
//! * **Carried out** is what the attempt alone says. Of a call it is: yes once an attempt is
//!   answered with a success; unknown where any attempt was; else no. A refusal of the second
//!   attempt proves nothing about the first, so that it leaves the call unknown.
//!
//! # When
//!
//! A pause before the attempt numbered *n* + 1 is any time up to the lesser of `first` × 2ⁿ⁻¹ and
//! `most` ([`RetryPolicy::backoff`]), each as likely as any other: full jitter, in whole
//! nanoseconds. A `Retry-After`, in seconds or as a date, is added to it, up to
//! [`RetryPolicy::longest_retry_after`].
//!
//! # How often
//!
//! An attempt is started only if all of these allow it: the number of
//! [attempts](RetryPolicy::attempts); the [`RetryBudget`], which the client's clones share and
//! which runs dry when most requests fail; and the call's deadline, into which the pause has to
//! fit with time to spare.

mod after;
mod attempt;
mod backoff;
mod budget;
mod deadline;
mod policy;
mod table;

pub(crate) use after::retry_after;
pub use attempt::{Attempt, AttemptOutcome, RetriesEnded};
pub(crate) use backoff::jittered;
pub use budget::RetryBudget;
pub(crate) use budget::{Cost, Payment};
pub(crate) use deadline::Deadline;
pub use policy::RetryPolicy;
pub(crate) use table::{CarriedOut, Happened, rule};
