//! The client: one connection pool, one token, one place where requests go.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::base_url::BaseUrl;
use crate::builder::ClientBuilder;
use crate::error::Error;
use crate::idempotency::{KeyMemory, KeySource};
use crate::journal::Journal;
use crate::random::Random;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::spend::SpendGuard;
use crate::telemetry::Observer;
use crate::time::Time;
use crate::token::Token;

/// A client of the market.
///
/// Cloning is cheap and shares the connection pool, the retry budget, the spend guard and the
/// memory of idempotency keys; a clone may be moved to another task. Handles
/// such as [`orders`](Self::orders) borrow the client and cost nothing.
///
/// ```no_run
/// # async fn run() -> Result<(), sfcompute::Error> {
/// let sfc = sfcompute::Client::from_env()?;
/// let me = sfc.me().await?;
/// println!("{}", me.account_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: BaseUrl,
    pub(crate) token: Token,
    pub(crate) authorization: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) largest_body: usize,
    pub(crate) keys: Arc<dyn KeySource>,
    pub(crate) known_keys: KeyMemory,
    pub(crate) time: Arc<dyn Time>,
    /// Where keyed calls are written down before they are sent.
    pub(crate) journal: Option<Arc<dyn Journal>>,
    /// What keeps orders within the spend limits.
    pub(crate) spend: Option<SpendGuard>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
}

impl Client {
    /// A client of the public API with this token, everything else as it comes.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] when the text is no token.
    pub fn new(token: &str) -> Result<Self, Error> {
        Self::builder().token(token).build()
    }

    /// A client whose token and base URL come from the environment.
    ///
    /// The token is the first of `SFC_API_TOKEN`, `SF_API_KEY`, `SF_BEARER_TOKEN`,
    /// `SFC_BEARER_AUTH` that is set and not blank; the base URL is `SFC_BASE_URL`, or the public
    /// API.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] when there is no token, or the base URL may not be used.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env()?.build()
    }

    /// A builder, for everything that can be set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// What keeps this client's orders within its spend limits, when it was given any.
    pub fn spend_guard(&self) -> Option<&SpendGuard> {
        self.shared.spend.as_ref()
    }

    /// What this client and its clones may still spend on retries.
    pub fn retry_budget(&self) -> &RetryBudget {
        &self.shared.retry_budget
    }

    /// Where this client sends its requests.
    pub fn base_url(&self) -> &str {
        self.shared.base_url.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("token", &self.shared.token)
            .field("timeout", &self.shared.timeout)
            .field("attempt_timeout", &self.shared.attempt_timeout)
            .field("retry", &self.shared.retry)
            .field("retry_budget", &self.shared.retry_budget)
            .finish_non_exhaustive()
    }
}
