// Keeps the last code pages of this phone as anybody may read them, and shows them when the network is gone.
const CACHE = "codes-1";
const SHELL = [{% for sheet in sheets %}"{{ sheet|escapejs }}", {% endfor %}"/e/offline"];
const PAGES = 30, ASSETS = 40, PATIENCE_MS = 8000;
const LANDING = /^\/e\/(?!sw\.js|help|offline)[^/]+(\/[^/]+)?$/;

addEventListener("install", (event) => event.waitUntil(caches.open(CACHE).then((c) => c.addAll(SHELL)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keep(new URL(event.data.keep, location.origin)));
});
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" && url.pathname.startsWith("/e/")) event.respondWith(visit(event, url));
});

async function asset(request) {
  return (await caches.match(request)) || fetch(request);
}

async function visit(event, url) {
  const waits = event.request.method === "GET" ? late(url) : new Promise(() => {});
  try {
    const answer = fetch(event.request);
    const first = await Promise.race([answer, waits]);
    if (first.ok && LANDING.test(url.pathname)) event.waitUntil(keep(url));
    return first;
  } catch {
    return (await kept(url)) || (await caches.match("/e/offline")) || Response.error();
  }
}

async function late(url) {
  await new Promise((done) => setTimeout(done, PATIENCE_MS));
  return (await kept(url)) || new Promise(() => {});
}

async function keep(url) {
  if (!LANDING.test(url.pathname)) return;
  const plain = new URL(url.pathname, location.origin);
  for (const name of ["lang", "type"]) if (url.searchParams.has(name)) plain.searchParams.set(name, url.searchParams.get(name));
  const answer = await fetch(plain, { credentials: "omit", redirect: "error" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const cache = await caches.open(CACHE);
  await cache.delete(plain, { ignoreVary: true });
  const text = await answer.clone().text();
  await cache.put(plain, answer);
  const missing = [];
  for (const [, path] of text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)) if (!(await cache.match(path))) missing.push(path);
  await cache.addAll([...new Set(missing)]).catch(() => {});
  await prune(cache, (path) => LANDING.test(path), PAGES);
  await prune(cache, (path) => path.startsWith("/static/"), ASSETS);
}

async function prune(cache, fits, most) {
  const keys = (await cache.keys()).filter((request) => fits(new URL(request.url).pathname));
  for (const request of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(request, { ignoreVary: true });
}

async function kept(url) {
  const cache = await caches.open(CACHE);
  const code = url.pathname.split("/")[2];
  const keys = (await cache.keys()).filter((request) => { const path = new URL(request.url).pathname; return LANDING.test(path) && path.split("/")[2] === code; });
  const wanted = url.searchParams.get("lang");
  const best = keys.find((request) => new URL(request.url).searchParams.get("lang") === wanted) || keys.at(-1);
  if (!best) return null;
  const copy = await cache.match(best, { ignoreVary: true });
  const text = (await copy.text()).replace("<html", '<html data-net="gone"');
  const headers = new Headers(copy.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text, { status: 200, headers });
}
