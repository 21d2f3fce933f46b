//! The sandbox's page in a real browser: live, by keyboard, to the ear, in light and dark.

mod browser;

use std::net::Ipv4Addr;

use sfcompute::{Client, OrderStatus, Tags};
use sfcompute_sandbox::control::ControlledClock;
use sfcompute_sandbox::{Sandbox, SandboxBuilder};

use crate::sandbox::{TRAINING, tomorrow};
use browser::Browser;

const LIVE: &str = "document.getElementById('connection')?.textContent === 'Live'
    && document.getElementById('order-rows').children.length > 0";

/// A sandbox under control that stands at half past nine.
fn standing() -> SandboxBuilder {
    let clock = ControlledClock::paused_at("2026-07-21T09:30:00Z".parse().unwrap());
    Sandbox::builder().clock(clock).seed(7).control(true)
}

fn client(sandbox: &Sandbox) -> Client {
    let client = Client::builder().base_url(&sandbox.url());
    client.token(sandbox.token()).build().unwrap()
}

/// The page of a sandbox, live; none where there is no browser.
async fn page_of(sandbox: &Sandbox) -> Option<Browser> {
    let mut page = Browser::start().await?;
    page.open(&sandbox.url()).await;
    page.until(LIVE).await;
    Some(page)
}

/// What held all along: nothing went wrong, and nobody else was asked for anything.
fn check(page: &Browser, url: &str) {
    assert_eq!(page.complaints(), [""; 0]);
    let requests = page.requested();
    assert!(requests.len() > 10, "{requests:?}");
    let own = |request: &&str| request.starts_with(url) || **request == *"about:blank";
    assert!(requests.iter().all(own), "{requests:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_placed_through_the_sdk_appears() {
    let sandbox = standing().start().await.unwrap();
    let Some(mut page) = page_of(&sandbox).await else {
        return;
    };
    page.prefer(&[("prefers-reduced-motion", "reduce")]).await;
    // Gone, if the page were loaded anew.
    page.value("window.marked = true").await;
    let client = client(&sandbox);
    let order = client.orders().buy(sandbox.skus()[0].id.clone(), 2);
    let order = order.pool(TRAINING).window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    let row = format!(
        "document.querySelector('#order-rows [data-key=\"{}\"]')",
        order.id
    );
    let state = |text: &str| format!("{row}?.querySelector('.badge').textContent === '{text}'");
    page.until(&state("Pending")).await;
    let is_still = format!("getComputedStyle({row}).animationName === 'none'");
    assert_eq!(page.value(&is_still).await, true);

    let filled = client
        .orders()
        .wait(&order.id)
        .until_filled()
        .await
        .unwrap();
    assert_eq!(filled.status, OrderStatus::Filled);
    page.until(&state("Filled")).await;
    let paid = filled.filled_average_price_dollars_per_node_hour.unwrap();
    page.until(&format!("{row}.textContent.includes('{paid}')"))
        .await;
    // What it bought is in the pool, in the fills, and told to those who listen.
    page.until("document.querySelector('#pool-cards .line')?.getAttribute('d') !== ''")
        .await;
    page.until("document.querySelector('#pool-cards tbody')?.textContent.endsWith('2')")
        .await;
    page.until("document.getElementById('fill-rows').children.length === 1")
        .await;
    page.until("/acme.s buy of 2 nodes of \\w+: (pending|filled)/.test(document.getElementById('news').textContent)").await;

    // Names cannot be markup, values of tags can look like it.
    let tags = Tags::from_pairs([("note", "<img src> <b>bold</b>")]).unwrap();
    client.pools().update(TRAINING).tags(tags).await.unwrap();
    page.until("document.querySelector('.tags li')?.textContent === 'note=<img src> <b>bold</b>'")
        .await;
    assert_eq!(
        page.value("document.querySelectorAll('main img, main b').length")
            .await,
        0
    );
    assert_eq!(page.value("window.marked").await, true);
    check(&page, &sandbox.url());
    sandbox.shutdown().await.unwrap();
}

/// Whether one sees where the focus is; after the last of the page it is nowhere.
const SEEN: &str = "document.activeElement === document.body
    || getComputedStyle(document.activeElement).outlineStyle === 'solid'";

/// What has the focus, in words.
const FOCUSED: &str = "(document.activeElement.getAttribute('aria-label')
    ?? document.activeElement.textContent.trim())";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_done_with_a_keyboard() {
    let sandbox = standing().start().await.unwrap();
    let Some(mut page) = page_of(&sandbox).await else {
        return;
    };
    page.widen(1_200).await;
    let reach = async |page: &mut Browser, name: &str| {
        for _ in 0..60 {
            page.press("Tab").await;
            assert_eq!(page.value(SEEN).await, true);
            if page.value(FOCUSED).await == name {
                return;
            }
        }
        panic!("no way to {name}")
    };
    reach(&mut page, "Skip to the market").await;
    reach(&mut page, "Step +1 hour").await;
    page.press("Enter").await;
    page.until("document.getElementById('now').dateTime === '2026-07-21T10:30:00Z'")
        .await;
    assert_eq!(sandbox.market().now().to_string(), "2026-07-21T10:30:00Z");
    // The focus stays where it was.
    assert_eq!(page.value(FOCUSED).await, "Step +1 hour");
    reach(&mut page, "Run at 1×, real time").await;
    page.press("Space").await;
    page.until("document.activeElement.getAttribute('aria-pressed') === 'true'")
        .await;
    assert!(!sandbox.control().clock().unwrap().state().paused);
    // Round the page, back to the button that holds the clock.
    reach(&mut page, "Pause").await;
    page.press("Space").await;
    page.until("document.activeElement.textContent === 'Resume'")
        .await;
    assert!(sandbox.control().clock().unwrap().state().paused);

    // All that can be worked can be reached.
    let reachable = page
        .value(
            "[...document.querySelectorAll('a, button, select, input, summary')]
            .filter((one) => one.checkVisibility()).length",
        )
        .await
        .as_u64()
        .unwrap();
    page.value("window.reached = new Set(); window.reached.size")
        .await;
    for _ in 0..reachable + 20 {
        page.press("Tab").await;
        page.value("reached.add(document.activeElement); reached.size")
            .await;
    }
    let missed = "[...document.querySelectorAll('a, button, select, input, summary')]
        .filter((one) => one.checkVisibility() && !reached.has(one)).map((one) => one.outerHTML)";
    assert_eq!(page.value(missed).await, serde_json::json!([]));
    check(&page, &sandbox.url());
    sandbox.shutdown().await.unwrap();
}

