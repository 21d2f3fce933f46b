//! How an instance comes up, once it has a node: the image is fetched and booted, then SSH can be
//! reached, then its host keys are read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sfcompute_types::Timestamp;

use super::arena::{AccountKey, InstanceKey, Key};
use super::blob::digest;
use super::instance::{Instance, InstanceStatus};
use super::{Engine, Refusal};

/// The one kind of host key.
const KEY_TYPE: &str = "ssh-ed25519";

/// How to reach an instance over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshView {
    /// The address to connect to, in 198.18.0.0/15, which belongs to nobody.
    pub hostname: String,
    /// The TCP port to connect to.
    pub port: u16,
    /// The keys that the host shows; none until they have been read.
    pub host_keys: Vec<HostKey>,
    /// When they were read.
    pub keys_read_at: Option<Timestamp>,
    /// When reading them was last tried.
    pub keys_tried_at: Timestamp,
}

/// A public key by which an instance proves what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostKey {
    /// The key's algorithm.
    pub key_type: &'static str,
    /// The key as SSH writes it, in base64.
    pub key: String,
}

impl Engine {
    /// How to reach an instance over SSH.
    ///
    /// # Errors
    /// 404 where the account has no such instance, or it cannot be reached: it does not run, or not
    /// long enough, its image is not what its uploader said, or it replaced another and has no user
    /// data.
    pub fn ssh(&self, account: AccountKey, instance: &str) -> Result<SshView, Refusal> {
        let key = self.require_instance(account, instance)?;
        let found = self.instances.get(key)?;
        let reached_at = match (found.status(), self.booted_at(found)?) {
            (InstanceStatus::Running, Some(at)) if at <= self.now => at,
            _ => return Err(not_reached(instance, "is not up")),
        };
        if found.is_replacement && self.instance_user_data(key)?.is_none() {
            return Err(not_reached(instance, "was given no user data"));
        }
        let read_at = later(reached_at, self.config.boot.host_keys_seconds.into());
        let is_read = read_at <= self.now;
        Ok(SshView {
            hostname: found.network.address().to_string(),
            port: 22,
            host_keys: match is_read {
                true => vec![self.host_key(key)],
                false => Vec::new(),
            },
            keys_read_at: is_read.then_some(read_at),
            keys_tried_at: if is_read { read_at } else { reached_at },
        })
    }

    /// When the instance's image is or will be booted; none where it has no node yet, or never
    /// boots because its image is not what its uploader said.
    pub(crate) fn booted_at(&self, instance: &Instance) -> Result<Option<Timestamp>, Refusal> {
        let is_sound = self.image_is_sound(instance.image)?;
        let started_at = instance.started_at.filter(|_| is_sound);
        Ok(started_at.map(|at| later(at, self.config.boot.boot_seconds.into())))
    }

    /// A key of its own for each instance, in the form of RFC 8709: the algorithm and 32 bytes,
    /// each behind its length.
    fn host_key(&self, key: InstanceKey) -> HostKey {
        let (seed, number) = (self.config.seed, key.index());
        let point = digest(format!("host key {seed} {number}").as_bytes());
        let mut blob = Vec::new();
        for part in [KEY_TYPE.as_bytes(), &point] {
            // Both are a few bytes long.
            blob.extend((part.len() as u32).to_be_bytes());
            blob.extend(part);
        }
        HostKey {
            key_type: KEY_TYPE,
            key: STANDARD.encode(blob),
        }
    }
}

/// So many seconds later, or the end of time.
pub(crate) fn later(at: Timestamp, seconds: u64) -> Timestamp {
    Timestamp::from_seconds(at.as_seconds().saturating_add_unsigned(seconds))
}

fn not_reached(instance: &str, why: &str) -> Refusal {
    Refusal::absent(format!(
        "The instance `{instance}` cannot be reached over SSH: it {why}."
    ))
}
