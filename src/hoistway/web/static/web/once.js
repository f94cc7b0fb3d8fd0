// A form is sent once: its buttons rest from the first press until the page is shown again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent !== undefined) { event.preventDefault(); return; }
  if (event.defaultPrevented || form.method === "get") return;
  form.dataset.sent = "";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => rest(form, true), 0);
  setTimeout(() => free(form), 8000);
});

function rest(form, still) {
  for (const button of form.querySelectorAll("button")) button.disabled = still;
}

function free(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  rest(form, false);
}

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
