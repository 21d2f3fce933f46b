//! Accounts and their workspaces: who owns what.

use serde::{Deserialize, Serialize};
use sfcompute_types::{Name, Timestamp, UserId, WorkspaceId, WorkspacePath};

use super::arena::{AccountKey, Key, UserKey, WorkspaceKey};
use super::mint::IdKind;
use super::{Balance, Code, Engine, Micros, Refusal};

/// The workspace that every account has from the start.
pub const DEFAULT_WORKSPACE: &str = "default";

/// Whether an account belongs to a person or a business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityType {
    /// A person.
    Personal,
    /// A business.
    Business,
}

impl EntityType {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Business => "business",
        }
    }
}

/// A person who acts for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The user's id, which is a name.
    pub id: UserId,
    /// The user's email address, where one is known.
    pub email: Option<String>,
    /// The user's first name, where it is known.
    pub first_name: Option<String>,
    /// The user's last name, where it is known.
    pub last_name: Option<String>,
}

/// An account to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The account's id, which is also a part of its resource paths: `acme`.
    pub id: Name,
    /// Whether the account belongs to a person or a business; may be left open.
    pub entity_type: Option<EntityType>,
    /// The person who acts for the account, if any does.
    pub user: Option<User>,
    /// The first deposit, in millionths of a dollar.
    pub cash: Micros,
}

/// An account as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// The account's key.
    pub key: AccountKey,
    /// The account's id.
    pub id: Name,
    /// Whether the account belongs to a person or a business.
    pub entity_type: Option<EntityType>,
    /// When the account was opened.
    pub created_at: Timestamp,
    /// The person who acts for the account, if any does.
    pub user: Option<User>,
    /// The account's money.
    pub balance: Balance,
}

/// A workspace as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceView {
    /// The workspace's key.
    pub key: WorkspaceKey,
    /// The workspace's id.
    pub id: WorkspaceId,
    /// The path `sfc:workspace:<account>:<name>`.
    pub resource_path: WorkspacePath,
    /// The account that owns it.
    pub owner: Name,
    /// The workspace's name, unique in its account.
    pub name: Name,
    /// When the workspace was made.
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: Name,
    entity_type: Option<EntityType>,
    created_at: Timestamp,
    /// The first of its users.
    pub(crate) user: Option<UserKey>,
    /// In the order they were placed.
    pub(crate) orders: Vec<super::arena::OrderKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Workspace {
    /// The owner; [`AccountKey::NOBODY`] once it is deleted, so that no account finds it.
    pub(crate) account: AccountKey,
    pub(crate) id: WorkspaceId,
    pub(crate) name: Name,
    created_at: Timestamp,
}

impl Engine {
    /// Opens an account with a workspace named [`DEFAULT_WORKSPACE`].
    ///
    /// # Errors
    /// 422 where the id or the user's is taken, or the deposit is negative.
    pub fn open_account(
        &mut self,
        account: NewAccount,
        now: Timestamp,
    ) -> Result<AccountKey, Refusal> {
        self.advance(now)?;
        let NewAccount {
            id,
            entity_type,
            user,
            cash,
        } = account;
        let id = checked_name("id", id.as_str())?;
        if self.account_named(id.as_str()).is_some() {
            return Err(name_taken("id", "account", &id));
        }
        if cash < 0 {
            return Err(bad_deposit(cash));
        }
        if let Some(user) = &user {
            self.check_user_is_new(user)?;
        }
        let name = checked_name("workspace", DEFAULT_WORKSPACE)?;
        let created_at = self.now;
        let key = self.accounts.push(Account {
            id,
            entity_type,
            created_at,
            user: None,
            orders: vec![],
        })?;
        if let Some(user) = user {
            let user = self.push_user(key, user)?;
            self.accounts.get_mut(key)?.user = Some(user);
        }
        self.ledger.open()?;
        self.add_workspace(key, name)?;
        if !self.ledger.deposit(key, cash)? {
            return Err(bad_deposit(cash));
        }
        Ok(key)
    }

    /// Adds money to an account, in millionths of a dollar.
    ///
    /// # Errors
    /// 422 where the amount is negative or the market would hold more than it can count.
    pub fn deposit(
        &mut self,
        account: AccountKey,
        amount: Micros,
        now: Timestamp,
    ) -> Result<Balance, Refusal> {
        self.advance(now)?;
        if !self.ledger.deposit(account, amount)? {
            return Err(bad_deposit(amount));
        }
        self.stir();
        self.ledger.balance(account)
    }

