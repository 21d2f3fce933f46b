//! What is wrong with a request, found before or by the engine, and how that is answered.

use axum::http::StatusCode;
use serde::Serialize;
use sfcompute_api::types::ErrorDetail;

use crate::engine::{Detail, Refusal, RefusalKind};

/// The codes of `details[].code` that the HTTP side adds to [`crate::engine::Code`].
pub(super) mod code {
    /// A field that has to be there is not.
    pub const MISSING: &str = "missing";
    /// The value is of another JSON type than the field asks for.
    pub const WRONG_TYPE: &str = "wrong_type";
    /// The value is not of the form the field asks for.
    pub const INVALID: &str = "invalid";
    /// A number is outside its bounds.
    pub const OUT_OF_RANGE: &str = "out_of_range";
    /// Fields or parameters that rule each other out were both sent.
    pub const CONFLICTING: &str = "conflicting";
    /// A parameter or header that has one value came more than once.
    pub const REPEATED: &str = "repeated";
    /// The body is not JSON.
    pub const MALFORMED: &str = "malformed";
    /// The body is longer than the sandbox reads.
    pub const TOO_LARGE: &str = "too_large";
}

/// A request that is answered with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    status: StatusCode,
    message: String,
    details: Vec<Problem>,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The field at fault: a path from the body's root, or the name of a parameter or header.
    pub(super) field: Option<String>,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refused {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// A 422 about one thing.
    pub(super) fn one(field: Option<&str>, code: &'static str, message: String) -> Self {
        Self::unprocessable(vec![Problem {
            field: field.map(str::to_owned),
            code,
            message,
        }])
    }

    /// A 500: the sandbox contradicts itself.
    pub(super) fn internal(message: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message.to_string())
    }

    /// The same under another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// Whether this, by its code, is all that is wrong.
    pub(super) fn is_only(&self, code: &str) -> bool {
        !self.details.is_empty() && self.details.iter().all(|problem| problem.code == code)
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    /// The answer's body, and nothing that serialisation could fail on.
    pub(super) fn body(&self) -> ErrorBody {
        let detail = |problem: &Problem| ErrorDetail {
            code: problem.code.to_owned(),
            field: problem.field.clone(),
            message: problem.message.clone(),
        };
        ErrorBody {
            error: ErrorContent {
                kind: error_type(self.status),
                message: self.message.clone(),
                details: self.details.iter().map(detail).collect(),
            },
        }
    }

    fn unprocessable(details: Vec<Problem>) -> Self {
        let message = match details.as_slice() {
            [only] => only.message.clone(),
            several => format!("The request breaks {} rules; see details.", several.len()),
        };
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            message,
            details,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.kind() {
            RefusalKind::PaymentRequired => StatusCode::PAYMENT_REQUIRED,
            RefusalKind::Forbidden => StatusCode::FORBIDDEN,
            RefusalKind::NotFound => StatusCode::NOT_FOUND,
            RefusalKind::Conflict => StatusCode::CONFLICT,
            RefusalKind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let problem = |detail: &Detail| Problem {
            field: detail.field.clone(),
            code: detail.code.as_str(),
            message: detail.message.clone(),
        };
        Self {
            status,
            message: refusal.message().to_owned(),
            details: refusal.details().iter().map(problem).collect(),
        }
    }
}

/// The `type` that goes with a status.
const fn error_type(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "authentication_error",
        402 => "payment_required",
        403 => "forbidden",
        404 => "not_found",
        409 => "conflict",
        422 => "unprocessable_entity",
        429 => "rate_limit_error",
        500 | 502 | 504 => "api_error",
        503 => "service_unavailable",
        _ => "invalid_request_error",
    }
}

/// `{"error": …}`, the one form of every error.
#[derive(Debug, Serialize)]
pub(super) struct ErrorBody {
    error: ErrorContent,
}

#[derive(Debug, Serialize)]
struct ErrorContent {
    #[serde(rename = "type")]
    kind: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<ErrorDetail>,
}

/// Gathers all that is wrong with a request, so that it can be said at once.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn add(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.push(Problem {
            field: Some(field.into()),
            code,
            message: message.into(),
        });
    }

    /// Takes the value out of a result, or keeps the details of what is wrong with it.
    pub(super) fn take<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        let refusal = match result {
            Ok(value) => return Some(value),
            Err(refusal) => refusal,
        };
        for problem in Refused::from(refusal).details {
            self.push(problem);
        }
        None
    }

    /// Says a thing once, however often it was found.
    fn push(&mut self, problem: Problem) {
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    /// The value, if nothing was wrong; else all that was.
    ///
    /// The value is missing only where something was wrong.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, Refused> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refused::unprocessable(self.0)),
        }
    }
}
