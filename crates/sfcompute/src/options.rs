//! What one call may do differently from its client.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use sfcompute_types::Input;

use crate::client::Shared;
use crate::idempotency::IdempotencyKey;
use crate::problem::{Problem, Problems};
use crate::retry::RetryPolicy;
use crate::transport::Plan;

/// Options of one call: timeouts, retries, idempotency key, extra headers.
///
/// Every call takes the same ones, as methods of [`Call`](crate::Call) and of the builders.
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) headers: HeaderMap,
    pub(crate) problems: Problems,
}

/// Headers that the client itself decides on.
const RESERVED: [HeaderName; 5] = [
    http::header::AUTHORIZATION,
    http::header::HOST,
    http::header::CONTENT_LENGTH,
    http::header::CONTENT_TYPE,
    http::header::TRANSFER_ENCODING,
];

impl CallOptions {
    /// No option set: everything as the client has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take, to the last byte of the answer, with all of its attempts
    /// and the pauses between them.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How often the call is tried, and how long the pauses are.
    ///
    /// A policy beyond what is allowed is reported when the call is sent.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The key to send with a keyed call, in place of one that the client mints.
    ///
    /// A text that is no key is reported when the call is sent, with the call's other problems.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Input<IdempotencyKey>) -> Self {
        if let Some(key) = self.problems.take("Idempotency-Key", key.input()) {
            self.idempotency_key = Some(key);
        }
        self
    }

    /// A header to send as well. `Authorization` and the headers of the body cannot be set here.
    ///
    /// A name or value that HTTP does not allow is reported when the call is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(_)) if RESERVED.contains(&name) || name == "idempotency-key" => {
                self.problems.add(Problem::new(
                    format!("header {name}"),
                    "a value",
                    "no value: the client sets this header itself",
                ));
            }
            (Ok(name), Ok(mut value)) => {
                // It may be a secret: no `Debug` form and no log of headers shows it.
                value.set_sensitive(true);
                self.headers.append(name, value);
            }
            (Err(_), _) => self.problems.add(Problem::new(
                "header",
                format!("{name:?}"),
                "a header name: letters, digits and -",
            )),
            // The value may be a secret, so it is not repeated.
            (_, Err(_)) => self.problems.add(Problem::new(
                format!("header {name}"),
                "a value with control characters",
                "visible ASCII characters and spaces",
            )),
        }
        self
    }

    /// How the call is to be sent, with the client's settings where this has none; what is wrong
    /// with the options goes to `problems`.
    pub(crate) fn into_plan(
        self,
        shared: &Shared,
        key: Option<IdempotencyKey>,
        problems: &mut Problems,
    ) -> Plan {
        for problem in self.problems.into_vec() {
            problems.add(problem);
        }
        if let Some(policy) = &self.retry {
            policy.check(problems);
        }
        Plan {
            timeout: self.timeout.unwrap_or(shared.timeout),
            attempt_timeout: self.attempt_timeout.unwrap_or(shared.attempt_timeout),
            retry: self.retry.unwrap_or_else(|| shared.retry.clone()),
            headers: self.headers,
            key,
            in_doubt: false,
        }
    }
}

/// The setters of a builder that holds [`CallOptions`] in its field `options`.
macro_rules! option_methods {
    (keyed) => {
        /// The idempotency key to send in place of one that the client mints.
        pub fn idempotency_key(
            mut self,
            key: impl ::sfcompute_types::Input<$crate::IdempotencyKey>,
        ) -> Self {
            self.options = self.options.idempotency_key(key);
            self
        }

        $crate::options::option_methods!();
    };
    () => {
        /// How long the whole call may take, with all of its attempts and the pauses between them.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.options = self.options.timeout(timeout);
            self
        }

        /// How long one attempt may take.
        pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.options = self.options.attempt_timeout(timeout);
            self
        }

        /// How often the call is tried, and how long the pauses are.
        pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
            self.options = self.options.retry(policy);
            self
        }

        /// A header to send as well.
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.options = self.options.header(name, value);
            self
        }
    };
}

/// Makes a builder that has a `call` awaitable: awaiting it sends the call.
macro_rules! awaits_its_call {
    ($builder:ty $(, $state:ident: $bound:path)? => $answer:ty) => {
        impl$(<$state: $bound>)? ::std::future::IntoFuture for $builder {
            type Output = Result<$answer, $crate::Error>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.call().into_future()
            }
        }
    };
}

pub(crate) use {awaits_its_call, option_methods};

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(options: CallOptions) -> Vec<String> {
        options
            .problems
            .into_vec()
            .iter()
            .map(|p| p.field().to_owned())
            .collect()
    }

    #[test]
    fn good_options_have_no_problems() {
        let options = CallOptions::new()
            .idempotency_key("run-7")
            .header("X-Team", "infra")
            .timeout(Duration::from_secs(3));
        assert_eq!(options.idempotency_key.as_ref().unwrap().as_str(), "run-7");
        assert_eq!(options.headers["x-team"], "infra");
        assert_eq!(options.timeout, Some(Duration::from_secs(3)));
        assert!(options.problems.is_empty());
    }

    #[test]
    fn bad_ones_are_all_reported() {
        let options = CallOptions::new()
            .idempotency_key("")
            .header("bad name", "x")
            .header("x-a", "a\nb")
            .header("Authorization", "Bearer other")
            .header("idempotency-key", "x");
        assert!(options.headers.is_empty());
        let expected = [
            "Idempotency-Key",
            "header",
            "header x-a",
            "header authorization",
            "header idempotency-key",
        ];
        assert_eq!(fields(options), expected);
    }
}
