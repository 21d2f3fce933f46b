// The clock and its buttons.

import { byId, second, setText } from "./dom.js";

const PACES = new Map([
  [1, "real time"],
  [60, "a minute a second"],
  [3_600, "an hour a second"],
  [86_400, "a day a second"],
]);

let paused = false;

/** Shows the clock as the sandbox says it is. */
export function showClock(clock) {
  const now = byId("now");
  setText(now, second(clock.now));
  now.dateTime = clock.now;
  byId("own-clock").hidden = clock.controlled;
  byId("clock-buttons").hidden = !clock.controlled;
  paused = clock.paused ?? false;
  setText(byId("pace"), clock.controlled ? state(clock) : "");
  byId("pace").dataset.state = paused ? "paused" : "running";
  setText(byId("hold"), paused ? "Resume" : "Pause");
  for (const button of document.querySelectorAll("[data-pace]")) {
    const isIt = clock.real_seconds === 1 && String(clock.market_seconds) === button.dataset.pace;
    button.setAttribute("aria-pressed", String(isIt && !paused));
  }
}

function state({ market_seconds, real_seconds }) {
  if (paused) return "Paused";
  const known = real_seconds === 1 ? PACES.get(market_seconds) : undefined;
  return `Running at ${known ?? `${market_seconds} seconds in ${real_seconds}`}`;
}

/** Has the buttons do what they say; `send(path, body)` gives the clock as it is then, or nothing. */
export function wireClock(send) {
  const act = async (path, body) => {
    const clock = await send(`/clock/${path}`, body);
    if (clock) showClock(clock);
  };
  byId("hold").addEventListener("click", () => act(paused ? "resume" : "pause", {}));
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => act("step", { seconds: Number(button.dataset.step) }));
  }
  for (const button of document.querySelectorAll("[data-pace]")) {
    const pace = { market_seconds: Number(button.dataset.pace), real_seconds: 1 };
    button.addEventListener("click", () => act("run", pace));
  }
}
