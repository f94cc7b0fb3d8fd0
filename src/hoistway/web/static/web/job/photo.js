// A photo becomes small, gets its name by its content, and is kept before anything is sent.
import { sha256 } from "./keys.js";
import { keep } from "./outbox.js";
import { here } from "./place.js";

const EDGE = 1280, QUALITY = 0.7; // Chosen: writing on a plate stays readable; at worst some 470 KB.

async function small(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, EDGE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return blob.arrayBuffer();
}

export async function makePhoto(job, file, item = "") {
  const bytes = await small(file);
  return { sha256: await sha256(bytes), bytes, visit: job.uid, person: job.person, item, taken_at: new Date().toISOString(), place: here(), sent: false };
}

// Keeps a photo of a job and the deed that names it; `use` is "item", "barrier" or "general".
export async function keepPhoto(job, file, { item = "", use = item ? "item" : "general" } = {}) {
  const photo = await makePhoto(job, file, item);
  const data = { sha256: photo.sha256, item, taken_at: photo.taken_at, place: photo.place, use };
  await keep(job, [{ kind: "photo", data }], { photo });
  return photo.sha256;
}

const shown = new Map();
export function addressOf(photo) {
  if (!shown.has(photo.sha256)) shown.set(photo.sha256, URL.createObjectURL(new Blob([photo.bytes], { type: "image/jpeg" })));
  return shown.get(photo.sha256);
}
