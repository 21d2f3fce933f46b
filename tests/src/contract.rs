//! The effective contract, made from the vendored document and the overlay as they are now.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use openapi_lower::{Document, Overlay, apply_overlay};

pub use sfcompute_sandbox::contract::{Answer, Contract, Matched};

/// The contract that clients and the sandbox are held to.
pub static EFFECTIVE: LazyLock<Result<Contract, String>> = LazyLock::new(|| {
    let mut document = load("openapi/sfc-api.yaml")?;
    let overlay = Overlay::from_path(workspace().join("openapi/overlay.yaml"));
    let overlay = overlay.map_err(|error| error.to_string())?;
    apply_overlay(&mut document, &overlay).map_err(|error| error.to_string())?;
    Ok(Contract::new(document.value))
});

fn load(path: &str) -> Result<Document, String> {
    Document::from_path(workspace().join(path)).map_err(|error| error.to_string())
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
