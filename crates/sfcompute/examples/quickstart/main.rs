//! A whole trade against a market of its own: buy 4 nodes for 24 hours, wait until the order has
//! filled, move 2 of them to another pool.
//!
//! ```console
//! cargo run --example quickstart
//! ```
//!
//! Nothing leaves this machine: the market is started here and talks to nobody else. With a real
//! token the same program runs against the real API; the line that differs is marked.

mod show;

use std::error::Error;
use std::time::Duration;

use sfcompute::{Client, Timestamp, Window};
use sfcompute_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().start().await?;
    // Against the real API, the next line is `let sfc = Client::from_env()?;`.
    let sfc = Client::builder()
        .base_url(&sandbox.url())
        .token(sandbox.token())
        .build()?;

    let account = sfc.me().await?;
    println!("account {} at {}\n", account.account_id, sfc.base_url());

    // The two pools and a SKU, found as a program would find them.
    let pools = sfc.pools().list().await?.data;
    let named = |name: &str| pools.iter().find(|pool| pool.name == *name);
    let (Some(training), Some(inference)) = (named("training"), named("inference")) else {
        return Err("this account has no pools called training and inference".into());
    };
    let sku = sfc
        .instance_skus()
        .list_availability()
        .accelerator("h100")
        .await?
        .data
        .into_iter()
        .map(|availability| availability.instance_sku)
        .next()
        .ok_or("no SKU with H100s is on the market")?;

    let next_hour = show::next_hour(Timestamp::floor_from_jiff(jiff::Timestamp::now()));
    let window = Window::starting(next_hour).hours(24)?;

    let book = || {
        sfc.orderbook()
            .depth(window)
            .requirement("accelerator", ["h100"])
    };
    show::book("The book before", &book().await?);

    let order = sfc
        .orders()
        .buy(&sku.id, 4)
        .pool(&training.id)
        .window(window)
        .limit_price("2.50")
        .send()
        .await?;
    println!("placed {} ({})\n", order.id, order.status);

    let order = sfc
        .orders()
        .wait(&order.id)
        .interval(Duration::from_millis(100))
        .until_filled()
        .await?;
    show::order(&order);
    show::fills(&order);

    let transfer = sfc
        .pools()
        .transfer(&training.id, &inference.id)
        .instance_sku(&sku.id)
        .nodes(2)
        .window(window)
        .send()
        .await?;
    let transfer = sfc
        .transfers()
        .wait(&transfer.id)
        .interval(Duration::from_millis(100))
        .until_executed()
        .await?;
    println!("transfer {} is {}\n", transfer.id, transfer.status);

    for pool in [&training.id, &inference.id] {
        show::schedule(&sfc.pools().get(pool).await?);
    }
    show::book("The book after", &book().await?);

    sandbox.shutdown().await?;
    Ok(())
}
