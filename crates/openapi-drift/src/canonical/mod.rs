//! Schemas in one form, whatever form they were written in.
//!
//! | module | what lives there |
//! |---|---|
//! | `node` | what is compared: one schema, or several that hold at once |
//! | `flatten` | references and `allOf` followed, null and lone branches of unions taken out |
//! | `schema` | the keywords of all parts put together |
//! | `implied` | unions that are none, and types that follow from what else is said |
//! | `types` | sets of JSON types |
//! | `bounds` | lengths and limits as numbers that can be compared |

mod bounds;
mod flatten;
mod implied;
mod node;
mod schema;
mod types;

pub(crate) use bounds::{BOUNDS, Bound, Sense, order};
pub(crate) use flatten::{Union, flatten};
pub(crate) use node::Node;
pub(crate) use schema::{Additional, Property, Said, Schema, access};
pub(crate) use types::Types;
