//! What is taken for granted of keys, clocks and networks when an intent is reconciled.

use std::collections::HashSet;
use std::time::Duration;

use crate::options::CallOptions;

/// How long a server is trusted to know a key.
const TRUST: Duration = Duration::from_secs(60 * 60);
/// How far the server's clock and this machine's may be apart.
const CLOCK_MARGIN: Duration = Duration::from_secs(5 * 60);
/// How long after its attempt was given up a request may still reach the server.
const QUIET: Duration = Duration::from_secs(2 * 60);
/// How long a claimed intent belongs to the one that claimed it.
const LEASE: Duration = Duration::from_secs(10 * 60);

/// Whether the key is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Where it is trusted.
    Trusted,
    /// Even where it is not.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) mode: Mode,
    pub(super) trust: Duration,
    pub(super) clock_margin: Duration,
    pub(super) quiet: Duration,
    pub(super) lease: Duration,
    pub(super) options: CallOptions,
    pub(super) explained: HashSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::Trusted,
            trust: TRUST,
            clock_margin: CLOCK_MARGIN,
            quiet: QUIET,
            lease: LEASE,
            options: CallOptions::default(),
            explained: HashSet::new(),
        }
    }
}

/// The setters of a builder that holds [`Settings`] in its field `settings`.
macro_rules! settings_methods {
    () => {
        /// Never sends anything that changes something: lists and matches, and that is all.
        ///
        /// What the server does not know stays undone. Finding nothing is an answer only when the
        /// intent's time has passed and the token sees its pools.
        pub fn look_only(mut self) -> Self {
            self.settings.mode = $crate::reconcile::settings::Mode::Never;
            self
        }

        /// Sends the key again even when it is older than it is trusted for, was sent with another
        /// token, or the time that the intent is about is over.
        ///
        /// For a server that has forgotten the key this is a new order: do it only where you know
        /// that it has not.
        pub fn replay(mut self) -> Self {
            self.settings.mode = $crate::reconcile::settings::Mode::Always;
            self
        }

        /// How old an intent may be, from its first attempt, for its key to be sent again; one
        /// hour unless set. How long the API keeps keys is not documented.
        pub fn trust_keys_for(mut self, age: ::std::time::Duration) -> Self {
            self.settings.trust = age;
            self
        }

        /// How far apart the server's clock and this machine's may be; five minutes unless set.
        pub fn clock_margin(mut self, margin: ::std::time::Duration) -> Self {
            self.settings.clock_margin = margin;
            self
        }

        /// How long after the last attempt was given up a request may still reach the server, and
        /// what it made be missing from a list; two minutes unless set.
        pub fn quiet_after(mut self, pause: ::std::time::Duration) -> Self {
            self.settings.quiet = pause;
            self
        }

        /// The options of each call: timeout, retry policy, headers. A key that they hold is not
        /// used.
        pub fn options(mut self, options: $crate::CallOptions) -> Self {
            self.settings.options = options;
            self
        }

        /// The id of something that is known to be made otherwise, and so is no evidence: an order
        /// placed elsewhere on the same terms. Give it again for more. What the journal's other
        /// intents have made is known already.
        pub fn made_otherwise(mut self, id: impl ::std::convert::Into<String>) -> Self {
            self.settings.explained.insert(id.into());
            self
        }
    };
}

pub(super) use settings_methods;
