// Fills longitude, latitude, accuracy_m and placed_at of form[data-place] when the phone gives its place.
// data-place="ask" asks for leave on opening; "granted" never asks. A form is never held back.
async function allowed() {
  if (!navigator.permissions) return false;
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false;
  }
}

function fill(form, position) {
  const { longitude, latitude, accuracy } = position.coords;
  const values = { longitude, latitude, accuracy_m: Math.round(accuracy), placed_at: new Date(position.timestamp).toISOString() };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  form.dataset.placed = "";
  const word = form.querySelector("[data-place-word]");
  if (word) word.textContent = word.dataset.placeWord.replace("{m}", Math.round(accuracy));
}

function fail(form) {
  const word = form.querySelector("[data-place-word]");
  if (word) word.textContent = word.dataset.placeFailed;
}

async function start(form) {
  if (!navigator.geolocation || form.dataset.placing !== undefined) return;
  if (form.dataset.place !== "ask" && !(await allowed())) return;
  form.dataset.placing = "";
  navigator.geolocation.watchPosition((p) => fill(form, p), () => fail(form), { enableHighAccuracy: true, maximumAge: 15_000, timeout: 20_000 });
}

function all() {
  document.querySelectorAll("form[data-place]").forEach(start);
}

document.addEventListener("live:swapped", all);
all();
