//! Idempotency keys: what was made once under a key is given again, not made again.

use std::collections::BTreeMap;

use super::arena::AccountKey;
use super::snapshot::pairs;
use super::{Code, Engine, Refusal};
use serde::{Deserialize, Serialize};

/// The name of the header that carries the key, for details.
const FIELD: &str = "Idempotency-Key";

/// A key that came with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdempotencyKey<'a> {
    /// The key, as the caller chose it.
    pub key: &'a str,
    /// What tells one body from another: the body in a canonical form, or a digest of that.
    pub body: &'a [u8],
}

/// The operations that take a key. Each account has its own keys for each operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Operation {
    CreateOrder,
    CreatePoolTransfer,
    ReplaceInstance,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    body: Box<[u8]>,
    /// The number of the record in its arena.
    index: u32,
}

/// All keys that were used, for as long as the engine lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keys(
    #[serde(with = "pairs")] BTreeMap<(AccountKey, Operation), BTreeMap<String, Made>>,
);

impl Engine {
    /// What was made under the key, if it was used before.
    pub(crate) fn repeated(
        &self,
        account: AccountKey,
        operation: Operation,
        given: Option<IdempotencyKey<'_>>,
    ) -> Result<Option<u32>, Refusal> {
        let Some(given) = given else { return Ok(None) };
        if given.key.is_empty() {
            return Err(Refusal::field(
                FIELD,
                Code::Invalid,
                "An idempotency key is not empty.",
            ));
        }
        let known = self
            .keys
            .0
            .get(&(account, operation))
            .and_then(|keys| keys.get(given.key));
        match known {
            None => Ok(None),
            Some(made) if *made.body == *given.body => Ok(Some(made.index)),
            Some(_) => {
                let message = "This idempotency key was used before, with another body.";
                Err(Refusal::field(FIELD, Code::IdempotencyKeyReused, message))
            }
        }
    }

    /// Notes what was made under a key. A request that was refused leaves its key unused.
    pub(crate) fn remember(
        &mut self,
        account: AccountKey,
        operation: Operation,
        given: Option<IdempotencyKey<'_>>,
        index: u32,
    ) {
        if let Some(IdempotencyKey { key, body }) = given {
            let keys = self.keys.0.entry((account, operation)).or_default();
            keys.insert(
                key.to_owned(),
                Made {
                    body: body.into(),
                    index,
                },
            );
        }
    }
}
