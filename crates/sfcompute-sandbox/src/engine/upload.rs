//! The bytes of images: in, part by part, to addresses that are good by themselves; out the same
//! way.
//!
//! An address holds what it is good for and until when, signed with the market's seed. The engine
//! keeps no list of them; asking again makes another, and the earlier one stays good until its time.

use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;

use super::arena::{AccountKey, ImageKey};
use super::blob::{Blob, sha256};
use super::image::{Content, ImageStatus};
use super::image_commands::wrong_state;
use super::{Code, Detail, Engine, Refusal};

/// The greatest number of a part.
pub const MOST_PARTS: i32 = 10_000;
/// How much of a hash signs an address, or tells one part from another.
const SIGNATURE: usize = 32;

/// Where bytes of an image are sent or fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The suffix of the image's id.
    pub image: String,
    /// The part to send; none for fetching the whole.
    pub part: Option<i32>,
    /// When the address stops working.
    pub expires_at: Timestamp,
    /// What shows that the market gave it out.
    pub signature: String,
}

/// Where to fetch an image, and what it should turn out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Where to fetch it.
    pub address: Address,
    /// What its uploader said it hashes to.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Engine {
    /// Gives out an address to send a part to; the image is `uploading` from then on.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 422 where its upload is
    /// over or the part's number is not from 1 to [`MOST_PARTS`].
    pub fn part_address(
        &mut self,
        account: AccountKey,
        image: &str,
        part: i32,
        now: Timestamp,
    ) -> Result<Address, Refusal> {
        self.advance(now)?;
        let key = self.changeable_image(account, image)?;
        if !(1..=MOST_PARTS).contains(&part) {
            let message = format!("A part has a number from 1 to {MOST_PARTS}, not {part}.");
            return Err(Refusal::field("part_id", Code::Invalid, message));
        }
        let image = self.images.get_mut(key)?;
        match (&mut image.content, image.status) {
            (Content::Parts(parts), ImageStatus::Started | ImageStatus::Uploading) => {
                parts.entry(part).or_default();
            }
            (_, status) => return Err(upload_over(status)),
        }
        image.status = ImageStatus::Uploading;
        Ok(self.address(key, Some(part)))
    }

    /// Looks whether a part may be sent to an address, before its bytes are.
    ///
    /// # Errors
    /// 403 where the market did not give the address out or its time is over, 404 where the image
    /// is deleted, 409 where its upload is over.
    pub fn check_part_address(&self, address: &Address) -> Result<(ImageKey, i32), Refusal> {
        let key = self.check_address(address)?;
        let image = self.images.get(key)?;
        match (&image.content, address.part) {
            (Content::Parts(_), Some(part)) if image.status == ImageStatus::Uploading => {
                Ok((key, part))
            }
            _ => Err(wrong_state(image.status, "its upload is over")),
        }
    }

    /// Takes the bytes of a part in, and gives the part's tag. Sent again, a part is replaced.
    ///
    /// # Errors
    /// As for [`check_part_address`](Engine::check_part_address), and 422 where the part is longer
    /// than the market takes or all images together would be.
    pub fn put_part(
        &mut self,
        address: &Address,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<String, Refusal> {
        self.advance(now)?;
        let (key, part) = self.check_part_address(address)?;
        let limits = self.config.images;
        let blob = Blob::from(bytes);
        if blob.size() > limits.part_bytes {
            return Err(too_large(&format!(
                "A part has at most {} bytes.",
                limits.part_bytes
            )));
        }
        let held = self.uploaded_bytes();
        let Content::Parts(parts) = &mut self.images.get_mut(key)?.content else {
            return Err(Refusal::internal("An upload has no parts."));
        };
        let slot = parts.entry(part).or_default();
        let replaced = slot.as_ref().map_or(0, Blob::size);
        let total = held.saturating_sub(replaced).saturating_add(blob.size());
        if total > limits.total_bytes {
            let message = format!(
                "All images together have at most {} bytes.",
                limits.total_bytes
            );
            return Err(too_large(&message));
        }
        let tag = tag(&blob);
        *slot = Some(blob);
        Ok(tag)
    }

    /// Ends an upload: every part is there, and this is what the whole hashes to. That is kept and
    /// not compared; see [`image_is_sound`](Engine::image_is_sound). Ending it again with the same
    /// hash changes nothing.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 422 where its upload is
    /// over, a part is missing or the hash is none.
    pub fn complete_image(
        &mut self,
        account: AccountKey,
        image: &str,
        hash: &str,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.advance(now)?;
        let key = self.changeable_image(account, image)?;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if hash.len() != 64 || !hash.bytes().all(is_digit) {
            let message = "`sha256` is not 64 lower-case hex digits.";
            return Err(Refusal::field("sha256", Code::Invalid, message));
        }
        let image = self.images.get_mut(key)?;
        let parts = match (&image.content, image.status) {
            (Content::Whole(_), ImageStatus::Completed)
                if image.sha256.as_deref() == Some(hash) =>
            {
                return Ok(key);
            }
            (Content::Parts(parts), ImageStatus::Started | ImageStatus::Uploading) => parts,
            (_, status) => return Err(upload_over(status)),
        };
        let last = parts.keys().next_back().copied().unwrap_or(1);
        let missing = |part: i32| {
            let message = format!("Part {part} of {last} has not been sent.");
            Detail::whole(Code::MissingPart, message)
        };
        let details: Vec<_> = (1..=last)
            .filter(|part| !matches!(parts.get(part), Some(Some(_))))
            .take(MOST_DETAILS)
            .map(missing)
            .collect();
        if !details.is_empty() {
            return Err(Refusal::unprocessable(details));
        }
        let whole = Blob::concatenated(parts.values().flatten());
        image.is_sound = whole.sha256() == hash;
        image.content = Content::Whole(whole);
        image.sha256 = Some(hash.to_owned());
        image.status = ImageStatus::Completed;
        Ok(key)
    }

    /// Gives out an address to fetch an image from.
    ///
    /// # Errors
    /// 404 where the account sees no such image, 409 where its upload is not complete.
    pub fn download(
        &mut self,
        account: AccountKey,
        image: &str,
        now: Timestamp,
    ) -> Result<Download, Refusal> {
        self.advance(now)?;
        let key = self.require_image(account, image)?;
        let image = self.images.get(key)?;
        match (&image.content, &image.sha256) {
            (Content::Whole(blob), Some(sha256)) => Ok(Download {
                size: blob.size(),
                sha256: sha256.clone(),
                address: self.address(key, None),
            }),
            _ => Err(wrong_state(image.status, "its upload is not complete")),
        }
    }

    /// The bytes at an address, and their tag.
    ///
    /// # Errors
    /// 403 where the market did not give the address out or its time is over, 404 where the image
    /// is deleted.
    pub fn read_image(&self, address: &Address) -> Result<(Blob, String), Refusal> {
        let key = self.check_address(address)?;
        let image = self.images.get(key)?;
        match (&image.content, address.part, &image.sha256) {
            (Content::Whole(blob), None, Some(sha256)) => Ok((blob.clone(), short(sha256))),
            _ => Err(Refusal::not_found("image", &address.image)),
        }
    }

    /// How many bytes of users' images there are; public ones are the market's own affair.
    pub(crate) fn uploaded_bytes(&self) -> u64 {
        let uploaded = self
            .images
            .iter()
            .filter(|(_, image)| image.workspace.is_some());
        uploaded.map(|(_, image)| image.content.size()).sum()
    }

    fn address(&self, key: ImageKey, part: Option<i32>) -> Address {
        let seconds = i64::from(self.config.images.address_seconds);
        let mut address = Address {
            image: self.image_suffix(key),
            part,
            expires_at: Timestamp::from_seconds(self.now.as_seconds().saturating_add(seconds)),
            signature: String::new(),
        };
        address.signature = self.signature(&address);
        address
    }

    fn check_address(&self, address: &Address) -> Result<ImageKey, Refusal> {
        if address.signature != self.signature(address) {
            return Err(Refusal::forbidden(
                "The market did not give this address out.",
            ));
        }
        if address.expires_at <= self.now {
            let message = format!("The address was good until {}.", address.expires_at);
            return Err(Refusal::forbidden(message));
        }
        let found = self.image_of_suffix(&address.image);
        let is_there = |key: &ImageKey| self.images.get(*key).is_ok_and(|image| !image.is_deleted);
        found
            .filter(is_there)
            .ok_or_else(|| Refusal::not_found("image", &address.image))
    }

    fn signature(&self, address: &Address) -> String {
        let Address {
            image,
            part,
            expires_at,
            ..
        } = address;
        let seed = self.config.seed;
        short(&sha256(
            format!(
                "address {seed} {image} {part:?} {}",
                expires_at.as_seconds()
            )
            .as_bytes(),
        ))
    }
}

/// The most missing parts that are named at once.
const MOST_DETAILS: usize = 20;

fn tag(blob: &Blob) -> String {
    short(&blob.sha256())
}

fn short(hash: &str) -> String {
    hash.chars().take(SIGNATURE).collect()
}

fn upload_over(status: ImageStatus) -> Refusal {
    let message = format!("The image is `{}`; its upload is over.", status.as_str());
    Refusal::unprocessable(vec![Detail::whole(Code::WrongState, message)])
}

fn too_large(message: &str) -> Refusal {
    Refusal::unprocessable(vec![Detail::whole(Code::TooLarge, message)])
}
