// How this phone speaks with the platform: a token for forms, a limit of time, and the two clocks compared.
import { setMeta } from "./store.js";

const PATIENCE_MS = 30_000, PHOTO_PATIENCE_MS = 120_000;

const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";

export class Offline extends Error {}
export class SignedOut extends Error {}

async function ask(url, options, patience) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", cache: "no-store", ...options, signal: AbortSignal.timeout(patience) });
  } catch {
    throw new Offline();
  }
  if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname === "/sign-in")) throw new SignedOut();
  return answer;
}

// Keeps by how much the platform's clock is ahead of this phone's, measured over one request.
async function compareClocks(at, sent) {
  const now = Date.now(), server = Date.parse(at);
  if (!Number.isNaN(server)) await setMeta("clock", { offset_ms: Math.round(server - (sent + now) / 2), at: now });
}

export async function fetched(url) {
  const sent = Date.now();
  const answer = await ask(url, { headers: { Accept: "application/json" } }, PATIENCE_MS);
  if (!answer.ok) return null;
  const said = await answer.json();
  if (said.at) await compareClocks(said.at, sent);
  return said;
}

// Sends once more when the token was old: the refusal has brought a new one.
async function send(url, method, type, body, patience) {
  const once = () => ask(url, { method, headers: { "Content-Type": type, "X-CSRFToken": token() }, body }, patience);
  const answer = await once();
  if (answer.status !== 403) return answer;
  const said = await answer.clone().json().catch(() => ({}));
  return said.code === "form_too_old" ? once() : answer;
}

export function post(url, content) {
  return send(url, "POST", "application/json", JSON.stringify(content), PATIENCE_MS);
}

export function upload(url, bytes) {
  return send(url, "PUT", "image/jpeg", bytes, PHOTO_PATIENCE_MS);
}
