/** A run as a graph: layers from left to right, few crossings, the state of each node at a glance. */
import { s } from "./dom.js";
import { between, duration } from "./format.js";
import { tone, word } from "./states.js";

const BOX = { width: 196, height: 46, gapX: 62, gapY: 16, margin: 22 };
const SWEEPS = 6;
const MOST = 800;

/** Where everything goes. Tasks without tests unless wanted; edges lead around what is left out. */
export function layout(tasks, withTests) {
  const shown = new Map(tasks.filter((task) => withTests || !isTest(task)).slice(0, MOST).map((task) => [task.nodeId, task]));
  const all = new Map(tasks.map((task) => [task.nodeId, task]));
  const parents = new Map([...shown.keys()].map((id) => [id, shownParents(id, all, shown)]));
  const { layers, bends, near } = bent(layered([...shown.keys()], parents), parents);
  order(layers, near);
  const places = new Map();
  const heights = layers.map((layer) => layer.reduce((sum, id) => sum + heightOf(id) + BOX.gapY, -BOX.gapY));
  const tallest = Math.max(BOX.height, ...heights);
  layers.forEach((layer, column) => {
    let y = BOX.margin + (tallest - heights[column]) / 2;
    for (const id of layer) {
      places.set(id, { x: BOX.margin + column * (BOX.width + BOX.gapX), y });
      y += heightOf(id) + BOX.gapY;
    }
  });
  return {
    places,
    parents,
    bends,
    hidden: tasks.filter((task) => withTests || !isTest(task)).length - shown.size,
    width: 2 * BOX.margin + layers.length * (BOX.width + BOX.gapX) - BOX.gapX,
    height: 2 * BOX.margin + tallest,
  };
}

const BEND = "~";
const heightOf = (id) => (id.startsWith(BEND) ? 2 : BOX.height);

/** Gives an edge that passes a layer a place of its own there, so that it runs beside the nodes and not behind them. */
function bent(layers, parents) {
  const column = new Map();
  layers.forEach((layer, i) => layer.forEach((id) => column.set(id, i)));
  const bends = new Map();
  const near = new Map([...parents.keys()].map((id) => [id, []]));
  parents.forEach((list, id) => list.forEach((parent) => {
    const passed = [];
    for (let i = column.get(parent) + 1; i < column.get(id); i++) {
      const bend = `${BEND}${parent}>${id}@${i}`;
      layers[i].push(bend);
      near.set(bend, [passed.at(-1) ?? parent]);
      passed.push(bend);
    }
    near.get(id).push(passed.at(-1) ?? parent);
    bends.set(`${parent}>${id}`, passed);
  }));
  return { layers, bends, near };
}

export const isTest = (task) => task.resourceType === "test" || task.resourceType === "unit_test";

function shownParents(id, all, shown) {
  const found = new Set();
  const seen = new Set();
  const open = [...(all.get(id)?.parents ?? [])];
  while (open.length > 0) {
    const parent = open.pop();
    if (parent === id || seen.has(parent)) continue;
    seen.add(parent);
    if (shown.has(parent)) found.add(parent);
    else open.push(...(all.get(parent)?.parents ?? []));
  }
  return [...found];
}

function layered(ids, parents) {
  const depth = new Map();
  const visiting = new Set();
  const measure = (id) => {
    if (depth.has(id)) return depth.get(id);
    if (visiting.has(id)) return 0;
    visiting.add(id);
    const value = Math.max(-1, ...parents.get(id).map(measure)) + 1;
    depth.set(id, value);
    return value;
  };
  const layers = [];
  ids.forEach((id) => (layers[measure(id)] ??= []).push(id));
  return layers;
}

/** Sorts each layer by the middle of its neighbours, to and fro. */
function order(layers, parents) {
  const children = new Map();
  parents.forEach((list, id) => list.forEach((parent) => children.set(parent, [...(children.get(parent) ?? []), id])));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const neighbours = forward ? parents : children;
    const position = new Map();
    layers.forEach((layer) => layer.forEach((id, i) => position.set(id, i / layer.length)));
    for (const layer of forward ? layers : [...layers].reverse()) {
      const middle = new Map(layer.map((id) => {
        const near = neighbours.get(id) ?? [];
        return [id, near.length === 0 ? position.get(id) : near.reduce((sum, other) => sum + position.get(other), 0) / near.length];
      }));
      layer.sort((a, b) => middle.get(a) - middle.get(b));
      layer.forEach((id, i) => position.set(id, i / layer.length));
    }
  }
}

/** The chain of tasks that the run's end waits for: from the last to finish, back along the parent that was last. */
export function criticalPath(tasks) {
  const byId = new Map(tasks.map((task) => [task.nodeId, task]));
  const end = (task) => task.finishedAt ?? "~";
  const latest = (list) => list.filter((task) => task?.startedAt).reduce((last, task) => (!last || end(task) > end(last) ? task : last), null);
  const path = [];
  for (let task = latest(tasks); task && !path.includes(task.nodeId); task = latest(task.parents.map((id) => byId.get(id)))) path.push(task.nodeId);
  return path;
}

