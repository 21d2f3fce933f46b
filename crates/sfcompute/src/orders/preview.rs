//! What an order would cost, before it is placed.

use std::collections::BTreeMap;

use bon::Builder;
use sfcompute_api::{operations, types};
use sfcompute_types::{Input, Invalid, Name, PoolRef, Window};

use super::place::node_count;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call, option_methods};
use crate::problem::{Problem, Problems};
use preview_order::{IsComplete, State};

/// A question what an order would cost; made by
/// [`Orders::preview_buy`](super::Orders::preview_buy) and
/// [`Orders::preview_sell`](super::Orders::preview_sell). Nothing is placed and nothing reserved.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) -> Result<(), sfcompute::Error> {
/// use sfcompute::OrderPreview;
///
/// let preview = sfc
///     .orders()
///     .preview_buy(4)
///     .requirement("accelerator", ["h100"])
///     .pool("sfc:pool:acme:prod:training")
///     .window(window)
///     .await?;
/// if let OrderPreview::Quoted(quote) = preview {
///     let order = sfc.orders().create(quote.post_order_body).await?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Builder)]
#[builder(
    state_mod(name = preview_order, vis = "pub", doc {
        /// Which fields of a preview have been given, tracked by the compiler.
    }),
    start_fn(vis = "pub(super)"),
    finish_fn(vis = "", name = finish),
    builder_type(doc {
        /// A preview about to be asked for: [`PreviewOrder`] says what it takes.
    })
)]
pub struct PreviewOrder {
    #[builder(start_fn)]
    client: Client,
    #[builder(start_fn)]
    side: types::Side,
    #[builder(start_fn)]
    nodes: u32,
    #[builder(field)]
    requirements: BTreeMap<String, Vec<Name>>,
    #[builder(field)]
    problems: Problems,
    #[builder(field)]
    options: CallOptions,
    /// When the nodes would be wanted or offered.
    #[builder(with = |window: impl Input<Window>| window.input())]
    window: Result<Window, Invalid>,
    /// The pool that the order would be for. Without it, the quoted body holds a placeholder that
    /// has to be replaced before it can be placed.
    #[builder(with = |pool: impl Input<PoolRef>| pool.input())]
    pool: Option<Result<PoolRef, Invalid>>,
}

impl<S: State> PreviewOrderBuilder<S> {
    /// Only SKUs whose property has one of these values; give it again for other properties.
    /// Keys and values are those of the property catalog.
    pub fn requirement<V: Input<Name>>(
        mut self,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let field = format!("requirements.{key}");
        self.problems.take(field.clone(), key.parse::<Name>());
        for value in values {
            if let Some(value) = self.problems.take(field.clone(), value.input()) {
                self.requirements
                    .entry(key.to_owned())
                    .or_default()
                    .push(value);
            }
        }
        self
    }

    option_methods!();
}

impl<S: IsComplete> PreviewOrderBuilder<S> {
    /// The call that asks, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::OrderPreviewResponse> {
        self.finish().call()
    }

    /// Asks what the order would cost.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request) with every problem at once, before
    /// anything is sent.
    pub async fn send(self) -> Result<types::OrderPreviewResponse, Error> {
        self.call().send().await
    }
}

awaits_its_call!(PreviewOrderBuilder<S>, S: IsComplete => types::OrderPreviewResponse);

impl PreviewOrder {
    fn call(self) -> Call<types::OrderPreviewResponse> {
        let operation = &operations::GET_ORDER_PREVIEW;
        let client = self.client.clone();
        let options = self.options.clone();
        let call = match self.body() {
            Ok(body) => Call::new(&client, operation, move |api, _| async move {
                api.get_order_preview(&body).await
            }),
            Err(problems) => Call::invalid(&client, operation, problems),
        };
        call.options(options)
    }

    fn body(self) -> Result<types::OrderPreviewRequest, Problems> {
        let mut problems = self.problems;
        let window = problems.take_window("start_at", "duration_seconds", self.window);
        let node_count = node_count(&mut problems, self.nodes);
        let pool = self.pool.and_then(|pool| problems.take("pool", pool));
        let duration_seconds = window.and_then(|window| duration_seconds(&mut problems, &window));
        let (Some(window), Some(node_count), Some(duration_seconds), true) =
            (window, node_count, duration_seconds, problems.is_empty())
        else {
            return Err(problems);
        };
        let requirements = types::Requirements(self.requirements);
        let start_at = window.start();
        Ok(match self.side {
            types::Side::Sell => types::OrderPreviewRequest::Sell(types::SellOrderPreviewRequest {
                requirements,
                start_at,
                duration_seconds,
                node_count,
                pool,
            }),
            _ => types::OrderPreviewRequest::Buy(types::BuyOrderPreviewRequest {
                requirements,
                start_at,
                duration_seconds,
                node_count,
                pool,
            }),
        })
    }
}

fn duration_seconds(problems: &mut Problems, window: &Window) -> Option<u64> {
    let seconds = window
        .end()
        .seconds_since(window.start())
        .and_then(|s| u64::try_from(s).ok());
    if seconds.is_none() {
        problems.add(Problem::new(
            "duration_seconds",
            window,
            "a window of fewer seconds",
        ));
    }
    seconds
}
