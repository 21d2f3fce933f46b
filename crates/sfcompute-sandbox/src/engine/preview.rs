//! Order previews: what an order would cost or bring if it were posted now.

use sfcompute_types::{InstanceSkuId, Price, Schedule, Timestamp, Window};

use super::arena::{AccountKey, SkuKey};
use super::matching::Taker;
use super::minute::minute_of;
use super::order::Side;
use super::order_view::{average, price};
use super::place::Range;
use super::refusal::Problems;
use super::requirements::Requirements;
use super::shape::Shape;
use super::{Code, Engine, Fees, Micros, Refusal};

/// The pool to write into a quoted order whose request named none. It has the form of an id and is
/// nobody's, so that posting it unchanged is a 404.
pub const PLACEHOLDER_POOL: &str = "pool_REPLACE_ME";

/// What a preview is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewRequest<'a> {
    /// Which way the order would go.
    pub side: Side,
    /// Which SKUs will do.
    pub requirements: &'a Requirements,
    /// When the window would start.
    pub start_at: Timestamp,
    /// How long the window would be, in seconds.
    pub duration_seconds: u64,
    /// How many nodes.
    pub node_count: i32,
    /// The pool of the order, if that is known, in any form that [`Engine::find_pool`] knows.
    pub pool: Option<&'a str>,
}

/// What a preview says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The order would fill.
    Quoted(QuotedOrder),
    /// The order would not fill.
    Unavailable {
        /// Why not.
        reason: UnavailableReason,
        /// The fees; none where no SKU will do.
        fees: Option<Fees>,
    },
}

/// Why an order would not fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnavailableReason {
    /// No SKU has the required properties.
    NoMatchingInstanceSkus,
    /// None of the SKUs has enough resting orders, or the pool not enough nodes to sell.
    NoAvailability,
}

impl UnavailableReason {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoMatchingInstanceSkus => "no_matching_instance_skus",
            Self::NoAvailability => "no_availability",
        }
    }
}

/// An order that fills at once if it is posted now: immediate and all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedOrder {
    /// Which way it goes.
    pub side: Side,
    /// The best SKU of those that will do: the cheapest to buy, the dearest to sell, the lowest id
    /// where several are alike.
    pub instance_sku: InstanceSkuId,
    /// The pool, as it was named in the request; a body needs [`PLACEHOLDER_POOL`] where it named
    /// none.
    pub pool: Option<String>,
    /// The one range of the order.
    pub schedule: Schedule,
    /// The limit price to post: the worst price that the order would trade at.
    pub limit_price: Price,
    /// The average price that the order would fill at; equals the limit where all of it trades at
    /// one price.
    pub average_price: Price,
    /// What would be paid, without fees, in millionths of a dollar.
    pub total: Micros,
    /// The fees on that for this side, in millionths of a dollar.
    pub fee: Micros,
    /// How fees are made up.
    pub fees: Fees,
}

/// A way to fill the order.
struct Offer {
    sku: SkuKey,
    total: Micros,
    fee: Micros,
    worst: i64,
}

impl Engine {
    /// What the account's order would cost or bring if it were posted now.
    ///
    /// # Errors
    /// 422 for a window or node count that no order could have, or a pool that is not the
    /// account's or whose kind forbids the side.
    pub fn preview(
        &self,
        account: AccountKey,
        request: PreviewRequest<'_>,
    ) -> Result<Preview, Refusal> {
        let mut problems = Problems::default();
        let checked = problems.take(self.check_request(&request));
        let pool = request
            .pool
            .map(|pool| self.pool_of_field(account, "pool", pool));
        let pool = problems.take(pool.transpose()).flatten();
        if let Some(pool) = pool {
            problems.take(self.check_kind(pool, request.side, "pool"));
        }
        let Some((window, range)) = checked else {
            return Err(problems.refusal());
        };
        problems.finish()?;

        let mut best: Option<Offer> = None;
        let mut is_any = false;
        for sku in self.matching_skus(request.requirements) {
            is_any = true;
            let holds = match (request.side, pool) {
                (Side::Sell, Some(pool)) => self.check_free(pool, sku, range).is_ok(),
                _ => true,
            };
            let offer = match holds {
                true => self.offer(account, request.side, sku, range)?,
                false => None,
            };
            let Some(offer) = offer else { continue };
            let is_better = best.as_ref().is_none_or(|best| match request.side {
                Side::Buy => offer.total < best.total,
                Side::Sell => offer.total > best.total,
            });
            if is_better {
                best = Some(offer);
            }
        }
        let fees = self.config.fees;
        let Some(Offer {
            sku,
            total,
            fee,
            worst,
        }) = best
        else {
            return Ok(match is_any {
                true => {
                    let reason = UnavailableReason::NoAvailability;
                    Preview::Unavailable {
                        reason,
                        fees: Some(fees),
                    }
                }
                false => {
                    let reason = UnavailableReason::NoMatchingInstanceSkus;
                    Preview::Unavailable { reason, fees: None }
                }
            });
        };
        let node_minutes = self.wanted(range).node_minutes();
        let none = || Refusal::internal("A quoted order has no minutes.");
        Ok(Preview::Quoted(QuotedOrder {
            side: request.side,
            instance_sku: self.sku(sku)?.id.clone(),
            pool: request.pool.map(str::to_owned),
            schedule: Schedule::flat(window, request.node_count),
            limit_price: price(worst)?,
            average_price: average(total, node_minutes).ok_or_else(none)??,
            total,
            fee,
            fees,
        }))
    }