/** Draws the graph once; {@code update} then only changes what a change of state changes. */
export function drawGraph(plan, tasks, onSelect) {
  const byId = new Map(tasks.map((task) => [task.nodeId, task]));
  const nodes = new Map();
  const edges = new Map();
  const canvas = s("svg", { class: "graph", width: plan.width, height: plan.height, viewBox: `0 0 ${plan.width} ${plan.height}`, role: "group", "aria-label": "Graph of the run" });
  plan.parents.forEach((list, id) => list.forEach((parent) => {
    const edge = s("path", { class: "edge", d: curve(plan, parent, id) });
    edges.set(`${parent}>${id}`, edge);
    canvas.append(edge);
  }));
  plan.places.forEach((place, id) => {
    if (!byId.has(id)) return;
    const node = box(byId.get(id), place, onSelect);
    nodes.set(id, node);
    canvas.append(node);
  });
  return {
    element: canvas,
    update(current, selected) {
      const tests = testsByModel(current);
      const critical = new Set();
      const path = criticalPath(current).filter((id) => plan.places.has(id));
      path.forEach((id, i) => path[i + 1] && critical.add(`${path[i + 1]}>${id}`));
      current.forEach((task) => nodes.has(task.nodeId) && refresh(nodes.get(task.nodeId), task, tests.get(task.nodeId), task.nodeId === selected));
      edges.forEach((edge, key) => edge.classList.toggle("critical", critical.has(key)));
    },
  };
}

function curve(plan, parent, id) {
  const from = plan.places.get(parent);
  const to = plan.places.get(id);
  let path = `M${from.x + BOX.width} ${from.y + BOX.height / 2}`;
  let x = from.x + BOX.width;
  let y = from.y + BOX.height / 2;
  const bendTo = (x2, y2) => {
    const middle = (x + x2) / 2;
    path += `C${middle} ${y} ${middle} ${y2} ${x2} ${y2}`;
    x = x2;
    y = y2;
  };
  for (const bend of plan.bends.get(`${parent}>${id}`)) {
    const place = plan.places.get(bend);
    bendTo(place.x, place.y + 1);
    path += `H${place.x + BOX.width}`;
    x = place.x + BOX.width;
  }
  bendTo(to.x, to.y + BOX.height / 2);
  return path;
}

function box(task, place, onSelect) {
  const name = task.name.length > 25 ? `${task.name.slice(0, 24)}…` : task.name;
  const select = () => onSelect(task.nodeId);
  return s("g", {
    class: "node", tabindex: 0, role: "button", transform: `translate(${place.x} ${place.y})`,
    onclick: select, onkeydown: (key) => (key.key === "Enter" || key.key === " ") && (key.preventDefault(), select()),
  },
    s("title", {}, task.nodeId),
    s("rect", { class: "box", width: BOX.width, height: BOX.height, rx: 8 }),
    s("rect", { class: "rail", x: 7, y: 9, width: 4, height: BOX.height - 18, rx: 2 }),
    s("text", { class: "name", x: 20, y: 20 }, name),
    s("text", { class: "state", x: 20, y: 36 }),
    s("text", { class: "tests", x: BOX.width - 10, y: 36, "text-anchor": "end" }));
}

function refresh(node, task, tests, selected) {
  node.dataset.tone = tone(task.state);
  node.dataset.state = task.state;
  node.setAttribute("aria-pressed", String(selected));
  const took = task.startedAt ? ` · ${duration(between(task.startedAt, task.finishedAt))}` : "";
  const tries = task.attempt > 1 ? ` · try ${task.attempt}` : "";
  node.querySelector(".state").textContent = word(task.state) + took + tries;
  node.setAttribute("aria-label", `${task.name}: ${word(task.state)}${took}`);
  const badge = node.querySelector(".tests");
  badge.textContent = tests ? (tests.bad > 0 ? `✕ ${tests.bad} of ${tests.all}` : `✓ ${tests.good}/${tests.all}`) : "";
  badge.classList.toggle("bad", (tests?.bad ?? 0) > 0);
}

function testsByModel(tasks) {
  const byId = new Map(tasks.map((task) => [task.nodeId, task]));
  const counts = new Map();
  for (const task of tasks.filter(isTest)) {
    const model = task.parents.find((id) => byId.has(id) && !isTest(byId.get(id)));
    if (!model) continue;
    const sum = counts.get(model) ?? { all: 0, good: 0, bad: 0 };
    sum.all++;
    if (tone(task.state) === "bad") sum.bad++;
    if (["PASS", "WARN", "SUCCESS"].includes(task.state)) sum.good++;
    counts.set(model, sum);
  }
  return counts;
}
