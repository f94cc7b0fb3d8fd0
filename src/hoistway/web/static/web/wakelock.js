// Keeps the screen awake while [data-wake] is on the page, where the browser can.
let lock = null;

async function hold() {
  if (!("wakeLock" in navigator) || document.hidden || !document.querySelector("[data-wake]")) return;
  if (lock && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null;
  }
}

document.addEventListener("visibilitychange", hold);
document.addEventListener("live:swapped", hold);
hold();
