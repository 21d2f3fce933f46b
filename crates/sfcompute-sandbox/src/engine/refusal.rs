//! Why the engine refuses: a kind that the HTTP layer turns into a status, and details by field.

use std::fmt;

/// What sort of refusal this is; each maps to one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalKind {
    /// 402: the account's balance does not cover the order.
    PaymentRequired,
    /// 403: the thing exists and is the caller's, but may not be changed.
    Forbidden,
    /// 404: there is no such thing, or it belongs to someone else.
    NotFound,
    /// 409: the thing is in a state that rules the request out.
    Conflict,
    /// 422: the request breaks a rule; [`Refusal::details`] says which.
    Unprocessable,
    /// 500: the engine contradicts itself. Never expected; worth a bug report.
    Internal,
}

/// The vocabulary of `details[].code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The value is not of the form the field asks for.
    Invalid,
    /// A number that has to be more than zero is not.
    NotPositive,
    /// A number is beyond what the market can hold.
    TooLarge,
    /// A time is not on a whole minute.
    NotOnMinute,
    /// A schedule that has to be one bounded range is not.
    NotOneRange,
    /// A schedule says nothing but zero nodes.
    Empty,
    /// An end is not after its start.
    EndBeforeStart,
    /// The whole window lies in the past.
    WindowOver,
    /// The window ends further ahead than the market looks.
    TooFarAhead,
    /// A lower bound lies further back than the market remembers.
    TooFarBack,
    /// The field names something that does not exist.
    UnknownReference,
    /// No instance SKU has this property.
    UnknownProperty,
    /// The requirements filter has no such operator.
    UnknownOperator,
    /// The pool does not hold that many unreserved nodes over the whole window.
    InsufficientAllocation,
    /// The pool's kind does not allow this.
    WrongPoolKind,
    /// Another resource of the workspace has this name.
    NameTaken,
    /// The pool still has orders that may fill.
    ActiveOrders,
    /// The pool still holds nodes now or later.
    FutureAllocation,
    /// Source and destination are the same pool.
    SamePool,
    /// The order has come to its end and cannot be cancelled.
    NotCancellable,
    /// The key was used before, with another body.
    IdempotencyKeyReused,
    /// The workspace still has something in it.
    NotEmpty,
    /// Something else still needs the thing.
    InUse,
    /// The thing is in a state that does not allow this.
    WrongState,
    /// The upload lacks one of its parts.
    MissingPart,
    /// A field that has to be there because of another is not.
    Missing,
    /// A field is there that another rules out.
    Conflicting,
    /// The SKU's machines cannot do this.
    Unsupported,
    /// The pool still has instances that have not ended.
    ActiveInstances,
    /// What has to be in one workspace is in several.
    SeveralWorkspaces,
    /// Another automation works for the pool and instance SKU.
    AlreadyAutomated,
}

impl Code {
    /// The code as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::NotPositive => "not_positive",
            Self::TooLarge => "too_large",
            Self::NotOnMinute => "not_on_minute",
            Self::NotOneRange => "not_one_range",
            Self::Empty => "empty",
            Self::EndBeforeStart => "end_before_start",
            Self::WindowOver => "window_over",
            Self::TooFarAhead => "too_far_ahead",
            Self::TooFarBack => "too_far_back",
            Self::UnknownReference => "unknown_reference",
            Self::UnknownProperty => "unknown_property",
            Self::UnknownOperator => "unknown_operator",
            Self::InsufficientAllocation => "insufficient_allocation",
            Self::WrongPoolKind => "wrong_pool_kind",
            Self::NameTaken => "name_taken",
            Self::ActiveOrders => "active_orders",
            Self::FutureAllocation => "future_allocation",
            Self::SamePool => "same_pool",
            Self::NotCancellable => "not_cancellable",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::NotEmpty => "not_empty",
            Self::InUse => "in_use",
            Self::WrongState => "wrong_state",
            Self::MissingPart => "missing_part",
            Self::Missing => "missing",
            Self::Conflicting => "conflicting",
            Self::Unsupported => "unsupported",
            Self::ActiveInstances => "active_instances",
            Self::SeveralWorkspaces => "several_workspaces",
            Self::AlreadyAutomated => "already_automated",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The field at fault, as a path from the body's root or the name of a query parameter or
    /// header; none where the request as a whole is at fault.
    pub field: Option<String>,
    /// What is wrong, for a program.
    pub code: Code,
    /// What is wrong, for a person.
    pub message: String,
}

impl Detail {
    /// A detail about one field.
    pub fn new(field: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            code,
            message: message.into(),
        }
    }

    /// A detail about the request as a whole.
    pub fn whole(code: Code, message: impl Into<String>) -> Self {
        Self {
            field: None,
            code,
            message: message.into(),
        }
    }
}

/// A command or query that was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    kind: RefusalKind,
    message: String,
    details: Vec<Detail>,
}

