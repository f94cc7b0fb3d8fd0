// Counts in the browser: [data-since] upwards, [data-until] down and then late, <progress> between both.
// The instant of the server stands in the last [data-now] of the page, so a wrong phone clock does no harm.
let seen = null;
let ahead = 0;

function learn() {
  const all = document.querySelectorAll("[data-now]");
  const stamp = all.length ? all[all.length - 1].dataset.now : "";
  if (stamp && stamp !== seen) {
    seen = stamp;
    ahead = Date.parse(stamp) - Date.now();
  }
}

function face(ms) {
  const whole = Math.floor(Math.abs(ms) / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function show() {
  const now = Date.now() + ahead;
  for (const mark of document.querySelectorAll("[data-since], [data-until]")) {
    const since = Date.parse(mark.dataset.since);
    const until = Date.parse(mark.dataset.until);
    const late = !Number.isNaN(until) && now > until;
    if (mark.tagName === "PROGRESS") {
      mark.value = Math.min(1, Math.max(0, (now - since) / (until - since)));
      mark.classList.toggle("late", late);
    } else if (!Number.isNaN(until)) {
      mark.textContent = (late ? "+" : "") + face(until - now);
      mark.toggleAttribute("data-late", late);
    } else if (!mark.hasAttribute("data-stopped")) {
      mark.textContent = face(Math.max(0, now - since));
    }
  }
}

document.addEventListener("live:swapped", () => { learn(); show(); });
learn();
show();
setInterval(show, 1000);
