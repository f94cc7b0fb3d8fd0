// Signing out on a phone: what waits is sent first, the platform ends the session, then the phone forgets.
import { flush } from "./job/outbox.js";
import { meta } from "./job/store.js";
import { leave, onlyHere } from "./job/whose.js";

const PATIENCE_MS = 8000; // Chosen: a visit with three photos on a slow line; longer nobody waits to go.
const form = document.querySelector("form[data-leaving]"), dialog = document.querySelector("dialog[data-leaving-ask]");
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function asks(text, mayGo) {
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("[value=go]").hidden = !mayGo;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "go"), { once: true }));
}

async function go() {
  const person = await meta("person");
  let left = person === null ? 0 : await onlyHere(person);
  if (left && navigator.onLine) {
    await Promise.race([flush(), pause(PATIENCE_MS)]);
    left = await onlyHere(person);
  }
  if (left && !(await asks(dialog.dataset.left.replace("{n}", left), true))) return;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).catch(() => null);
  if (!answer) { await asks(dialog.dataset.offline, false); return; }
  await leave(person);
  location.replace(answer.url);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go().catch(() => form.submit());
});
