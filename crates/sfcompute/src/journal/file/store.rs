//! What the file holds, and each step on it.

use std::fs::{File, OpenOptions};
use std::path::Path;

use redb::backends::FileBackend;
use redb::{
    Database, DatabaseError, ReadableDatabase as _, ReadableTable as _, TableDefinition,
    WriteTransaction,
};
use sfcompute_types::{Invalid, Timestamp};

use super::worker::Failure;
use crate::idempotency::IdempotencyKey;
use crate::intent::{Intent, later};
use crate::journal::memory::oldest_first;
use crate::journal::{JournalError, Made, Outcome, Recorded};

/// The version of this layout.
const VERSION: i64 = 1;
/// How much of the file is kept in memory.
const CACHE: usize = 8 * 1024 * 1024;

/// `version`: the layout's.
const ABOUT: TableDefinition<'_, &str, i64> = TableDefinition::new("about");
/// Each key's intent, in its written form.
const INTENTS: TableDefinition<'_, &str, &str> = TableDefinition::new("intents");
/// The open ones, with the Unix second until which each is in somebody's hands.
const OPEN: TableDefinition<'_, &str, i64> = TableDefinition::new("open");
/// The settled ones by first attempt: whether it was done, and the id of what was made.
const SETTLED: TableDefinition<'_, (i64, &str), (bool, Option<&str>)> =
    TableDefinition::new("settled");

/// Nobody holds it.
const FREE: i64 = i64::MIN;

/// Opens the file, or makes it; only this process may have it open.
pub(super) fn open(path: &Path) -> Result<Database, JournalError> {
    let because = |what: &str, cause: Box<dyn std::error::Error + Send + Sync>| {
        JournalError::new(format!("the journal {} {what}", path.display())).because(cause)
    };
    let is_new = !path.exists();
    let file = open_file(path).map_err(|error| because("cannot be opened", error.into()))?;
    let backend =
        FileBackend::new(file).map_err(|error| because("cannot be opened", error.into()))?;
    let database = Database::builder()
        .set_cache_size(CACHE)
        .set_check_integrity_on_open(true)
        .create_with_backend(backend)
        .map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
                JournalError::new(format!(
                    "the journal {} is open in another client or process; one file serves one \
                     client and its clones (share the client, or give each process its own file \
                     or a PostgreSQL journal)",
                    path.display()
                ))
            }
            error => because(
                "is damaged or no journal; move it away to start a new one, and reconcile by hand \
                 what it may have held",
                error.into(),
            ),
        })?;
    prepare(&database).map_err(|failure| match failure {
        Failure::Refused(error) => error,
        Failure::Store(error) => because("cannot be read or written", error.into()),
    })?;
    if is_new {
        flush_folder(path).map_err(|error| because("cannot be flushed to disk", error.into()))?;
    }
    Ok(database)
}

