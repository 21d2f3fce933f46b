//! Users: the people who act for accounts.

use serde::{Deserialize, Serialize};
use sfcompute_types::{Timestamp, UserId, UserPath};

use super::account::unnameable;
use super::arena::{AccountKey, Key, UserKey};
use super::{Code, Edge, Engine, Page, Position, Refusal, User};

/// A user as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserView {
    /// The user's key.
    pub key: UserKey,
    /// The path `sfc:user:<id>`.
    pub resource_path: UserPath,
    /// When the user came to the account.
    pub created_at: Timestamp,
    /// Who it is.
    pub user: User,
}

/// Which users to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserFilter<'a> {
    /// Only these, each an id or a resource path; unknown ones match nothing.
    pub ids: &'a [&'a str],
    /// Only those with this email address, whatever its capitals.
    pub email: Option<&'a str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    pub(crate) account: AccountKey,
    created_at: Timestamp,
    pub(crate) user: User,
}

impl Engine {
    /// Adds a user to an account.
    ///
    /// # Errors
    /// 422 where the market has a user of that id.
    pub fn add_user(
        &mut self,
        account: AccountKey,
        user: User,
        now: Timestamp,
    ) -> Result<UserKey, Refusal> {
        self.advance(now)?;
        self.accounts.get(account)?;
        self.check_user_is_new(&user)?;
        let key = self.push_user(account, user)?;
        self.accounts.get_mut(account)?.user.get_or_insert(key);
        Ok(key)
    }

    /// The user of the account's that `text` means: an id or a resource path.
    pub fn find_user(&self, account: AccountKey, text: &str) -> Option<UserKey> {
        let id = text.strip_prefix(UserPath::PREFIX).unwrap_or(text);
        let mut own = self
            .users
            .iter()
            .filter(|(_, user)| user.account == account);
        own.find(|(_, user)| user.user.id.as_str() == id)
            .map(|(key, _)| key)
    }

    /// The user by id or resource path.
    ///
    /// # Errors
    /// 404 where the account has no such user.
    pub fn fetch_user(&self, account: AccountKey, text: &str) -> Result<UserView, Refusal> {
        let found = self.find_user(account, text);
        self.user(found.ok_or_else(|| Refusal::not_found("user", text))?)
    }

    /// The user as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn user(&self, key: UserKey) -> Result<UserView, Refusal> {
        let UserRecord {
            created_at, user, ..
        } = self.users.get(key)?;
        Ok(UserView {
            key,
            resource_path: UserPath::new(user.id.as_str()).map_err(unnameable)?,
            created_at: *created_at,
            user: user.clone(),
        })
    }

    /// The first of the account's users, who its user token speaks for.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn first_user(&self, account: AccountKey) -> Result<Option<UserView>, Refusal> {
        let first = self.accounts.get(account)?.user;
        first.map(|key| self.user(key)).transpose()
    }

    /// The account's users, newest first.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn list_users(
        &self,
        account: AccountKey,
        filter: UserFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<UserView>, Refusal> {
        let ids: Vec<_> = filter
            .ids
            .iter()
            .map(|id| self.find_user(account, id))
            .collect();
        let has_email = |user: &User, wanted: &str| {
            let email = user.email.as_deref();
            email.is_some_and(|email| email.to_lowercase() == wanted.to_lowercase())
        };
        let matches = |key: UserKey, record: &UserRecord| {
            record.account == account
                && (ids.is_empty() || ids.contains(&Some(key)))
                && filter
                    .email
                    .is_none_or(|email| has_email(&record.user, email))
        };
        let rows = self
            .users
            .iter()
            .rev()
            .filter(|(key, record)| matches(*key, record));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.user(key))
    }

    /// 422 where somebody has the id, in whatever account: a user's path does not name one.
    pub(crate) fn check_user_is_new(&self, user: &User) -> Result<(), Refusal> {
        let id = UserId::try_from(user.id.as_str())
            .map_err(|invalid| Refusal::field("user", Code::Invalid, invalid.to_string()))?;
        if self.users.iter().any(|(_, known)| known.user.id == id) {
            let message = format!("There is a user `{id}` already.");
            return Err(Refusal::field("user", Code::NameTaken, message));
        }
        Ok(())
    }

    pub(crate) fn push_user(
        &mut self,
        account: AccountKey,
        user: User,
    ) -> Result<UserKey, Refusal> {
        self.users.push(UserRecord {
            account,
            created_at: self.now,
            user,
        })
    }
}