    /// The account with this id, if there is one.
    pub fn account_named(&self, id: &str) -> Option<AccountKey> {
        self.accounts
            .iter()
            .find(|(_, account)| account.id.as_str() == id)
            .map(|(key, _)| key)
    }

    /// The account as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn account(&self, key: AccountKey) -> Result<AccountView, Refusal> {
        let account = self.accounts.get(key)?;
        Ok(AccountView {
            key,
            id: account.id.clone(),
            entity_type: account.entity_type,
            created_at: account.created_at,
            user: match account.user {
                Some(user) => Some(self.users.get(user)?.user.clone()),
                None => None,
            },
            balance: self.ledger.balance(key)?,
        })
    }

    /// The account's workspaces, newest first.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn workspaces(&self, account: AccountKey) -> Result<Vec<WorkspaceView>, Refusal> {
        let own = self
            .workspaces
            .iter()
            .rev()
            .filter(|(_, workspace)| workspace.account == account);
        own.map(|(key, _)| self.workspace(key)).collect()
    }

    /// The workspace as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn workspace(&self, key: WorkspaceKey) -> Result<WorkspaceView, Refusal> {
        let workspace = self.workspaces.get(key)?;
        let owner = &self.accounts.get(workspace.account)?.id;
        Ok(WorkspaceView {
            key,
            id: workspace.id.clone(),
            resource_path: WorkspacePath::new(owner.as_str(), workspace.name.as_str())
                .map_err(unnameable)?,
            owner: owner.clone(),
            name: workspace.name.clone(),
            created_at: workspace.created_at,
        })
    }

    /// The account's workspace that `text` means: an id, a resource path or a bare name.
    pub fn find_workspace(&self, account: AccountKey, text: &str) -> Option<WorkspaceKey> {
        let named = |name: &str| self.workspace_named(account, name);
        let found = if let Some(path) = text.strip_prefix(WorkspacePath::PREFIX) {
            let (owner, name) = path.split_once(':')?;
            (self.accounts.get(account).ok()?.id.as_str() == owner).then(|| named(name))?
        } else if let Some(suffix) = text.strip_prefix(WorkspaceId::PREFIX) {
            let number = self.mint.number(IdKind::Workspace, suffix)?;
            self.workspaces.key_at(number).or_else(|| named(text))
        } else {
            named(text)
        };
        found.filter(|key| {
            self.workspaces
                .get(*key)
                .is_ok_and(|found| found.account == account)
        })
    }

    pub(crate) fn workspace_named(&self, account: AccountKey, name: &str) -> Option<WorkspaceKey> {
        let mut own = self
            .workspaces
            .iter()
            .filter(|(_, workspace)| workspace.account == account);
        own.find(|(_, workspace)| workspace.name.as_str() == name)
            .map(|(key, _)| key)
    }

    /// A generated name that is not taken.
    pub(crate) fn unused_name(
        &mut self,
        is_taken: impl Fn(&Self, &str) -> bool,
    ) -> Result<Name, Refusal> {
        loop {
            let name = self.mint.name();
            if !is_taken(self, &name) {
                return checked_name("name", &name);
            }
        }
    }

    pub(crate) fn add_workspace(
        &mut self,
        account: AccountKey,
        name: Name,
    ) -> Result<WorkspaceKey, Refusal> {
        let number = self.workspaces.next_key()?.index();
        let suffix = self.mint.suffix(IdKind::Workspace, number.into());
        let id = WorkspaceId::try_from(format!("{}{suffix}", WorkspaceId::PREFIX))
            .map_err(unnameable)?;
        self.workspaces.push(Workspace {
            account,
            id,
            name,
            created_at: self.now,
        })
    }
}

/// The name, if it is one that may be given to something.
///
/// Text that was decoded from a body may break the grammar, so everything is read anew.
pub(crate) fn checked_name(field: &str, text: &str) -> Result<Name, Refusal> {
    Name::try_from(text)
        .map_err(|invalid| Refusal::field(field, Code::Invalid, invalid.to_string()))
}

pub(crate) fn name_taken(field: &str, what: &str, name: &Name) -> Refusal {
    let message = format!("There is a {what} named `{name}` already.");
    Refusal::field(field, Code::NameTaken, message)
}

/// An id or path made by the engine was refused by its own grammar.
pub(crate) fn unnameable(invalid: sfcompute_types::Invalid) -> Refusal {
    Refusal::internal(invalid.to_string())
}

fn bad_deposit(amount: Micros) -> Refusal {
    let message = format!("A deposit of {amount} micro-dollars is negative or too large.");
    Refusal::field("cash", Code::Invalid, message)
}
