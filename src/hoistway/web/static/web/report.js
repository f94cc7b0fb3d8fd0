// form[data-report]: what is typed stays on the phone until the platform has answered; words go
// first and alone, the photo after them, so that a weak signal is enough. The form's number makes
// a report one report however often it is sent. A draft, and the way to what was sent, live for a day.
const DAY = 86_400_000, EVERY = 15_000, PATIENCE = 40_000;
const FILES = "photo", LEFT_OUT = new Set([FILES, "phone", "longitude", "latitude", "calm"]);
const form = () => document.querySelector("form[data-report]");
const key = () => `report:${location.pathname}`;
let sending = false;

function drafts(deed) {
  try { return deed(localStorage); } catch { return null; }
}

function save(waiting) {
  const fields = [...new FormData(form())].filter(([name]) => !LEFT_OUT.has(name));
  if (!waiting && !fields.some(([name, value]) => name !== "form_id" && value)) return;
  drafts((kept) => kept.setItem(key(), JSON.stringify({ at: Date.now(), waiting, fields })));
}

const forget = () => drafts((kept) => kept.removeItem(key()));

function say(word) {
  const line = form()?.querySelector("[data-sending]");
  if (line) line.textContent = word ? form().dataset[word] : "";
}

function restore() {
  const text = drafts((kept) => kept.getItem(key())), here = form();
  if (!text || !here || document.querySelector("main .errors, main .note.help")) return;
  const draft = JSON.parse(text);
  if (Date.now() - draft.at > DAY) { forget(); return; }
  if (draft.done) { mine(draft.done); return; }
  for (const [name, value] of draft.fields) {
    const field = here.elements.namedItem(name);
    if (field) field.value = value;
    if (name === "words" && value) field?.closest("details")?.setAttribute("open", "");
  }
  say("wordDraft");
  if (draft.waiting) send();
}

function body(withPhoto) {
  const data = new FormData(form());
  if (!withPhoto) data.delete(FILES);
  return data;
}

const post = (url, data) => fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });

// What was sent from this phone today can be found again where it was sent.
function mine(done) {
  const line = document.querySelector("[data-mine]");
  if (!line) return;
  const link = line.querySelector("a");
  link.href = done.there;
  link.textContent = done.number;
  line.hidden = false;
}

// The report stands already: a photo that does not get through can be added on its page.
async function photo(done) {
  const file = form().elements.namedItem(FILES)?.files?.[0];
  if (!file) return done.there;
  const there = new URL(done.there, location.origin), data = new FormData();
  data.append("deed", "photo");
  data.append("form_id", form().elements.namedItem("form_id").value);
  data.append(FILES, file);
  try {
    const told = await post(`${there.pathname}/say${there.search}`, data);
    if (told.status === 201) return (await told.json()).there;
  } catch { /* told below */ }
  there.searchParams.set("said", "photo-failed");
  return there.href;
}

// The answer's page takes the place of this one; a chosen photo is carried over.
async function swap(answer) {
  const files = form().elements.namedItem(FILES)?.files;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (!main) { say("wordBusy"); save(true); return; }
  document.querySelector("main").replaceWith(main);
  const field = form()?.elements.namedItem(FILES);
  if (field && files?.length) field.files = files;
  ready();
  window.scrollTo(0, 0);
  main.querySelector("[role=alert]")?.focus();
}

async function leave(done) {
  drafts((kept) => kept.setItem(key(), JSON.stringify({ at: Date.now(), done })));
  mine(done);
  location.assign(await photo(done));
}

async function send() {
  if (sending || !form()) return;
  sending = true;
  const button = form().querySelector("[type=submit]");
  button.disabled = true;
  say("wordSending");
  save(true);
  try {
    const answer = await post(form().action, body(false));
    if (answer.status === 201) { await leave(await answer.json()); return; }
    if (answer.status >= 500) { say("wordBusy"); return; }
    save(false);
    await swap(answer);
  } catch {
    say("wordWaiting");
  } finally {
    sending = false;
    button.disabled = false;
  }
}

function again() {
  const text = drafts((kept) => kept.getItem(key()));
  if (text && JSON.parse(text).waiting && !document.hidden) send();
}

function place(button) {
  const here = form();
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    here.elements.namedItem("longitude").value = coords.longitude;
    here.elements.namedItem("latitude").value = coords.latitude;
    button.textContent = button.dataset.wordDone;
    button.disabled = true;
  }, () => { button.textContent = button.dataset.wordFailed; }, { timeout: 20_000, maximumAge: 60_000 });
}

function ready() {
  if (navigator.geolocation) document.querySelectorAll("[data-place-box]").forEach((box) => { box.hidden = false; });
}

document.addEventListener("input", (event) => { if (event.target.closest("form[data-report]")) save(false); });
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-report]")) return;
  event.preventDefault();
  send();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place-now]");
  if (button) place(button);
});
addEventListener("online", again);
document.addEventListener("visibilitychange", again);
setInterval(again, EVERY);
ready();
restore();
