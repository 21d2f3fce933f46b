//! Best prices and depth for one window.

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, Invalid, Name, Window};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call};
use crate::problem::{Problem, Problems};
use crate::requirements::Requirements;

/// What both questions have in common.
#[derive(Clone, Debug)]
struct Question {
    client: Client,
    window: Option<Window>,
    requirements: Requirements,
    problems: Problems,
    options: CallOptions,
}

impl Question {
    fn new(client: &Client, window: Result<Window, Invalid>) -> Self {
        let mut problems = Problems::default();
        let window = problems.take_window("start_at", "end_at", window);
        Self {
            client: client.clone(),
            window,
            requirements: Requirements::default(),
            problems,
            options: CallOptions::default(),
        }
    }

    /// The window and the requirements, or everything that is wrong.
    fn checked(&self) -> Result<(Window, Option<String>), Problems> {
        match self.window {
            Some(window) if self.problems.is_empty() => Ok((window, self.requirements.query())),
            _ => Err(self.problems.clone()),
        }
    }
}

/// The methods of both questions.
macro_rules! question_methods {
    ($question:ident -> $answer:ty) => {
        impl $question {
            /// Only SKUs whose property has one of these values; give it again for other
            /// properties. Keys and values are those of the property catalog.
            pub fn requirement<V: Input<Name>>(
                mut self,
                key: &str,
                values: impl IntoIterator<Item = V>,
            ) -> Self {
                let Question { requirements, problems, .. } = &mut self.question;
                requirements.add(problems, key, values);
                self
            }

            /// The options of the call.
            pub fn options(mut self, options: CallOptions) -> Self {
                self.question.options = options;
                self
            }

            /// Asks.
            ///
            /// # Errors
            ///
            /// [`is_invalid_request`](Error::is_invalid_request) with every problem at once.
            pub async fn send(self) -> Result<$answer, Error> {
                self.call().send().await
            }
        }

        awaits_its_call!($question => $answer);
    };
}

/// A question for the best prices; made by [`Orderbook::quote`](super::Orderbook::quote).
#[derive(Clone, Debug)]
#[must_use = "nothing is asked until it is awaited"]
pub struct Quote {
    question: Question,
}

question_methods!(Quote -> types::OrderbookQuoteResponse);

impl Quote {
    pub(super) fn new(client: &Client, window: Result<Window, Invalid>) -> Self {
        Self {
            question: Question::new(client, window),
        }
    }

    /// The call, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::OrderbookQuoteResponse> {
        let operation = &operations::GET_ORDERBOOK_QUOTE;
        let client = self.question.client.clone();
        let call = match self.question.checked() {
            Err(problems) => Call::invalid(&client, operation, problems),
            Ok((window, requirements)) => Call::new(&client, operation, move |api, _| async move {
                api.get_orderbook_quote(&window.end(), requirements.as_deref(), &window.start())
                    .await
            }),
        };
        call.options(self.question.options)
    }
}

/// A question for price levels; made by [`Orderbook::depth`](super::Orderbook::depth).
#[derive(Clone, Debug)]
#[must_use = "nothing is asked until it is awaited"]
pub struct Depth {
    question: Question,
    levels: Option<u32>,
}

question_methods!(Depth -> types::OrderbookDepthResponse);

impl Depth {
    pub(super) fn new(client: &Client, window: Result<Window, Invalid>) -> Self {
        Self {
            question: Question::new(client, window),
            levels: None,
        }
    }

    /// How many levels of each side: 1 to 100, 20 when not given.
    pub fn levels(mut self, levels: u32) -> Self {
        if !(1..=100).contains(&levels) {
            self.question
                .problems
                .add(Problem::new("depth", levels, "1 to 100"));
        }
        self.levels = Some(levels);
        self
    }

    /// The call, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::OrderbookDepthResponse> {
        let operation = &operations::GET_ORDERBOOK_DEPTH;
        let client = self.question.client.clone();
        let levels = self.levels;
        let call = match self.question.checked() {
            Err(problems) => Call::invalid(&client, operation, problems),
            Ok((window, requirements)) => Call::new(&client, operation, move |api, _| async move {
                api.get_orderbook_depth(
                    levels,
                    &window.end(),
                    requirements.as_deref(),
                    &window.start(),
                )
                .await
            }),
        };
        call.options(self.question.options)
    }
}
