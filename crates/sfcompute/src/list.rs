//! A list that has not been fetched yet: its filters, and the three ways to read it.

use std::fmt;
use std::future::IntoFuture;

use futures_core::Stream;
use sfcompute_api::{BoxFuture, Operation, ResponseValue};
use sfcompute_types::{Input, Invalid, Name};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::CallOptions;
use crate::page::{self, Page};
use crate::problem::{Problem, Problems};
use crate::requirements::Requirements;

/// What a [`List`] asks for: its filters, and the operation that answers.
///
/// Each list of this crate has one; there is nothing to implement elsewhere.
pub trait Query: Clone + Send + Sync + sealed::Sealed + 'static {
    /// A page of the answer.
    type Page: Page;

    /// The operation that answers.
    #[doc(hidden)]
    fn operation() -> &'static Operation;

    /// Sets how many entries a page holds.
    #[doc(hidden)]
    fn set_limit(&mut self, limit: u32);

    /// Goes on after a cursor, wherever it was to start or end before.
    #[doc(hidden)]
    fn go_on_after(&mut self, cursor: &<Self::Page as Page>::Cursor);

    /// Asks for one page.
    #[doc(hidden)]
    fn ask(
        self,
        api: sfcompute_api::Client,
    ) -> BoxFuture<'static, Result<ResponseValue<Self::Page>, sfcompute_api::Error<()>>>;
}

pub(crate) mod sealed {
    /// Keeps [`Query`](super::Query) to this crate.
    pub trait Sealed {}
}

/// A list that has not been fetched yet.
///
/// Await it for one page, take [`pages`](Self::pages) for all of them, or
/// [`items`](Self::items) for what they hold. Each page is fetched when it is asked for.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client) -> Result<(), sfcompute::Error> {
/// use futures_util::TryStreamExt as _;
/// use sfcompute::OrderStatus;
///
/// let mut standing = std::pin::pin!(sfc.orders().list().status(OrderStatus::Standing).items());
/// while let Some(order) = standing.try_next().await? {
///     println!("{}", order.id);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a list fetches nothing until it is awaited"]
pub struct List<Q> {
    client: Client,
    /// Nothing when what the query cannot do without is not valid; then there is a problem.
    query: Option<Q>,
    problems: Problems,
    options: CallOptions,
}

impl<Q> List<Q> {
    pub(crate) fn new(client: &Client, query: Q) -> Self {
        Self {
            client: client.clone(),
            query: Some(query),
            problems: Problems::default(),
            options: CallOptions::default(),
        }
    }

    /// A list that has a problem already unless there is a query.
    pub(crate) fn checked(client: &Client, query: Option<Q>, problems: Problems) -> Self {
        Self {
            client: client.clone(),
            query,
            problems,
            options: CallOptions::default(),
        }
    }

    /// Changes the query.
    pub(crate) fn set(mut self, change: impl FnOnce(&mut Q)) -> Self {
        if let Some(query) = &mut self.query {
            change(query);
        }
        self
    }

    /// Changes the query by a value, or notes what is wrong with the value.
    pub(crate) fn take<T>(
        mut self,
        field: &str,
        value: Result<T, Invalid>,
        put: impl FnOnce(&mut Q, T),
    ) -> Self {
        match self.problems.take(field, value) {
            Some(value) => self.set(|query| put(query, value)),
            None => self,
        }
    }

    /// Notes a problem when there is one.
    pub(crate) fn refuse(mut self, problem: Option<Problem>) -> Self {
        if let Some(problem) = problem {
            self.problems.add(problem);
        }
        self
    }

    /// Adds a requirement to those of the query.
    pub(crate) fn require<V: Input<Name>>(
        mut self,
        of: impl FnOnce(&mut Q) -> &mut Requirements,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        match &mut self.query {
            Some(query) => of(query).add(&mut self.problems, key, values),
            // Still looked at, so that every problem is reported.
            None => Requirements::default().add(&mut self.problems, key, values),
        }
        self
    }

