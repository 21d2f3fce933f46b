//! Findings written for people, for programs and for the tools of the field.

mod counts;

pub use counts::Counts;
