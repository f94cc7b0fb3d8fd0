// Every tap is a deed that is written here first and leaves only when the platform has answered it by name.
import { asked, changed, device, freshId, get, meta, within } from "./store.js";
import { registerKey } from "./keys.js";
import { fetched, Offline, post, SignedOut, upload } from "./sending.js";

const NEVER = new Set([413, 415, 422]); // the same bytes would be answered alike for ever
const AT_ONCE = 100; // Chosen: a whole visit in one letter, far below a megabyte.

// Writes deeds of one visit, with the photo they name; `drop` are answered deeds they settle.
export async function keep({ person, uid, elevator }, deeds, { photo, drop = [], gone = "" } = {}) {
  const own = await device();
  await within(["ops", "photos"], "readwrite", async (rooms) => {
    if (gone) await asked(rooms.photos.delete(gone));
    if (photo) await asked(rooms.photos.put(photo));
    for (const seq of drop) await asked(rooms.ops.delete(seq));
    for (const { kind, base = 0, data, made_at = new Date().toISOString() } of deeds) {
      await asked(rooms.ops.add({ id: freshId(), visit: uid, elevator, person, device: own, kind, base, data, made_at, state: "waiting" }));
    }
  });
  changed();
  flush();
}

const readAll = (room) => within([room], "readonly", (rooms) => asked(rooms[room].getAll()));
export const opsOf = async (uid, person) => (await readAll("ops")).filter((op) => op.visit === uid && op.person === person);
export const dismiss = (seq) => within(["ops"], "readwrite", (rooms) => asked(rooms.ops.delete(seq))).then(changed);
export async function again(seq) {
  await within(["ops"], "readwrite", async (rooms) => asked(rooms.ops.put({ ...(await asked(rooms.ops.get(seq))), state: "waiting" })));
  changed();
  flush();
}

async function answered(said, person) {
  await within(["ops", "jobs", "photos"], "readwrite", async (rooms) => {
    const ops = new Map((await asked(rooms.ops.getAll())).map((op) => [op.id, op]));
    for (const answer of said.answers) {
      const op = ops.get(answer.id);
      if (!op) continue;
      const stays = answer.verdict === "refused" && answer.code === "photos_missing";
      const done = answer.verdict === "applied" || answer.verdict === "duplicate";
      if (done) await asked(rooms.ops.delete(op.seq));
      else if (!stays) await asked(rooms.ops.put({ ...op, state: answer.verdict, code: answer.code, sentence: answer.sentence }));
      if (stays) for (const photo of await asked(rooms.photos.getAll())) if (photo.visit === op.visit) await asked(rooms.photos.put({ ...photo, sent: false }));
      if (done && op.kind === "sign") await mark(rooms.jobs, person, op.visit, { signed: { at: op.data.signed_at, content: op.data.content, op } });
    }
    for (const [uid, known] of Object.entries(said.visits ?? {})) await mark(rooms.jobs, person, uid, {}, known);
  });
}

async function mark(room, person, uid, facts, known = {}) {
  const job = await asked(room.get([person, uid]));
  if (job) await asked(room.put({ ...job, ...facts, visit: { ...job.visit, ...known } }));
}

async function deliver(ops, person) {
  for (let start = 0; start < ops.length; start += AT_ONCE) {
    const some = ops.slice(start, start + AT_ONCE).map(({ id, seq, visit, elevator, kind, base, made_at, data }) => ({ id, seq, visit, elevator, kind, base, made_at, data }));
    const answer = await post("/t/sync", { device: await device(), sent_at: new Date().toISOString(), ops: some });
    if (!answer.ok) return false;
    await answered(await answer.json(), person);
    changed();
  }
  return true;
}

// Photos go one by one and are asked for by their sum, so that a broken line costs one photo at most.
async function carryPhotos(person) {
  const waiting = (await readAll("photos")).filter((one) => one.person === person && !one.sent && !one.refused);
  if (!waiting.length) return true;
  const asking = await post("/t/blobs/missing", { sha256: waiting.map((one) => one.sha256) });
  if (!asking.ok) return false;
  const missing = new Set((await asking.json()).missing);
  let whole = true;
  for (const photo of waiting) {
    if (missing.has(photo.sha256)) {
      const answer = await upload(`/t/blobs/${photo.sha256}`, photo.bytes);
      if (NEVER.has(answer.status)) { await refuse(photo, await answer.json().catch(() => ({}))); continue; }
      if (!answer.ok) { whole = false; continue; }
    }
    await within(["photos"], "readwrite", (rooms) => asked(rooms.photos.put({ ...photo, sent: true })));
    changed();
  }
  return whole;
}

// A photo that the platform will never take waits for its person, not for the network; a signature
// under a text that names it could not arrive either and is given anew.
async function refuse(photo, said) {
  await within(["photos", "ops"], "readwrite", async (rooms) => {
    await asked(rooms.photos.put({ ...photo, refused: said.sentence || said.code || "-" }));
    for (const op of await asked(rooms.ops.getAll())) if (op.visit === photo.visit && op.kind === "sign") await asked(rooms.ops.delete(op.seq));
  });
  changed();
}

// Asks where a signed visit stands: the same deed again is answered as known, with the news.
export const askAgain = (job) => deliver([job.signed.op], job.person);

// Whose deeds wait here, and how many: told on the page in plain words.
export async function waiting() {
  const [ops, photos] = [await readAll("ops"), await readAll("photos")];
  const mine = ops.filter((op) => op.state === "waiting");
  return { ops: mine.length, photos: photos.filter((one) => !one.sent && !one.refused).length, refused: photos.filter((one) => one.refused).length, people: [...new Set(mine.map((op) => op.person))] };
}

async function send() {
  const left = await waiting();
  const unknown = (await readAll("keys")).some((key) => !key.registered);
  if (!left.ops && !left.photos && !unknown) return "nothing";
  const who = await fetched("/t/who");
  if (!who) return "later";
  await registerKey(who.person, post);
  const mine = (await readAll("ops")).filter((op) => op.state === "waiting" && op.person === who.person);
  if (!mine.length && left.people.length) return "other_person";
  const sent = (await deliver(mine.filter((op) => op.kind !== "sign"), who.person)) && (await carryPhotos(who.person));
  // What came while this was under way goes before the signature with the next turn.
  const newer = (await readAll("ops")).filter((op) => op.state === "waiting" && op.person === who.person);
  if (!sent || newer.some((op) => op.kind !== "sign")) return "later";
  return (await deliver(newer, who.person)) ? "sent" : "later";
}

async function outcome() {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Offline) return "offline";
    if (error instanceof SignedOut) return "signed_out";
    throw error;
  }
}

let more = false;
export async function flush() {
  const turn = async (lock) => {
    if (lock === null) { more = true; return "busy"; }
    let result;
    do { more = false; result = await outcome(); } while (more && result !== "offline" && result !== "signed_out");
    return result;
  };
  const result = navigator.locks ? await navigator.locks.request("hoistway-flush", { ifAvailable: true }, turn) : await turn(true);
  if (result !== "busy") document.dispatchEvent(new CustomEvent("jobs:flushed", { detail: result }));
  return result;
}

export const clockOffset = async () => (await meta("clock"))?.offset_ms ?? 0;
export const jobOf = (person, uid) => get("jobs", [person, uid]);
