//! What was made once under a key is not made again.

use super::*;

fn place(
    market: &mut Market,
    key: &str,
    body: &str,
    nodes: i32,
) -> Result<Accepted<OrderKey>, Refusal> {
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: &market.sku_id(),
        schedule: &schedule(&[(0, Some(60), nodes)]),
        limit_price: "0.06".parse().unwrap(),
        allow_standing: true,
        allow_partial: false,
        created_by: None,
    };
    let idempotency = Some(IdempotencyKey {
        key,
        body: body.as_bytes(),
    });
    market
        .engine
        .place_order(market.ada, order, idempotency, at(0))
}

#[test]
fn a_key_gives_the_same_order_again() {
    let mut market = Market::new();
    let first = place(&mut market, "k1", "body", 1).unwrap();
    market.cancel(first.key).unwrap();
    let before = market.engine.clone();
    let again = place(&mut market, "k1", "body", 1).unwrap();
    assert_eq!(
        (first.is_repeat, again.is_repeat, first.key == again.key),
        (false, true, true)
    );
    assert_eq!(market.engine, before);
    assert_eq!(
        market.status(again.key),
        OrderStatus::Cancelled,
        "as it is now"
    );
    assert_ne!(place(&mut market, "k2", "body", 1).unwrap().key, first.key);
}

#[test]
fn a_key_with_another_body_is_refused() {
    let mut market = Market::new();
    place(&mut market, "k1", "body", 1).unwrap();
    let other = place(&mut market, "k1", "other", 2);
    assert_eq!(
        why(other),
        one("Idempotency-Key", Code::IdempotencyKeyReused)
    );
    assert_eq!(
        why(place(&mut market, "", "body", 1)),
        one("Idempotency-Key", Code::Invalid)
    );
}

#[test]
fn a_refused_request_leaves_its_key_unused() {
    let mut market = Market::new();
    assert!(place(&mut market, "k1", "too much", i32::MAX).is_err());
    assert!(!place(&mut market, "k1", "body", 1).unwrap().is_repeat);
}

#[test]
fn accounts_and_operations_have_keys_of_their_own() {
    let mut market = Market::new();
    market.pool(market.bo, "spare");
    let first = place(&mut market, "k1", "body", 1).unwrap();
    let body = b"body";
    let sku = market.sku_id();
    let parts = schedule(&[(0, Some(60), 1)]);
    let transfer = NewTransfer {
        from_pool: "main",
        to_pool: "spare",
        instance_sku: &sku,
        schedule: &parts,
    };
    let key = Some(IdempotencyKey { key: "k1", body });
    let made = market
        .engine
        .create_transfer(market.bo, transfer, key, at(0))
        .unwrap();
    let again = market
        .engine
        .create_transfer(market.bo, transfer, key, at(0))
        .unwrap();
    assert_eq!(
        (made.is_repeat, again.is_repeat, made.key == again.key),
        (false, true, true)
    );
    assert_eq!(
        market.holds(market.bo, "spare"),
        [(0, Some(60), 1)],
        "moved once"
    );
    assert_eq!(place(&mut market, "k1", "body", 1).unwrap().key, first.key);
    let other = Some(IdempotencyKey {
        key: "k1",
        body: b"other",
    });
    let refused = market
        .engine
        .create_transfer(market.bo, transfer, other, at(0));
    assert_eq!(
        why(refused),
        one("Idempotency-Key", Code::IdempotencyKeyReused)
    );
}
