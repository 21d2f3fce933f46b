//! The log on disk: a table of numbered lines, in a database that survives being killed.

use std::fmt::Display;
use std::io;
use std::path::Path;

use bytes::Bytes;
use redb::{
    Database, ReadableDatabase as _, ReadableTable as _, ReadableTableMetadata as _,
    TableDefinition,
};
use sfcompute_types::Timestamp;

use super::{Entry, Line};

/// The database's file in its directory.
const FILE: &str = "sandbox.redb";
/// What the market follows from, by name.
const OPENING: TableDefinition<'_, &str, &str> = TableDefinition::new("opening");
/// Commands by number from 1 on: the entry as JSON text, and the request's body.
const LINES: TableDefinition<'_, u64, (&[u8], &[u8])> = TableDefinition::new("lines");
/// What the store is written as; another one is refused.
const FORMAT: &str = "1";

/// The log of one market.
pub(super) struct Log(Database);

impl Log {
    /// Opens the log in a directory, which is made where it is missing.
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(directory)?;
        let file = directory.join(FILE);
        let database = Database::create(&file).map_err(|error| {
            io::Error::other(format!("{} cannot be opened: {error}", file.display()))
        })?;
        Ok(Self(database))
    }

    /// When the market opened first: `now`, where this is that.
    pub(super) fn opening(&self, label: &str, now: Timestamp) -> io::Result<Timestamp> {
        let change = self.0.begin_write().map_err(failed)?;
        let at = {
            let mut table = change.open_table(OPENING).map_err(failed)?;
            let mut known = |name: &str, value: &str| {
                let old = table.get(name).map_err(failed)?;
                if let Some(old) = old.map(|old| old.value().to_owned()) {
                    return Ok::<_, io::Error>(old);
                }
                table.insert(name, value).map_err(failed)?;
                Ok(value.to_owned())
            };
            let format = known("format", FORMAT)?;
            if format != FORMAT {
                return Err(io::Error::other(format!(
                    "it is of format {format}, not {FORMAT}"
                )));
            }
            let made_for = known("market", label)?;
            if made_for != label {
                return Err(io::Error::other(format!(
                    "it was made for another market ({made_for}, not {label}); start that one, or \
                     choose another directory"
                )));
            }
            known("at", &now.as_seconds().to_string())?
        };
        change.open_table(LINES).map_err(failed)?;
        change.commit().map_err(failed)?;
        at.parse().map(Timestamp::from_seconds).map_err(failed)
    }

    /// The number of lines.
    pub(super) fn length(&self) -> io::Result<u64> {
        let view = self.0.begin_read().map_err(failed)?;
        view.open_table(LINES)
            .map_err(failed)?
            .len()
            .map_err(failed)
    }

    /// Reads all lines, in order.
    pub(super) fn read(
        &self,
        mut each: impl FnMut(Entry, Bytes) -> io::Result<()>,
    ) -> io::Result<()> {
        let view = self.0.begin_read().map_err(failed)?;
        let table = view.open_table(LINES).map_err(failed)?;
        for line in table.iter().map_err(failed)? {
            let (number, line) = line.map_err(failed)?;
            let (entry, body) = line.value();
            let entry = serde_json::from_slice(entry).map_err(|error| {
                io::Error::other(format!("line {} cannot be read: {error}", number.value()))
            })?;
            each(entry, Bytes::copy_from_slice(body))?;
        }
        Ok(())
    }

    /// Writes lines, all or none, and waits until they are on disk.
    pub(super) fn append(&self, lines: &[Line]) -> io::Result<()> {
        let change = self.0.begin_write().map_err(failed)?;
        {
            let mut table = change.open_table(LINES).map_err(failed)?;
            for line in lines {
                let entry = serde_json::to_vec(&line.entry).map_err(failed)?;
                let value = (entry.as_slice(), line.body.as_ref());
                table.insert(line.number, value).map_err(failed)?;
            }
        }
        change.commit().map_err(failed)
    }
}

fn failed(error: impl Display) -> io::Error {
    io::Error::other(error.to_string())
}
