//! The log on disk: a table of numbered lines, in a database that survives being killed.

use std::fmt::Display;
use std::io;
use std::path::Path;

use bytes::Bytes;
use redb::{Database, ReadableDatabase as _, ReadableTable as _, TableDefinition};
use sfcompute_types::Timestamp;

use super::state::State;
use super::{Covering, Entry, Line};

/// The database's file in its directory.
const FILE: &str = "sandbox.redb";
/// What the market follows from, by name.
const OPENING: TableDefinition<'_, &str, &str> = TableDefinition::new("opening");
/// Commands by number from 1 on, but for those that are in the state: the entry as JSON text, and
/// the request's body.
const LINES: TableDefinition<'_, u64, (&[u8], &[u8])> = TableDefinition::new("lines");
/// The market as it was written last, in pieces by number.
const STATE: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("state");
/// The name in [`OPENING`] of the number of the last command that is in the state.
const COVERED: &str = "covered";
/// The most bytes of a piece.
const PIECE: usize = 1 << 20;
/// What the store is written as; another one is refused.
const FORMAT: &str = "2";

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
        change.open_table(STATE).map_err(failed)?;
        change.commit().map_err(failed)?;
        at.parse().map(Timestamp::from_seconds).map_err(failed)
    }

    /// The number of the last command that is in the state; 0 where none was written.
    pub(super) fn covered(&self) -> io::Result<u64> {
        let view = self.0.begin_read().map_err(failed)?;
        let table = view.open_table(OPENING).map_err(failed)?;
        match table.get(COVERED).map_err(failed)? {
            Some(number) => number.value().parse().map_err(failed),
            None => Ok(0),
        }
    }

    /// The number of the last command.
    pub(super) fn last(&self) -> io::Result<u64> {
        let view = self.0.begin_read().map_err(failed)?;
        let table = view.open_table(LINES).map_err(failed)?;
        match table.last().map_err(failed)? {
            Some((number, _)) => Ok(number.value()),
            None => self.covered(),
        }
    }

    /// The market as it was written last, if it was.
    pub(super) fn state(&self) -> io::Result<Option<State>> {
        let view = self.0.begin_read().map_err(failed)?;
        let table = view.open_table(STATE).map_err(failed)?;
        let mut text = Vec::new();
        for piece in table.iter().map_err(failed)? {
            let (_, piece) = piece.map_err(failed)?;
            text.extend_from_slice(piece.value());
        }
        if text.is_empty() {
            return Ok(None);
        }
        let state = State::from_text(&text);
        let unread = |error| io::Error::other(format!("its state cannot be read: {error}"));
        state.map(Some).map_err(unread)
    }

    /// Reads all lines that are not in the state, in order.
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

    /// Writes lines, and in the place of those that it covers a state, where there is one. All is
    /// on disk when this returns, or none.
    pub(super) fn append(&self, lines: &[Line], state: Option<&Covering>) -> io::Result<()> {
        let change = self.0.begin_write().map_err(failed)?;
        {
            let mut table = change.open_table(LINES).map_err(failed)?;
            for line in lines {
                let entry = serde_json::to_vec(&line.entry).map_err(failed)?;
                let value = (entry.as_slice(), line.body.as_ref());
                table.insert(line.number, value).map_err(failed)?;
            }
            if let Some(Covering { last, .. }) = state {
                table.retain(|number, _| number > *last).map_err(failed)?;
            }
        }
        if let Some(Covering { last, text }) = state {
            let mut pieces = change.open_table(STATE).map_err(failed)?;
            pieces.retain(|_, _| false).map_err(failed)?;
            for (number, piece) in (0..).zip(text.chunks(PIECE)) {
                pieces.insert(number, piece).map_err(failed)?;
            }
            let mut table = change.open_table(OPENING).map_err(failed)?;
            let last = last.to_string();
            table.insert(COVERED, last.as_str()).map_err(failed)?;
        }
        change.commit().map_err(failed)
    }
}

fn failed(error: impl Display) -> io::Error {
    io::Error::other(error.to_string())
}
