//! Answers.

use httpmock::Then;
use serde::Serialize;

/// A status with a JSON body.
pub(crate) fn json<T: Serialize + ?Sized>(then: Then, status: u16, value: &T) -> Then {
    then.status(status)
        .header("content-type", "application/json")
        .json_body_obj(value)
}
