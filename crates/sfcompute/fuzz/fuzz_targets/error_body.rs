#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sfcompute::fuzzing::hold("error_body", data));
