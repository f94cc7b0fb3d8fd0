// What a technician's phone keeps: jobs, deeds that were not sent yet, photos, keys. All of it survives
// a killed browser; a written thing is on the disk before the page says «saved».
const NAME = "hoistway-jobs", VERSION = 1;
const ROOMS = {
  jobs: { keyPath: ["person", "uid"] },
  ops: { keyPath: "seq", autoIncrement: true },
  photos: { keyPath: "sha256" },
  keys: { keyPath: "person" },
  meta: { keyPath: "name" },
};
let opened = null;

export function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

export function openStore() {
  opened ??= new Promise((done, fail) => {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = () => {
      for (const [room, how] of Object.entries(ROOMS)) opening.result.createObjectStore(room, how);
    };
    opening.onerror = () => { opened = null; fail(opening.error); };
    opening.onsuccess = () => {
      opening.result.onversionchange = () => { opening.result.close(); opened = null; };
      done(opening.result);
    };
  });
  return opened;
}

// Runs deed(rooms) in one transaction and answers when it is on the disk; deed awaits only `asked`.
export async function within(names, mode, deed) {
  const base = await openStore();
  const work = base.transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "default" });
  const rooms = Object.fromEntries(names.map((name) => [name, work.objectStore(name)]));
  const whole = new Promise((done, fail) => {
    work.oncomplete = done;
    work.onabort = () => fail(work.error ?? new Error("aborted"));
  });
  whole.catch(() => {});
  try {
    const found = await deed(rooms);
    await whole;
    return found;
  } catch (error) {
    try { work.abort(); } catch { /* it is over already */ }
    throw error;
  }
}

export const get = (room, key) => within([room], "readonly", (rooms) => asked(rooms[room].get(key)));
export const all = (room) => within([room], "readonly", (rooms) => asked(rooms[room].getAll()));
export const put = (room, thing) => within([room], "readwrite", (rooms) => asked(rooms[room].put(thing)));

export async function meta(name, otherwise = null) {
  return (await get("meta", name))?.value ?? otherwise;
}
export const setMeta = (name, value) => put("meta", { name, value });

export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// One number for this browser for ever, so that two phones on one job can be told apart.
export function device() {
  return within(["meta"], "readwrite", async ({ meta: room }) => {
    const known = await asked(room.get("device"));
    if (known) return known.value;
    const made = { name: "device", value: freshId() };
    await asked(room.put(made));
    return made.value;
  });
}

// Tells this page and other tabs that something changed in the store.
const told = "BroadcastChannel" in globalThis ? new BroadcastChannel("hoistway-jobs") : null;
const spread = () => globalThis.document?.dispatchEvent(new Event("jobs:changed"));
if (told) told.onmessage = spread;
export function changed() {
  spread();
  told?.postMessage(1);
}
