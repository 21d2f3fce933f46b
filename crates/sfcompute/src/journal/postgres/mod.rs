//! The journal of a fleet: one table of a PostgreSQL database, shared by any number of processes.
//!
//! | module | what lives there |
//! |---|---|
//! | `connection` | connecting, connecting again, and the schema |
//! | `schema.sql` | the tables |

mod connection;

use std::fmt;
use std::time::Duration;

use sfcompute_api::BoxFuture;
use sfcompute_types::{Invalid, Timestamp};
use tokio_postgres::tls::{MakeTlsConnect, NoTls, TlsConnect};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, Row, Socket};

use super::{Journal, JournalError, Made, Outcome, Recorded};
use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;
use connection::Connection;

/// A journal in a PostgreSQL database (12 or later), for fleets of processes.
///
/// Each process opens its own with the same database. An intent that one of them leaves open is
/// claimed by exactly one other, for as long as its lease lasts; leases are measured by the
/// database's clock, since the clocks of a fleet differ. The `now` that [`claim`](Journal::claim)
/// is given is therefore not used.
///
/// It takes one connection, makes it again when it breaks, and repeats a statement that a broken
/// connection has left in doubt, since each may be repeated. The tables `sfcompute_intents` and
/// `sfcompute_journal_version` are made in the connection's schema when they are not there; several
/// processes may start at once. A journal is for one account on one base URL: give each its own
/// schema (`options=-csearch_path=…`).
///
/// Unless the configuration says otherwise, connecting takes at most 10 seconds, and a connection
/// whose other end is silent is given up after 20. A statement takes at most 10.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use sfcompute::Client;
/// use sfcompute::journal::PostgresJournal;
///
/// let journal = PostgresJournal::connect("host=/run/postgresql dbname=trading").await?;
/// let sfc = Client::builder().from_env()?.journal(journal).build()?;
/// # Ok(())
/// # }
/// ```
pub struct PostgresJournal {
    connection: Connection,
}

impl PostgresJournal {
    /// Connects without TLS, for a database on this machine or in a network that is safe as it is,
    /// and makes the tables when they are not there.
    ///
    /// `config` is a connection string: `host=… user=… dbname=…`, or a `postgresql://` URL.
    ///
    /// # Errors
    ///
    /// When the string is no configuration, the database cannot be reached, or it holds the tables
    /// of a newer version.
    pub async fn connect(config: &str) -> Result<Self, JournalError> {
        Self::connect_with(config, NoTls).await
    }

    /// Connects with TLS, such as that of the crate `tokio-postgres-rustls` or
    /// `postgres-native-tls`.
    ///
    /// # Errors
    ///
    /// As [`connect`](Self::connect).
    pub async fn connect_with<T>(config: &str, tls: T) -> Result<Self, JournalError>
    where
        T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        T::Stream: Send + 'static,
        T::TlsConnect: Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        // The parser's own words may repeat the string, and it may hold a password.
        let config: Config = config.parse().map_err(|_| {
            JournalError::new(
                "the journal's connection string is none: give host=… user=… dbname=…, or a \
                 postgresql:// URL",
            )
        })?;
        let connection = Connection::open(config, tls).await?;
        Ok(Self { connection })
    }
}

impl fmt::Debug for PostgresJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal").finish_non_exhaustive()
    }
}

/// Gives no row when the key is another call's, else whether no attempt is known from before.
const RECORD: &str = "
    WITH before AS (
        SELECT done FROM sfcompute_intents WHERE idempotency_key = $1
    ), written AS (
        INSERT INTO sfcompute_intents AS known
            (idempotency_key, operation, base_url, caller, path, body,
             first_attempt_at, last_attempt_by, held_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7::bigint, $8::bigint,
                -- At most a hundred years, which an interval can hold.
                now() + make_interval(secs => least($8::bigint - $7::bigint, 3153600000)))
        ON CONFLICT (idempotency_key) DO UPDATE SET
            caller           = excluded.caller,
            first_attempt_at = least(known.first_attempt_at, excluded.first_attempt_at),
            last_attempt_by  = greatest(known.last_attempt_by, excluded.last_attempt_by),
            held_until       = greatest(known.held_until, excluded.held_until),
            done             = CASE WHEN known.done THEN true END
        WHERE (known.operation, known.base_url, known.path, known.body)
            = (excluded.operation, excluded.base_url, excluded.path, excluded.body)
        RETURNING xmax = 0 AS inserted
    )
    SELECT inserted OR coalesce((SELECT NOT done FROM before), false) FROM written";

const SETTLE: &str = "
    UPDATE sfcompute_intents SET done = $2, resource = $3
    WHERE idempotency_key = $1 AND done IS NOT TRUE";

