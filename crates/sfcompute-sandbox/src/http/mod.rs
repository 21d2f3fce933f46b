//! The contract's operations over HTTP, in front of an engine.
//!
//! | module | what lives there |
//! |---|---|
//! | `routes` | the table: each operation of the contract with its handler; the router made from it |
//! | `exchange` | what every request goes through: request id, token, body, clock, answer |
//! | `declared` | what the contract declares of an operation's errors and bodies |
//! | `interfere` | what happens on the way where rules say so: faults and rate limits |
//! | `control` | the sandbox's own surface under `/_sandbox` |
//! | `admission` | who may use that surface |
//! | `page` | the page at `/`, and the stream that keeps it up to date |
//! | `repeat` | requests that the store kept, carried out again |
//! | `strict` | answers, held to the contract before they go out |
//! | `problem` | what is wrong with a request, and the one form of all errors |
//! | `body`, `query` | reading what was sent, field by field, with all problems at once |
//! | `list`, `cursor` | pages and the text that leads from one to the next |
//! | `orders`, `preview`, `transfers`, `pools`, `procurements`, `deployments`, `orderbook`, `skus`, `images`, `instance_templates`, `instances`, `instance_machine`, `workspaces`, `users`, `feature_flags`, `me` | the handlers |
//! | `objects` | where the bytes of images are sent and fetched |
//!
//! Handlers are plain functions: they read a request into the contract's own types, call the
//! engine, and show what it says in the contract's own types. They decide nothing that the engine
//! could decide, and the status of success comes from the contract, not from them.

mod admission;
mod body;
mod control;
mod cursor;
mod declared;
mod deployments;
mod exchange;
mod feature_flags;
mod images;
mod instance_machine;
mod instance_templates;
mod instances;
mod interfere;
mod list;
mod me;
mod objects;
mod orderbook;
mod orders;
mod page;
mod pools;
mod preview;
mod problem;
mod procurements;
mod query;
mod repeat;
mod routes;
mod skus;
mod strict;
mod transfers;
mod users;
mod workspaces;

#[cfg(test)]
mod tests;

pub(crate) use repeat::repeat;
pub(crate) use routes::router;
