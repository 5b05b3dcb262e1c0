/** One run: its graph, its timeline, its tasks, the events it answers. */
import { get, post } from "../api.js";
import { card, empty, h, table } from "../dom.js";
import { between, clock, count, decimal, duration, short } from "../format.js";
import { drawGraph, isTest, layout } from "../graph.js";
import { isOver, pill, tone } from "../states.js";
import { drawTimeline } from "../timeline.js";
import { eventRow, EVENT_COLUMNS } from "./events.js";

export function runView(runId) {
  let run = null;
  const tasks = new Map();
  const published = new Map();
  let events = [];
  let selected = null;
  let withTests = false;
  let graph = null;
  let drawn = "";
  const head = h("div", { class: "head" });
  const facts = h("dl", { class: "facts" });
  const canvas = h("div", { class: "canvas" });
  const details = h("aside", { class: "card details", "aria-live": "polite" });
  const timeline = h("div", { class: "timeline" });
  const taskList = h("div");
  const eventList = h("div");
  const toggle = h("input", { type: "checkbox", onchange: (changed) => { withTests = changed.target.checked; drawn = ""; draw(); } });
  const graphLegend = h("span", { class: "legend" }, h("span", { class: "l-good" }, "done"), h("span", { class: "l-busy" }, "running"), h("span", { class: "l-bad" }, "failed"), h("span", { class: "l-critical" }, "critical path"));
  const timeLegend = h("span", { class: "legend" }, h("span", { class: "l-wait" }, "ready, waiting"), h("span", { class: "l-good" }, "done"), h("span", { class: "l-busy" }, "running"), h("span", { class: "l-bad" }, "failed"));
  const element = h("div", {}, head, facts,
    h("div", { class: "split" },
      h("div", {},
        card("Graph", [graphLegend, h("label", { class: "choice" }, toggle, "tests as nodes")], canvas),
        card("Timeline", timeLegend, timeline)),
      details),
    h("div", { id: "tasks" }, taskList), eventList);

  const view = {
    element,
    async refresh() {
      const [detail, ledger] = await Promise.all([get(`/v1/runs/${encodeURIComponent(runId)}`), get(`/v1/events?run=${encodeURIComponent(runId)}`)]);
      run = detail.run;
      tasks.clear();
      detail.tasks.forEach((task) => tasks.set(task.nodeId, task));
      detail.published.forEach((model) => published.set(model.nodeId, model));
      events = ledger.events;
      draw();
    },
    onEvent(name, data) {
      if (data.runId !== runId) return false;
      if (name === "run") run = data;
      else if (name === "task") tasks.set(data.nodeId, data);
      else if (name === "published") published.set(data.nodeId, data);
      else if (name === "ledger") events = [data, ...events.filter((event) => event.triggerId !== data.triggerId)];
      else return false;
      return true;
    },
    draw: () => draw(),
    tick: () => run && !isOver(run.state) && draw(),
  };

  function select(nodeId) {
    selected = selected === nodeId ? null : nodeId;
    draw();
  }

  function draw() {
    if (!run) return;
    const all = [...tasks.values()];
    head.replaceChildren(
      h("div", {}, h("h1", {}, `Run ${short(run.runId)}`), h("p", { class: "sub" }, h("span", { class: "tag" }, run.cause), " ", run.reason)),
      h("span", { class: "spacer" }), pill(run.state), buttons());
    facts.replaceChildren(...factsOf(run, all, published).map(([name, value, unit]) => h("div", {}, h("dt", {}, name), h("dd", {}, value, unit && h("small", {}, ` ${unit}`)))));
    drawCanvas(all);
    details.replaceChildren(...describe(tasks.get(selected), published.get(selected), all));
    timeline.replaceChildren(drawTimeline(run, all.filter((task) => withTests || !isTest(task)), timeline.clientWidth || 1000, select) ?? empty("Nothing has begun", "Tasks appear here as soon as they are ready."));
    taskList.replaceChildren(card(`Tasks`, h("span", { class: "quiet" }, count(all.length, "task")), tableOf(all, select)));
    eventList.replaceChildren(card("Events it answers", h("span", { class: "quiet" }, count(run.triggerCount, "event")),
      events.length === 0 ? empty("No event led to this run", run.actor ? `It was asked for by ${run.actor}.` : "It was asked for.") : table("Events of this run", EVENT_COLUMNS, events.map(eventRow))));
  }

  function buttons() {
    const act = (path, go) => async () => {
      try {
        const answer = await post(`/v1/runs/${encodeURIComponent(runId)}/${path}`);
        if (go) location.hash = `#/runs/${answer.runId}`;
      } catch (e) {
        element.prepend(h("p", { class: "notice bad", role: "alert" }, e.message));
      }
    };
    return isOver(run.state)
      ? run.state !== "SUCCEEDED" && h("button", { class: "button", onclick: act("retry", true) }, "Retry what failed")
      : h("button", { class: "button danger", onclick: act("cancel", false) }, "Cancel");
  }

  function drawCanvas(all) {
    const shape = `${withTests}|${all.map((task) => task.nodeId).sort().join()}`;
    if (shape !== drawn) {
      const plan = layout(all, withTests);
      graph = drawGraph(plan, all, select);
      canvas.replaceChildren(all.length === 0 ? empty("No tasks yet", "The planner is working them out.") : graph.element);
      if (plan.hidden > 0) canvas.prepend(h("p", { class: "notice" }, `${count(plan.hidden, "task")} of this run are not drawn; the list below has them all.`));
      drawn = shape;
    }
    graph.update(all, selected);
  }
  return view;
}

