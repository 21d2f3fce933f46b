//! Any bytes: parsed, overlaid, checked and lowered, none of which may panic; and what comes out
//! lowers to itself.
//!
//! What follows a NUL is the overlay. From the folder of the crate:
//!
//! ```sh
//! cargo fuzz run lower -- -runs=1000000 -max_len=4096
//! ```
//!
//! cargo-fuzz asks for a nightly compiler; a stable one does with `RUSTC_BOOTSTRAP=1`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openapi_lower::{
    CheckOptions, Document, LowerOptions, Overlay, TaggedUnions, apply_overlay, check, lower,
};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (text, overlay) = text.split_once('\0').unwrap_or((text, ""));
    let Ok(mut document) = Document::parse("fuzz", text) else {
        return;
    };
    if let Ok(overlay) = Overlay::parse("overlay", overlay) {
        // An overlay that does not apply may have changed a part; the rest is as good a document.
        let _ = apply_overlay(&mut document, &overlay);
    }
    let rules = CheckOptions::new().require_operation_extension("x-safety", &["read"]);
    let _ = check(&document, &rules);
    for choice in [TaggedUnions::Mark, TaggedUnions::Keep] {
        let options = LowerOptions::new().tagged_unions(choice);
        if let Ok(once) = lower(&document, &options) {
            let lowered = Document::new("lowered", once.document);
            let again = lower(&lowered, &options).expect("a lowered document lowers");
            assert_eq!(again.document, lowered.value, "a lowered document lowers to itself");
        }
    }
});
