// The page's words, which the shell brings in the language of the phone, and the making of its elements.
export const english = document.documentElement.lang.startsWith("en");
const BROUGHT = document.querySelector("#words").content.querySelectorAll("dt");
const WORDS = new Map([...BROUGHT].map((key) => [key.textContent, key.nextElementSibling.textContent]));

export function say(key, values = {}) {
  let text = WORDS.get(key) ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, value);
  return text;
}
export const colon = english ? ": " : "：", comma = english ? ", " : "、";
// The codes of a term in the order of its vocabulary.
export const codesOf = (kind) => [...WORDS.keys()].filter((key) => key.startsWith(`${kind}.`)).map((key) => key.slice(kind.length + 1));
// What a visit is called: kind and level, or «on demand» where it has its items instead.
export const called = (visit) => (visit.kind === "maintenance" && !visit.level ? term("Regime", "on_demand") : [term("VisitKind", visit.kind), term("Level", visit.level)].filter(Boolean).join(" · "));
export const term = (kind, value) => (value ? say(`${kind}.${value}`) : "");
export const spoken = (item, name = "") => (english ? item[`${name}en`] : item[`${name}zh`]) || item[`${name}zh`] || "";

const SHANGHAI = { timeZone: "Asia/Shanghai", hour12: false };
export function clock(at) {
  if (!at) return "—";
  const parts = { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(english ? "en-GB" : "zh-CN", { ...SHANGHAI, ...parts }).format(new Date(at));
}

// h("button", { class: "x", onclick: deed, disabled: false }, "text", node, null)
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((one) => one !== null && one !== undefined && one !== false && one !== ""));
  return node;
}

export const button = (text, onclick, kind = "", more = {}) => h("button", { type: "button", class: `button ${kind}`.trim(), onclick, ...more }, text);
export const card = (title, ...children) => h("section", { class: "card" }, title ? h("h2", {}, title) : null, ...children);
export const note = (kind, ...children) => h("div", { class: `note ${kind}`.trim() }, ...children);
export const facts = (pairs) => h("dl", { class: "facts" }, pairs.filter(([, said]) => said).map(([name, said]) => [h("dt", {}, name), h("dd", {}, said)]));

let numbers = 0;
export function field(label, control) {
  control.id ||= `field-${(numbers += 1)}`;
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control);
}

// Exchanges only the children that changed, so that place, focus and what is being typed stay.
// rows: [key, print, make][]
export function settle(box, rows) {
  const known = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const wanted = rows.map(([key, print, make]) => {
    const old = known.get(key);
    if (old?.dataset.print === print) return old;
    const fresh = make();
    fresh.dataset.key = key;
    fresh.dataset.print = print;
    return fresh;
  });
  const same = wanted.length === box.children.length && wanted.every((child, at) => box.children[at] === child);
  if (same) return;
  for (const child of [...box.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, at) => { if (box.children[at] !== child) box.insertBefore(child, box.children[at] ?? null); });
}

// A button that opens the camera; the file goes to `took`, the native control is never shown.
export function camera(text, took, kind = "second wide tall") {
  const word = h("span", { class: `button ${kind}` }, text);
  const input = h("input", { class: "unseen", type: "file", accept: "image/*", capture: "environment" });
  const label = h("label", { class: "snap" }, word, input);
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    word.textContent = say("photo.working");
    try {
      await took(file);
      word.textContent = text;
    } catch {
      word.textContent = say("photo.failed");
    }
    input.value = "";
  });
  return label;
}
