// The jobs of this phone: taken along, listed, sent. Other pages of the technician use this module only.
import { asked, changed, freshId, meta, openStore, setMeta, within } from "./store.js";
import { askAgain, flush, waiting } from "./outbox.js";
import { canSign, keyOf, registerKey } from "./keys.js";
import { fetched, Offline, post, SignedOut } from "./sending.js";
import { answeredItems, folded, isSigned } from "./sheet.js";

export { flush, openStore };
const EVERY_MS = 15_000;
const OVER = new Set(["signed", "confirmed", "objected", "unconfirmed", "void"]);

// Keeps a pack; `whole` forgets jobs that are not in it any more, unless something of them waits here.
export async function savePack(pack, { whole = true } = {}) {
  const person = pack.person.id;
  await within(["jobs", "ops", "photos", "meta"], "readwrite", async (rooms) => {
    const ops = (await asked(rooms.ops.getAll())).filter((op) => op.person === person);
    const kept = new Set(ops.map((op) => op.visit)), given = new Set(pack.visits.map((visit) => visit.uid));
    for (const job of await asked(rooms.jobs.getAll())) {
      if (!whole || job.person !== person || given.has(job.uid) || kept.has(job.uid)) continue;
      await asked(rooms.jobs.delete([person, job.uid]));
    }
    for (const visit of pack.visits) {
      const old = await asked(rooms.jobs.get([person, visit.uid]));
      await asked(rooms.jobs.put({ ...old, person, uid: visit.uid, visit, saved_at: pack.at }));
    }
    const jobs = new Set((await asked(rooms.jobs.getAll())).map((job) => job.uid));
    for (const photo of await asked(rooms.photos.getAll())) {
      if (photo.sent && !jobs.has(photo.visit) && !kept.has(photo.visit)) await asked(rooms.photos.delete(photo.sha256));
    }
    await asked(rooms.meta.put({ name: "person", value: person }));
    await asked(rooms.meta.put({ name: `pack.${person}`, value: { at: pack.at, person: pack.person, colleagues: pack.colleagues } }));
  });
  changed();
}

// Takes the jobs of the next days along and makes ready to sign without network.
// Answers {"state": "saved" | "offline" | "signed_out" | "refused", "jobs": number}.
export async function download({ days = 2, register = "", query = "" } = {}) {
  try {
    const pack = await fetched(register ? `/t/pack/${encodeURIComponent(register)}${query}` : `/t/pack?days=${days}`);
    if (!pack) return { state: "refused", jobs: 0 };
    await savePack(pack, { whole: !register });
    await makeReady(pack.person.id);
    navigator.storage?.persist?.().catch(() => {});
    flush();
    return { state: "saved", jobs: pack.visits.length, pack };
  } catch (error) {
    if (error instanceof Offline) return { state: "offline", jobs: 0 };
    if (error instanceof SignedOut) return { state: "signed_out", jobs: 0 };
    throw error;
  }
}

// Makes a job that nobody planned (urgent repair, self-inspection, ahead of the plan) and answers its uid;
// a job of the same kind and level that waits on this elevator already is taken instead.
export async function startFresh({ register, kind, level = null }) {
  const query = new URLSearchParams({ kind, ...(level ? { level } : {}) });
  const pack = await fetched(`/t/pack/${encodeURIComponent(register)}?${query}`);
  const fits = (visit) => visit.kind === kind && (level === null || visit.level === level) && !OVER.has(visit.state);
  const visit = pack?.visits.find(fits);
  if (!visit) return null;
  const made = { ...visit, uid: visit.uid ?? freshId() };
  await savePack({ ...pack, visits: [made] }, { whole: false });
  await makeReady(pack.person.id);
  return made.uid;
}

// Brings the news of one job from the platform; without network nothing happens.
export async function renew(job) {
  try {
    if ((await waiting()).ops) return;
    if (job.signed?.op) { await askAgain(job); return; }
    const pack = await fetched(`/t/pack/${encodeURIComponent(job.visit.facts.elevator.register_number)}`);
    const visits = pack?.visits.filter((visit) => visit.uid === job.uid) ?? [];
    if (visits.length && pack.person.id === job.person) await savePack({ ...pack, visits }, { whole: false });
  } catch (error) {
    if (!(error instanceof Offline || error instanceof SignedOut)) throw error;
  }
}

async function makeReady(person) {
  if (!canSign()) return;
  await keyOf(person);
  await registerKey(person, post);
}

export const whoAmI = () => meta("person");
export const packOf = (person) => meta(`pack.${person}`, { person: { id: person, certificates: [] }, colleagues: [] });

// The jobs on this phone in the order of the route; `waits` counts deeds that are not sent yet.
export async function listJobs() {
  const person = await whoAmI();
  const [jobs, ops, photos] = await within(["jobs", "ops", "photos"], "readonly", async (rooms) => [await asked(rooms.jobs.getAll()), await asked(rooms.ops.getAll()), await asked(rooms.photos.getAll())]);
  const rows = jobs.filter((job) => job.person === person).map((job) => row(job, ops.filter((op) => op.visit === job.uid && op.person === person), photos.filter((one) => one.visit === job.uid && one.refused).length));
  const order = (one) => [one.planned_on ?? one.due_on ?? "9999", one.route ?? 9999, one.uid];
  return rows.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

function row(job, ops, bad) {
  const { visit } = job, sheet = folded(visit, ops);
  const signed = isSigned(job, visit, sheet), mine = sheet.crew.includes(job.person);
  return {
    uid: job.uid, code: visit.code, href: `/t/job#${job.uid}`, kind: visit.kind, level: visit.level, state: visit.state,
    called: visit.level ?? (visit.kind === "maintenance" ? "on_demand" : visit.kind), due_at: visit.due_at,
    due_on: visit.due_on, planned_on: visit.planned_on, route: visit.route, facts: visit.facts, place: visit.place,
    answered: answeredItems(visit, sheet).length, total: visit.checklist.length,
    begun: Boolean(sheet.begin), signed, over: OVER.has(visit.state),
    wantsMySignature: Boolean(visit.content) && mine && !signed && !OVER.has(visit.state),
    waits: ops.filter((op) => op.state === "waiting").length,
    conflicts: Object.keys(sheet.conflicts).length, refused: ops.filter((op) => op.state === "refused").length + bad,
  };
}

// Begins to send by itself: on opening, when the network is back, when the page is looked at, each 15 s.
let watching = false;
export function keepSending() {
  if (watching) return;
  watching = true;
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(flush, EVERY_MS);
  flush();
}

// Lets the phone keep these pages. False where the browser cannot: the page then must not be closed.
export async function installWorker() {
  if (!("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register("/t/sw.js", { scope: "/t/" });
    await navigator.serviceWorker.ready;
    await setMeta("installed", true);
    return true;
  } catch {
    return false;
  }
}
