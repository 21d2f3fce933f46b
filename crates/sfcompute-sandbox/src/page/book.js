// The order book of a SKU: the depth of one window, and the latest fills.

import { byId, counted, drawing, minute, options, setText, span, table } from "./dom.js";

/** A window as the value of an option. */
const valueOf = ({ start, end }) => `${start}-${end}`;

/** Shows the depth of both sides; `chosen` is the window that was asked for, if one was. */
export function showBook(book, chosen) {
  byId("book").classList.toggle("without", book === null);
  if (book === null) {
    setText(byId("book-note"), "This market has no SKUs.");
    showSide("bids", []);
    showSide("asks", []);
    return;
  }
  const named = ({ alias, about }) => (about ? `${alias} (${about})` : alias);
  options(byId("sku"), book.skus.map((sku) => [sku.id, named(sku)]), book.sku);
  const windows = book.windows.map((row) => [valueOf(row), windowText(row)]);
  if (chosen && !windows.some(([value]) => value === chosen)) {
    windows.unshift([chosen, `${span(book.window.start_at, book.window.end_at)}: no orders`]);
  }
  windows.unshift(["", "the first with orders"]);
  options(byId("window"), windows, chosen ?? "");
  setText(byId("book-note"), note(book));
  const most = Math.max(1, ...[...book.bids, ...book.asks].map((level) => level.total));
  showSide("bids", book.bids, most);
  showSide("asks", book.asks, most);
}

function windowText({ start_at, end_at, hours, bids, asks }) {
  const orders = `${counted(bids, "bid", "bids")}, ${counted(asks, "ask", "asks")}`;
  return `${span(start_at, end_at)}: ${counted(hours, "hour", "hours")}, ${orders}`;
}

function note({ window, windows, more_windows }) {
  if (!window) return "No orders rest on this SKU's book.";
  const many = more_windows ? `the first ${windows.length} of its windows can be chosen` : "";
  const shown = `Delivery ${span(window.start_at, window.end_at)}`;
  return many ? `${shown}; ${many}.` : shown;
}

function showSide(side, levels, most) {
  const columns = [
    { heads: true, style: "price", text: ({ price }) => price },
    { text: ({ nodes }) => nodes.toLocaleString("en") },
    { text: ({ total }) => total.toLocaleString("en") },
    { style: "bar", fill: (cell, level) => bar(cell, level, most) },
  ];
  table(byId(side), columns, levels, ({ price }) => price);
  byId(`no-${side}`).hidden = levels.length > 0;
}

/** The nodes of a price, and those of better ones before them, as parts of the deepest. */
function bar(cell, { nodes, total }, most) {
  if (!cell.firstChild) {
    cell.append(drawing("svg", { "aria-hidden": "true", preserveAspectRatio: "none", viewBox: "0 0 100 10" },
      drawing("rect", { class: "before", height: 10, x: 0 }),
      drawing("rect", { class: "level", height: 10 })));
  }
  const [before, level] = cell.firstChild.children;
  const better = (100 * (total - nodes)) / most;
  before.setAttribute("width", better);
  level.setAttribute("x", better);
  level.setAttribute("width", (100 * nodes) / most);
}

const FILL_COLUMNS = [
  { heads: true, text: ({ at }) => minute(at) },
  { style: "number", text: ({ price }) => price },
  { style: "number", text: ({ nodes }) => nodes.toLocaleString("en") },
  { text: ({ start_at, end_at }) => span(start_at, end_at) },
];

/** Shows the latest fills. */
export function showFills({ rows, more }) {
  // Keyed from the oldest on, so that what was there stays where it is; where there are more than
  // are shown, all move.
  const keys = new Map(rows.map((row, index) => [row, more ? `${row.at} ${index}` : rows.length - index]));
  table(byId("fill-rows"), FILL_COLUMNS, rows, (row) => keys.get(row));
  setText(byId("fills-count"), more ? `The latest ${rows.length}` : counted(rows.length, "fill", "fills"));
  byId("no-fills").hidden = rows.length > 0;
}
