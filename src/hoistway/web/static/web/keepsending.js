// A form[data-keep] is kept on the phone until the platform has answered, and sent again when the
// network is back; its form_id makes it one row however often it arrives.
const EVERY = 15_000;
let sending = false;

function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function store(mode) {
  const opening = indexedDB.open("hoistway-kept", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("forms", { keyPath: "id" });
  return (await asked(opening)).transaction("forms", mode).objectStore("forms");
}

const all = async () => asked((await store("readonly")).getAll());
const put = async (record) => asked((await store("readwrite")).put(record));
const drop = async (id) => asked((await store("readwrite")).delete(id));

function body(record) {
  const data = new FormData();
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  for (const [name, value] of record.fields) {
    data.append(name, name === "csrfmiddlewaretoken" && token ? token.value : value);
  }
  return data;
}

// Returns the answer, or null where nobody answered and the record stays.
async function send(record) {
  try {
    const answer = await fetch(record.url, { method: "POST", body: body(record), signal: AbortSignal.timeout(60_000) });
    return answer.status < 500 ? answer : null;
  } catch {
    return null;
  }
}

function show(name, count, url) {
  const box = document.querySelector("[data-kept]");
  if (!box) return;
  box.classList.toggle("safe", name === "wordSent");
  box.classList.toggle("caution", name !== "wordSent");
  box.hidden = false;
  box.textContent = box.dataset[name].replace("{n}", count);
  if (!url) return;
  const link = document.createElement("a");
  link.href = url;
  link.textContent = box.dataset.wordOpen;
  box.append(" ", link);
}

// What was sent is no longer in a list of what waits.
async function renew() {
  if (!document.querySelector("[data-renew]")) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
}

const isSignIn = (answer) => new URL(answer.url).pathname === "/sign-in";

async function flush() {
  if (sending || !indexedDB) return;
  sending = true;
  try {
    const kept = await all();
    let sent = 0;
    for (const record of kept) {
      const answer = await send(record);
      if (!answer) break;
      if (isSignIn(answer)) { show("wordSignIn", 0); return; }
      await drop(record.id);
      if (answer.redirected) sent += 1;
      else { show("wordRefused", 1, record.url); return; }
    }
    if (sent) await renew();
    if (kept.length > sent) show("wordWaiting", kept.length - sent);
    else if (sent) show("wordSent", sent);
  } finally {
    sending = false;
  }
}

async function submit(form) {
  const word = form.querySelector("[data-sending]"), button = form.querySelector("button:not([type=button])");
  button.disabled = true;
  word.textContent = form.dataset.wordSending;
  const at = form.elements.namedItem("posted_at");
  if (!at.value) at.value = new Date().toISOString();
  const record = { id: form.elements.namedItem("form_id").value, url: form.action, fields: [...new FormData(form)] };
  sending = true;
  await put(record);
  const answer = await send(record);
  sending = false;
  button.disabled = false;
  if (!answer) { word.textContent = form.dataset.wordOffline; return; }
  if (isSignIn(answer)) { location.assign(answer.url); return; }
  await drop(record.id);
  if (answer.redirected) { location.assign(answer.url); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.querySelector("main .errors, main .note")?.scrollIntoView();
  document.dispatchEvent(new Event("live:swapped"));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-keep]") || !globalThis.indexedDB) return;
  event.preventDefault();
  submit(event.target).catch(() => event.target.submit());
}, true);
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
setInterval(flush, EVERY);
flush();
