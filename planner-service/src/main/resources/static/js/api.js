/** The planner's API: calls with the tab's token, and its stream of changes. */

const TOKEN = "tidemill-token";

function headers() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function call(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { ...headers(), ...options.headers } });
  if (response.status === 401) {
    await signIn();
    return call(path, options);
  }
  const body = await response.text();
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const answer = body && isJson ? JSON.parse(body) : {};
  if (!response.ok && response.status !== 422) throw new Error(answer.detail ?? `${response.status} ${response.statusText}`);
  return answer;
}

let signingIn = null;

function signIn() {
  const dialog = document.getElementById("sign-in");
  signingIn ??= new Promise((resolve) => {
    dialog.showModal();
    dialog.addEventListener("close", () => {
      sessionStorage.setItem(TOKEN, dialog.querySelector("input").value);
      dialog.querySelector("input").value = "";
      signingIn = null;
      resolve();
    }, { once: true });
  });
  return signingIn;
}

export const get = (path) => call(path);
export const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body) });

/**
 * Listens to changes for ever, connecting again when the connection breaks. Read with fetch and not with EventSource,
 * which cannot send a token.
 */
export async function listen(onEvent, onStatus) {
  for (let failures = 0; ; failures++) {
    try {
      const response = await fetch("/v1/stream", { headers: headers(), cache: "no-store" });
      if (response.status === 401) await signIn();
      if (!response.ok) throw new Error(response.statusText);
      onStatus("live");
      if (failures > 0) onEvent("reset", {});
      failures = 0;
      await read(response.body, onEvent);
    } catch (e) {
      onStatus("offline");
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(10_000, 500 * 2 ** Math.min(failures, 5))));
  }
}

async function read(body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const messages = text.split("\n\n");
    text = messages.pop();
    for (const message of messages) deliver(message, onEvent);
  }
}

function deliver(message, onEvent) {
  let name = "message";
  let data = "";
  for (const line of message.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data += line.slice(5);
  }
  if (name !== "ping" && name !== "hello") onEvent(name, JSON.parse(data || "{}"));
}
