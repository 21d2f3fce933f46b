//! The past of a market: as it opened, and as it was kept under a name, in memory or as data.

use std::sync::Arc;

use sfcompute_types::Timestamp;

use super::{Control, ControlError, held};
use crate::engine::Engine;
use crate::store::{Command, Snapshot};

/// The most snapshots at a time: each is a whole market.
const MOST_SNAPSHOTS: usize = 100;
/// The longest name of a snapshot, in bytes.
const LONGEST_NAME: usize = 255;

/// A market as it was.
#[derive(Debug)]
pub(super) struct Saved {
    engine: Arc<Engine>,
    at: Timestamp,
}

impl Control {
    /// Makes the market as it opened, at the clock's time; with `rewind`, at the time that it
    /// opened at. Tokens stay good.
    ///
    /// # Errors
    /// What the scenario is refused for as of that time; [`ControlError::NotControlled`] where the
    /// clock was to be taken back and cannot be.
    pub fn reset(&self, rewind: bool) -> Result<(), ControlError> {
        let at = match rewind {
            true => self.market.opened_at(),
            false => self.market.now(),
        };
        if rewind {
            self.clock()?;
        }
        self.market.with_engine(|engine| {
            *engine = self.market.made_anew(at)?;
            if rewind {
                self.clock()?.rewind(at);
            }
            self.market.note(engine, at, Command::Reset);
            Ok(())
        })
    }

    /// Keeps the market as it is under a name, in memory; a snapshot of that name is replaced.
    ///
    /// # Errors
    /// [`ControlError::BadSnapshot`] for a name that is empty or longer than 255 bytes, or where
    /// there are 100 others.
    pub fn snapshot(&self, name: &str) -> Result<(), ControlError> {
        self.market.at_its_time(|engine, at| {
            self.check_place(name)?;
            self.keep(name, engine, at);
            let command = Command::Snapshot(name.to_owned());
            self.market.note(engine, at, command);
            Ok(())
        })
    }

    /// Keeps an engine under a name, whatever it is.
    pub(crate) fn keep(&self, name: &str, engine: &Engine, at: Timestamp) {
        let engine = Arc::new(engine.clone());
        let mut snapshots = held(&self.market.control_state().snapshots);
        snapshots.insert(name.to_owned(), Saved { engine, at });
    }

    /// Makes the market what it was at a snapshot. It goes on at the clock's time; with `rewind`,
    /// the clock goes back to the snapshot's.
    ///
    /// # Errors
    /// [`ControlError::NoSnapshot`]; [`ControlError::NotControlled`] where the clock was to be
    /// taken back and cannot be.
    pub fn restore(&self, name: &str, rewind: bool) -> Result<(), ControlError> {
        if rewind {
            self.clock()?;
        }
        self.market.with_engine(|engine| {
            let (saved, at) = self.saved(name)?;
            *engine = Engine::clone(&saved);
            if rewind {
                self.clock()?.rewind(at);
            }
            let command = Command::Restore(name.to_owned());
            self.market.note(engine, at, command);
            Ok(())
        })
    }

    /// The names of the snapshots, each with the market's time when it was made.
    pub fn snapshots(&self) -> Vec<(String, Timestamp)> {
        let snapshots = held(&self.market.control_state().snapshots);
        let named = snapshots.iter();
        named
            .map(|(name, saved)| (name.clone(), saved.at))
            .collect()
    }

    /// Forgets a snapshot.
    ///
    /// # Errors
    /// [`ControlError::NoSnapshot`].
    pub fn forget(&self, name: &str) -> Result<(), ControlError> {
        self.market.with_engine(|engine| {
            let gone = held(&self.market.control_state().snapshots).remove(name);
            gone.ok_or_else(|| ControlError::NoSnapshot(name.to_owned()))?;
            let command = Command::Forget(name.to_owned());
            self.market.note(engine, engine.now(), command);
            Ok(())
        })
    }

    /// A snapshot as JSON text, all of it, to be [imported](Control::import) elsewhere or later.
    ///
    /// # Errors
    /// [`ControlError::NoSnapshot`].
    pub fn export(&self, name: &str) -> Result<String, ControlError> {
        // Nobody waits while it is written.
        let (engine, _) = self.saved(name)?;
        serde_json::to_string(engine.as_ref()).map_err(|error| {
            let message = format!("The snapshot {name:?} cannot be written: {error}.");
            ControlError::BadSnapshot(message)
        })
    }

    /// Keeps what [`export`](Control::export) gave, here or from a market of the same opening, as
    /// the snapshot of this name. It can be restored like any other.
    ///
    /// # Errors
    /// [`ControlError::BadSnapshot`] where the text is no sound market, its settlement, seed, fees
    /// or accounts are not this one's, or as for [`snapshot`](Control::snapshot).
    pub fn import(&self, name: &str, text: &str) -> Result<(), ControlError> {
        let bad = |why: &str| ControlError::BadSnapshot(format!("The data is no snapshot: {why}."));
        let engine: Engine = serde_json::from_str(text).map_err(|error| bad(&error.to_string()))?;
        if let Some(problem) = engine.check_invariants().first() {
            return Err(bad(problem));
        }
        self.market.with_engine(|own| {
            self.check_place(name)?;
            if engine.config() != own.config() {
                return Err(bad("its market is configured otherwise than this one"));
            }
            // Tokens speak for accounts by their keys.
            let accounts = self
                .market
                .accounts()
                .iter()
                .map(|known| known.account.as_str());
            for account in accounts {
                if engine.account_named(account) != own.account_named(account) {
                    return Err(bad(&format!(
                        "it lacks the account `{account}` of this market"
                    )));
                }
            }
            let at = engine.now();
            self.keep(name, &engine, at);
            let command = Command::Import(name.to_owned());
            self.market
                .note_with(own, own.now(), command, text.to_owned().into());
            Ok(())
        })
    }

    /// All snapshots, to be kept on disk.
    pub(crate) fn kept(&self) -> Vec<Snapshot> {
        let snapshots = held(&self.market.control_state().snapshots);
        let kept = snapshots.iter().map(|(name, saved)| Snapshot {
            name: name.clone(),
            at: saved.at,
            engine: Arc::clone(&saved.engine),
        });
        kept.collect()
    }

    /// Has just these snapshots.
    pub(crate) fn keep_all(&self, kept: Vec<Snapshot>) {
        let saved = kept.into_iter().map(|Snapshot { name, at, engine }| {
            let saved = Saved { engine, at };
            (name, saved)
        });
        *held(&self.market.control_state().snapshots) = saved.collect();
    }

    /// The snapshot of this name and the market's time when it was made.
    fn saved(&self, name: &str) -> Result<(Arc<Engine>, Timestamp), ControlError> {
        held(&self.market.control_state().snapshots)
            .get(name)
            .map(|saved| (Arc::clone(&saved.engine), saved.at))
            .ok_or_else(|| ControlError::NoSnapshot(name.to_owned()))
    }

    /// Whether there is room for a snapshot of this name.
    fn check_place(&self, name: &str) -> Result<(), ControlError> {
        if name.is_empty() || name.len() > LONGEST_NAME {
            let message = format!("A snapshot's name is 1 to {LONGEST_NAME} bytes of text.");
            return Err(ControlError::BadSnapshot(message));
        }
        let others = self.snapshots();
        let is_new = !others.iter().any(|(other, _)| other == name);
        if is_new && others.len() >= MOST_SNAPSHOTS {
            let message = format!("There are {MOST_SNAPSHOTS} snapshots; forget one first.");
            return Err(ControlError::BadSnapshot(message));
        }
        Ok(())
    }
}
