//! Writing generated files, or showing how those on disk differ from them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// A file that this tool owns, and what it should hold.
pub struct Target {
    /// Where it stands.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

impl Target {
    /// Writes the file unless it already holds this text; says whether it wrote.
    pub fn write(&self) -> io::Result<bool> {
        if read(&self.path)?.as_deref() == Some(self.text.as_str()) {
            return Ok(false);
        }
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.text)?;
        Ok(true)
    }

    /// How the file on disk differs from this text, as a unified diff; nothing when it does not.
    pub fn difference(&self, shown_as: &str) -> io::Result<Option<String>> {
        let on_disk = read(&self.path)?.unwrap_or_default();
        if on_disk == self.text {
            return Ok(None);
        }
        let diff = TextDiff::from_lines(on_disk.as_str(), self.text.as_str());
        let text = diff
            .unified_diff()
            .context_radius(3)
            .header(&format!("a/{shown_as}"), &format!("b/{shown_as}"))
            .to_string();
        Ok(Some(text))
    }
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(name: &str, text: &str) -> Target {
        let folder = std::env::temp_dir().join(format!("xtask-freshness-{}", std::process::id()));
        Target {
            path: folder.join(name),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_missing_file_is_all_new() {
        let target = target("missing.rs", "fn a() {}\n");
        let diff = target.difference("src/missing.rs").unwrap().unwrap();
        assert_eq!(
            diff,
            "--- a/src/missing.rs\n+++ b/src/missing.rs\n@@ -0,0 +1 @@\n+fn a() {}\n"
        );
    }

    #[test]
    fn writing_makes_it_fresh_and_only_once() {
        let target = target("fresh.rs", "fn a() {}\n");
        assert!(target.write().unwrap());
        assert!(!target.write().unwrap());
        assert_eq!(target.difference("fresh.rs").unwrap(), None);
        let stale = Target {
            path: target.path.clone(),
            text: "fn b() {}\n".to_owned(),
        };
        let diff = stale.difference("fresh.rs").unwrap().unwrap();
        assert!(diff.contains("-fn a() {}\n+fn b() {}\n"), "{diff}");
        fs::remove_file(&target.path).unwrap();
    }
}
