/** A run over time: how long each task waited, and how long it worked. */
import { s } from "./dom.js";
import { between, duration } from "./format.js";
import { tone, word } from "./states.js";

const ROW = 22;
const LABEL = 220;
const RIGHT = 78;
const TOP = 26;
const MOST = 400;

export function drawTimeline(run, tasks, width, onSelect) {
  const rows = tasks.filter((task) => task.readyAt).sort((a, b) => (a.dispatchedAt ?? a.readyAt).localeCompare(b.dispatchedAt ?? b.readyAt)).slice(0, MOST);
  if (rows.length === 0) return null;
  const start = Date.parse(run.createdAt);
  const end = Math.max(start + 1, ...rows.map((task) => (task.finishedAt ? Date.parse(task.finishedAt) : Date.now())));
  const span = Math.max(width - LABEL - RIGHT, 200);
  const x = (time) => LABEL + (span * (Math.max(start, time) - start)) / (end - start);
  const height = TOP + rows.length * ROW + 8;
  return s("svg", { width: LABEL + span + RIGHT, height, role: "group", "aria-label": "Timeline of the run" },
    ticks(start, end, x, height),
    rows.map((task, i) => bar(task, TOP + i * ROW, x, LABEL + span + RIGHT, onSelect)));
}

function ticks(start, end, x, height) {
  const step = niceStep((end - start) / 6);
  const marks = [];
  for (let time = 0; time <= end - start; time += step) {
    const at = x(start + time);
    marks.push(s("line", { class: "grid", x1: at, x2: at, y1: TOP - 4, y2: height }),
      s("text", { class: "tick", x: at, y: 14, "text-anchor": time === 0 ? "start" : "middle" }, time === 0 ? "0" : duration(time)));
  }
  return marks;
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
}

function bar(task, y, x, width, onSelect) {
  const ready = Date.parse(task.readyAt);
  const started = task.startedAt ? Date.parse(task.startedAt) : null;
  const end = task.finishedAt ? Date.parse(task.finishedAt) : Date.now();
  const name = task.name.length > 32 ? `${task.name.slice(0, 31)}…` : task.name;
  const waited = (started ?? end) - ready;
  const label = `${task.name}: ${word(task.state)}, waited ${duration(waited)}${started ? `, worked ${duration(end - started)}` : ""}`;
  return s("g", { class: "row", dataset: { tone: tone(task.state) }, role: "button", tabindex: 0, "aria-label": label, onclick: () => onSelect(task.nodeId), onkeydown: (key) => key.key === "Enter" && onSelect(task.nodeId) },
    s("title", {}, label),
    s("rect", { class: "hit", x: 0, y, width, height: ROW }),
    s("text", { class: "label", x: LABEL - 12, y: y + 15, "text-anchor": "end" }, name),
    s("rect", { class: "wait", x: x(ready), y: y + 8, width: Math.max(1, x(started ?? end) - x(ready)), height: 6, rx: 2 }),
    started && s("rect", { class: "work", x: x(started), y: y + 4, width: Math.max(2, x(end) - x(started)), height: 14, rx: 3 }),
    started && s("text", { class: "took", x: x(end) + 6, y: y + 15 }, duration(between(task.startedAt, task.finishedAt))));
}
