//! Features on trial: which there are, and who takes part.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sfcompute_types::{FeatureFlagName, Timestamp};

use super::arena::AccountKey;
use super::{Code, Engine, Refusal};

/// A feature on trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureFlag {
    /// The feature's name, unique in the market.
    pub name: FeatureFlagName,
    /// What it does, for people.
    pub description: String,
    /// Whether accounts can join and leave by themselves.
    pub user_enroll: bool,
}

/// A feature on trial as an account sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureFlagView {
    /// The feature.
    pub flag: FeatureFlag,
    /// Whether the account takes part in it.
    pub enrolled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FlagRecord {
    flag: FeatureFlag,
    enrolled: BTreeSet<AccountKey>,
}

impl Engine {
    /// Puts a feature on trial. Nobody takes part in it yet.
    ///
    /// # Errors
    /// 422 where the name is no name or taken.
    pub fn add_feature_flag(&mut self, flag: FeatureFlag, now: Timestamp) -> Result<(), Refusal> {
        self.advance(now)?;
        let name = FeatureFlagName::try_from(flag.name.as_str())
            .map_err(|invalid| Refusal::field("name", Code::Invalid, invalid.to_string()))?;
        if self
            .feature_flags
            .iter()
            .any(|known| known.flag.name == name)
        {
            let message = format!("There is a feature `{name}` already.");
            return Err(Refusal::field("name", Code::NameTaken, message));
        }
        self.feature_flags.push(FlagRecord {
            flag,
            enrolled: BTreeSet::new(),
        });
        Ok(())
    }

    /// The features on trial, the first added first.
    pub fn list_feature_flags(&self, account: AccountKey) -> Vec<FeatureFlagView> {
        let view = |record: &FlagRecord| FeatureFlagView {
            flag: record.flag.clone(),
            enrolled: record.enrolled.contains(&account),
        };
        self.feature_flags.iter().map(view).collect()
    }

    /// Has an account join or leave a feature by itself.
    ///
    /// # Errors
    /// 404 where there is no such feature, 403 where joining it is not the account's to decide.
    pub fn set_enrollment(
        &mut self,
        account: AccountKey,
        name: &str,
        enrolled: bool,
        now: Timestamp,
    ) -> Result<FeatureFlagView, Refusal> {
        let record = self.feature_flag(name)?;
        if !record.flag.user_enroll {
            let message = format!("Who takes part in `{name}` is not decided by its users.");
            return Err(Refusal::forbidden(message));
        }
        self.invite(account, name, enrolled, now)
    }

    /// Has an account take part in a feature or not, as the market's operator decides.
    ///
    /// # Errors
    /// 404 where there is no such feature.
    pub fn invite(
        &mut self,
        account: AccountKey,
        name: &str,
        enrolled: bool,
        now: Timestamp,
    ) -> Result<FeatureFlagView, Refusal> {
        self.advance(now)?;
        self.accounts.get(account)?;
        let record = self.feature_flag(name)?;
        match enrolled {
            true => record.enrolled.insert(account),
            false => record.enrolled.remove(&account),
        };
        Ok(FeatureFlagView {
            flag: record.flag.clone(),
            enrolled,
        })
    }

    fn feature_flag(&mut self, name: &str) -> Result<&mut FlagRecord, Refusal> {
        let mut flags = self.feature_flags.iter_mut();
        flags
            .find(|record| record.flag.name.as_str() == name)
            .ok_or_else(|| Refusal::not_found("feature", name))
    }
}
