// Begins work that no plan foresaw: takes this elevator's checklist along and opens the job.
async function begin(box, button) {
  const say = box.querySelector("[data-begin-say]");
  const query = `?${new URLSearchParams({ kind: button.dataset.kind })}`;
  button.disabled = true;
  say.hidden = true;
  try {
    const { download } = await import("./job/jobs.js");
    const { state, pack } = await download({ register: box.dataset.begin, query });
    const fresh = pack?.visits.find((one) => one.kind === button.dataset.kind && one.state === "planned");
    if (fresh) { location.assign(`/t/job?way=${box.dataset.way}#${fresh.uid}`); return; }
    tell(say, { offline: "offline", signed_out: "signedOut" }[state] ?? "refused");
  } catch {
    tell(say, navigator.onLine ? "refused" : "offline");
  } finally {
    button.disabled = false;
  }
}

function tell(say, name) {
  say.textContent = say.dataset[name];
  say.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-begin] [data-kind]");
  if (button) begin(button.closest("[data-begin]"), button);
});
