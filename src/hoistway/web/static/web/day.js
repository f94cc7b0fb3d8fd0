// The day on this phone: takes the jobs along, says what waits here, lists them without network.
import { takeUp } from "./job/whose.js";
import { download, installWorker, keepSending, listJobs } from "./job/jobs.js";

const box = document.querySelector("[data-day]"), say = box.querySelector("[data-day-say]"), take = box.querySelector("[data-take]");
const words = {};
for (const name of box.querySelectorAll("[data-words] dt")) words[name.textContent] = name.nextElementSibling.textContent;
const list = document.querySelector("[data-phone-list]"), pattern = document.querySelector("[data-phone-job]");
const fill = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);

function tell(name, n = 0) {
  say.textContent = fill(say.dataset[name], { n });
}

// What this phone alone knows of a job, most pressing first.
function known(job) {
  const told = [];
  if (job.conflicts) told.push(fill(words.conflicts, { n: job.conflicts }));
  if (job.refused) told.push(fill(words.refused, { n: job.refused }));
  if (job.wantsMySignature) told.push(words.mine);
  else if (job.signed) told.push(words.signed);
  else if (job.begun && job.total) told.push(fill(words.begun, { n: job.answered, m: job.total }));
  if (job.waits) told.push(fill(words.waits, { n: job.waits }));
  return told.length ? told.join(" · ") : words.kept;
}

const today = () => new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai" }).format(new Date());
const hour = (at) => new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" }).format(new Date(at));

function card(job) {
  const made = pattern.content.cloneNode(true), link = made.querySelector("a");
  link.href = job.href;
  link.querySelector("strong").textContent = words[job.called] ?? words[job.kind];
  link.querySelector("[data-name]").textContent = job.facts.elevator.name;
  link.querySelector("[data-address]").textContent = job.facts.elevator.address;
  const late = job.due_at ? Date.parse(job.due_at) < Date.now() : Boolean(job.due_on) && job.due_on < today();
  link.classList.toggle("late", late);
  const due = job.due_at ? hour(job.due_at) : job.due_on;
  if (due) link.querySelector("[data-due]").textContent = fill(late ? words.late : words.due, { d: due });
  link.querySelector("[data-kept-word]").textContent = known(job);
  return made;
}

// Marks the cards of the platform's list; what only this phone has gets cards of its own.
async function draw() {
  const jobs = (await listJobs()).filter((job) => !job.over || job.waits);
  const away = !navigator.onLine, server = document.querySelector("[data-server-list]");
  server.hidden = away;
  const shown = new Set();
  for (const link of server.querySelectorAll("[data-uid]")) {
    const job = jobs.find((one) => one.uid === link.dataset.uid);
    if (!job) continue;
    shown.add(job.uid);
    link.querySelector("[data-kept-word]").textContent = known(job);
  }
  const own = away ? jobs : jobs.filter((job) => !shown.has(job.uid) && (job.begun || job.waits));
  list.querySelector("div").replaceChildren(...own.map(card));
  list.hidden = !own.length;
  document.querySelector("[data-first]")?.toggleAttribute("hidden", jobs.length > 0);
  const waits = jobs.reduce((sum, job) => sum + job.waits, 0);
  if (away) tell("offline");
  else if (waits) tell("waits", waits);
  else if (jobs.length) tell("kept", jobs.length);
  else tell("none");
}

async function takeAlong() {
  take.disabled = true;
  tell("taking");
  const { state, jobs } = await download({ days: 2 }).catch(() => ({ state: "refused", jobs: 0 }));
  take.disabled = false;
  await draw();
  tell({ signed_out: "signedOut" }[state] ?? state, jobs);
}

await takeUp(Number(box.dataset.personId));
take.hidden = false;
take.addEventListener("click", takeAlong);
for (const name of ["online", "offline"]) addEventListener(name, draw);
for (const name of ["jobs:changed", "live:swapped"]) document.addEventListener(name, draw);
await draw();
const kept = await installWorker();
if (!kept) tell("weak");
keepSending();
box.dataset.ready = "";