const RELEASE: &str = "
    UPDATE sfcompute_intents SET held_until = '-infinity'
    WHERE idempotency_key = $1 AND done IS NULL";

const OPEN: &str = "
    SELECT idempotency_key, operation, base_url, caller, path, body,
           first_attempt_at, last_attempt_by
    FROM sfcompute_intents WHERE done IS NULL
    ORDER BY first_attempt_at, idempotency_key COLLATE \"C\"";

const CLAIM: &str = "
    WITH free AS (
        SELECT idempotency_key FROM sfcompute_intents
        WHERE done IS NULL AND held_until < now()
        ORDER BY first_attempt_at, idempotency_key
        LIMIT $1 FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE sfcompute_intents AS known
        SET held_until = now() + make_interval(secs => least($2::bigint, 3153600000))
        FROM free WHERE known.idempotency_key = free.idempotency_key
        RETURNING known.idempotency_key, operation, base_url, caller, path, body,
                  first_attempt_at, last_attempt_by
    )
    SELECT * FROM claimed ORDER BY first_attempt_at, idempotency_key COLLATE \"C\"";

const MADE: &str = "
    SELECT idempotency_key, resource FROM sfcompute_intents
    WHERE done AND resource IS NOT NULL AND first_attempt_at >= $1";

const FORGET: &str = "
    DELETE FROM sfcompute_intents WHERE done IS NOT NULL AND first_attempt_at < $1";

fn unreadable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> JournalError {
    JournalError::new("an entry of the journal's database cannot be read").because(cause)
}

/// The intent of a row, held to the same as one that is read from anywhere else.
fn intent(row: &Row) -> Result<Intent, JournalError> {
    const TEXTS: [&str; 6] = [
        "idempotency_key",
        "operation",
        "base_url",
        "caller",
        "path",
        "body",
    ];
    let mut fields = serde_json::Map::new();
    fields.insert("version".to_owned(), Intent::VERSION.into());
    for name in TEXTS {
        let text: String = row.try_get(name).map_err(unreadable)?;
        fields.insert(name.to_owned(), text.into());
    }
    for name in ["first_attempt_at", "last_attempt_by"] {
        let time: i64 = row.try_get(name).map_err(unreadable)?;
        fields.insert(name.to_owned(), time.into());
    }
    Intent::from_fields(fields).map_err(unreadable)
}

fn made(row: &Row) -> Result<Made, JournalError> {
    let key: String = row.try_get(0).map_err(unreadable)?;
    Ok(Made {
        idempotency_key: key
            .parse()
            .map_err(|invalid: Invalid| unreadable(invalid))?,
        resource: row.try_get(1).map_err(unreadable)?,
    })
}

impl PostgresJournal {
    async fn rows(
        &self,
        statement: &'static str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, JournalError> {
        self.connection.query(statement, values).await
    }
}

impl Journal for PostgresJournal {
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
        Box::pin(async move {
            let written = self
                .rows(
                    RECORD,
                    &[
                        &intent.idempotency_key().as_str(),
                        &intent.operation().id,
                        &intent.base_url(),
                        &intent.caller(),
                        &intent.path(),
                        &intent.body(),
                        &intent.first_attempt_at().as_seconds(),
                        &intent.last_attempt_by().as_seconds(),
                    ],
                )
                .await?;
            let Some(row) = written.first() else {
                return Err(JournalError::key_reused(intent.idempotency_key()));
            };
            match row.try_get(0).map_err(unreadable)? {
                true => Ok(Recorded::First),
                false => Ok(Recorded::Again),
            }
        })
    }

    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            let (done, resource) = match outcome {
                Outcome::Done { resource } => (true, resource),
                Outcome::NeverHappened => (false, None),
            };
            self.rows(SETTLE, &[&key.as_str(), &done, &resource])
                .await?;
            Ok(())
        })
    }

    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            self.rows(RELEASE, &[&key.as_str()]).await?;
            Ok(())
        })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        Box::pin(async move { self.rows(OPEN, &[]).await?.iter().map(intent).collect() })
    }

    fn claim(
        &self,
        _now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        Box::pin(async move {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let seconds = i64::try_from(lease.as_secs()).unwrap_or(i64::MAX);
            let claimed = self.rows(CLAIM, &[&most, &seconds]).await?;
            claimed.iter().map(intent).collect()
        })
    }

    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
        Box::pin(async move {
            let rows = self.rows(MADE, &[&since.as_seconds()]).await?;
            rows.iter().map(made).collect()
        })
    }

    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
        Box::pin(async move {
            self.connection
                .execute(FORGET, &[&before.as_seconds()])
                .await
        })
    }
}
