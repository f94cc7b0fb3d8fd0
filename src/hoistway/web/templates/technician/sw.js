// Keeps the technician's pages on the phone: pages from the network first, files from the phone first.
const VERSION = "jobs-{{ version }}", PAGES = "job-pages";
const FILES = {{ files|safe }};
const SHELL = "/t/job", PATIENCE_MS = 4000;
const KEPT = /^\/t\/(job|plan|help|scan|me)?$/;

async function begin() {
  const cache = await caches.open(VERSION);
  await Promise.all(FILES.map((url) => fetch(url, { cache: "no-cache" }).then((answer) => { if (answer.ok) return cache.put(url, answer); throw new Error(url); })));
  await keep(new Request(SHELL));
  await skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("jobs-") && name !== VERSION) await caches.delete(name);
  await clients.claim();
}

addEventListener("install", (event) => event.waitUntil(begin()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && KEPT.test(url.pathname)) event.respondWith(page(event, url));
});

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// Keeps a page as the signed-in person sees it; an answer that led to the sign-in page is not it.
async function keep(request, answer = null) {
  const found = answer ?? (await fetch(request.url, { credentials: "same-origin", cache: "no-store" }).catch(() => null));
  if (!found || !found.ok || found.redirected) return;
  const cache = await caches.open(PAGES), url = new URL(request.url);
  await cache.put(url.pathname, found);
}

const kept = async (url) => (await caches.open(PAGES)).match(url.pathname, { ignoreVary: true });

async function page(event, url) {
  const copy = await kept(url);
  const answer = fetch(event.request).then((found) => {
    if (found.ok && !found.redirected) event.waitUntil(keep(event.request, found.clone()));
    return found;
  });
  const late = new Promise((done) => { if (copy) setTimeout(() => done(copy), PATIENCE_MS); });
  try {
    const first = await Promise.race([answer, late]);
    // The shell holds no data: with an expired login it still shows what this phone keeps.
    const away = first.type === "opaqueredirect" || first.redirected || first.status >= 500;
    return away && copy && url.pathname === SHELL ? copy : first;
  } catch {
    return copy ?? (await kept(new URL(SHELL, location.origin))) ?? Response.error();
  }
}
