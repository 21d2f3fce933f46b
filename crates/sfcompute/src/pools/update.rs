//! The builder of a change to a pool.

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, Invalid, Name, Patch, PoolRef, Tags};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call, option_methods};
use crate::problem::Problems;

/// A change to a pool; made by [`Pools::update`](super::Pools::update). What is not set stays as
/// it is.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client) -> Result<(), sfcompute::Error> {
/// let pool = sfc.pools().update("sfc:pool:acme:prod:training").name("research").clear_tags().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is changed until it is awaited"]
pub struct UpdatePool {
    client: Client,
    id: Option<PoolRef>,
    body: types::PatchPoolRequest,
    problems: Problems,
    options: CallOptions,
}

impl UpdatePool {
    pub(super) fn new(client: &Client, id: Result<PoolRef, Invalid>) -> Self {
        let mut problems = Problems::default();
        let id = problems.take("id", id);
        let body = types::PatchPoolRequest {
            name: Patch::Keep,
            tags: Patch::Keep,
        };
        Self {
            client: client.clone(),
            id,
            body,
            problems,
            options: CallOptions::default(),
        }
    }

    /// A new name. The pool's resource path changes with it; its id does not.
    pub fn name(mut self, name: impl Input<Name>) -> Self {
        if let Some(name) = self.problems.take("name", name.input()) {
            self.body.name = Patch::Set(name);
        }
        self
    }

    /// New tags in place of all that the pool has.
    pub fn tags(mut self, tags: Tags) -> Self {
        for invalid in tags.check() {
            self.problems.add_invalid("tags", &invalid);
        }
        self.body.tags = Patch::Set(tags);
        self
    }

    /// Takes all tags off the pool.
    pub fn clear_tags(mut self) -> Self {
        self.body.tags = Patch::Clear;
        self
    }

    option_methods!();

    /// The call that changes the pool, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::PoolResponse> {
        let operation = &operations::UPDATE_POOL;
        let Self {
            client,
            id,
            body,
            problems,
            options,
        } = self;
        let call = match id {
            Some(id) if problems.is_empty() => {
                Call::new(&client, operation, move |api, _| async move {
                    api.update_pool(&id, &body).await
                })
            }
            _ => Call::invalid(&client, operation, problems),
        };
        call.options(options)
    }

    /// Changes the pool.
    ///
    /// # Errors
    ///
    /// 422 when the name is taken.
    pub async fn send(self) -> Result<types::PoolResponse, Error> {
        self.call().send().await
    }
}

awaits_its_call!(UpdatePool => types::PoolResponse);