    /// What of the range is still ahead.
    fn wanted(&self, range: Range) -> Shape {
        Shape::rectangle(range.start.max(minute_of(self.now)), range.end, range.nodes)
    }

    /// How the order would fill on one SKU, if it would.
    fn offer(
        &self,
        account: AccountKey,
        side: Side,
        sku: SkuKey,
        range: Range,
    ) -> Result<Option<Offer>, Refusal> {
        let need = self.wanted(range);
        let taker = Taker {
            account,
            side,
            limit: None,
            is_whole_only: true,
            need,
        };
        let overflow = || Refusal::internal("An order preview is too large to count.");
        let (mut total, mut fee, mut worst) = (0_i128, 0_i128, None);
        for take in self.plan(sku, &taker)? {
            let rate = self.orders.get(take.order)?.rate;
            let node_minutes = take.shape.node_minutes();
            let part = node_minutes.checked_mul(rate.into()).ok_or_else(overflow)?;
            let part_fee = self
                .config
                .fees
                .on(node_minutes, part)
                .ok_or_else(overflow)?;
            fee += match side {
                Side::Buy => part_fee,
                Side::Sell => part_fee.min(part),
            };
            total += part;
            worst = Some(match (side, worst) {
                (_, None) => rate,
                (Side::Buy, Some(worst)) => rate.max(worst),
                (Side::Sell, Some(worst)) => rate.min(worst),
            });
        }
        Ok(worst.map(|worst| Offer {
            sku,
            total,
            fee,
            worst,
        }))
    }

    fn check_request(&self, request: &PreviewRequest<'_>) -> Result<(Window, Range), Refusal> {
        let mut problems = Problems::default();
        let PreviewRequest {
            start_at,
            duration_seconds,
            node_count,
            ..
        } = *request;
        if !start_at.is_whole_minute() {
            let message = format!("{start_at} is not on a whole minute.");
            problems.add("start_at", Code::NotOnMinute, message);
        }
        let nodes = u32::try_from(node_count).ok().filter(|nodes| *nodes > 0);
        if nodes.is_none() {
            let message = format!("An order is for at least 1 node, not {node_count}.");
            problems.add("node_count", Code::NotPositive, message);
        }
        let end = i64::try_from(duration_seconds).ok();
        let end = end.and_then(|seconds| start_at.checked_add_seconds(seconds));
        match end {
            None => problems.add("duration_seconds", Code::TooLarge, "The window has no end."),
            Some(_) if duration_seconds == 0 => {
                problems.add(
                    "duration_seconds",
                    Code::NotPositive,
                    "A window has a length.",
                );
            }
            Some(_) if duration_seconds % 60 != 0 => {
                let message = format!("{duration_seconds} seconds are no whole minutes.");
                problems.add("duration_seconds", Code::NotOnMinute, message);
            }
            Some(end) if start_at.is_whole_minute() => {
                problems.take(self.check_end("duration_seconds", start_at, end));
            }
            Some(_) => {}
        }
        let window = end.and_then(|end| Window::new(start_at, end).ok());
        match (nodes, window) {
            (Some(nodes), Some(window)) => {
                problems.finish()?;
                let (start, end) = (minute_of(window.start()), minute_of(window.end()));
                Ok((window, Range { start, end, nodes }))
            }
            _ => Err(problems.refusal()),
        }
    }
}
