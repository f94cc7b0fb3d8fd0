// The text that the crew signs: what was said on the sheet and who and what it is about, in one
// canonical form (ledger/rules: keys in order, no spaces, no fractions), so that its bytes are its meaning.
import { barrierOf, partsOf } from "./sheet.js";

const isPlain = (one) => one !== null && typeof one === "object" && !Array.isArray(one);

export function canonical(one) {
  if (typeof one === "number" && !Number.isInteger(one)) throw new TypeError("a fraction is written as text");
  if (Array.isArray(one)) return `[${one.map(canonical).join(",")}]`;
  if (!isPlain(one)) return JSON.stringify(typeof one === "string" ? (one.toWellFormed?.() ?? one) : one);
  return `{${Object.keys(one).sort().map((key) => `${JSON.stringify(key)}:${canonical(one[key])}`).join(",")}}`;
}

const fixed = (number, digits) => Number(number).toFixed(digits);

function place(said) {
  if (!said) return null;
  return { longitude: fixed(said.longitude, 6), latitude: fixed(said.latitude, 6), accuracy_m: fixed(said.accuracy_m, 0) };
}

export function certificateOf(person, pack) {
  if (pack.person.id !== person) {
    const found = pack.colleagues.find((one) => one.id === person);
    return { person, name: found?.name ?? "", certificate: found?.certificate ?? "", certificate_until: found?.certificate_until ?? null };
  }
  const held = (pack.person.certificates ?? []).filter((one) => one.kind === "T").sort((one, other) => (one.until < other.until ? 1 : -1))[0];
  return { person, name: pack.person.name, certificate: held?.number ?? "", certificate_until: held?.until ?? null };
}

function line(item, sheet) {
  const said = sheet.lines[item.code];
  const part = said.result === "replaced" ? partsOf(sheet, item.code).map((one) => one.name).join("; ") : null;
  return { item: item.code, zh: item.zh, result: said.result, value: said.value ?? null, unit: item.unit ?? "", note: said.note ?? "", photos: said.photos ?? [], part };
}

function repairs(visit, sheet) {
  const bad = visit.checklist.filter((item) => sheet.lines[item.code]?.result === "abnormal");
  return bad.map((item) => ({ item: item.code, words: sheet.lines[item.code].note, urgency: sheet.lines[item.code].urgency }));
}

// Returns the object to be signed; `offset_ms` is what the phone knows of its clock's error.
export function contentOf({ visit, sheet, pack, ended_at, offset_ms }) {
  const { elevator, use_unit, firm } = visit.facts, begin = sheet.begin;
  return {
    schema: "hoistway.visit/1", visit: visit.uid, kind: visit.kind, level: visit.level ?? null,
    edition: visit.edition, policy: visit.policy?.edition ?? "", elevator, use_unit, firm,
    begun_at: begin.at, ended_at, clock_offset_ms: offset_ms, place: place(begin.place), way: begin.way,
    crew: sheet.crew.map((person) => certificateOf(person, pack)), barrier: barrierOf(sheet),
    lines: visit.checklist.map((item) => line(item, sheet)),
    parts: sheet.parts.map(({ item, name, model, serial_number, quantity }) => ({ item: item ?? "", name, model: model ?? "", serial_number: serial_number ?? "", quantity })),
    photos: sheet.photos.map(({ sha256, item, taken_at }) => ({ sha256, item: item ?? "", taken_at })),
    remark: sheet.remark, repairs: repairs(visit, sheet),
  };
}
