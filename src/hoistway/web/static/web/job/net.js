// Honest lines about the network: what is only on this phone, what was sent, what this browser cannot do.
import { waiting } from "./outbox.js";
import { h, say } from "./words.js";

let last = "";
const inWeChat = () => /MicroMessenger/i.test(navigator.userAgent);
const onApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent);

// What this browser cannot do, as a word of the page; "" where everything works.
export function weakness() {
  if (!globalThis.indexedDB) return "weak.store";
  if (inWeChat() && onApple()) return "weak.wechat";
  if (!globalThis.crypto?.subtle) return "weak.insecure";
  return "serviceWorker" in navigator ? "" : "weak.worker";
}

function line(left) {
  const values = { n: left.ops, m: left.photos }, any = left.ops + left.photos > 0;
  if (last === "signed_out" && any) return ["caution", say("net.signed_out", values), true];
  if (last === "other_person") return ["caution", say("net.other_person", values), true];
  if (!any && left.refused) return ["caution", say("net.refused", { n: left.refused }), false];
  if (!any) return ["safe", say("net.sent"), false];
  if (!navigator.onLine || last === "offline") return ["caution", say("net.offline", values), false];
  return ["", say("net.sending", values), false];
}

export async function drawNet(box) {
  const [tone, text, signIn] = line(await waiting());
  const next = encodeURIComponent(location.pathname + location.hash);
  const print = `${tone}${text}${next}`;
  if (box.dataset.print === print) return;
  box.dataset.print = print;
  box.className = `net ${tone}`;
  box.replaceChildren(h("span", {}, text), signIn ? h("a", { class: "button second small", href: `/sign-in?next=${next}` }, say("sign_in")) : "");
}

export function watchNet(box) {
  const weak = weakness();
  if (weak) document.querySelector("[data-weak]").append(h("p", { class: "note caution" }, say(weak)));
  document.addEventListener("jobs:flushed", (event) => { last = event.detail; drawNet(box); });
  document.addEventListener("jobs:changed", () => drawNet(box));
  for (const name of ["online", "offline"]) addEventListener(name, () => drawNet(box));
  drawNet(box);
}