/// Bodies may hold what is private, so only the owner may read the file.
fn open_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A new file's name is on disk only when its folder is.
fn flush_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Makes what is missing, and frees what a process that is gone has left open.
fn prepare(database: &Database) -> Result<(), Failure> {
    let found = match database.begin_read()?.open_table(ABOUT) {
        Ok(about) => about.get("version")?.map(|version| version.value()),
        Err(redb::TableError::TableDoesNotExist(_)) => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(version) = found.filter(|version| *version != VERSION) {
        return Err(Failure::Refused(JournalError::new(format!(
            "the journal's file has version {version}, and this SDK reads version {VERSION}; use \
             the SDK that wrote it"
        ))));
    }
    let transaction = database.begin_write()?;
    {
        transaction.open_table(ABOUT)?.insert("version", VERSION)?;
        transaction.open_table(INTENTS)?;
        transaction.open_table(SETTLED)?;
        let mut open = transaction.open_table(OPEN)?;
        let keys: Vec<String> = open
            .iter()?
            .map(|entry| entry.map(|(key, _)| key.value().to_owned()))
            .collect::<Result<_, _>>()?;
        for key in keys {
            open.insert(key.as_str(), FREE)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// The intent under a key.
fn intent(transaction: &WriteTransaction, key: &str) -> Result<Option<Intent>, Failure> {
    let intents = transaction.open_table(INTENTS)?;
    let Some(text) = intents.get(key)? else {
        return Ok(None);
    };
    match Intent::from_json(text.value()) {
        Ok(intent) => Ok(Some(intent)),
        Err(invalid) => Err(Failure::Refused(
            JournalError::new(format!(
                "the journal's entry for the idempotency key {key} cannot be read"
            ))
            .because(invalid),
        )),
    }
}

pub(super) fn record(transaction: &WriteTransaction, new: &Intent) -> Result<Recorded, Failure> {
    let key = new.idempotency_key().as_str();
    let Some(known) = intent(transaction, key)? else {
        write_open(transaction, new, new.last_attempt_by().as_seconds())?;
        return Ok(Recorded::First);
    };
    if !known.is_same_call(new) {
        let reused = JournalError::key_reused(new.idempotency_key());
        return Err(Failure::Refused(reused));
    }
    let held = transaction
        .open_table(OPEN)?
        .get(key)?
        .map(|held| held.value());
    if held.is_none() {
        let at = (known.first_attempt_at().as_seconds(), key);
        let mut settled = transaction.open_table(SETTLED)?;
        let done = settled.get(at)?.is_some_and(|entry| entry.value().0);
        if done {
            return Ok(Recorded::Again);
        }
        settled.remove(at)?;
    }
    let until = new.last_attempt_by().as_seconds();
    write_open(
        transaction,
        &known.sent_again(new),
        until.max(held.unwrap_or(FREE)),
    )?;
    Ok(match held {
        Some(_) => Recorded::Again,
        None => Recorded::First,
    })
}

fn write_open(
    transaction: &WriteTransaction,
    intent: &Intent,
    held_until: i64,
) -> Result<(), Failure> {
    let key = intent.idempotency_key().as_str();
    let text = intent.to_json();
    transaction.open_table(OPEN)?.insert(key, held_until)?;
    transaction
        .open_table(INTENTS)?
        .insert(key, text.as_str())?;
    Ok(())
}

pub(super) fn settle(
    transaction: &WriteTransaction,
    key: &str,
    outcome: &Outcome,
) -> Result<(), Failure> {
    let Some(intent) = intent(transaction, key)? else {
        return Ok(());
    };
    let at = (intent.first_attempt_at().as_seconds(), key);
    let (done, made) = match outcome {
        Outcome::Done { resource } => (true, resource.as_deref()),
        Outcome::NeverHappened => (false, None),
    };
    let mut settled = transaction.open_table(SETTLED)?;
    let already_done = settled.get(at)?.is_some_and(|entry| entry.value().0);
    if !already_done {
        settled.insert(at, (done, made))?;
    }
    transaction.open_table(OPEN)?.remove(key)?;
    Ok(())
}

pub(super) fn release(transaction: &WriteTransaction, key: &str) -> Result<(), Failure> {
    let mut open = transaction.open_table(OPEN)?;
    let is_open = open.get(key)?.is_some();
    if is_open {
        open.insert(key, FREE)?;
    }
    Ok(())
}

/// The open intents whose holder's time has passed at `now`, or all of them.
pub(super) fn open_intents(
    transaction: &WriteTransaction,
    now: Option<Timestamp>,
) -> Result<Vec<Intent>, Failure> {
    let open = transaction.open_table(OPEN)?;
    let mut found = Vec::new();
    for entry in open.iter()? {
        let (key, held_until) = entry?;
        if now.is_none_or(|now| held_until.value() < now.as_seconds()) {
            found.extend(intent(transaction, key.value())?);
        }
    }
    oldest_first(&mut found);
    Ok(found)
}

pub(super) fn claim(
    transaction: &WriteTransaction,
    now: Timestamp,
    lease: std::time::Duration,
    most: usize,
) -> Result<Vec<Intent>, Failure> {
    let mut claimed = open_intents(transaction, Some(now))?;
    claimed.truncate(most);
    let mut open = transaction.open_table(OPEN)?;
    for intent in &claimed {
        let key = intent.idempotency_key().as_str();
        open.insert(key, later(now, lease).as_seconds())?;
    }
    Ok(claimed)
}

pub(super) fn made(transaction: &WriteTransaction, since: Timestamp) -> Result<Vec<Made>, Failure> {
    let settled = transaction.open_table(SETTLED)?;
    let mut made = Vec::new();
    for entry in settled.range((since.as_seconds(), "")..)? {
        let (at, entry) = entry?;
        if let Some(resource) = entry.value().1 {
            made.push(Made {
                idempotency_key: readable(at.value().1)?,
                resource: resource.to_owned(),
            });
        }
    }
    Ok(made)
}

fn readable(key: &str) -> Result<IdempotencyKey, Failure> {
    key.parse().map_err(|invalid: Invalid| {
        let what = "an entry of the journal's file cannot be read";
        Failure::Refused(JournalError::new(what).because(invalid))
    })
}

pub(super) fn forget(transaction: &WriteTransaction, before: Timestamp) -> Result<u64, Failure> {
    let mut settled = transaction.open_table(SETTLED)?;
    let mut intents = transaction.open_table(INTENTS)?;
    let mut count = 0_u64;
    let old: Vec<(i64, String)> = settled
        .range(..(before.as_seconds(), ""))?
        .map(|entry| {
            entry.map(|(at, _)| {
                let (first_attempt_at, key) = at.value();
                (first_attempt_at, key.to_owned())
            })
        })
        .collect::<Result<_, _>>()?;
    for (first_attempt_at, key) in old {
        settled.remove((first_attempt_at, key.as_str()))?;
        intents.remove(key.as_str())?;
        count = count.saturating_add(1);
    }
    Ok(count)
}
