/** Executors, the Glue sessions in their pools, and what these cost. */
import { get } from "../api.js";
import { card, empty, h, table } from "../dom.js";
import { ago, count, decimal, short } from "../format.js";
import { pill } from "../states.js";

export function sessionsView() {
  const executors = new Map();
  const facts = h("dl", { class: "facts" });
  const list = h("div");
  const view = {
    element: h("div", {}, h("div", { class: "head" }, h("h1", {}, "Sessions")), facts, list),
    async refresh() {
      const answer = await get("/v1/executors");
      executors.clear();
      answer.executors.forEach((executor) => executors.set(executor.heartbeat.executorId, executor));
      draw();
    },
    onEvent(name, heartbeat) {
      if (name !== "executor") return false;
      executors.set(heartbeat.executorId, { heartbeat, presence: heartbeat.leaving ? "GONE" : heartbeat.draining ? "DRAINING" : "ALIVE" });
      return true;
    },
    draw: () => draw(),
    tick: () => view.refresh().catch(() => {}),
  };

  function draw() {
    const all = [...executors.values()].sort((a, b) => a.heartbeat.executorId.localeCompare(b.heartbeat.executorId));
    const here = all.filter((executor) => executor.presence !== "GONE");
    const sessions = here.flatMap((executor) => executor.heartbeat.sessions.map((session) => ({ ...session, executorId: executor.heartbeat.executorId })));
    const slots = here.flatMap((executor) => executor.heartbeat.slots);
    const sum = (list, field) => list.reduce((total, item) => total + item[field], 0);
    const used = sum(sessions, "dpuSeconds");
    const idle = sum(sessions, "idleDpuSeconds");
    facts.replaceChildren(...[
      ["Executors", String(here.filter((executor) => executor.presence === "ALIVE").length), `of ${all.length}`],
      ["Slots in use", String(sum(slots, "total") - sum(slots, "free")), `of ${sum(slots, "total")}`],
      ["Sessions", String(sessions.length)],
      ["Statements", String(sum(sessions, "statements"))],
      ["DPU-seconds", decimal(used)],
      ["of these idle", used > 0 ? `${decimal((100 * idle) / used)} %` : "–", decimal(idle)],
    ].map(([name, value, unit]) => h("div", {}, h("dt", {}, name), h("dd", {}, value, unit && h("small", {}, ` ${unit}`)))));
    list.replaceChildren(
      card("Glue sessions", null, sessions.length === 0 ? empty("No sessions", "Executors start one when data begins to land.") :
        table("Glue sessions", [["State"], ["Session"], ["Executor"], ["Workers"], ["Why"], ["Working on"], ["Statements", "num"], ["DPU-seconds", "num"], ["Idle", "num"]], sessions.map(session))),
      card("Executors", null, all.length === 0 ? empty("No executors", "Start one: it announces itself, and takes what it has slots for.") :
        table("Executors", [["State"], ["Executor"], ["Slots"], ["Holds"], ["Heard", "num"]], all.map(executor))));
  }
  return view;
}

function session(one) {
  return h("tr", { dataset: { session: one.sessionId } },
    h("td", {}, pill(one.state)),
    h("td", { class: "tight" }, h("code", { title: one.sessionId }, short(one.sessionId)), h("p", { class: "sub" }, `made ${ago(one.createdAt)}`)),
    h("td", { class: "tight" }, one.executorId), h("td", { class: "tight" }, one.workers), h("td", {}, one.reason),
    h("td", { class: "wide" }, one.task ? working(one.task) : one.idleSince ? `nothing, since ${ago(one.idleSince)}` : "–"),
    h("td", { class: "num" }, one.statements), h("td", { class: "num" }, decimal(one.dpuSeconds)), h("td", { class: "num" }, decimal(one.idleDpuSeconds)));
}

function working(task) {
  const slash = task.indexOf("/");
  return h("a", { href: `#/runs/${encodeURIComponent(task.slice(0, slash))}` }, task.slice(slash + 1));
}

function executor({ presence, heartbeat }) {
  return h("tr", { dataset: { executor: heartbeat.executorId } },
    h("td", {}, pill(presence)), h("td", {}, heartbeat.executorId),
    h("td", { class: "tight" }, heartbeat.slots.map((slot) => `${slot.total - slot.free} of ${slot.total} in use`).join("; ") || "–"),
    h("td", { class: "wide" }, heartbeat.leases.length === 0 ? "–" : heartbeat.leases.slice(0, 6).map((lease) => lease.nodeId.split(".").pop()).join(", ") + (heartbeat.leases.length > 6 ? ` and ${count(heartbeat.leases.length - 6, "more", "more")}` : "")),
    h("td", { class: "num" }, ago(heartbeat.sentAt)));
}
