//! Making a client: every setting, its default, and what is checked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::base_url::{BaseUrl, PUBLIC_API, Shown};
use crate::client::{Client, Shared};
use crate::environment::{self, BASE_URL_VARIABLE, Lookup, Process, TOKEN_VARIABLES};
use crate::error::{Error, Kind};
use crate::idempotency::{KeyMemory, KeySource, REMEMBERED, UuidKeys};
use crate::journal::Journal;
use crate::problem::Problems;
use crate::random::{Random, SystemRandom};
use crate::retry::{RetryBudget, RetryPolicy};
use crate::spend::{SpendGuard, SpendLimits};
use crate::telemetry::Observer;
use crate::time::{SystemTime, Time};
use crate::tls;
use crate::token::Token;

/// How long a call may take unless it says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long one attempt may take unless the call says otherwise.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long making a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest body that is read.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Sets up a [`Client`].
///
/// | setting | default |
/// |---|---|
/// | [`token`](Self::token) | none: it must be given |
/// | [`base_url`](Self::base_url) | the public API |
/// | [`timeout`](Self::timeout) of a call, all attempts and pauses together | 60 s |
/// | [`attempt_timeout`](Self::attempt_timeout) | 30 s |
/// | [`connect_timeout`](Self::connect_timeout) | 10 s |
/// | [`retry`](Self::retry) | 4 attempts, see [`RetryPolicy`] |
/// | [`retry_budget`](Self::retry_budget) | one of its own, see [`RetryBudget`] |
/// | [`largest_body`](Self::largest_body) | 16 MiB |
/// | [`root_certificate`](Self::root_certificate)s besides the platform's | none |
/// | [`application`](Self::application) in the User-Agent | none |
/// | [`key_source`](Self::key_source) of idempotency keys | UUIDs of version 7 |
/// | [`journal`](Self::journal) of keyed calls | none |
/// | [`spend_limits`](Self::spend_limits) of orders | none |
/// | [`observer`](Self::observer) of calls and attempts | none |
/// | [`time`](Self::time) | the machine's clock, tokio's timer |
/// | [`random`](Self::random) numbers, for pauses | seeded by the operating system |
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    token: Option<(String, String)>,
    base_url: (String, String),
    timeout: Duration,
    attempt_timeout: Duration,
    connect_timeout: Duration,
    largest_body: usize,
    root_certificates: Vec<Vec<u8>>,
    application: Option<String>,
    keys: Arc<dyn KeySource>,
    time: Arc<dyn Time>,
    journal: Option<Arc<dyn Journal>>,
    spend: Option<Result<SpendGuard, SpendLimits>>,
    random: Arc<dyn Random>,
    retry: RetryPolicy,
    retry_budget: RetryBudget,
    observer: Option<Arc<dyn Observer>>,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            token: None,
            base_url: (PUBLIC_API.to_owned(), "the default".to_owned()),
            timeout: TIMEOUT,
            attempt_timeout: ATTEMPT_TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            largest_body: LARGEST_BODY,
            root_certificates: Vec::new(),
            application: None,
            keys: Arc::new(UuidKeys),
            time: Arc::new(SystemTime),
            journal: None,
            spend: None,
            random: Arc::new(SystemRandom::new()),
            retry: RetryPolicy::new(),
            retry_budget: RetryBudget::default(),
            observer: None,
        }
    }

    /// Takes token and base URL from the environment; see [`Client::from_env`] for the names.
    ///
    /// What was set before stays where a variable is not set.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] when a variable is not text.
    // The field's word for this; it configures an existing builder rather than making one.
    #[allow(clippy::wrong_self_convention)]
    pub fn from_env(self) -> Result<Self, Error> {
        self.from_lookup(&Process)
    }

    #[allow(clippy::wrong_self_convention)]
    pub(crate) fn from_lookup(mut self, lookup: &dyn Lookup) -> Result<Self, Error> {
        let not_text =
            |name| Error::configuration(format!("the environment variable {name} is not text"));
        if let Some((name, token)) =
            environment::first_set(lookup, &TOKEN_VARIABLES).map_err(not_text)?
        {
            self.token = Some((token, name.to_owned()));
        }
        if let Some((name, url)) =
            environment::first_set(lookup, &[BASE_URL_VARIABLE]).map_err(not_text)?
        {
            self.base_url = (url, name.to_owned());
        }
        Ok(self)
    }

    /// The API token, with or without `Bearer ` before it.
    pub fn token(mut self, token: &str) -> Self {
        self.token = Some((token.to_owned(), "ClientBuilder::token".to_owned()));
        self
    }

    /// Where requests go: https, or http to a loopback address. A path is kept as a prefix.
    pub fn base_url(mut self, url: &str) -> Self {
        self.base_url = (url.to_owned(), "ClientBuilder::base_url".to_owned());
        self
    }

    /// How long a call may take, to the last byte of the answer, with all of its attempts and the
    /// pauses between them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How often a call is tried, and how long the pauses are.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What retries are paid from, in place of a budget of the client's own: several clients of
    /// one server may share one.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Who is told of attempts and calls, for metrics.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// How long making a connection may take: name, port and TLS. An attempt's timeout limits it
    /// as well. This one is always the machine's clock.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The largest body, in bytes, that is read from an answer.
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// A root certificate to trust besides the platform's own, in PEM; a text of several adds them
    /// all, and each call adds more. For a company's gateway, or a test's server.
    ///
    /// [`build`](Self::build) reports a text that holds no certificate.
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.root_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Your program's name and version, such as `gpu-buyer/1.4`, put before the SDK's own in the
    /// User-Agent.
    pub fn application(mut self, name: &str) -> Self {
        self.application = Some(name.to_owned());
        self
    }

    /// Where keyed calls get their idempotency keys from.
    pub fn key_source(mut self, keys: impl KeySource + 'static) -> Self {
        self.keys = Arc::new(keys);
        self
    }

    /// Where keyed calls are written down before they are sent, so that the next run finds those
    /// whose outcome is not known: see [`journal`](crate::journal).
    pub fn journal(mut self, journal: impl Journal + 'static) -> Self {
        self.journal = Some(Arc::new(journal));
        self
    }

    /// The clock and timer to use.
    pub fn time(mut self, time: impl Time + 'static) -> Self {
        self.time = Arc::new(time);
        self
    }

    /// Where the random part of a pause comes from.
    pub fn random(mut self, random: impl Random + 'static) -> Self {
        self.random = Arc::new(random);
        self
    }

    /// The most that orders may commit to; one that would go beyond it is refused before it is
    /// sent. See [`spend`](crate::spend) for what counts.
    pub fn spend_limits(mut self, limits: SpendLimits) -> Self {
        self.spend = Some(Err(limits));
        self
    }

    /// The guard that counts what orders commit to, in place of one of the client's own: several
    /// clients may share one.
    pub fn spend_guard(mut self, guard: &SpendGuard) -> Self {
        self.spend = Some(Ok(guard.clone()));
        self
    }

    /// Makes the client. No request is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] when the token is missing or no token, the base URL may not be
    /// used, a root certificate is none, or neither machine nor build offers usable TLS.
    pub fn build(self) -> Result<Client, Error> {
        let Some((token, source)) = self.token else {
            return Err(Error::configuration(format!(
                "no API token: set {} (or {}), or call ClientBuilder::token",
                TOKEN_VARIABLES[0],
                TOKEN_VARIABLES.get(1..).unwrap_or_default().join(", "),
            )));
        };
        let token = Token::parse(&token)
            .map_err(|why| Error::configuration(format!("{why} (from {source})")))?;
        let (url, source) = self.base_url;
        let base_url = BaseUrl::parse(&url).map_err(|why| {
            Error::configuration(format!(
                "the base URL {} (from {source}) is not usable: {why}",
                Shown(&url)
            ))
        })?;
        let authorization = token
            .header()
            .map_err(|error| configuration("the token", error))?;

        let mut problems = Problems::default();
        self.retry.check(&mut problems);
        if let Some(problem) = problems.into_vec().first() {
            return Err(Error::configuration(problem.to_string()));
        }
        let spend = match self.spend {
            Some(Ok(guard)) => Some(guard),
            Some(Err(limits)) => Some(SpendGuard::new(limits)?),
            None => None,
        };

        let mut http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // A redirect could carry an order, or the token, to somewhere else.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Whether a request is sent again is decided in one place, and that is not there. What
            // stays is the pool's own: a request that no byte of was handed to a connection goes
            // to another when the kept one turns out closed.
            .retry(reqwest::retry::never());
        if base_url.is_loopback() {
            http = http.no_proxy();
        }
        http =
            tls::secure(http, base_url.is_https(), &self.root_certificates).map_err(|error| {
                Error::new(Kind::Configuration {
                    what: error.to_string(),
                    cause: Some(Box::new(error)),
                })
            })?;
        let http = http
            .build()
            .map_err(|error| configuration("the HTTP client", error))?;

        Ok(Client {
            shared: Arc::new(Shared {
                http,
                base_url,
                token,
                authorization,
                headers: identity(self.application.as_deref())?,
                timeout: self.timeout,
                attempt_timeout: self.attempt_timeout,
                retry: self.retry,
                retry_budget: self.retry_budget,
                largest_body: self.largest_body,
                keys: self.keys,
                known_keys: KeyMemory::new(REMEMBERED),
                time: self.time,
                journal: self.journal,
                spend,
                random: self.random,
                observer: self.observer,
            }),
        })
    }
}

/// The headers that say which program and which SDK are calling.
fn identity(application: Option<&str>) -> Result<HeaderMap, Error> {
    let sdk = concat!("sfcompute-rust/", env!("CARGO_PKG_VERSION"));
    let agent = match application {
        Some(name) => format!("{name} {sdk}"),
        None => sdk.to_owned(),
    };
    let agent = HeaderValue::try_from(agent)
        .map_err(|error| configuration("the application's name", error))?;
    let mut headers = HeaderMap::new();
    headers.insert(http::header::USER_AGENT, agent);
    headers.insert("x-sfcompute-client", HeaderValue::from_static(sdk));
    Ok(headers)
}

fn configuration(what: &str, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Configuration {
        what: format!("{what} is not usable: {cause}"),
        cause: Some(Box::new(cause)),
    })
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("token", &self.token.as_ref().map(|(_, source)| source))
            .field("base_url", &format_args!("{}", Shown(&self.base_url.0)))
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry", &self.retry)
            .field("connect_timeout", &self.connect_timeout)
            .field("largest_body", &self.largest_body)
            .field("root_certificates", &self.root_certificates.len())
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
