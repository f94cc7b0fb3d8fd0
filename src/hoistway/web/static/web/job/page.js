// The job page: reads the phone's store, shows the one thing to do next, and draws anew when it changes.
import { beginView, placeLine } from "./begin.js";
import { conflictCards } from "./conflicts.js";
import { fillItems } from "./items.js";
import { download, installWorker, keepSending, listJobs, packOf, renew, startFresh, whoAmI } from "./jobs.js";
import { drawNet, watchNet } from "./net.js";
import { jobOf, opsOf } from "./outbox.js";
import { watchPlace } from "./place.js";
import { untilReleased } from "./press.js";
import { refusedPhotos } from "./retake.js";
import { judgeAnew, reviewView } from "./review.js";
import { cosignView, discardedView, signedView } from "./signed.js";
import { folded, isSigned } from "./sheet.js";
import { device, meta } from "./store.js";
import { button, called, h, note, say } from "./words.js";

const app = document.querySelector("#job"), items = h("ol", { class: "items" });
const top = h("div"), progress = h("div", { class: "progress" });
const dock = h("div", { class: "dock" }, button(say("review"), review, "wide tall", { "data-deed": "review" }));
let reviewing = false, drawing = false, again = false;

const WAYS = new Set(["scan", "typed", "list"]);
function asked() {
  const [uid, word] = location.hash.slice(1).split("/");
  return { uid, way: WAYS.has(word) ? word : "list" };
}

async function stateOf(uid, way) {
  const person = await whoAmI(), job = uid && person ? await jobOf(person, uid) : null;
  if (!job) return null;
  const ops = await opsOf(uid, person), { visit } = job;
  return { job: { ...job, elevator: visit.facts.elevator.register_number, device: await device() }, visit, ops, way, sheet: folded(visit, ops), pack: await packOf(person), usual: await meta(`crew.${person}`, []), bad: await refusedPhotos(uid), fresh: () => stateOf(uid, way), waits: ops.filter((op) => op.state === "waiting").length };
}

function back(code = "") {
  reviewing = false;
  draw().then(() => (code ? document.querySelector(`[data-item="${code}"]`) : app)?.scrollIntoView({ block: "center" }));
}

function review() {
  reviewing = true;
  draw().then(() => scrollTo(0, 0));
}

function checklist(state) {
  const total = state.visit.checklist.length;
  fillItems(items, state);
  const count = `${state.answered} / ${total}`;
  progress.replaceChildren(h("span", { class: "figure-text", "data-progress": count }, count), h("progress", { class: "fuse", max: Math.max(1, total), value: state.answered, "aria-label": say("progress") }));
  top.replaceChildren(...conflictCards(state));
  return [top, progress, items, dock];
}

function view(state) {
  const { job, visit, sheet } = state, over = Boolean(visit.record);
  if (over || isSigned(job, visit, sheet)) return ["signed", signedView(state)];
  if (visit.state === "void" || sheet.discarded) return ["discarded", discardedView()];
  if (visit.content) return ["cosign", cosignView(state)];
  if (!sheet.begin) return ["begin", beginView(state, draw)];
  watchPlace();
  return reviewing || !visit.checklist.length ? ["review", reviewView(state, back)] : ["items", checklist(state)];
}

async function absent(uid) {
  const jobs = await listJobs();
  return [
    uid ? note("caution", h("p", {}, say("absent"))) : null,
    button(say("download"), async (event) => { event.currentTarget.disabled = true; const result = await download(); await draw(); told(result); }, "wide tall", { "data-deed": "download" }),
    h("p", { class: "unseen", role: "status", "data-told": true }),
    h("ul", { class: "plain jobs" }, jobs.map((job) => h("li", {}, h("a", { class: "card job", href: `#${job.uid}` }, h("strong", {}, job.facts.elevator.name), h("span", {}, `${called(job)}${job.total ? ` · ${job.answered} / ${job.total}` : ""}`), h("small", { class: "quiet-text" }, job.facts.elevator.address))))),
  ];
}

function told(result) {
  const line = document.querySelector("[data-told]");
  if (!line) return; // the job itself is shown already
  line.className = "note caution";
  line.textContent = say(`download.${result.state}`, { n: result.jobs });
}

// A field in use is never taken away from under the typing hand; the next change draws it.
const typing = (kind) => app.dataset.view === kind && kind === "review" && app.contains(document.activeElement) && /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);

async function once() {
  if (app.dataset.view !== "items") await untilReleased();
  const { uid, way } = asked(), state = await stateOf(uid, way);
  if (!state) { app.dataset.view = "list"; app.replaceChildren(...(await absent(uid)).filter(Boolean)); return; }
  const { visit, sheet, ops, bad } = state, [kind, parts] = view(state);
  document.querySelector("[data-title]").textContent = visit.facts.elevator.name || say("job");
  document.querySelector("[data-subtitle]").textContent = [called(visit), visit.facts.elevator.unit_number].filter(Boolean).join(" · ");
  if (typing(kind)) { judgeAnew(state, back); return; }
  if (kind === "items" && app.dataset.view === "items") return;
  const print = kind === "review" ? JSON.stringify([{ ...sheet, remark: Boolean(sheet.remark), remarks: 0 }, visit.state, bad.length, ops.filter((op) => op.state !== "waiting").length]) : "";
  if (print && print === app.dataset.print && app.dataset.view === kind) return;
  app.dataset.print = print;
  place(kind === "items" ? parts : [...conflictCards(state), ...parts.filter(Boolean)]);
  app.dataset.view = kind;
}

// Puts parts in place of what is shown; who had come to a button by keyboard stays at it.
const REACHED = "button, a, input, textarea, summary";
function place(parts) {
  const held = [...app.querySelectorAll(REACHED)].indexOf(document.activeElement), tag = document.activeElement?.tagName;
  app.replaceChildren(...parts);
  const again = held < 0 ? null : app.querySelectorAll(REACHED)[held];
  if (again?.tagName === tag) again.focus({ preventScroll: true });
}

async function draw() {
  if (drawing) { again = true; return; }
  drawing = true;
  try {
    do {
      again = false;
      await once();
      await drawNet(document.querySelector("[data-net]"));
    } while (again);
  } finally {
    drawing = false;
    document.body.dataset.ready = "";
  }
}

async function arrive() {
  reviewing = false;
  const [word, register, kind, level, way = "list"] = location.hash.slice(1).split("/");
  if (word === "new") {
    const uid = await startFresh({ register, kind, level: level || null }).catch(() => null);
    history.replaceState(null, "", `#${uid ? `${uid}/${way}` : "-"}`);
  }
  await draw();
  scrollTo(0, 0);
}

watchNet(document.querySelector("[data-net]"));
addEventListener("hashchange", arrive);
document.addEventListener("jobs:changed", draw);
document.addEventListener("place:changed", () => app.querySelector("[data-place]")?.replaceWith(placeLine()));
async function news() {
  const state = document.hidden || !navigator.onLine ? null : await stateOf(asked().uid, "list");
  if (state && !state.visit.record) await renew(state.job);
}
const NEWS_MS = 30_000; // Chosen: two on one job see each other's answers within half a minute.
setInterval(news, NEWS_MS);
await arrive();
news();
installWorker();
keepSending();
