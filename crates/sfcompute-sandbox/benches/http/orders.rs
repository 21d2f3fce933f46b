//! The orders that are sent, as the bytes of requests.
//!
//! * Windows start within the next eight weeks and last one hour to about four weeks, each doubling
//!   of the length as likely as the next.
//! * Half are standing and priced up to a fifth away from the middle price on their own side of it,
//!   for 1 to 16 nodes; three in ten of these are all or nothing.
//! * Half cross: priced up to a fiftieth beyond the middle price, for 1 to 4 nodes and at most a day
//!   and a third; a half of these are immediate and fill in part, a quarter fill in part and stand,
//!   a quarter are immediate and all or nothing.
//! * The book grows with every order that rests.

use std::time::{SystemTime, UNIX_EPOCH};

use super::program::Program;

const HOUR: u64 = 60;
const WEEK: u64 = 7 * 24 * HOUR;
/// Hundredths of a cent per node-hour: $2.50.
const MIDDLE: u64 = 25_000;

pub struct Orders {
    address: String,
    sku: String,
    /// The token and the pool of each account.
    accounts: Vec<(String, String)>,
    /// The next full hour, in minutes since 1970.
    start: u64,
    random: u64,
}

impl Orders {
    pub fn new(program: &Program, seed: u64) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Self {
            address: program.address.clone(),
            sku: program.sku.clone(),
            accounts: program.accounts.clone(),
            start: (now.as_secs() / 3_600 + 1) * HOUR,
            random: seed.max(1),
        }
    }

    /// The next order: a whole request.
    pub fn next(&mut self) -> Vec<u8> {
        let crosses = self.below(2) == 0;
        let (standing, partial) = match (crosses, self.below(20)) {
            (false, some) => (true, some >= 6),
            (true, 0..10) => (false, true),
            (true, 10..15) => (true, true),
            (true, _) => (false, false),
        };
        let (doublings, most_nodes, away) = if crosses {
            (5, 4, 1 + self.below(MIDDLE / 50))
        } else {
            (10, 16, 1 + self.below(MIDDLE / 5))
        };
        let is_buy = self.below(2) == 0;
        let price = if is_buy == crosses {
            MIDDLE + away
        } else {
            MIDDLE - away
        };
        let start = self.start + self.below(8 * WEEK);
        let base = HOUR << self.below(doublings);
        let length = (base + self.below(base)).min(4 * WEEK);
        let nodes = 1 + self.below(most_nodes);
        // In turn, so that each account has as many of every kind.
        self.accounts.rotate_left(1);
        let (token, pool) = &self.accounts[0];
        let body = format!(
            "{{\"side\":\"{}\",\"pool\":\"{}\",\"instance_sku\":\"{}\",\
             \"allocation_schedule_delta\":[{{\"start_at\":{},\"end_at\":{},\"node_count\":{}}}],\
             \"limit_price_dollars_per_node_hour\":\"{}.{:04}\",\"allow_standing\":{standing},\
             \"allow_partial\":{partial}}}",
            if is_buy { "buy" } else { "sell" },
            pool,
            self.sku,
            start * 60,
            (start + length) * 60,
            nodes,
            price / 10_000,
            price % 10_000,
        );
        format!(
            "POST /preview/v2/orders HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\naccept: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.address,
            body.len(),
        )
        .into_bytes()
    }

    /// A number below `bound`, by xorshift.
    fn below(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) % bound
    }
}

/// The id of the order in an answer's body.
pub fn id_in(body: &[u8]) -> Option<String> {
    const BEFORE: &[u8] = b"\"id\":\"ordr_";
    let at = body
        .windows(BEFORE.len())
        .position(|window| window == BEFORE)?;
    let id = &body[at + b"\"id\":\"".len()..];
    let end = id.iter().position(|byte| *byte == b'"')?;
    Some(String::from_utf8_lossy(&id[..end]).into_owned())
}
