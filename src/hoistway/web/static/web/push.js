// [data-push]: asks this browser to show messages, and asks no more. Nothing is asked before a tap.
// Without push (many in-app browsers) the section stays hidden: texts come all the same.
const box = document.querySelector("[data-push]");
const part = (name) => box.querySelector(`[data-push-${name}]`);
const say = (word) => { part("say").textContent = box.dataset[word] ?? word; };
const scope = () => box.dataset.scope;
const token = () => box.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function known() {
  const place = await navigator.serviceWorker.getRegistration(scope());
  const mine = await place?.pushManager.getSubscription();
  if (!mine) return null;
  const listed = [...document.querySelectorAll("[data-push-endpoint]")];
  const isListed = listed.some((row) => row.dataset.pushEndpoint === mine.endpoint);
  return box.dataset.listed === undefined || isListed ? mine : null;
}

async function post(subscription, deed) {
  const said = { ...subscription.toJSON(), deed };
  const answer = await fetch(box.dataset.url, { method: "POST", body: JSON.stringify(said), headers: { "Content-Type": "application/json", "X-CSRFToken": token() } });
  if (answer.ok) return "";
  return (await answer.json().catch(() => ({}))).sentence || box.dataset.failed;
}

async function active(place) {
  const worker = place.active ?? place.waiting ?? place.installing;
  if (worker.state === "activated") return;
  await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
}

async function begin() {
  if ((await Notification.requestPermission()) !== "granted") { say("denied"); return; }
  const place = await navigator.serviceWorker.register(box.dataset.worker, { scope: scope() });
  await active(place);
  const subscription = await place.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.key });
  const wrong = await post(subscription, "begin");
  if (wrong) { await subscription.unsubscribe(); say(wrong); return; }
  await draw();
}

async function end() {
  const mine = await known();
  if (mine) {
    await post(mine, "end");
    await mine.unsubscribe();
  }
  await draw();
}

async function draw() {
  const mine = await known();
  part("begin").hidden = Boolean(mine);
  part("end").hidden = !mine;
  say(mine ? "on" : Notification.permission === "denied" ? "denied" : "off");
}

async function tried(deed) {
  const buttons = [part("begin"), part("end")];
  buttons.forEach((one) => { one.disabled = true; });
  try { await deed(); } catch { say("failed"); } finally { buttons.forEach((one) => { one.disabled = false; }); }
}

if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  box.hidden = false;
  part("begin").addEventListener("click", () => tried(begin));
  part("end").addEventListener("click", () => tried(end));
  tried(draw);
}
