//! What the tests across crates have in common.
//!
//! | module | what lives there |
//! |---|---|
//! | [`contract`] | the effective contract, and validators for its schemas, bodies and answers |
//! | [`chaos`] | many orders over a broken network, and then the account |
//! | [`conformance`] | a layer around a server that holds every exchange to the contract |
//! | [`fault_proxy`] | a proxy that breaks what passes through it, by plan, and counts |
//! | [`shape`] | what a JSON schema says, whichever way it is written |
//! | [`instances`] | values made from schemas, and what is left of them after a round trip |
//! | [`parity`] | the contract's schemas against those that the types derive |
//! | [`pattern`], [`random`] | what the three above make texts and numbers from |
//! | [`surface`] | the public surface of a generated file, as text to pin |

pub mod chaos;
pub mod conformance;
pub mod contract;
pub mod fault_proxy;
pub mod instances;
pub mod parity;
pub mod pattern;
pub mod random;
pub mod shape;
pub mod surface;
