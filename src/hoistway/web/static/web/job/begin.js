// Signing in to a job: where, when, who with which certificate, and the barriers that protect the place.
import { certificateOf } from "./content.js";
import { clockOffset, keep } from "./outbox.js";
import { addressOf, makePhoto } from "./photo.js";
import { crewSize } from "./sheet.js";
import { here, placeState, watchPlace } from "./place.js";
import { setMeta } from "./store.js";
import { button, camera, card, clock, facts, field, h, note, say, spoken, term } from "./words.js";

const SHOWN = 5; // Chosen: what a thumb reaches without scrolling.
const nobody = (uid) => ({ uid, crew: new Set(), barrier: null, find: "" });
let chosen = nobody("");

const grouped = (number) => (number ?? "").replace(/^(\d{3})(\d{4})$/, "$1 $2"); // as on the plate

export function head(visit) {
  const { elevator, use_unit } = visit.facts;
  return card("", facts([[say("address"), elevator.address], [say("number"), grouped(visit.rescue_number) || elevator.register_number], [say("use_unit"), use_unit.name],
    [say("due"), visit.due_at ? clock(visit.due_at) : visit.due_on], [say("items"), visit.checklist.length ? say("items.count", { n: visit.checklist.length }) : say("items.none")],
    [say("last"), visit.last?.on ? `${visit.last.on} ${term("Level", visit.last.level)}` : ""]]),
  visit.why ? h("p", { class: "small", "data-why": true }, spoken(visit.why)) : null,
  (visit.open_repairs ?? []).length ? note("caution", h("p", {}, say("repairs.open", { n: visit.open_repairs.length })), h("ul", {}, visit.open_repairs.map((one) => h("li", {}, one.words ?? one.number ?? "")))) : null);
}

export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

export function certificateLine(person, pack) {
  const held = certificateOf(person, pack), good = held.certificate && (!held.certificate_until || held.certificate_until >= today());
  const said = held.certificate ? `${say("certificate", { n: held.certificate })} · ${say("until", { day: held.certificate_until ?? "—" })}` : say("certificate.none");
  return { name: held.name, said, good };
}

function colleague(one, pack) {
  const line = certificateLine(one.id, pack);
  const turn = (event) => {
    if (!chosen.crew.delete(one.id)) chosen.crew.add(one.id);
    event.currentTarget.setAttribute("aria-pressed", String(chosen.crew.has(one.id)));
    event.currentTarget.dispatchEvent(new Event("crew", { bubbles: true }));
  };
  return h("button", { type: "button", class: "choice", "aria-pressed": String(chosen.crew.has(one.id)), onclick: turn }, h("span", {}, line.name), h("small", { class: line.good ? "" : "bad" }, line.said));
}

// Whom one worked with last comes first; of a large firm a few are shown, the others are found by name.
function colleagues(pack, usual) {
  const rank = (one) => [chosen.crew.has(one.id) ? 0 : 1, usual.includes(one.id) ? usual.indexOf(one.id) : 99];
  const known = pack.colleagues.filter((one) => one.id !== pack.person.id).sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
  const box = h("div", { class: "choices" }), find = h("input", { type: "search", autocomplete: "off", value: chosen.find });
  const draw = () => {
    chosen.find = find.value.trim();
    const fits = known.filter((one) => !chosen.find || one.name.includes(chosen.find) || one.certificate.includes(chosen.find) || chosen.crew.has(one.id));
    box.replaceChildren(...fits.slice(0, SHOWN).map((one) => colleague(one, pack)));
  };
  find.addEventListener("input", draw);
  draw();
  return [known.length > SHOWN ? field(say("crew.find", { n: known.length }), find) : null, box];
}

export function placeLine() {
  const state = placeState(), place = here();
  return h("p", { "data-place": state }, state === "known" ? say("place.known", { m: Math.round(place.accuracy_m) }) : say(`place.${state}`));
}

async function begin({ job, visit, way }) {
  const made_at = new Date().toISOString();
  const data = { kind: visit.kind, level: visit.level ?? null, way, place: here(), crew: [job.person, ...chosen.crew], clock_offset_ms: await clockOffset() };
  const deeds = [{ kind: "begin", data, made_at }];
  const photo = chosen.barrier;
  if (photo) deeds.push({ kind: "photo", data: { sha256: photo.sha256, item: "", taken_at: photo.taken_at, place: photo.place, use: "barrier" } });
  await setMeta(`crew.${job.person}`, [...chosen.crew]);
  await keep(job, deeds, { photo });
}

export function beginView({ job, visit, pack, way, usual }, redraw) {
  if (chosen.uid !== job.uid) chosen = nobody(job.uid);
  watchPlace();
  const mine = certificateLine(job.person, pack), size = crewSize(visit);
  const few = note("caution", h("p", {}, say("crew.few", { n: size })));
  const count = () => { few.hidden = 1 + chosen.crew.size >= size; };
  const took = async (file) => { chosen.barrier = await makePhoto(job, file); redraw(); };
  const crew = card(say("crew"), h("p", { class: "choice me" }, h("span", {}, `${mine.name} ${say("me")}`), h("small", { class: mine.good ? "" : "bad" }, mine.said)), colleagues(pack, usual), few);
  crew.addEventListener("crew", count);
  count();
  return [
    head(visit),
    crew,
    card(say("barrier"), h("p", { class: "quiet-text" }, say("barrier.why")),
      chosen.barrier ? h("img", { class: "taken", src: addressOf(chosen.barrier), alt: say("barrier") }) : null,
      camera(chosen.barrier ? say("photo.again") : say("photo.take"), took)),
    card(say("place"), placeLine(), facts([[say("way"), term("SignInWay", way)]])),
    h("div", { class: "dock" }, button(say("begin"), () => begin({ job, visit, way }), "wide tall", { "data-deed": "begin" })),
  ];
}
