//! Users: reading and listing them.

use sfcompute_api::types;

use crate::engine::{Engine, User, UserFilter, UserView};

use super::cursor::USERS;
use super::exchange::{Call, Reply};
use super::list::{List, limit};
use super::problem::Refused;

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_user(call.account(), &call.id)?))
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = USERS.edge(&mut query);
    let ids = query.texts("id");
    let email = query.text("email");
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let filter = UserFilter {
        ids: &ids,
        email: email.as_deref(),
    };
    let page = engine.list_users(account, filter, limit, edge)?;
    Reply::json(&List::of(page.map(shown), USERS))
}

pub(super) fn shown(view: UserView) -> types::UserResponse {
    let User {
        id,
        email,
        first_name,
        last_name,
    } = view.user;
    types::UserResponse {
        created_at: view.created_at,
        email,
        first_name,
        id,
        last_name,
        object: "user".to_owned(),
        resource_path: view.resource_path,
    }
}
