// The sheet of a visit as this phone sees it: what the platform knows, and over it what is not sent yet.
// The platform folds the same deeds by maintenance/rules/sheet.py; both must come to the same sheet.
const NAMES = ["item", "name", "model", "serial_number"];

export const corrected = (made_at, offset_ms) => new Date(Date.parse(made_at) + offset_ms).toISOString();
export const people = (crew) => [...new Set((crew ?? []).map((one) => one.person ?? one))];

const APPLY = {
  begin: (sheet, op) => {
    sheet.begin ??= { ...op.data, at: corrected(op.made_at, op.data.clock_offset_ms), person: op.person, device: op.device };
    sheet.crew = people([...sheet.crew, ...op.data.crew]);
  },
  crew: (sheet, op) => { sheet.crew = people(op.data.people); },
  line: (sheet, op) => {
    const { item, ...said } = op.data;
    sheet.lines[item] = { ...said, version: Math.max(sheet.lines[item]?.version ?? 0, op.base) + 1, device: op.device, by: op.person, at: op.made_at, waiting: true };
    delete sheet.conflicts[item];
  },
  photo: (sheet, op) => {
    if (op.data.use === "withdrawn") { sheet.photos = sheet.photos.filter((one) => one.sha256 !== op.data.sha256); return; }
    const same = (one) => one.sha256 === op.data.sha256 && one.item === op.data.item && one.use === op.data.use;
    if (!sheet.photos.some(same)) sheet.photos.push({ ...op.data });
  },
  part: (sheet, op) => {
    sheet.parts = sheet.parts.filter((one) => NAMES.some((name) => one[name] !== op.data[name]));
    if (op.data.quantity) sheet.parts.push({ ...op.data });
  },
  remark: (sheet, op) => {
    sheet.remarks[op.device] = op.data.text.trim();
    sheet.remark = Object.values(sheet.remarks).filter(Boolean).join("\n");
  },
  sign: (sheet, op) => { sheet.signing = { ...op.data, made_at: op.made_at }; },
  discard: (sheet, op) => { sheet.discarded = op.data.reason || "-"; },
};

const empty = () => ({ begin: null, lines: {}, parts: [], photos: [], remark: "", remarks: {}, crew: [], phones: {}, conflicts: {} });

export function folded(visit, ops) {
  const sheet = { ...empty(), ...structuredClone(visit.sheet ?? {}) };
  sheet.crew = people(sheet.crew);
  for (const op of ops) if (op.state === "waiting") APPLY[op.kind]?.(sheet, op);
  return sheet;
}

// Whether this person's signature stands: kept here, known to the platform (perhaps from another phone),
// or given under the very text that is the record's.
export function isSigned(job, visit, sheet) {
  return Boolean(sheet.signing) || Boolean(visit.content && visit.signed_by?.includes(job.person)) || Boolean(job.signed && (visit.record || job.signed.content === visit.content));
}

export const baseOf = (sheet, item) => sheet.lines[item]?.version ?? 0;
export const barrierOf = (sheet) => sheet.photos.find((one) => one.use === "barrier")?.sha256 ?? null;
export const partsOf = (sheet, item) => sheet.parts.filter((one) => one.item === item);
const isSet = (limit) => limit !== undefined && limit !== null && limit !== "";
export const isMeasured = (item) => isSet(item.at_least) || isSet(item.at_most);

// Whether a measured value keeps the limits of its item; null where nothing was measured.
export function keepsLimits(item, value) {
  if (!isSet(value) || !isMeasured(item)) return null;
  const number = Number(value);
  if (!Number.isFinite(number)) return false;
  return !(isSet(item.at_least) && number < Number(item.at_least)) && !(isSet(item.at_most) && number > Number(item.at_most));
}

// Whether an item is answered as the record needs it (maintenance/rules/completeness.py).
export function isAnswered(item, line, parts = []) {
  if (!line?.result) return false;
  const note = Boolean(line.note?.trim());
  if (line.result === "not_applicable") return true;
  if (line.result === "abnormal") return note && Boolean(line.urgency);
  if (line.result === "adjusted" && !note) return false;
  if (line.result === "replaced" && !parts.length) return false;
  return !isMeasured(item) || keepsLimits(item, line.value) === true;
}

export const answeredItems = (visit, sheet) => visit.checklist.filter((item) => isAnswered(item, sheet.lines[item.code], partsOf(sheet, item.code)));

// An inspector may work alone; whoever reviews the inspection is another person.
export const crewSize = (visit) => (visit.kind === "self_inspection" ? 1 : (visit.policy?.crew_size ?? 1));

// What is missing before the crew can sign: items, and single words for the rest.
export function missing(visit, sheet, bad = []) {
  const done = new Set(answeredItems(visit, sheet)), others = [];
  if (sheet.crew.length < crewSize(visit)) others.push("crew");
  if (Object.keys(sheet.conflicts).length) others.push("conflicts");
  if (bad.length) others.push("photos");
  if (!visit.checklist.length && !sheet.remark.trim()) others.push("remark");
  return { items: visit.checklist.filter((item) => !done.has(item)), others };
}
