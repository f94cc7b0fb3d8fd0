// One item in full: what was found, what was measured, words, photos, the part, how soon to repair.
import { valueField } from "./items.js";
import { keep } from "./outbox.js";
import { addressOf, keepPhoto } from "./photo.js";
import { baseOf, isMeasured, keepsLimits, partsOf } from "./sheet.js";
import { get } from "./store.js";
import { button, camera, field, h, say, spoken, term } from "./words.js";

const RESULTS = ["normal", "adjusted", "replaced", "abnormal", "not_applicable"], URGENCIES = ["at_once", "soon", "next_visit"];

function choices(kind, codes, chosen, pick) {
  const box = h("div", { class: "choices", role: "radiogroup" });
  const draw = () => box.replaceChildren(...codes.map((code) => h("button", {
    type: "button", role: "radio", class: "choice", "aria-checked": String(chosen() === code), "data-choice": code, onclick: () => { pick(code); draw(); },
  }, term(kind, code))));
  draw();
  return box;
}

async function pictures(box, names) {
  const found = await Promise.all(names.map((name) => get("photos", name)));
  box.replaceChildren(...found.map((photo, at) => (photo ? h("img", { class: "taken", src: addressOf(photo), alt: say("photo.number", { n: at + 1 }) }) : h("p", { class: "quiet-text" }, say("photo.elsewhere")))));
}

const partFields = (part) => ({
  name: h("input", { maxlength: 80, value: part?.name ?? "" }), model: h("input", { maxlength: 80, value: part?.model ?? "" }),
  serial_number: h("input", { maxlength: 60, value: part?.serial_number ?? "" }), quantity: h("input", { inputmode: "numeric", value: part?.quantity ?? 1 }),
});

// What keeps this from being saved, as a word of the page; "" when nothing does.
function lack(said, item, part) {
  if (!said.result) return "lack.result";
  if (said.result === "adjusted" && !said.note) return "lack.adjusted";
  if (said.result === "abnormal" && !said.note) return "lack.abnormal";
  if (said.result === "abnormal" && !said.urgency) return "lack.urgency";
  if (said.result === "replaced" && !part?.name) return "lack.part";
  if (isMeasured(item) && ["normal", "adjusted", "replaced"].includes(said.result)) {
    if (said.value === null) return "lack.value";
    if (!keepsLimits(item, said.value)) return "lack.limit";
  }
  return "";
}

function read(inputs) {
  const part = Object.fromEntries(["name", "model", "serial_number"].map((name) => [name, inputs[name].value.trim()]));
  return { ...part, quantity: Math.min(999, Math.max(1, Number.parseInt(inputs.quantity.value, 10) || 1)) };
}

function partDeeds(item, old, part, wanted) {
  const same = old && part && JSON.stringify([old.name, old.model, old.serial_number, old.quantity]) === JSON.stringify([part.name, part.model, part.serial_number, part.quantity]);
  const taken = old && !(wanted && same) ? [{ kind: "part", data: { item: item.code, name: old.name, model: old.model ?? "", serial_number: old.serial_number ?? "", quantity: 0 } }] : [];
  const given = wanted && part && !same ? [{ kind: "part", data: { item: item.code, ...part } }] : [];
  return [...taken, ...given];
}

export function openItem({ job, sheet }, item) {
  const old = sheet.lines[item.code], known = partsOf(sheet, item.code).at(-1);
  const said = { item: item.code, result: old?.result ?? "", value: old?.value ?? null, note: old?.note ?? "", photos: [...(old?.photos ?? [])], urgency: old?.urgency ?? null };
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": "item-title" });
  const inputs = partFields(known), text = h("textarea", { rows: 3, maxlength: 500 }), shots = h("div", { class: "shots" });
  text.value = said.note;
  const partBox = h("fieldset", { class: "group" }, h("legend", {}, say("part")), field(say("part.name"), inputs.name), field(say("part.model"), inputs.model), field(say("part.serial"), inputs.serial_number), field(say("part.quantity"), inputs.quantity));
  const urgencyBox = h("fieldset", { class: "group" }, h("legend", {}, say("urgency")), choices("Urgency", URGENCIES, () => said.urgency, (code) => { said.urgency = code; }));
  const words = field(say("note"), text), alarm = h("p", { class: "wrong", role: "alert" });
  const show = () => {
    partBox.hidden = said.result !== "replaced";
    urgencyBox.hidden = said.result !== "abnormal";
    words.firstChild.textContent = say(said.result === "abnormal" ? "note.abnormal" : said.result === "adjusted" ? "note.adjusted" : "note");
  };
  const save = async () => {
    said.note = text.value.trim();
    const part = said.result === "replaced" ? read(inputs) : null, missing = lack(said, item, part);
    alarm.textContent = missing ? say(missing) : "";
    if (missing) { alarm.scrollIntoView({ block: "center" }); return; }
    if (said.result !== "abnormal") said.urgency = null;
    if (said.result === "not_applicable") said.value = null;
    await keep(job, [...partDeeds(item, known, part, said.result === "replaced"), { kind: "line", base: baseOf(sheet, item.code), data: said }]);
    dialog.close();
  };
  const took = async (file) => {
    const name = await keepPhoto(job, file, { item: item.code });
    if (!said.photos.includes(name)) said.photos.push(name);
    await pictures(shots, said.photos);
  };
  dialog.append(
    h("p", { class: "code" }, `TSG T5002-2017 ${item.code}`), h("h2", { id: "item-title" }, spoken(item)), h("p", {}, spoken(item, "asks_")),
    item.calibrate_every_years ? h("p", { class: "quiet-text" }, say("calibrate", { n: item.calibrate_every_years })) : "",
    isMeasured(item) ? valueField(item, said.value, (number) => { said.value = number; }) : "",
    choices("ItemResult", RESULTS, () => said.result, (code) => { said.result = code; show(); }), partBox, urgencyBox, words, shots,
    camera(say("photo.take"), took, "second wide"), alarm,
    h("div", { class: "dock" }, button(say("cancel"), () => dialog.close(), "second"), button(say("save"), save, "wide", { "data-deed": "save-item" })),
  );
  show();
  pictures(shots, said.photos);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

