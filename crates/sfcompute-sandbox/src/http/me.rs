//! Who the token speaks for.

use sfcompute_api::types;

use crate::engine::Engine;

use super::exchange::{Call, Reply};
use super::problem::Refused;
use super::users::shown;

pub(super) fn get(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = engine.account(call.account())?;
    let user = match call.caller.is_user {
        true => engine.first_user(call.account())?,
        false => None,
    };
    Reply::json(&types::MeResponse {
        account_id: account.id.into_string(),
        created_at: account.created_at,
        entity_type: account.entity_type.map(|entity| entity.as_str().into()),
        object: "account".to_owned(),
        user: user.map(shown),
    })
}
