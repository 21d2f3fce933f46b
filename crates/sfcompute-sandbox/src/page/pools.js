// Pools, each with its nodes over time: drawn as steps, told in a sentence, listed in a table.

import { byId, counted, DAY, day, drawing, element, keyed, minute, seconds, setText, table } from "./dom.js";

/** How wide and high a drawing is inside; it is stretched to its place. */
const WIDTH = 1_000;
const HEIGHT = 100;
/** The part of a drawing that shows the past. */
const PAST = 0.1;
const TICKS = 4;

/** Shows pools from a little before `now` to so many seconds ahead. */
export function showPools({ rows, more }, now, ahead) {
  keyed(byId("pool-cards"), rows, ({ id }) => id, makePool, (card, pool) => showPool(card, pool, now, ahead));
  const count = counted(rows.length, "pool", "pools");
  setText(byId("pools-count"), more ? `The latest pools of each account, ${count}.` : `${count}.`);
  byId("no-pools").hidden = rows.length > 0;
}

function makePool({ id }) {
  return element("article", { class: "pool", "aria-labelledby": `name-${id}` },
    element("h3", { id: `name-${id}` }),
    element("p", { class: "hint" }),
    element("ul", { class: "tags", "aria-label": "Tags" }),
    element("div"),
    element("p", { class: "empty" }, "No nodes now or later."));
}

const KINDS = { market: "", originating: "provider’s hardware", read_only: "read-only" };

function showPool(card, pool, now, ahead) {
  const [name, about, tags, charts, empty] = card.children;
  setText(name, pool.name);
  const kind = KINDS[pool.kind] ?? pool.kind;
  setText(about, [`${pool.account} / ${pool.workspace}`, kind].filter(Boolean).join(", "));
  keyed(tags, pool.tags, (tag) => tag, () => element("li"), setText);
  tags.hidden = pool.tags.length === 0;
  keyed(charts, pool.skus, ({ id }) => id, makeChart, (chart, sku) => showChart(chart, sku, now, ahead));
  empty.hidden = pool.skus.length > 0;
}

let charts = 0;

function makeChart({ alias }) {
  charts += 1;
  const id = `chart-${charts}`;
  return element("figure", { "aria-labelledby": id },
    element("figcaption", { id }, element("strong"), " ", element("span")),
    element("div", { class: "plot" },
      element("span", { class: "most", "aria-hidden": "true" }),
      drawing("svg", { "aria-hidden": "true", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" },
        drawing("rect", { class: "past", x: 0, y: 0, width: WIDTH * PAST, height: HEIGHT }),
        drawing("path", { class: "grid" }),
        drawing("path", { class: "area" }),
        drawing("path", { class: "line" }),
        drawing("path", { class: "present", d: `M${WIDTH * PAST} 0V${HEIGHT}` }))),
    element("div", { class: "axis", "aria-hidden": "true" }),
    element("details", {},
      element("summary", {}, "Schedule as a table"),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Schedule of ${alias}` },
        element("table", {},
          element("caption", { class: "hidden" }),
          element("thead", {}, element("tr", {},
            element("th", { scope: "col" }, "From"),
            element("th", { scope: "col" }, "Until"),
            element("th", { scope: "col", class: "number" }, "Nodes"))),
          element("tbody"))),
      element("p", { class: "hint" })));
}

const COLUMNS = [
  { heads: true, text: ({ start_at }) => minute(start_at) },
  { text: ({ end_at }) => (end_at ? minute(end_at) : "no end") },
  { style: "number", text: ({ nodes }) => nodes.toLocaleString("en") },
];

function showChart(chart, sku, now, ahead) {
  const [caption, plot, axis, details] = chart.children;
  const from = now - (ahead * PAST) / (1 - PAST);
  const domain = { from, until: now + ahead };
  const shown = sku.changes.filter(
    ({ start_at, end_at }) => seconds(start_at) < domain.until && (!end_at || seconds(end_at) > domain.from));
  const most = Math.max(0, ...shown.map(({ nodes }) => nodes));
  setText(caption.firstChild, sku.alias);
  setText(caption.lastChild, summary(sku));
  setText(plot.firstChild, most.toLocaleString("en"));
  draw(plot.lastChild, shown, domain, Math.max(1, most));
  showAxis(axis, domain);
  setText(details.querySelector("caption"), `Nodes of ${sku.alias} over time`);
  table(details.querySelector("tbody"), COLUMNS, sku.changes, ({ start_at }) => start_at);
  setText(details.lastChild, sku.more ? `The first ${sku.changes.length} changes.` : "");
}

function summary({ changes, nodes_now }) {
  const now = `${counted(nodes_now, "node", "nodes")} now`;
  const last = changes[changes.length - 1];
  const most = Math.max(...changes.map(({ nodes }) => nodes));
  const end = last.end_at ? `until ${minute(last.end_at)}` : "without an end";
  return `${now}, at most ${most.toLocaleString("en")}, ${end}`;
}

function draw(svg, changes, { from, until }, most) {
  const x = (time) => Math.min(WIDTH, Math.max(0, ((time - from) / (until - from)) * WIDTH));
  const y = (nodes) => HEIGHT - (nodes / most) * (HEIGHT - 8);
  const corners = changes.flatMap(({ start_at, end_at, nodes }) => [
    [x(seconds(start_at)), y(nodes)],
    [end_at ? x(seconds(end_at)) : WIDTH, y(nodes)],
  ]);
  const steps = corners.map((corner) => corner.join(" ")).join("L");
  const [first, last] = [corners[0]?.[0] ?? 0, corners[corners.length - 1]?.[0] ?? 0];
  // What goes on beyond the drawing is drawn open.
  const rise = first > 0 ? `${first} ${HEIGHT}L` : "";
  const fall = last < WIDTH ? `V${HEIGHT}` : "";
  const [, grid, area, line] = svg.children;
  grid.setAttribute("d", Array.from({ length: TICKS - 1 }, (_, index) =>
    `M${tick(index + 1) * WIDTH} 0V${HEIGHT}`).join(""));
  area.setAttribute("d", steps && `M${first} ${HEIGHT}L${steps}V${HEIGHT}Z`);
  line.setAttribute("d", steps && `M${rise}${steps}${fall}`);
}

/** Where a tick stands: the first at the present, the last at the end. */
const tick = (index) => PAST + ((1 - PAST) * index) / TICKS;

function showAxis(axis, { from, until }) {
  const times = Array.from({ length: TICKS }, (_, index) => from + (until - from) * tick(index));
  const name = (time) => {
    const text = new Date(time * 1_000).toISOString();
    return until - from < 2 * 86_400 ? text.slice(11, 16) : day(text, DAY);
  };
  keyed(axis, times, (time) => times.indexOf(time), () => element("span"), (label, time) =>
    setText(label, time === times[0] ? "now" : name(time)));
}
