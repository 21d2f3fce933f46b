//! Any requests, one after the other, to a market of its own; `src/lib.rs` says what has to hold,
//! and the README how to run it.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    sfcompute_sandbox_fuzz::hold(data);
});
