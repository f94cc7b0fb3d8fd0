// form[data-draft]: words and choices stay on this phone until the record stands; photos and hands do not.
const PREFIX = "check-draft:", LEFT_OUT = new Set(["csrfmiddlewaretoken", "posted_at", "unit_drawing", "longitude", "latitude", "accuracy_m", "placed_at"]);
const form = document.querySelector("form[data-draft]");
const key = PREFIX + location.pathname + location.search;

function guarded(deed) {
  try { return deed(localStorage); } catch { return null; }
}

function save() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.has(name));
  guarded((kept) => kept.setItem(key, JSON.stringify(fields)));
}

function restore() {
  const text = guarded((kept) => kept.getItem(key));
  if (!text || document.querySelector("main .errors")) return;
  const fields = JSON.parse(text), said = new Set(fields.map(([name]) => name));
  for (const one of form.elements) if (said.has(one.name) && (one.type === "radio" || one.type === "checkbox")) one.checked = false;
  for (const [name, value] of fields) {
    for (const one of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (one.type === "radio" || one.type === "checkbox") { if (one.value === value) one.checked = true; }
      else if (one.type !== "file") { one.value = value; if (value && name.startsWith("w-")) one.closest("details")?.setAttribute("open", ""); }
    }
  }
  document.querySelector("[data-draft-word]").hidden = false;
}

if (form) {
  restore();
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("change", ({ target }) => {
    if (target.type === "radio" && target.value === "no") target.closest(".asked-item")?.querySelector("details")?.setAttribute("open", "");
  });
}
const done = document.querySelector("[data-draft-done]")?.dataset.draftDone;
if (done) guarded((kept) => {
  for (const name of Object.keys(kept)) if (name.startsWith(PREFIX) && kept.getItem(name).includes(done)) kept.removeItem(name);
});
