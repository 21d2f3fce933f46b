//! The sandbox in-process: started, shut down, and the same again from the same seed.

use sfcompute::{Client, OrderStatus};
use sfcompute_sandbox::Sandbox;

use super::{TRAINING, tomorrow};

#[tokio::test]
async fn a_sandbox_is_served_until_it_is_shut_down() {
    let clock = sfcompute_sandbox::ManualClock::at("2026-07-21T09:30:00Z".parse().unwrap());
    let sandbox = Sandbox::builder()
        .clock(clock)
        .seed(3)
        .start()
        .await
        .unwrap();
    let url = sandbox.url();
    let client = Client::builder()
        .base_url(&url)
        .token(sandbox.token())
        .build()
        .unwrap();
    let sku = sandbox.skus()[0].id.clone();
    let order = client
        .orders()
        .buy(&sku, 1)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    assert_eq!(order.status, OrderStatus::Pending);
    // Settled at the next look, so nothing waits here.
    let order = client
        .orders()
        .wait(&order.id)
        .until_filled()
        .await
        .unwrap();
    assert_eq!(order.status, OrderStatus::Filled);

    sandbox.shutdown().await.unwrap();
    let gone = Client::builder().base_url(&url).token("x").build().unwrap();
    let error = gone.me().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}

#[tokio::test]
async fn a_port_in_use_is_an_error_that_says_so() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let port = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    let error = Sandbox::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn the_same_seed_opens_the_same_market() {
    let open = |seed| {
        let clock = sfcompute_sandbox::ManualClock::at("2026-07-21T09:30:00Z".parse().unwrap());
        Sandbox::builder().clock(clock).seed(seed).build().unwrap()
    };
    let (one, same, other) = (open(1), open(1), open(2));
    assert_eq!(one.accounts(), same.accounts());
    assert_eq!(one.skus(), same.skus());
    assert_ne!(one.token(), other.token());
    let engine = |market: &sfcompute_sandbox::Market| market.with_engine(|engine| engine.clone());
    assert_eq!(engine(&one), engine(&same));
}
