// Lets the phone keep this code page for when the network is gone; never in the way of the page.
addEventListener("load", async () => {
  if (!("serviceWorker" in navigator)) return;
  try {
    const known = navigator.serviceWorker.controller;
    await navigator.serviceWorker.register("/e/sw.js", { scope: "/e/" });
    const ready = await navigator.serviceWorker.ready;
    if (!known) ready.active.postMessage({ keep: location.pathname + location.search });
  } catch {
    // Without a worker the page is as it was.
  }
});
if (document.documentElement.dataset.net) addEventListener("online", () => location.reload());
