// Shows a push, says to the platform that it has been shown, and leads to what it is about.
self.addEventListener("install", () => self.skipWaiting());

const receipt = (word) => fetch("/messages/receipts/push", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ receipt: word }) });

async function show({ title, body, link, receipt: word }) {
  await self.registration.showNotification(title, { body, tag: word, icon: "/static/web/mark.svg", data: { link } });
  if (word) await receipt(word).catch(() => null); // without it the message goes by another way
}

self.addEventListener("push", (event) => { if (event.data) event.waitUntil(show(event.data.json())); });

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const there = new URL(event.notification.data?.link || "/", self.location.origin);
  if (there.origin === self.location.origin) event.waitUntil(self.clients.openWindow(there.href));
});
