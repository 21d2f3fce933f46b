//! What the tests across crates have in common.
//!
//! | module | what lives there |
//! |---|---|
//! | [`contract`] | the effective contract, and validators for its schemas, bodies and answers |
//! | [`conformance`] | a layer around a server that holds every exchange to the contract |
//! | [`surface`] | the public surface of a generated file, as text to pin |

pub mod conformance;
pub mod contract;
pub mod surface;
