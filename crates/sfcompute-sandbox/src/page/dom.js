// Building and updating what is shown. Text is set as text and never as markup.

export const byId = (id) => document.getElementById(id);

/** An element with attributes; those that are null or undefined are left out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Sets text where it differs, so that nothing is read out or selected anew for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` those of `items`: kept ones stay in place, with their focus,
 * selection and open details.
 */
export function keyed(parent, items, key, make, update) {
  const wanted = new Set(items.map((item) => String(key(item))));
  const kept = new Map();
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) kept.set(child.dataset.key, child);
    else child.remove();
  }
  const isFirst = !parent.dataset.filled;
  parent.dataset.filled = "yes";
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = String(key(item));
    let child = kept.get(id);
    if (!child) {
      child = make(item);
      child.dataset.key = id;
      if (!isFirst) child.classList.add("fresh");
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  }
}

/** Shows items as the rows of a table; the first column heads its row where it says so. */
export function table(body, columns, items, key) {
  const make = () => element("tr", {}, ...columns.map((column) =>
    column.heads
      ? element("th", { scope: "row", class: column.style })
      : element("td", { class: column.style })));
  keyed(body, items, key, make, (row, item) => {
    columns.forEach((column, index) => {
      const cell = row.children[index];
      if (column.fill) column.fill(cell, item);
      else setText(cell, String(column.text(item)));
    });
  });
}

/** Shows `[value, text]` pairs as the options of a select, and chooses one. */
export function options(select, pairs, chosen) {
  keyed(select, pairs, ([value]) => value, ([value]) => element("option", { value }), (option, [, text]) =>
    setText(option, text));
  if (select.value !== chosen) select.value = chosen;
}

const WEEKDAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
export const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });
const YEAR = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", year: "numeric" });

/** Whole seconds since 1970 of a time as the sandbox writes it; NaN where it is beyond dates. */
export const seconds = (time) => Date.parse(time) / 1000;

/** `Tue 21 Jul`, or `21 Jul`. */
export function day(time, format = WEEKDAY) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : format.format(date).replace(",", "");
}

/** `Tue 21 Jul, 09:30`. */
export const minute = (time) => `${day(time)}, ${time.slice(11, 16)}`;

/** `Tue 21 Jul 2026, 09:30:00`. */
export const second = (time) => `${day(time)} ${day(time, YEAR)}, ${time.slice(11, 19)}`;

/** A window, its end short where it is on the day of its start. */
export function span(start, end) {
  if (!start) return "–";
  if (!end) return `${minute(start)} on`;
  const until = day(start) === day(end) ? end.slice(11, 16) : minute(end);
  return `${minute(start)} – ${until}`;
}

/** Dollars with groups of three digits; the text is the sandbox's and stays exact. */
export function dollars(text) {
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `$${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** A count with its noun. */
export const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
