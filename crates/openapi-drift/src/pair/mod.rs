//! What became of what: moves and renames, found before anything is judged.
//!
//! | module | what lives there |
//! |---|---|
//! | `operations` | operations by path, prefix, name and family |
//! | `families` | groups of operations on one kind of resource |
//! | `properties` | properties that have another name |
//! | `branches` | branches of unions |
//! | `shape` | how alike two schemas are |
//! | `words` | how alike two names are |

pub(crate) mod branches;
mod families;
mod operations;
pub(crate) mod properties;
pub(crate) mod shape;
pub(crate) mod words;

pub(crate) use operations::{
    Matched, Operation, OperationPair, matched, of_item as operations_of, operations,
};