/// The texts whose colour has less than 4.5:1 of contrast with what is behind them, with the ratio.
const FAINT: &str = "(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => {
    const linear = [red, green, blue].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const [red, green, blue, alpha = 1] = parts(getComputedStyle(one).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const faint = [];
  let seen = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest('script')) continue;
    seen += 1;
    const [one, other] = [light(parts(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(`${texts.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return { faint, seen, ground: getComputedStyle(document.body).backgroundColor };
})()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_can_be_read_in_light_and_dark_and_on_a_narrow_screen() {
    let sandbox = standing().start().await.unwrap();
    let Some(mut page) = page_of(&sandbox).await else {
        return;
    };
    page.value("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        .await;
    let mut grounds = Vec::new();
    for scheme in ["light", "dark"] {
        page.prefer(&[("prefers-color-scheme", scheme)]).await;
        let read = page.value(FAINT).await;
        assert_eq!(read["faint"], serde_json::json!([]), "{scheme}");
        assert!(read["seen"].as_u64().unwrap() > 200, "{read}");
        grounds.push(read["ground"].clone());
    }
    assert_ne!(grounds[0], grounds[1]);
    for width in [320, 700, 1_000, 1_600] {
        page.widen(width).await;
        let beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(page.value(beyond).await, 0, "{width}");
    }
    check(&page, &sandbox.url());
    sandbox.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_can_be_listened_to() {
    let sandbox = standing().start().await.unwrap();
    let Some(mut page) = page_of(&sandbox).await else {
        return;
    };
    let tree = page.heard_tree().await;
    let named = |role: &str| {
        let nodes = tree.iter().filter(|(own, _)| own == role);
        nodes.map(|(_, name)| name.as_str()).collect::<Vec<_>>()
    };
    for role in [
        "button",
        "combobox",
        "link",
        "table",
        "region",
        "heading",
        "article",
        "figure",
        "columnheader",
        "rowheader",
        "DisclosureTriangle",
    ] {
        let names = named(role);
        assert!(!names.contains(&""), "{role}: {names:?}");
    }
    for group in ["Hold the clock", "Step the clock on", "Speed of the clock"] {
        assert!(named("group").contains(&group), "{group}");
    }
    assert_eq!(named("button").len(), 8);
    assert_eq!(
        named("combobox"),
        ["SKU", "Window", "Account", "Show", "Ahead"]
    );
    assert_eq!((named("banner").len(), named("main").len()), (1, 1));
    for region in [
        "Clock",
        "Order book",
        "Recent fills",
        "Orders",
        "Pools",
        "Accounts",
    ] {
        assert!(named("region").contains(&region), "{region}");
        assert!(named("heading").contains(&region), "{region}");
    }
    // News come to those who listen, ticks of the clock do not.
    let live = "[...document.querySelectorAll('[aria-live], [role=status], [role=alert]')]
        .map((one) => one.id).sort()";
    let expected = serde_json::json!(["connection", "news", "problem"]);
    assert_eq!(page.value(live).await, expected);
    check(&page, &sandbox.url());
    sandbox.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_sandbox_is_found_again() {
    let sandbox = standing().start().await.unwrap();
    let Some(mut page) = page_of(&sandbox).await else {
        return;
    };
    check(&page, &sandbox.url());
    let (url, market) = (sandbox.url(), sandbox.market().clone());
    sandbox.shutdown().await.unwrap();
    page.until("document.getElementById('connection').dataset.state === 'lost'")
        .await;
    // What was shown last still is.
    page.until("document.getElementById('order-rows').children.length > 0")
        .await;
    market.control().step(60).unwrap();
    let port = url.rsplit(':').next().unwrap().parse().unwrap();
    let sandbox = Sandbox::serve(market, port).await.unwrap();
    page.until(LIVE).await;
    page.until("document.getElementById('now').dateTime === '2026-07-21T09:31:00Z'")
        .await;
    sandbox.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guarded_sandbox_asks_for_a_token() {
    const TOKEN: &str = "a-token-of-our-own";
    let everywhere = standing().address(Ipv4Addr::UNSPECIFIED.into());
    let sandbox = everywhere.token("acme", TOKEN).start().await.unwrap();
    let Some(mut page) = Browser::start().await else {
        return;
    };
    let url = sandbox.url().replace("0.0.0.0", "127.0.0.1");
    page.open(&url).await;
    // The field is ready for it.
    page.until("document.activeElement?.id === 'token'").await;
    assert_eq!(
        page.value("document.getElementById('market').checkVisibility()")
            .await,
        false
    );
    for token in ["not-one-of-its-tokens", TOKEN] {
        page.value("document.getElementById('token').focus()").await;
        page.ask("Input.insertText", serde_json::json!({"text": token}))
            .await;
        page.press("Enter").await;
        if token != TOKEN {
            page.until("document.getElementById('problem').textContent.includes('unknown')")
                .await;
        }
    }
    page.until(LIVE).await;
    page.until("!document.getElementById('lock').checkVisibility()")
        .await;
    let requests = page.requested();
    assert!(
        requests.iter().all(|request| !request.contains(TOKEN)),
        "{requests:?}"
    );
    assert_eq!(
        page.value("document.getElementById('token').value").await,
        ""
    );
    sandbox.shutdown().await.unwrap();
}
