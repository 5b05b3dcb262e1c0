/** All runs, the newest first. */
import { get } from "../api.js";
import { card, empty, h, table } from "../dom.js";
import { ago, between, count, duration, short } from "../format.js";
import { pill } from "../states.js";

const FILTERS = [["", "All"], ["running", "Running"], ["succeeded", "Succeeded"], ["failed", "Failed"]];
const SHOWN = 100;

export function runsView() {
  const runs = new Map();
  let filter = "";
  const list = h("div");
  const filters = h("div", { class: "filters", role: "group", "aria-label": "Show runs that are" });
  const view = {
    element: h("div", {}, h("div", { class: "head" }, h("h1", {}, "Runs"), h("span", { class: "spacer" }), filters), list),
    async refresh() {
      const answer = await get(`/v1/runs?limit=${SHOWN}${filter ? `&state=${filter}` : ""}`);
      runs.clear();
      answer.runs.forEach((run) => runs.set(run.runId, run));
      draw();
    },
    onEvent(name, run) {
      if (name !== "run") return false;
      if (filter && run.state.toLowerCase() !== filter) runs.delete(run.runId);
      else runs.set(run.runId, run);
      return true;
    },
    draw: () => draw(),
    tick: () => [...runs.values()].some((run) => run.state === "RUNNING") && draw(),
  };

  function draw() {
    filters.replaceChildren(...FILTERS.map(([value, label]) =>
      h("button", { type: "button", "aria-pressed": String(value === filter), onclick: () => { filter = value; view.refresh(); } }, label)));
    const newest = [...runs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, SHOWN);
    list.replaceChildren(newest.length === 0
      ? h("section", { class: "card" }, empty(filter ? `No run is ${filter}` : "No runs yet", "Drop a file into a landing folder, or start one with ./tidemill build."))
      : h("section", { class: "card" }, table("Runs", [["State"], ["Run"], ["Why"], ["Progress"], ["Started"], ["Took", "num"]], newest.map(row))));
  }
  return view;
}

function row(run) {
  return h("tr", { dataset: { run: run.runId } },
    h("td", {}, pill(run.state)),
    h("td", { class: "tight" }, h("a", { href: `#/runs/${encodeURIComponent(run.runId)}`, class: "mono", title: run.runId }, short(run.runId)),
      h("p", { class: "sub" }, `${run.environment} · ${run.verb}`)),
    h("td", { class: "wide" }, h("span", { class: "tag" }, run.cause), " ", run.reason,
      run.triggerCount > 0 && h("p", { class: "sub" }, count(run.triggerCount, "event")), run.actor && h("p", { class: "sub" }, `by ${run.actor}`)),
    h("td", {}, progress(run)),
    h("td", { class: "tight" }, ago(run.createdAt)),
    h("td", { class: "num" }, duration(between(run.createdAt, run.finishedAt))));
}

export function progress(run) {
  const parts = [["good", run.succeeded], ["bad", run.failed], ["skip", run.skipped], ["busy", run.running]];
  const done = run.succeeded + run.failed + run.skipped;
  const text = [`${done} of ${run.total}`, run.failed && `${run.failed} failed`, run.skipped && `${run.skipped} skipped`, run.running && `${run.running} running`];
  const meter = h("div", { class: "meter", role: "img", "aria-label": text.filter(Boolean).join(", ") });
  for (const [kind, number] of parts) {
    const part = h("i", { class: kind });
    part.style.width = `${(100 * number) / Math.max(1, run.total)}%`;
    meter.append(part);
  }
  return [meter, h("div", { class: "meter-text" }, text.filter(Boolean).join(" · "))];
}