function factsOf(run, tasks, published) {
  const statements = tasks.reduce((sum, task) => sum + task.statements, 0);
  const dpu = tasks.reduce((sum, task) => sum + task.dpuSeconds, 0);
  const models = tasks.filter((task) => task.statements > 0).length;
  return [
    ["Took", duration(between(run.createdAt, run.finishedAt))],
    ["Tasks done", `${run.succeeded + run.failed + run.skipped}`, `of ${run.total}`],
    ["Failed", String(run.failed), run.skipped > 0 ? `${run.skipped} skipped` : ""],
    ["Published", String(published.size), "models"],
    ["Statements", String(statements), models > 0 ? `${decimal(statements / models)} per task` : ""],
    ["DPU-seconds", decimal(dpu)],
    ["Environment", run.environment, run.verb],
  ];
}

function describe(task, published, all) {
  if (!task) {
    const failed = all.filter((candidate) => tone(candidate.state) === "bad");
    return [h("header", {}, h("h2", {}, failed.length > 0 ? "What failed" : "Details")),
      h("div", { class: "body" }, failed.length === 0 ? h("p", { class: "quiet" }, "Choose a node in the graph or a bar in the timeline.")
        : failed.slice(0, 5).map((broken) => [h("strong", {}, broken.name), h("pre", {}, broken.message)]))];
  }
  const rows = [
    ["State", pill(task.state)], ["Node", h("code", {}, task.nodeId)], ["Why", task.reason || "–"],
    ["Ready", clock(task.readyAt)], ["Waited", duration(between(task.readyAt, task.startedAt))], ["Worked", task.startedAt ? duration(between(task.startedAt, task.finishedAt)) : "–"],
    ["Attempt", `${task.attempt} (epoch ${task.epoch})`], ["Executor", task.executorId ?? "–"], ["Session", h("code", {}, task.sessionId ?? "–")],
    ["Rows", task.rowsAffected ?? "–"], ["Statements", `${task.statements}, ${count(task.awsCalls, "AWS call")}`], ["DPU-seconds", decimal(task.dpuSeconds, 2)],
    task.partitions.length > 0 && ["Partitions", task.partitions.join(", ")],
    published && ["Published", `${clock(published.publishedAt)}, ${count(published.permissionsInPlace, "permission")} in place`],
  ].filter(Boolean);
  return [h("header", {}, h("h2", {}, task.name), h("span", { class: "spacer" }), h("a", { href: `#/why/${encodeURIComponent(task.name)}` }, "Why?")),
    h("div", { class: "body" }, h("dl", {}, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])), task.message && h("pre", {}, task.message))];
}

const ORDER = { bad: 0, busy: 1, warn: 2, idle: 3, good: 4 };

function tableOf(tasks, select) {
  const sorted = [...tasks].sort((a, b) => ORDER[tone(a.state)] - ORDER[tone(b.state)] || (a.startedAt ?? "~").localeCompare(b.startedAt ?? "~") || a.name.localeCompare(b.name));
  return table("Tasks", [["State"], ["Task"], ["Why"], ["Executor"], ["Rows", "num"], ["Waited", "num"], ["Worked", "num"]],
    sorted.slice(0, 500).map((task) => h("tr", { dataset: { task: task.nodeId } },
      h("td", {}, pill(task.state)),
      h("td", {}, h("a", { href: location.hash, onclick: (clicked) => { clicked.preventDefault(); select(task.nodeId); } }, task.name), h("p", { class: "sub" }, task.resourceType, tone(task.state) === "bad" ? ` · ${task.message}` : "")),
      h("td", { class: "wide" }, task.reason),
      h("td", { class: "tight" }, task.executorId ?? "–"),
      h("td", { class: "num" }, task.rowsAffected ?? task.failures ?? "–"),
      h("td", { class: "num" }, duration(between(task.readyAt, task.startedAt ?? task.finishedAt))),
      h("td", { class: "num" }, task.startedAt ? duration(between(task.startedAt, task.finishedAt)) : "–"))));
}
