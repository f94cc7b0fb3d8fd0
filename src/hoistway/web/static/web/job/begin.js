// Signing in to a job: where, when, who with which certificate, and the barriers that protect the place.
import { certificateOf } from "./content.js";
import { clockOffset, keep } from "./outbox.js";
import { addressOf, makePhoto } from "./photo.js";
import { crewSize } from "./sheet.js";
import { here, placeState, watchPlace } from "./place.js";
import { button, camera, card, facts, h, note, say, term } from "./words.js";

let chosen = { uid: "", crew: new Set(), barrier: null };

export function head(visit) {
  const { elevator, use_unit } = visit.facts;
  return card("", h("p", { class: "job-kind" }, [term("VisitKind", visit.kind), term("Level", visit.level)].filter(Boolean).join(" · ")),
    facts([[say("elevator"), elevator.name], [say("address"), elevator.address], [say("number"), visit.rescue_number || elevator.register_number],
      [say("use_unit"), use_unit.name], [say("due"), visit.due_on], [say("items"), visit.checklist.length ? say("items.count", { n: visit.checklist.length }) : say("items.none")],
      [say("last"), visit.last?.on ? `${visit.last.on} ${term("Level", visit.last.level)}` : ""]]),
    (visit.open_repairs ?? []).length ? note("caution", h("p", {}, say("repairs.open", { n: visit.open_repairs.length })), h("ul", {}, visit.open_repairs.map((one) => h("li", {}, one.words ?? one.number ?? "")))) : null);
}

export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

export function certificateLine(person, pack) {
  const held = certificateOf(person, pack), good = held.certificate && (!held.certificate_until || held.certificate_until >= today());
  const said = held.certificate ? `T ${held.certificate} · ${say("until", { day: held.certificate_until ?? "—" })}` : say("certificate.none");
  return { name: held.name, said, good };
}

function colleague(one, pack, redraw) {
  const line = certificateLine(one.id, pack), on = chosen.crew.has(one.id);
  const turn = () => { if (on) chosen.crew.delete(one.id); else chosen.crew.add(one.id); redraw(); };
  return h("button", { type: "button", class: "choice", "aria-pressed": String(on), onclick: turn }, h("span", {}, line.name), h("small", { class: line.good ? "" : "bad" }, line.said));
}

function placeLine() {
  const state = placeState(), place = here();
  return h("p", { "data-place": state }, state === "known" ? say("place.known", { m: Math.round(place.accuracy_m) }) : say(`place.${state}`));
}

async function begin({ job, visit, way }) {
  const made_at = new Date().toISOString();
  const data = { kind: visit.kind, level: visit.level ?? null, way, place: here(), crew: [job.person, ...chosen.crew], clock_offset_ms: await clockOffset() };
  const deeds = [{ kind: "begin", data, made_at }];
  const photo = chosen.barrier;
  if (photo) deeds.push({ kind: "photo", data: { sha256: photo.sha256, item: "", taken_at: photo.taken_at, place: photo.place, use: "barrier" } });
  await keep(job, deeds, { photo });
}

export function beginView({ job, visit, pack, way }, redraw) {
  if (chosen.uid !== job.uid) chosen = { uid: job.uid, crew: new Set(), barrier: null };
  watchPlace();
  const mine = certificateLine(job.person, pack), size = crewSize(visit), count = 1 + chosen.crew.size;
  const took = async (file) => { chosen.barrier = await makePhoto(job, file); redraw(); };
  return [
    head(visit),
    card(say("crew"), h("p", { class: "choice me" }, h("span", {}, `${mine.name} ${say("me")}`), h("small", { class: mine.good ? "" : "bad" }, mine.said)),
      h("div", { class: "choices" }, pack.colleagues.filter((one) => one.id !== job.person).map((one) => colleague(one, pack, redraw))),
      count < size ? note("caution", h("p", {}, say("crew.few", { n: size }))) : null),
    card(say("barrier"), h("p", { class: "quiet-text" }, say("barrier.why")),
      chosen.barrier ? h("img", { class: "taken", src: addressOf(chosen.barrier), alt: say("barrier") }) : null,
      camera(chosen.barrier ? say("photo.again") : say("photo.take"), took)),
    card(say("place"), placeLine(), h("p", { class: "quiet-text" }, `${say("way")}${term("SignInWay", way)}`)),
    h("div", { class: "dock" }, button(say("begin"), () => begin({ job, visit, way }), "wide tall", { "data-deed": "begin" })),
  ];
}
