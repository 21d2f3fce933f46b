#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sfcompute_types_fuzz::hold("price", data));
