// Photos that the platform cannot take: said plainly, and taken again or left out.
import { keep } from "./outbox.js";
import { addressOf, makePhoto } from "./photo.js";
import { all } from "./store.js";
import { button, camera, card, h, say } from "./words.js";

export const refusedPhotos = async (uid) => (await all("photos")).filter((one) => one.visit === uid && one.refused);

// Puts a new photo, or none, wherever the sheet names the old one.
async function replace({ job, sheet }, old, file = null) {
  const fresh = file ? await makePhoto(job, file, old.item) : null, deeds = [];
  for (const { item, taken_at, place = null, use } of sheet.photos.filter((one) => one.sha256 === old.sha256)) {
    deeds.push({ kind: "photo", data: { sha256: old.sha256, item, taken_at, place, use: "withdrawn" } });
    if (fresh) deeds.push({ kind: "photo", data: { sha256: fresh.sha256, item, taken_at: fresh.taken_at, place: fresh.place, use } });
  }
  for (const [item, { result, value = null, note, photos, urgency = null, version }] of Object.entries(sheet.lines)) {
    if (!photos?.includes(old.sha256)) continue;
    const named = photos.filter((one) => one !== old.sha256);
    deeds.push({ kind: "line", base: version, data: { item, result, value, note, photos: fresh ? [...named, fresh.sha256] : named, urgency } });
  }
  await keep(job, deeds, { photo: fresh, gone: old.sha256 });
}

function refused(state, photo) {
  const use = state.sheet.photos.find((one) => one.sha256 === photo.sha256)?.use ?? "general";
  const name = [say(`photo.${use}`), photo.item].filter(Boolean).join(" ");
  return h("article", { class: "conflict", "data-refused-photo": photo.sha256 }, h("h3", {}, name), h("img", { class: "taken", src: addressOf(photo), alt: name }),
    h("p", {}, photo.refused === "-" ? "" : photo.refused),
    camera(say("photo.again"), (file) => replace(state, photo, file), "wide tall"), button(say("photo.without"), () => replace(state, photo), "second wide"));
}

export function retakeCard(state) {
  const { bad = [], visit } = state;
  return bad.length && !visit.record ? card(say("photo.refused"), h("p", {}, say("photo.refused.why")), bad.map((photo) => refused(state, photo))) : null;
}
