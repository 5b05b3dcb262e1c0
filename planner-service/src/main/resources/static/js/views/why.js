/** Answers to why: of a model its runs and what it waits for, of an event what it led to. */
import { get } from "../api.js";
import { card, empty, h, table } from "../dom.js";
import { ago, between, clock, duration, short } from "../format.js";
import { pill } from "../states.js";
import { eventRow, EVENT_COLUMNS } from "./events.js";

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function whyView(question) {
  const answer = h("div", {}, h("p", { class: "quiet" }, "Asking…"));
  const isEvent = ULID.test(question);
  return {
    element: h("div", {}, h("div", { class: "head" }, h("h1", {}, "Why ", h("code", {}, isEvent ? short(question) : question))), answer),
    async refresh() {
      const path = encodeURIComponent(question);
      answer.replaceChildren(...(isEvent ? event(await get(`/v1/why/event/${path}`)) : model(await get(`/v1/why/model/${path}`))));
    },
    onEvent: () => false,
  };
}

function event(explained) {
  return explained.outcomes.map((outcome) =>
    card(outcome.entry.environment === "-" ? "No environment" : outcome.entry.environment, pill(outcome.entry.state),
      h("div", { class: "body" }, h("p", {}, h("strong", {}, outcome.entry.subject)), h("p", { class: "sub" }, outcome.entry.reason),
        h("p", { class: "sub" }, `Happened ${clock(outcome.entry.occurredAt)}, came in ${clock(outcome.entry.receivedAt)}, decided ${clock(outcome.entry.decidedAt)}`),
        outcome.run && h("p", {}, "Run ", h("a", { href: `#/runs/${outcome.run.runId}`, class: "mono" }, short(outcome.run.runId)), " ", pill(outcome.run.state))),
      outcome.tasks.length > 0 && table("What ran", [["State"], ["Task"], ["Why"]],
        outcome.tasks.map((task) => h("tr", {}, h("td", {}, pill(task.state)), h("td", {}, task.name), h("td", { class: "wide" }, task.reason))))));
}

function model(explained) {
  return [
    card("Waiting for", null, explained.waiting.length === 0 ? empty("Nothing", "No event of its sources waits to be answered.") : table("Waiting events", EVENT_COLUMNS, explained.waiting.map(eventRow))),
    card("Its runs", h("span", { class: "quiet" }, explained.nodeId), explained.runs.length === 0
      ? empty("It has not run yet", explained.sources.length > 0 ? `It runs when data lands in ${explained.sources.map((source) => source.split(".").slice(-2).join(".")).join(", ")}.` : "It depends on no source, so only a command runs it.")
      : h("ul", { class: "story" }, explained.runs.map((past) => h("li", {},
        pill(past.task.state), " ", h("a", { class: "mono", href: `#/runs/${past.run.runId}` }, short(past.run.runId)), ` ${ago(past.run.createdAt)}, took ${duration(between(past.task.startedAt, past.task.finishedAt))}`,
        h("p", { class: "sub" }, past.task.reason || past.run.reason),
        past.triggers.slice(0, 5).map((trigger) => h("p", { class: "sub" }, "← ", h("a", { href: `#/why/${trigger.triggerId}` }, trigger.subject))))))),
  ];
}
