// Before the signature: everything once more, what is missing by name, and then one's own key.
import { certificateLine, today } from "./begin.js";
import { canonical, contentOf } from "./content.js";
import { canSign, signedBy } from "./keys.js";
import { clockOffset, keep } from "./outbox.js";
import { addressOf, keepPhoto } from "./photo.js";
import { corrected, crewSize, missing, partsOf } from "./sheet.js";
import { all } from "./store.js";
import { button, camera, card, clock, colon, facts, field, h, note, say, spoken, term } from "./words.js";

async function sign(shown, text) {
  await keepRemark();
  const { job, visit, sheet, pack } = await shown.fresh();
  const offset_ms = await clockOffset(), signed_at = corrected(new Date().toISOString(), offset_ms);
  const content = text ?? canonical(contentOf({ visit, sheet, pack, ended_at: signed_at, offset_ms }));
  await keep(job, [{ kind: "sign", data: { content, signed_at, ...(await signedBy(job.person, content)) } }]);
}

export function signButton(state, text = null) {
  if (!canSign()) return note("caution", h("p", {}, say("sign.cannot")));
  const press = async (event) => {
    event.currentTarget.disabled = true;
    await sign(state, text);
  };
  return h("div", { class: "dock" }, button(say("sign", { name: state.pack.person.name }), press, "wide tall", { "data-deed": "sign" }));
}

export function crewCard({ sheet, pack }) {
  const lines = sheet.crew.map((person) => certificateLine(person, pack));
  return card(say("crew"), h("ul", { class: "plain" }, lines.map((line) => h("li", {}, line.name, " ", h("small", { class: line.good ? "quiet-text" : "bad" }, line.said)))));
}

function crewChange({ job, visit, sheet, pack }) {
  const turn = (person) => keep(job, [{ kind: "crew", data: { people: sheet.crew.includes(person) ? sheet.crew.filter((one) => one !== person) : [...sheet.crew, person] } }]);
  const others = pack.colleagues.filter((one) => one.id !== job.person);
  return h("details", { open: sheet.crew.length < crewSize(visit) }, h("summary", {}, say("crew.change")), h("div", { class: "choices" }, others.map((one) => {
    const line = certificateLine(one.id, pack);
    return h("button", { type: "button", class: "choice", "aria-pressed": String(sheet.crew.includes(one.id)), onclick: () => turn(one.id) }, h("span", {}, line.name), h("small", {}, line.said));
  })));
}

function counts({ visit, sheet }) {
  const said = new Map();
  for (const item of visit.checklist) {
    const result = sheet.lines[item.code]?.result;
    if (result) said.set(result, (said.get(result) ?? 0) + 1);
  }
  return facts([...said].map(([result, n]) => [term("ItemResult", result), String(n)]));
}

function remarkable({ visit, sheet }) {
  const found = visit.checklist.filter((item) => !["normal", undefined].includes(sheet.lines[item.code]?.result));
  return h("ul", { class: "plain" }, found.map((item) => {
    const line = sheet.lines[item.code], parts = partsOf(sheet, item.code).map((one) => `${one.name} ${one.model} × ${one.quantity}`);
    return h("li", {}, h("strong", {}, `${item.code} ${spoken(item)}${colon}${term("ItemResult", line.result)}`), h("br"), [line.value ? `${line.value} ${item.unit}` : "", line.note, term("Urgency", line.urgency), ...parts].filter(Boolean).join(" · "));
  }));
}

const NAMED = 5; // Chosen: who reviews too early sees that at once, not after three screens.

function lacks({ visit, sheet, bad }, back) {
  const { items, others } = missing(visit, sheet, bad);
  if (!items.length && !others.length) return null;
  return note("caution", h("p", {}, say("lacks")), h("ul", { class: "plain" },
    others.map((one) => h("li", {}, say(`lacks.${one}`, { n: crewSize(visit) }))),
    items.slice(0, NAMED).map((item) => h("li", {}, h("button", { type: "button", class: "link-button", onclick: () => back(item.code) }, `${item.code} ${spoken(item)}`))),
    items.length > NAMED ? h("li", {}, h("button", { type: "button", class: "link-button", onclick: () => back(items[NAMED].code) }, say("lacks.more", { n: items.length - NAMED }))) : null));
}

async function pictures(box, { job, sheet }) {
  const kept = new Map((await all("photos")).filter((photo) => photo.visit === job.uid).map((photo) => [photo.sha256, photo]));
  box.replaceChildren(...sheet.photos.map((one) => {
    const photo = kept.get(one.sha256), alt = one.item || say(`photo.${one.use ?? "general"}`);
    return h("figure", {}, photo ? h("img", { class: "taken", src: addressOf(photo), alt }) : "", h("figcaption", {}, photo ? alt : `${alt} · ${say("photo.elsewhere")}`));
  }));
}

// Words are kept while they are written; the signature waits for the last of them.
const PAUSE_MS = 500; // Chosen: a pause between words, not between letters.
let keepRemark = async () => {};

function remark({ job, sheet }) {
  const text = h("textarea", { rows: 3, maxlength: 2000 });
  text.value = sheet.remarks?.[job.device] ?? sheet.remark;
  let said = text.value.trim(), later = 0;
  keepRemark = async () => {
    clearTimeout(later);
    if (text.value.trim() === said) return;
    said = text.value.trim();
    await keep(job, [{ kind: "remark", data: { text: said } }]);
  };
  text.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(keepRemark, PAUSE_MS);
  });
  text.addEventListener("change", keepRemark);
  return text;
}

function leave({ job }) {
  const why = h("input", { maxlength: 200 });
  const press = () => { if (why.value.trim()) keep(job, [{ kind: "discard", data: { reason: why.value.trim() } }]); else why.focus(); };
  return h("details", { class: "leave" }, h("summary", {}, say("discard")), h("p", {}, say("discard.why")), field(say("discard.reason"), why), button(say("discard.do"), press, "help wide", { "data-deed": "discard" }));
}

// What is missing and the button to sign follow each word, without touching the field it is written in.
let verdict = null;
export function judgeAnew(state, back) {
  const lack = lacks(state, back);
  verdict.lack.replaceChildren(lack ?? "");
  verdict.sign.replaceChildren(...(lack ? [] : [note("", h("p", {}, say("sign.means"))), signButton(state)]));
}

export function reviewView(state, back) {
  const { job, visit, sheet } = state, shots = h("div", { class: "shots" });
  verdict = { lack: h("div"), sign: h("div") };
  judgeAnew(state, back);
  pictures(shots, state);
  return [
    visit.checklist.length ? h("p", {}, button(`← ${say("review.back")}`, () => back(), "second")) : note("", h("p", {}, say("items.none"))),
    verdict.lack,
    card(say("review.course"), facts([[say("begun"), clock(sheet.begin.at)], [say("now"), clock(Date.now())], [say("day"), today()], [say("place"), sheet.begin.place ? say("place.known", { m: Math.round(sheet.begin.place.accuracy_m) }) : say("place.none")]])),
    Object.keys(sheet.lines).length ? card(say("review.results"), counts(state), remarkable(state)) : null,
    crewCard(state), crewChange(state),
    card(say("photos"), shots, camera(say("photo.take"), (file) => keepPhoto(job, file), "second wide")),
    card("", field(visit.checklist.length ? say("remark") : say("remark.work"), remark(state))),
    verdict.sign,
    leave(state),
  ];
}
