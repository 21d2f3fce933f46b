//! The builder of a pool.

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, Invalid, Name, Tags, WorkspaceRef};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call, option_methods};
use crate::problem::Problems;

/// A pool about to be created; made by [`Pools::create`](super::Pools::create).
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client) -> Result<(), sfcompute::Error> {
/// let pool = sfc
///     .pools()
///     .create("sfc:workspace:acme:prod")
///     .name("training")
///     .tag("team", "infra")
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is created until it is awaited"]
pub struct CreatePool {
    client: Client,
    workspace: Option<WorkspaceRef>,
    name: Option<Name>,
    tags: Option<Tags>,
    problems: Problems,
    options: CallOptions,
}

impl CreatePool {
    pub(super) fn new(client: &Client, workspace: Result<WorkspaceRef, Invalid>) -> Self {
        let mut problems = Problems::default();
        let workspace = problems.take("workspace", workspace);
        Self {
            client: client.clone(),
            workspace,
            name: None,
            tags: None,
            problems,
            options: CallOptions::default(),
        }
    }

    /// The pool's name, unique in its workspace; the server makes one up when not given.
    pub fn name(mut self, name: impl Input<Name>) -> Self {
        self.name = self.problems.take("name", name.input());
        self
    }

    /// One of the pool's tags; give it again for more, up to 50.
    pub fn tag(mut self, key: &str, value: &str) -> Self {
        let tags = self.tags.get_or_insert_default();
        if let Err(invalid) = tags.insert(key, value) {
            self.problems.add_invalid("tags", &invalid);
        }
        self
    }

    option_methods!();

    /// The call that creates the pool, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::PoolResponse> {
        let operation = &operations::CREATE_POOL;
        let Self {
            client,
            workspace,
            name,
            tags,
            problems,
            options,
        } = self;
        let call = match workspace {
            Some(workspace) if problems.is_empty() => {
                let body = types::CreatePoolRequest {
                    workspace,
                    name,
                    tags,
                };
                Call::new(&client, operation, move |api, _| async move {
                    api.create_pool(&body).await
                })
            }
            _ => Call::invalid(&client, operation, problems),
        };
        call.options(options)
    }

    /// Creates the pool.
    ///
    /// # Errors
    ///
    /// 422 when the name is taken.
    pub async fn send(self) -> Result<types::PoolResponse, Error> {
        self.call().send().await
    }
}

awaits_its_call!(CreatePool => types::PoolResponse);
