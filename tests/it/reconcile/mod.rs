//! What became of a call without an answer: every row of the table of situations and answers.
//!
//! | module | what it holds to |
//! |---|---|
//! | `stand` | a server that stands in for the market, a clock that only a test moves |
//! | `replayed` | the key sent again: what is sent, and what each answer means |
//! | `looked` | listing and matching: orders and transfers |
//! | `replaced` | the same for a replaced instance |
//! | `twins` | two intents with the same terms |
//! | `market` | against the sandbox: made once, whatever is asked |
//! | `market_instances` | the same for a replaced instance |
//! | `recovered` | every open intent of a journal |

mod looked;
mod market;
mod market_instances;
mod recovered;
mod replaced;
mod replayed;
pub mod stand;
mod twins;
