// The page: what was chosen, the stream that shows it, and the buttons.

import { showBook, showFills } from "./book.js";
import { showClock, wireClock } from "./clock.js";
import { byId, seconds, setText } from "./dom.js";
import { tellOrders } from "./news.js";
import { showAccounts, showOrders } from "./orders.js";
import { showPools } from "./pools.js";
import { message, Stream } from "./stream.js";

const choice = { sku: null, window: null, account: null, orders: "all" };
/** Kept in this page alone, and never part of an address. */
let token = null;
let now = null;
let pools = null;

const STATES = {
  connecting: "Connecting…",
  live: "Live",
  lost: "Connection lost; trying again…",
  locked: "Locked",
  refused: "Refused",
};

const headers = () => (token === null ? {} : { Authorization: `Bearer ${token}` });

function query() {
  const query = new URLSearchParams({ orders: choice.orders });
  if (choice.sku) query.set("sku", choice.sku);
  if (choice.account) query.set("account", choice.account);
  if (choice.window) {
    const [start, end] = choice.window.split("-");
    query.set("start_at", start);
    query.set("end_at", end);
  }
  return query.toString();
}

const SECTIONS = {
  clock(clock) {
    showClock(clock);
    const isFirst = now === null;
    now = seconds(clock.now);
    if (isFirst || now - (pools?.drawn ?? now) >= Number(byId("range").value) / 500) drawPools();
  },
  accounts: (accounts) => showAccounts(accounts, choice.account),
  book: (book) => showBook(book, choice.window),
  fills: showFills,
  pools(value) {
    pools = { value };
    drawPools();
  },
  orders(orders) {
    showOrders(orders);
    tellOrders(orders);
  },
};

function drawPools() {
  if (pools === null || now === null) return;
  pools.drawn = now;
  showPools(pools.value, now, Number(byId("range").value));
}

const stream = new Stream({
  query,
  headers,
  event(name, value) {
    byId("market").hidden = false;
    try {
      SECTIONS[name]?.(value);
    } catch (error) {
      // What one section cannot show is no reason to stop showing the others.
      reportError(error);
    }
  },
  state(name, said) {
    const connection = byId("connection");
    // To follow something else instead is no news.
    if (name === "connecting" && connection.dataset.state === "live") return;
    connection.dataset.state = name;
    setText(connection, name === "lost" && said ? said : STATES[name]);
    if (name === "live") report("");
    lock(name === "locked", said);
    if (name === "refused") startOver(said);
  },
});

/** What was chosen is not there, after a reset perhaps: shows what is. */
function startOver(said) {
  const wasDefault = !choice.sku && !choice.account && !choice.window;
  Object.assign(choice, { sku: null, window: null, account: null });
  report(said);
  if (!wasDefault) stream.start();
}

function lock(isLocked, said) {
  const wasHidden = byId("lock").hidden;
  byId("lock").hidden = !isLocked;
  if (!isLocked) return;
  byId("market").hidden = true;
  if (token !== null) report(said);
  if (wasHidden) byId("token").focus();
}

function report(problem) {
  setText(byId("problem"), problem ?? "");
}

/** Sends a command, and gives what it answers; says what went wrong. */
async function send(path, body) {
  try {
    const response = await fetch(`/_sandbox${path}`, {
      method: "POST",
      headers: { ...headers(), "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) {
      report("");
      return await response.json();
    }
    report(await message(response));
  } catch {
    report("The sandbox does not answer; nothing is known of what it did.");
  }
  return null;
}

function choose(id, apply) {
  byId(id).addEventListener("change", ({ target }) => {
    apply(target.value || null);
    stream.start();
  });
}

choose("sku", (sku) => Object.assign(choice, { sku, window: null }));
choose("window", (window) => Object.assign(choice, { window }));
choose("order-account", (account) => Object.assign(choice, { account }));
choose("order-state", (orders) => Object.assign(choice, { orders }));
byId("range").addEventListener("change", drawPools);
byId("lock-form").addEventListener("submit", (event) => {
  event.preventDefault();
  token = byId("token").value.trim();
  byId("token").value = "";
  stream.start();
});
// A page that nobody sees follows nothing, and leaves its connection to others.
document.addEventListener("visibilitychange", () => (document.hidden ? stream.stop() : stream.start()));

wireClock(send);
if (!document.hidden) stream.start();
