// Keeps a part of the page true: hears the event stream, fetches the fragment, swaps it in.
// <div data-live="EVENTS" data-live-url="FRAGMENT" data-live-target="#id">; without EVENTS it polls.
// data-live-calm: an expired login or a lost network leaves the page as it is.
// A fragment whose data-step differs from data-live-step loads the whole page anew.
const SILENCE_MS = 40_000;
const POLL_MS = 5_000;
const REOPEN_MS = 15_000;
const PRESS_MS = 400;
const TYPED = "input:not([type=hidden]):not([type=submit]), textarea, select";

let pressed = 0;
document.addEventListener("pointerdown", () => { pressed = Date.now(); });
for (const root of document.querySelectorAll("[data-live-url]")) follow(root);

function follow(root) {
  const target = document.querySelector(root.dataset.liveTarget);
  const state = { heard: Date.now(), busy: false, again: false, source: null };
  const refresh = () => fetchInto(root, target, state);

  function open() {
    if (!root.dataset.live || !window.EventSource) return;
    state.source = new EventSource(root.dataset.live);
    const hear = () => { state.heard = Date.now(); badge("live"); };
    state.source.addEventListener("open", () => { hear(); refresh(); });
    state.source.addEventListener("ping", hear);
    for (const kind of ["message", "change"]) {
      state.source.addEventListener(kind, () => { hear(); refresh(); });
    }
  }

  open();
  setInterval(() => {
    if (document.hidden || (calm(root) && !navigator.onLine)) return;
    if (!listening(state)) refresh();
  }, POLL_MS);
  setInterval(() => {
    if (state.source && state.source.readyState === EventSource.CLOSED) open();
  }, REOPEN_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  window.addEventListener("pagehide", () => state.source && state.source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
}

const calm = (root) => root.dataset.liveCalm !== undefined;

async function fetchInto(root, target, state) {
  if (state.busy) { state.again = true; return; }
  if (isTyping(target)) {
    document.activeElement.addEventListener("blur", () => setTimeout(() => fetchInto(root, target, state), 200), { once: true });
    return;
  }
  state.busy = true;
  try {
    const answer = await fetch(root.dataset.liveUrl, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
    if (answer.redirected || answer.status === 401 || answer.status === 403) { if (!calm(root)) location.reload(); return; }
    const html = await answer.text();
    await untilPressEnds();
    if (isTyping(target)) state.again = true;
    else if (answer.ok && answer.status !== 204) swap(root, target, html);
    badge(listening(state) ? "live" : "polling");
  } catch {
    badge("lost");
  } finally {
    state.busy = false;
    if (state.again) { state.again = false; fetchInto(root, target, state); }
  }
}

// A button that is swapped between touch and click never hears of its press.
function untilPressEnds() {
  return new Promise((done) => setTimeout(done, Math.max(0, pressed + PRESS_MS - Date.now())));
}

function listening(state) {
  const open = state.source && state.source.readyState === EventSource.OPEN;
  return open && Date.now() - state.heard < SILENCE_MS;
}

function isTyping(target) {
  const here = document.activeElement;
  return here && target.contains(here) && here.matches(TYPED);
}

// What somebody has begun to fill in: form, name, value and choice of each changed field.
function typedIn(target) {
  return [...target.querySelectorAll(TYPED)]
    .filter((field) => field.form && (field.value !== field.defaultValue || field.checked !== field.defaultChecked))
    .map(({ form, name, value, checked }) => ({ action: form.getAttribute("action"), name, value, checked }));
}

function putBack(target, typed) {
  for (const { action, name, value, checked } of typed) {
    const form = [...target.querySelectorAll("form")].find((f) => f.getAttribute("action") === action);
    for (const field of form ? form.elements : []) {
      if (field.name !== name) continue;
      if (field.type !== "radio" && field.type !== "checkbox") field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
}

// How to find again what has the focus: by its id, its place in its form, or the details it opens.
function focused(target) {
  const here = document.activeElement;
  if (!here || !target.contains(here)) return () => null;
  if (here.id) return () => document.getElementById(here.id);
  const details = here.matches("summary") && here.parentElement.id;
  if (details) return () => document.querySelector(`#${CSS.escape(details)} > summary`);
  if (!here.form) return () => null;
  const action = here.form.getAttribute("action"), place = [...here.form.elements].indexOf(here);
  return () => [...target.querySelectorAll("form")].find((form) => form.getAttribute("action") === action)?.elements[place];
}

function swap(root, target, html) {
  const refocus = focused(target);
  const opened = [...target.querySelectorAll("details[open][id]")].map((d) => d.id);
  const before = said(target);
  const typed = typedIn(target);
  const scrolled = [...target.querySelectorAll("[data-keep-scroll][id]")].map((e) => [e.id, e.scrollTop, e.scrollLeft]);
  target.innerHTML = html;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  putBack(target, typed);
  for (const [id, top, left] of scrolled) {
    const box = document.getElementById(id);
    if (box) { box.scrollTop = top; box.scrollLeft = left; }
  }
  refocus()?.focus({ preventScroll: true });
  const after = said(target);
  if (after && after !== before) say(after, target.querySelector("[data-say]").dataset.sayUrgently);
  const step = target.querySelector("[data-step]");
  if (root.dataset.liveStep && step && step.dataset.step !== root.dataset.liveStep) location.reload();
  target.dispatchEvent(new CustomEvent("live:swapped", { bubbles: true }));
}

const said = (target) => target.querySelector("[data-say]")?.dataset.say || "";

function say(text, urgently) {
  const region = document.querySelector("[data-live-say]");
  if (!region) return;
  region.setAttribute("aria-live", urgently ? "assertive" : "polite");
  region.textContent = text;
  if (region.dataset.vibrate !== undefined && navigator.vibrate && navigator.userActivation?.hasBeenActive) navigator.vibrate([180, 90, 180]);
}

function badge(name) {
  for (const dot of document.querySelectorAll(`[data-live-badge]:not([data-state="${name}"])`)) {
    dot.dataset.state = name;
    dot.textContent = dot.dataset[`${name}Word`];
  }
}
