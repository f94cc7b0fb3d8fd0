// One key presses the first [data-key] with that letter; 1–9 go to the rows of [data-key-rows].
// [data-keys-switch] turns the keys off and on; the choice stays in this browser.
const SWITCH = document.querySelector("[data-keys-switch]");

function remembered() {
  try { return localStorage.getItem("keys") !== "off"; } catch { return true; }
}

function set(on) {
  document.body.toggleAttribute("data-keys", on);
  SWITCH?.setAttribute("aria-pressed", String(on));
  try { localStorage.setItem("keys", on ? "on" : "off"); } catch { /* private window */ }
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.body.hasAttribute("data-keys")) return;
  if (event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const row = /^[1-9]$/.test(key) ? document.querySelectorAll("[data-key-rows] [data-row]")[key - 1] : null;
  const found = row || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("details")) {
    found.open = true;
    found.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
  } else {
    found.focus();
    if (found.matches("a") || found.dataset.keyPress !== undefined) found.click();
  }
}

SWITCH?.addEventListener("click", () => set(!document.body.hasAttribute("data-keys")));
document.addEventListener("keydown", press);
set(remembered());
