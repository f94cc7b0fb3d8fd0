// One key presses the first [data-key] with that letter; 1–9 go to the rows of [data-key-rows].
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const row = /^[1-9]$/.test(key) ? document.querySelectorAll("[data-key-rows] [data-row]")[key - 1] : null;
  const found = row || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("details")) {
    found.open = true;
    found.querySelector("input, textarea, select, button")?.focus();
  } else {
    found.focus();
    if (found.matches("a") || found.dataset.keyPress !== undefined) found.click();
  }
});
