#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sfcompute::fuzzing::hold("dollars", data));
