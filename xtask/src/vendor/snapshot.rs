//! Where snapshots are kept, and which is the last.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use openapi_lower::Document;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Error;

/// The folder of snapshots from the workspace's root; git ignores it.
const FOLDER: &str = "openapi/snapshots";

/// A snapshot that was written.
#[derive(Debug)]
pub struct Kept {
    /// The document's file; beside it stands one with date, source and hash.
    pub path: PathBuf,
    /// The hash of that file.
    pub sha256: String,
}

/// Writes a snapshot: its name begins with the time, so that the last sorts last.
pub fn write(root: &Path, from: &str, document: &Document, now: Timestamp) -> Result<Kept, Error> {
    let mut text = serde_json::to_string_pretty(&document.value)?;
    text.push('\n');
    let mut sha256 = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| Error::File(folder.clone(), error))?;
    let time = now
        .to_zoned(TimeZone::UTC)
        .strftime("%Y-%m-%dT%H%M%SZ")
        .to_string();
    let stem = format!("{time}-{}", sha256.get(..12).unwrap_or(&sha256));
    let path = folder.join(format!("{stem}.json"));
    let mut about = serde_json::to_string_pretty(&json!({
        "from": from,
        "taken": now.to_string(),
        "sha256": sha256,
    }))?;
    about.push('\n');
    for (path, text) in [
        (path.clone(), text),
        (folder.join(format!("{stem}.about")), about),
    ] {
        fs::write(&path, text).map_err(|error| Error::File(path, error))?;
    }
    Ok(Kept { path, sha256 })
}

/// The last snapshot that was taken.
pub fn last(root: &Path) -> Result<PathBuf, Error> {
    let folder = root.join(FOLDER);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    files.pop().ok_or(Error::NoSnapshot(folder))
}
