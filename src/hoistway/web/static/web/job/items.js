// The checklist in the order of a walk. Each item has its own controls; none answers two.
import { openItem } from "./item.js";
import { keep } from "./outbox.js";
import { answeredItems, baseOf, isAnswered, isMeasured, keepsLimits, partsOf } from "./sheet.js";
import { button, codesOf, h, say, settle, spoken, term } from "./words.js";

const CALM_MS = 350; // Chosen: a second tap that slipped never answers the item that moved under the thumb.
let calmUntil = 0;
const typed = new Map();

export function limits(item) {
  const low = item.at_least ?? "", high = item.at_most ?? "", unit = item.unit ? ` ${item.unit}` : "";
  if (low !== "" && high !== "") return `${low} – ${high}${unit}`;
  return low !== "" ? `≥ ${low}${unit}` : `≤ ${high}${unit}`;
}

// The measured number as the record takes it: a decimal point, at most three places.
export function measured(text) {
  const plain = text.trim().replace(/[,，。]/, ".").replace(/^\+/, "");
  return /^-?\d{1,6}(\.\d{1,3})?$/.test(plain) ? plain : null;
}

export function valueField(item, value, changed) {
  const verdict = h("output", { class: "verdict" });
  const input = h("input", { inputmode: "decimal", autocomplete: "off", value: value ?? "", "aria-label": `${item.code} ${say("value")}` });
  const judge = () => {
    const number = measured(input.value), kept = number === null ? null : keepsLimits(item, number);
    verdict.textContent = kept === null ? "" : say(kept ? "value.good" : "value.bad");
    verdict.dataset.kept = String(kept);
    changed(number);
  };
  input.addEventListener("input", judge);
  const box = h("div", { class: "measure" }, h("label", {}, h("span", {}, `${say("value")} ${limits(item)}`), h("span", { class: "row" }, input, h("span", {}, item.unit ?? ""))), verdict);
  if (input.value) judge();
  return box;
}

function rest(deed) {
  return () => {
    if (performance.now() < calmUntil) return;
    deed();
  };
}

async function normal({ job, sheet }, item) {
  const old = sheet.lines[item.code], value = isMeasured(item) ? (typed.get(item.code) ?? old?.value ?? null) : null;
  if (isMeasured(item) && keepsLimits(item, value) !== true) return false;
  calmUntil = performance.now() + CALM_MS;
  typed.delete(item.code);
  const data = { item: item.code, result: "normal", value, note: old?.note ?? "", photos: old?.photos ?? [], urgency: null };
  await keep(job, [{ kind: "line", base: baseOf(sheet, item.code), data }]);
  return true;
}

function open(state, item, at) {
  const { sheet } = state;
  const tap = rest(async () => {
    const row = document.querySelector(`[data-key="${item.code}"]`);
    if (!(await normal(state, item))) { row?.querySelector("input")?.focus(); return; }
    follow(at);
  });
  return h("li", { class: "item", "data-item": item.code },
    h("p", { class: "code" }, item.code, sheet.lines[item.code]?.result ? ` · ${say("item.unfinished")}` : ""), h("h3", {}, spoken(item)), h("p", { class: "asks" }, spoken(item, "asks_")),
    isMeasured(item) ? valueField(item, typed.get(item.code) ?? sheet.lines[item.code]?.value, (number) => typed.set(item.code, number)) : null,
    h("div", { class: "answers" },
      button(say("normal"), tap, "answer-normal", { "data-answer": item.code, "aria-label": `${item.code} ${spoken(item)} ${say("normal")}` }),
      button(say("other"), rest(() => openItem(state, item)), "second", { "data-other": item.code, "aria-label": `${item.code} ${say("other")}` })));
}

function done(state, item) {
  const line = state.sheet.lines[item.code], more = [line.value ? `${line.value} ${item.unit ?? ""}` : "", line.photos?.length ? say("photos.count", { n: line.photos.length }) : "", line.note].filter(Boolean).join(" · ");
  return h("li", { class: "item done", "data-item": item.code },
    h("button", { type: "button", class: "answered", "data-result": line.result, onclick: rest(() => openItem(state, item)) },
      h("span", { class: "what" }, h("small", {}, item.code), " ", spoken(item), more ? h("small", { class: "more" }, more) : null),
      h("span", { class: "result" }, term("ItemResult", line.result))));
}

// After an answer the next open item comes to the middle, under the thumb.
function follow(at) {
  requestAnimationFrame(() => {
    const rows = [...document.querySelectorAll(".item")], next = rows.slice(at + 1).find((row) => !row.classList.contains("done")) ?? rows.find((row) => !row.classList.contains("done"));
    const target = next ?? document.querySelector("[data-deed=review]");
    target?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    (next?.querySelector("[data-answer]") ?? target)?.focus({ preventScroll: true });
  });
}

export function placesOf(visit) {
  const known = codesOf("ItemPlace").filter((place) => visit.checklist.some((item) => item.place === place));
  return known.map((place) => [place, visit.checklist.filter((item) => item.place === place)]);
}

// Rows live longer than one drawing; they always speak of the newest sheet.
let shown = null;
const newest = new Proxy({}, { get: (_, name) => shown[name] });

export function fillItems(box, state) {
  const { visit, sheet } = state, answered = new Set(answeredItems(visit, sheet));
  Object.assign(state, { answered: answered.size });
  shown = state;
  let at = -1;
  settle(box, placesOf(visit).flatMap(([place, items]) => {
    const count = items.filter((item) => answered.has(item)).length;
    const title = [`place-${place}`, `${count}/${items.length}`, () => h("li", { class: "place" }, h("h2", {}, term("ItemPlace", place)), h("span", { class: "figure-text" }, `${count} / ${items.length}`))];
    return [title, ...items.map((item) => {
      const line = sheet.lines[item.code], whole = isAnswered(item, line, partsOf(sheet, item.code)), index = (at += 1);
      return [item.code, JSON.stringify([line ?? null, whole]), () => (whole ? done(newest, item) : open(newest, item, index))];
    })];
  }));
}
