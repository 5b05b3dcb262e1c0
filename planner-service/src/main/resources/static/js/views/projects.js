/** Environments: which project version serves, and what is wrong with the one in the folder. */
import { get, post } from "../api.js";
import { card, empty, h } from "../dom.js";
import { ago, short } from "../format.js";
import { pill } from "../states.js";

export function projectsView() {
  const list = h("div");
  const view = {
    element: h("div", {}, h("div", { class: "head" }, h("h1", {}, "Projects")), list),
    async refresh() {
      const answer = await get("/v1/environments");
      list.replaceChildren(...(answer.environments.length === 0
        ? [h("section", { class: "card" }, empty("No environments", "Name one in tidemill.environments."))]
        : answer.environments.map(environment)));
    },
    onEvent(name) {
      if (name === "environment") view.refresh();
      return false;
    },
  };

  function environment(one) {
    const deploy = h("button", { class: "button", onclick: async () => {
      deploy.disabled = true;
      try {
        await post(`/v1/environments/${encodeURIComponent(one.name)}/deploy`);
      } finally {
        await view.refresh();
      }
    } }, "Read again and deploy");
    const facts = [["Project", one.project ?? "–"], ["Version", one.digest ? short(one.digest) : "none"], ["Serving since", one.servingSince ? ago(one.servingSince) : "–"],
      ...Object.entries(one.nodes).map(([type, number]) => [`${type.replace("_", " ")}s`, String(number)])];
    return h("div", { dataset: { environment: one.name } },
      card(one.name, [pill(one.condition, one.condition === "READY" ? "ready for runs" : undefined), deploy],
        one.problems.length > 0 && h("ul", { class: "story" }, one.problems.map((problem) => h("li", {},
          h("div", { class: "problem" }, [problem.file, problem.line || null, problem.column || null].filter(Boolean).join(":") || "project"),
          h("p", { class: "sub" }, `${problem.kind}: ${problem.message}`)))),
        h("dl", { class: "facts flat" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))))));
  }
  return view;
}
