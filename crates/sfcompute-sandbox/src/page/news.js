// What changed, in a sentence now and then: for those who do not see the tables change.

import { byId, counted, setText } from "./dom.js";
import { stateText } from "./orders.js";

/** The least time between two sentences, so that a busy market can still be listened to. */
const APART = 5_000;

let known = null;
let pending = [];
let timer = null;

/** Tells what became of orders since they were shown last. */
export function tellOrders({ account, open_only, rows }) {
  const choice = JSON.stringify([account, open_only]);
  const states = new Map(rows.map((row) => [row.id, row.status]));
  // Another choice shows other orders, which is no news.
  if (known?.choice === choice) {
    for (const row of rows) {
      if (known.states.get(row.id) !== row.status) pending.push(row);
    }
  }
  known = { choice, states };
  if (pending.length > 0 && timer === null) tell();
}

function tell() {
  timer = null;
  if (pending.length === 0) return;
  setText(byId("news"), sentence(pending));
  pending = [];
  timer = setTimeout(tell, APART);
}

function sentence(rows) {
  if (rows.length === 1) {
    const [{ account, side, nodes, sku, status }] = rows;
    const what = `${account}’s ${side} of ${counted(nodes, "node", "nodes")} of ${sku}`;
    return `${what}: ${stateText(status).toLowerCase()}.`;
  }
  const counts = new Map();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${stateText(status).toLowerCase()}`);
  return `${counted(rows.length, "change", "changes")} of orders: ${parts.join(", ")}.`;
}
