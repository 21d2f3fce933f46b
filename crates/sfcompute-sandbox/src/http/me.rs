//! Who the token speaks for.

use sfcompute_api::types;
use sfcompute_types::UserPath;

use crate::engine::{AccountView, Engine};

use super::exchange::{Call, Reply};
use super::problem::Refused;

pub(super) fn get(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = engine.account(call.account())?;
    let user = match call.caller.is_user {
        true => user(&account)?,
        false => None,
    };
    Reply::json(&types::MeResponse {
        account_id: account.id.into_string(),
        created_at: account.created_at,
        entity_type: account.entity_type.map(|entity| entity.as_str().into()),
        object: "account".to_owned(),
        user,
    })
}

fn user(account: &AccountView) -> Result<Option<types::UserResponse>, Refused> {
    let Some(user) = account.user.clone() else {
        return Ok(None);
    };
    let path = UserPath::new(user.id.as_str()).map_err(Refused::internal)?;
    Ok(Some(types::UserResponse {
        // The engine keeps no date of its own for a user.
        created_at: account.created_at,
        email: user.email,
        first_name: user.first_name,
        id: user.id,
        last_name: user.last_name,
        object: "user".to_owned(),
        resource_path: path,
    }))
}
