// Whose phone this is just now. Who signs out takes the own jobs away, unless something of them waits here.
import { asked, changed, meta, setMeta, within } from "./store.js";

const PAGES = "job-pages", SHELL = "/t/job"; // templates/technician/sw.js

// The kept pages were drawn for one person; the shell of a job holds no data and stays.
export async function forgetPages() {
  if (!globalThis.caches) return;
  const pages = await caches.open(PAGES);
  for (const page of await pages.keys()) if (new URL(page.url).pathname !== SHELL) await pages.delete(page, { ignoreVary: true });
}

// How many deeds and photos of a person are only on this phone; refused ones too.
export const onlyHere = (person) => within(["ops", "photos"], "readonly", async (rooms) => {
  const ops = (await asked(rooms.ops.getAll())).filter((op) => op.person === person).length;
  return ops + (await asked(rooms.photos.getAll())).filter((one) => one.person === person && !one.sent).length;
});

// The key stays: it signs for nobody who is not signed in, and the platform knows it as this phone's.
async function forgetJobs(person) {
  await within(["jobs", "photos", "meta"], "readwrite", async (rooms) => {
    for (const job of await asked(rooms.jobs.getAll())) if (job.person === person) await asked(rooms.jobs.delete([person, job.uid]));
    for (const photo of await asked(rooms.photos.getAll())) if (photo.person === person) await asked(rooms.photos.delete(photo.sha256));
    for (const name of [`pack.${person}`, `crew.${person}`]) await asked(rooms.meta.delete(name));
  });
}

export async function leave(person) {
  await forgetPages();
  if (person !== null && !(await onlyHere(person))) await forgetJobs(person);
  await setMeta("person", null);
  changed();
}

// Another person has signed in: what the phone shows is theirs from now on.
export async function takeUp(person) {
  const known = await meta("person");
  if (known === person) return;
  if (known !== null) await forgetPages();
  await setMeta("person", person);
  changed();
}
