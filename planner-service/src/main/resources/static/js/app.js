/** The console: which view is shown, and what wakes it up. */
import { listen } from "./api.js";
import { h } from "./dom.js";
import { runsView } from "./views/runs.js";
import { runView } from "./views/run.js";
import { eventsView } from "./views/events.js";
import { whyView } from "./views/why.js";
import { sessionsView } from "./views/sessions.js";
import { projectsView } from "./views/projects.js";

const ROUTES = [
  [/^#\/runs\/([^/]+)$/, runView, "#/runs"],
  [/^#\/events$/, eventsView, "#/events"],
  [/^#\/why\/(.+)$/, whyView, "#/events"],
  [/^#\/sessions$/, sessionsView, "#/sessions"],
  [/^#\/projects$/, projectsView, "#/projects"],
  [/^.*$/, runsView, "#/runs"],
];
const REDRAW = 250;
const POLL = 2_000;

const main = document.getElementById("main");
const connection = document.getElementById("connection");
let current = null;

/** A view is a function of its argument that returns {element, refresh?, onEvent?, tick?}. */
async function show() {
  const hash = location.hash || "#/runs";
  const [pattern, view, section] = ROUTES.find(([candidate]) => candidate.test(hash));
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.getAttribute("href") === section) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const shown = view(...hash.match(pattern).slice(1).map(decodeURIComponent));
  current = shown;
  main.replaceChildren(shown.element);
  await attempt(shown.refresh);
  main.dataset.ready = "true";
}

async function attempt(work) {
  try {
    document.querySelector(".notice.failure")?.remove();
    await work?.();
  } catch (e) {
    main.prepend(h("p", { class: "notice bad failure", role: "alert" }, e.message));
  }
}

let pending = null;
function redrawSoon() {
  pending ??= setTimeout(() => {
    pending = null;
    current?.draw?.();
  }, REDRAW);
}

function onEvent(name, data) {
  if (name === "reset") attempt(current?.refresh);
  else if (current?.onEvent?.(name, data)) redrawSoon();
}

function onStatus(state) {
  connection.dataset.state = state;
  connection.textContent = state;
}

document.getElementById("why").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  const question = new FormData(submitted.target).get("q").trim();
  if (question) location.hash = `#/why/${encodeURIComponent(question)}`;
});
addEventListener("hashchange", show);
setInterval(() => current?.tick?.(), 1_000);
show();

// Polling is for places through which a stream does not get.
if (new URLSearchParams(location.search).get("live") === "off") {
  onStatus("polling");
  setInterval(() => attempt(current?.refresh), POLL);
} else {
  listen(onEvent, onStatus);
}
