//! One connection to the database, made again when it breaks.

use std::sync::Arc;
use std::time::Duration;

use sfcompute_api::BoxFuture;
use tokio::sync::Mutex;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error, Row, Socket};

use crate::journal::JournalError;

/// The version of the tables that this SDK makes and uses.
const VERSION: i32 = 1;
const SCHEMA: &str = include_str!("schema.sql");
/// Held while the tables are made, so that processes that start at once do not collide.
const SCHEMA_LOCK: &str = "SELECT pg_advisory_xact_lock(7310868735415087)";

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(20);
const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '10s'";

type Connect = Box<dyn Fn() -> BoxFuture<'static, Result<Client, Error>> + Send + Sync>;

pub(super) struct Connection {
    connect: Connect,
    /// Statements share it; whoever finds it broken makes a new one.
    client: Mutex<Arc<Client>>,
}

impl Connection {
    pub(super) async fn open<T>(mut config: Config, tls: T) -> Result<Self, JournalError>
    where
        T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        T::Stream: Send + 'static,
        T::TlsConnect: Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("sfcompute-journal");
        }
        let connect: Connect = Box::new(move || {
            let (config, tls) = (config.clone(), tls.clone());
            Box::pin(async move {
                let (client, connection) = config.connect(tls).await?;
                // It ends with the client; its failure shows in the client's next statement.
                tokio::spawn(connection);
                client.batch_execute(STATEMENT_TIMEOUT).await?;
                Ok(client)
            })
        });
        let client = connect()
            .await
            .map_err(|error| failed("cannot be reached", error))?;
        prepare(&client).await?;
        Ok(Self {
            connect,
            client: Mutex::new(Arc::new(client)),
        })
    }

    /// The rows that a statement gives. It is made again once when the connection breaks under
    /// it, so it must be one that may be.
    pub(super) async fn query(
        &self,
        statement: &'static str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, JournalError> {
        let client = self.client(None).await?;
        match client.query(statement, values).await {
            Err(error) if is_broken(&error) => {
                let again = self.client(Some(&client)).await?;
                again.query(statement, values).await
            }
            first => first,
        }
        .map_err(|error| failed("cannot be read or written", error))
    }

    /// How many rows a statement changes; made again as [`query`](Self::query).
    pub(super) async fn execute(
        &self,
        statement: &'static str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, JournalError> {
        let client = self.client(None).await?;
        match client.execute(statement, values).await {
            Err(error) if is_broken(&error) => {
                let again = self.client(Some(&client)).await?;
                again.execute(statement, values).await
            }
            first => first,
        }
        .map_err(|error| failed("cannot be read or written", error))
    }

    /// The client, or a new one when it is the broken one.
    async fn client(&self, broken: Option<&Arc<Client>>) -> Result<Arc<Client>, JournalError> {
        let mut client = self.client.lock().await;
        if client.is_closed() || broken.is_some_and(|broken| Arc::ptr_eq(broken, &client)) {
            let new = (self.connect)()
                .await
                .map_err(|error| failed("cannot be reached again", error))?;
            *client = Arc::new(new);
        }
        Ok(Arc::clone(&client))
    }
}

/// Whether it is the connection that failed, and not the statement.
fn is_broken(error: &Error) -> bool {
    match error.code() {
        // 08: connection exceptions; 57P: the server is ending, or has ended the connection.
        Some(state) => ["08", "57P"]
            .iter()
            .any(|class| state.code().starts_with(class)),
        None => error.is_closed() || is_io(error),
    }
}

fn is_io(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

/// Makes the tables when they are not there. A role that may not make tables can use those that
/// are.
async fn prepare(client: &Client) -> Result<(), JournalError> {
    let broken = |error| failed("has no tables, and they cannot be made", error);
    let there = client
        .query_one(
            "SELECT to_regclass('sfcompute_journal_version') IS NOT NULL
                AND to_regclass('sfcompute_intents') IS NOT NULL",
            &[],
        )
        .await
        .and_then(|row| row.try_get::<_, bool>(0))
        .map_err(broken)?;
    if !there {
        let script = format!("BEGIN; {SCHEMA_LOCK}; {SCHEMA} COMMIT;");
        if let Err(error) = client.batch_execute(&script).await {
            // The script's transaction is still open, and ends here or with the connection.
            let _ = client.batch_execute("ROLLBACK").await;
            return Err(broken(error));
        }
    }
    let version: Option<i32> = client
        .query_one("SELECT max(version) FROM sfcompute_journal_version", &[])
        .await
        .and_then(|row| row.try_get(0))
        .map_err(|error| failed("cannot be read", error))?;
    match version {
        Some(VERSION) => Ok(()),
        other => Err(JournalError::new(format!(
            "the journal's tables have version {}, and this SDK uses version {VERSION}; use the \
             SDK that made them, or another schema",
            other.map_or("none".to_owned(), |version| version.to_string())
        ))),
    }
}

/// The database's own words say what is wrong; they hold no values of a row.
fn failed(what: &str, error: Error) -> JournalError {
    let what = match error.as_db_error() {
        Some(said) => format!("the journal's database {what} ({})", said.message()),
        None => format!("the journal's database {what}"),
    };
    JournalError::new(what).because(error)
}
