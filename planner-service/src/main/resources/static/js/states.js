/** States of runs, tasks, triggers, sessions: a tone, an icon and a word, never a colour alone. */
import { h, s } from "./dom.js";

const TONES = {
  QUEUED: "idle", WAITING: "idle", READY: "idle", DISPATCHED: "busy", RUNNING: "busy", RETRY_WAIT: "warn",
  SUCCESS: "good", SUCCEEDED: "good", PASS: "good", WARN: "warn", FAIL: "bad", FAILED: "bad", ERROR: "bad",
  SKIPPED: "idle", CANCELLED: "idle",
  INCLUDED: "good", MERGED: "good", IGNORED: "idle", REFUSED: "bad",
  ALIVE: "good", DRAINING: "warn", SILENT: "bad", GONE: "idle", LEASED: "busy", PROVISIONING: "warn", STOPPING: "idle",
  BROKEN: "bad", LOADING: "idle",
};
const ICONS = {
  good: "M3 8.5l3.2 3.2L13 5",
  bad: "M4 4l8 8M12 4l-8 8",
  warn: "M8 3v6.5M8 12.6v.2",
  busy: "M5 3.5l7.5 4.5L5 12.5z",
  idle: "M4 8h8",
};

export const tone = (state) => TONES[state] ?? "idle";
export const word = (state) => String(state).toLowerCase().replace("_", " ");

export function pill(state, label = word(state)) {
  const kind = state === "READY" && label === "ready for runs" ? "good" : tone(state);
  return h("span", { class: "pill", dataset: { tone: kind } },
    s("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" },
      s("path", { d: ICONS[kind], fill: kind === "busy" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" })),
    label);
}

export const isOver = (state) => ["SUCCEEDED", "FAILED", "CANCELLED"].includes(state);