impl Refusal {
    /// The sort of refusal.
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// One sentence for a person.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// All that is wrong, by field; only [`RefusalKind::Unprocessable`] and
    /// [`RefusalKind::Conflict`] have any.
    pub fn details(&self) -> &[Detail] {
        &self.details
    }

    /// Whether one of the details has this code.
    pub fn has(&self, code: Code) -> bool {
        self.details.iter().any(|detail| detail.code == code)
    }

    /// The same refusal with the fields of its details put behind a prefix.
    pub(crate) fn inside(mut self, prefix: &str) -> Self {
        for detail in &mut self.details {
            detail.field = detail.field.take().map(|field| format!("{prefix}{field}"));
        }
        self
    }

    /// A conflict as a 422 at a field, for operations that know no 409.
    pub(crate) fn at(self, field: &str) -> Self {
        let at_field = |detail: Detail| Detail {
            field: Some(field.to_owned()),
            ..detail
        };
        match self.kind {
            RefusalKind::Conflict => {
                Self::unprocessable(self.details.into_iter().map(at_field).collect())
            }
            _ => self,
        }
    }

    pub(crate) fn payment_required(message: impl Into<String>) -> Self {
        Self::plain(RefusalKind::PaymentRequired, message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::plain(RefusalKind::Forbidden, message)
    }

    pub(crate) fn not_found(what: &str, given: impl fmt::Display) -> Self {
        Self::plain(
            RefusalKind::NotFound,
            format!("There is no {what} `{given}`."),
        )
    }

    /// A 404 that says why.
    pub(crate) fn absent(message: impl Into<String>) -> Self {
        Self::plain(RefusalKind::NotFound, message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::plain(RefusalKind::Internal, message)
    }

    pub(crate) fn unprocessable(details: Vec<Detail>) -> Self {
        let message = match details.as_slice() {
            [only] => only.message.clone(),
            several => format!("The request breaks {} rules; see details.", several.len()),
        };
        Self {
            kind: RefusalKind::Unprocessable,
            message,
            details,
        }
    }

    /// A 422 about one field.
    pub(crate) fn field(field: &str, code: Code, message: impl Into<String>) -> Self {
        Self::unprocessable(vec![Detail::new(field, code, message)])
    }

    /// A 409 about one field, or about the request as a whole.
    pub(crate) fn conflict(field: Option<&str>, code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            kind: RefusalKind::Conflict,
            message: message.clone(),
            details: vec![Detail {
                field: field.map(str::to_owned),
                code,
                message,
            }],
        }
    }

    fn plain(kind: RefusalKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            details: Vec::new(),
        }
    }
}

/// Gathers all that is wrong with a request, so that it can be said at once.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    details: Vec<Detail>,
    /// A refusal that is not about a field; it goes before all others.
    other: Option<Refusal>,
}

impl Problems {
    pub(crate) fn add(&mut self, field: &str, code: Code, message: impl Into<String>) {
        self.details.push(Detail::new(field, code, message));
    }

    /// Takes the value out of a result, or keeps its refusal.
    pub(crate) fn take<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(refusal) if refusal.kind == RefusalKind::Unprocessable => {
                self.details.extend(refusal.details);
                None
            }
            Err(refusal) => {
                self.other.get_or_insert(refusal);
                None
            }
        }
    }

    /// Nothing, or all that was gathered.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.other.is_none() && self.details.is_empty() {
            Ok(())
        } else {
            Err(self.refusal())
        }
    }

    /// All that was gathered.
    pub(crate) fn refusal(self) -> Refusal {
        self.other
            .unwrap_or_else(|| Refusal::unprocessable(self.details))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for detail in &self.details {
            let field = detail.field.as_deref().unwrap_or("request");
            write!(f, " [{field}: {}]", detail.code)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_come_together() {
        let mut problems = Problems::default();
        assert_eq!(problems.take(Ok(1)), Some(1));
        problems.add("side", Code::Invalid, "no side");
        problems.take::<()>(Err(Refusal::field("name", Code::NameTaken, "taken")));
        let refusal = problems.finish().unwrap_err();
        assert_eq!(refusal.kind(), RefusalKind::Unprocessable);
        assert!(refusal.has(Code::Invalid) && refusal.has(Code::NameTaken));
        assert_eq!(
            refusal.to_string(),
            "The request breaks 2 rules; see details. [side: invalid] [name: name_taken]"
        );
        assert!(Problems::default().finish().is_ok());
    }

    #[test]
    fn what_is_not_about_a_field_goes_first() {
        let mut problems = Problems::default();
        problems.add("side", Code::Invalid, "no side");
        problems.take::<()>(Err(Refusal::not_found("pool", "pool_x")));
        assert_eq!(problems.refusal().kind(), RefusalKind::NotFound);
    }
}
