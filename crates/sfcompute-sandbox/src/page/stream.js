// The market's event stream over fetch, which unlike EventSource can send a token in a header.

/** The sandbox says something every five seconds; after this long the connection is taken for dead. */
const SILENCE = 15_000;
const PAUSES = [250, 500, 1_000, 2_000, 5_000];

/** Follows the market until it is stopped, and connects again by itself. */
export class Stream {
  #running = null;

  /**
   * `query()` and `headers()` are asked at each connection; `event(name, value)` is told what
   * changed, and `state(name, message)` how the connection is: `connecting`, `live`, `lost`,
   * `locked` or `refused`. The last two wait for another `start`.
   */
  constructor(told) {
    this.told = told;
  }

  start() {
    this.stop();
    this.#running = new AbortController();
    this.#follow(this.#running.signal);
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
  }

  async #follow(signal) {
    let failures = 0;
    this.told.state("connecting");
    while (!signal.aborted) {
      let isLive = false;
      const live = () => {
        if (!isLive) this.told.state("live");
        isLive = true;
        failures = 0;
      };
      const outcome = await this.#once(signal, live).catch(() => ({ state: "lost" }));
      if (signal.aborted) return;
      this.told.state(outcome.state, outcome.message);
      if (outcome.state !== "lost") return;
      await pause(PAUSES[Math.min(failures, PAUSES.length - 1)], signal);
      failures += 1;
    }
  }

  /** One connection, from its request to its end. */
  async #once(signal, live) {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    signal.addEventListener("abort", stop);
    let timer = setTimeout(stop, SILENCE);
    try {
      const response = await fetch(`/_sandbox/live?${this.told.query()}`, {
        headers: this.told.headers(),
        signal: attempt.signal,
        cache: "no-store",
      });
      if (!response.ok) return await refusal(response);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done || signal.aborted) return { state: "lost" };
        live();
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE);
        const parts = (text + value).split("\n\n");
        text = parts.pop();
        parts.forEach((part) => this.#event(part));
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      attempt.abort();
    }
  }

  #event(text) {
    const lines = text.split("\n");
    const field = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const name = field("event");
    if (name) this.told.event(name, JSON.parse(field("data")));
  }
}

async function refusal(response) {
  const state = { 401: "locked", 422: "refused" }[response.status] ?? "lost";
  return { state, message: await message(response) };
}

/** What an error of the sandbox says. */
export async function message(response) {
  const body = await response.json().catch(() => null);
  return body?.error?.message ?? `The sandbox answered ${response.status}.`;
}

function pause(milliseconds, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}
