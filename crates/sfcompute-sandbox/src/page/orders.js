// Orders with their states, and the accounts that placed them.

import { byId, counted, dollars, element, minute, options, setText, span, table } from "./dom.js";

const WORDS = {
  pending: "Pending",
  standing: "Standing",
  partially_filled: "Partly filled",
  filled: "Filled",
  cancelled: "Cancelled",
  rejected: "Rejected",
};

/** An order's state in words. */
export const stateText = (status) => WORDS[status] ?? status;

const COLUMNS = [
  { heads: true, style: "id", fill: identify },
  { fill: mark },
  { fill: side },
  { style: "number", text: ({ nodes }) => nodes.toLocaleString("en") },
  { style: "number", text: ({ filled }) => filled.toLocaleString("en") },
  { style: "number", text: ({ price }) => price },
  { style: "number", text: ({ average }) => average ?? "–" },
  { text: ({ sku }) => sku },
  { text: ({ start_at, end_at }) => span(start_at, end_at) },
  { text: ({ account, pool }) => `${account} / ${pool}` },
  { text: ({ at }) => minute(at) },
];

function identify(cell, { id }) {
  if (!cell.firstChild) cell.append(element("code"));
  setText(cell.firstChild, id);
}

function mark(cell, { status }) {
  if (!cell.firstChild) cell.append(element("span", { class: "badge" }));
  setText(cell.firstChild, stateText(status));
  cell.firstChild.dataset.state = status;
}

function side(cell, { side }) {
  cell.className = side;
  setText(cell, side === "buy" ? "Buy" : "Sell");
}

/** Shows orders, and says how many there are besides. */
export function showOrders({ rows, more, total, open }) {
  table(byId("order-rows"), COLUMNS, rows, ({ id }) => id);
  const all = `${counted(total, "order", "orders")} in all, ${open.toLocaleString("en")} open`;
  const shown = more ? `the latest ${rows.length} of those chosen are shown` : `${rows.length} shown`;
  setText(byId("orders-count"), `${all}; ${shown}.`);
  byId("no-orders").hidden = rows.length > 0;
}

const ACCOUNT_COLUMNS = [
  { heads: true, text: ({ id }) => id },
  { style: "number", text: ({ available }) => dollars(available) },
  { style: "number", text: ({ held }) => dollars(held) },
];

/** Shows what accounts have, and lets their orders be chosen. */
export function showAccounts(accounts, chosen) {
  table(byId("account-rows"), ACCOUNT_COLUMNS, accounts, ({ id }) => id);
  const all = [["", "all accounts"], ...accounts.map(({ id }) => [id, id])];
  options(byId("order-account"), all, chosen ?? "");
}
