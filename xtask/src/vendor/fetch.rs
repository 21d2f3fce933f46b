//! Reading an address or a file, again where that may help.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{Error, is_address};

/// How often an address is tried.
const ATTEMPTS: u32 = 4;
/// The pause before the second attempt; each later one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// A whole attempt may take so long.
const TIMEOUT: Duration = Duration::from_secs(60);
/// More than any document has.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads addresses and files.
pub struct Fetch<'p> {
    agent: ureq::Agent,
    pause: &'p dyn Fn(Duration),
}

/// Why an attempt failed, and whether another may do better.
enum Failure {
    Final(Error),
    Again(String),
}

impl<'p> Fetch<'p> {
    /// `pause` is called between attempts.
    pub fn new(pause: &'p dyn Fn(Duration)) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .user_agent(concat!("sfcompute-xtask/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: config.into(),
            pause,
        }
    }

    /// The text at an address or in a file.
    ///
    /// Broken connections, answers that break off, and the statuses 429 and 5xx are tried again,
    /// any other status is final.
    pub fn text(&self, from: &str) -> Result<String, Error> {
        if !is_address(from) {
            let path = Path::new(from);
            return fs::read_to_string(path).map_err(|error| Error::File(path.to_owned(), error));
        }
        let mut pause = PAUSE;
        let mut last = String::new();
        for attempt in 1..=ATTEMPTS {
            match self.attempt(from) {
                Ok(text) => return Ok(text),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Again(what)) => last = what,
            }
            if attempt < ATTEMPTS {
                (self.pause)(pause);
                pause = pause.saturating_mul(2);
            }
        }
        Err(Error::Transport {
            address: from.to_owned(),
            what: last,
            attempts: ATTEMPTS,
        })
    }

    fn attempt(&self, address: &str) -> Result<String, Failure> {
        let again = |error: ureq::Error| Failure::Again(error.to_string());
        let mut answer = self
            .agent
            .get(address)
            .call()
            .map_err(|error| match error {
                ureq::Error::BadUri(what) => Failure::Final(Error::Transport {
                    address: address.to_owned(),
                    what: format!("not an address: {what}"),
                    attempts: 1,
                }),
                error => again(error),
            })?;
        match answer.status().as_u16() {
            200 => {}
            status @ (429 | 500..=599) => {
                return Err(Failure::Again(format!("the server answers {status}")));
            }
            status => return Err(Failure::Final(Error::Status(address.to_owned(), status))),
        }
        let text = answer
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_to_string();
        text.map_err(again)
    }
}
