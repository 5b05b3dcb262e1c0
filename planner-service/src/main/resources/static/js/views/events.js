/** The ledger: what came in, and what became of it. */
import { get } from "../api.js";
import { card, empty, h, table } from "../dom.js";
import { ago, clock, short } from "../format.js";
import { pill } from "../states.js";

const FILTERS = [["", "All"], ["waiting", "Waiting"], ["included", "Included"], ["merged", "Merged"], ["ignored", "Ignored"], ["refused", "Refused"]];
const SHOWN = 200;

export const EVENT_COLUMNS = [["State"], ["What happened"], ["What became of it"], ["Run"], ["When", "num"]];

export function eventsView() {
  const events = new Map();
  let filter = "";
  const list = h("div");
  const filters = h("div", { class: "filters", role: "group", "aria-label": "Show events that are" });
  const key = (event) => `${event.environment}/${event.triggerId}`;
  const view = {
    element: h("div", {}, h("div", { class: "head" }, h("h1", {}, "Events"), h("span", { class: "spacer" }), filters), list),
    async refresh() {
      const answer = await get(`/v1/events?limit=${SHOWN}${filter ? `&state=${filter}` : ""}`);
      events.clear();
      answer.events.forEach((event) => events.set(key(event), event));
      draw();
    },
    onEvent(name, event) {
      if (name !== "ledger") return false;
      if (filter && event.state.toLowerCase() !== filter) events.delete(key(event));
      else events.set(key(event), event);
      return true;
    },
    draw: () => draw(),
  };

  function draw() {
    filters.replaceChildren(...FILTERS.map(([value, label]) =>
      h("button", { type: "button", "aria-pressed": String(value === filter), onclick: () => { filter = value; view.refresh(); } }, label)));
    const newest = [...events.values()].sort((a, b) => b.decidedAt.localeCompare(a.decidedAt)).slice(0, SHOWN);
    list.replaceChildren(h("section", { class: "card" }, newest.length === 0
      ? empty(filter ? `No event is ${filter}` : "No events yet", "Every landing, call and tick that comes in is told of here, whatever becomes of it.")
      : table("Events", EVENT_COLUMNS, newest.map(eventRow))));
  }
  return view;
}

export function eventRow(event) {
  return h("tr", { dataset: { event: event.triggerId } },
    h("td", {}, pill(event.state)),
    h("td", { class: "wide" }, h("a", { href: `#/why/${encodeURIComponent(event.triggerId)}` }, event.subject || event.source),
      h("p", { class: "sub" }, `${event.kind.toLowerCase().replace("_", " ")} · ${event.source}`)),
    h("td", { class: "wide" }, event.reason, event.waitingUntil && h("p", { class: "sub" }, `until ${clock(event.waitingUntil)} at the latest`), event.environment !== "-" && h("p", { class: "sub" }, event.environment)),
    h("td", { class: "tight" }, event.runId ? h("a", { class: "mono", href: `#/runs/${encodeURIComponent(event.runId)}` }, short(event.runId)) : "–"),
    h("td", { class: "num" }, ago(event.receivedAt)));
}
