//! Firewalls: named by instances with a public address, and no resource of the market.

use sfcompute_types::{FirewallId, FirewallPath};

use super::account::unnameable;
use super::arena::AccountKey;
use super::blob::sha256;
use super::{Code, Engine, Refusal};

/// How many digits of a hash tell one firewall from another.
const FIREWALL_SUFFIX: usize = 16;

impl Engine {
    /// The firewall of a public address, or none where there is no such address.
    ///
    /// The market has no firewalls of its own: every id is one of the account's, and a path into
    /// one of its workspaces always leads to the same id.
    pub(crate) fn firewall_of_field(
        &self,
        account: AccountKey,
        is_public: bool,
        text: Option<&str>,
    ) -> Result<Option<FirewallId>, Refusal> {
        let refused = |code, message| Err(Refusal::field("firewall", code, message));
        let text = match (is_public, text) {
            (true, Some(text)) => text,
            (false, None) => return Ok(None),
            (true, None) => {
                let message = "An instance with a public address needs a firewall.".to_owned();
                return refused(Code::Missing, message);
            }
            (false, Some(_)) => {
                let message = "Only an instance with a public address has a firewall.".to_owned();
                return refused(Code::Conflicting, message);
            }
        };
        let Some(path) = text.strip_prefix(FirewallPath::PREFIX) else {
            return match FirewallId::try_from(text) {
                Ok(id) => Ok(Some(id)),
                Err(invalid) => refused(Code::Invalid, invalid.to_string()),
            };
        };
        if self.place_at(account, path).is_none() {
            let message = format!("There is no firewall `{text}`.");
            return refused(Code::UnknownReference, message);
        }
        let seed = self.config.seed;
        let hash = sha256(format!("firewall {seed} {path}").as_bytes());
        let suffix: String = hash.chars().take(FIREWALL_SUFFIX).collect();
        let id = FirewallId::try_from(format!("{}{suffix}", FirewallId::PREFIX));
        id.map(Some).map_err(unnameable)
    }
}