    /// The options of each of this list's calls.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl<Q: Query> List<Q> {
    /// How many entries a page holds: 1 to 200, 50 when not given.
    pub fn limit(self, limit: u32) -> Self {
        let allowed = (1..=200).contains(&limit);
        let problem = (!allowed).then(|| Problem::new("limit", limit, "1 to 200"));
        self.refuse(problem).set(|query| query.set_limit(limit))
    }

    /// The call for one page: the first, or the one after the cursor that was set.
    pub fn page(&self) -> Call<Q::Page> {
        self.call(None)
    }

    /// Every page, fetched as it is asked for.
    pub fn pages(self) -> impl Stream<Item = Result<Q::Page, Error>> + Send + 'static {
        page::pages(move |cursor| self.call(cursor))
    }

    /// Every entry of every page, fetched as they are asked for.
    pub fn items(
        self,
    ) -> impl Stream<Item = Result<<Q::Page as Page>::Item, Error>> + Send + 'static {
        page::items(move |cursor| self.call(cursor))
    }

    fn call(&self, cursor: Option<&<Q::Page as Page>::Cursor>) -> Call<Q::Page> {
        let call = match &self.query {
            Some(query) if self.problems.is_empty() => {
                let mut query = query.clone();
                if let Some(cursor) = cursor {
                    query.go_on_after(cursor);
                }
                Call::new(&self.client, Q::operation(), move |api, _| query.ask(api))
            }
            _ => Call::invalid(&self.client, Q::operation(), self.problems.clone()),
        };
        call.options(self.options.clone())
    }
}

impl<Q: Query> IntoFuture for List<Q> {
    type Output = Result<Q::Page, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.page().into_future()
    }
}

impl<Q: fmt::Debug> fmt::Debug for List<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("query", &self.query)
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

/// Filters of a list that take anything that their type is made of: `one` value, `many` by being
/// given again, or a `plain` one that cannot be wrong.
macro_rules! filters {
    () => {};
    ($(#[$doc:meta])* one $field:ident: $type:ty; $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $field(self, value: impl ::sfcompute_types::Input<$type>) -> Self {
            self.take(stringify!($field), value.input(), |query, value| query.$field = Some(value))
        }
        $crate::list::filters! { $($rest)* }
    };
    ($(#[$doc:meta])* many $field:ident: $type:ty; $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $field(self, value: impl ::sfcompute_types::Input<$type>) -> Self {
            self.take(stringify!($field), value.input(), |query, value| query.$field.push(value))
        }
        $crate::list::filters! { $($rest)* }
    };
    ($(#[$doc:meta])* plain $field:ident: $type:ty; $($rest:tt)*) => {
        $(#[$doc])*
        pub fn $field(self, value: impl Into<$type>) -> Self {
            self.set(|query| query.$field = Some(value.into()))
        }
        $crate::list::filters! { $($rest)* }
    };
}

/// Makes a type with a `limit` and a `starting_after` (and, for `both` directions, an
/// `ending_before`) a query.
macro_rules! query {
    (
        $query:ident, $operation:ident -> $page:ty, $direction:ident,
        |$asked:ident, $api:ident| $ask:expr
    ) => {
        impl $crate::list::sealed::Sealed for $query {}

        impl $crate::list::Query for $query {
            type Page = $page;

            fn operation() -> &'static $crate::Operation {
                &$crate::operations::$operation
            }

            fn set_limit(&mut self, limit: u32) {
                self.limit = Some(limit);
            }

            fn go_on_after(&mut self, cursor: &<$page as $crate::Page>::Cursor) {
                self.starting_after = Some(cursor.clone());
                $crate::list::query!(@ $direction self);
            }

            fn ask(
                self,
                $api: ::sfcompute_api::Client,
            ) -> $crate::BoxFuture<
                'static,
                Result<::sfcompute_api::ResponseValue<$page>, ::sfcompute_api::Error<()>>,
            > {
                let $asked = self;
                Box::pin(async move { $ask })
            }
        }
    };
    (@ both $query:ident) => { $query.ending_before = None };
    (@ forward $query:ident) => {};
}

pub(crate) use {filters, query};

/// A repeated query parameter: left out when empty.
pub(crate) fn repeated<T>(values: &Vec<T>) -> Option<&Vec<T>> {
    (!values.is_empty()).then_some(values)
}
