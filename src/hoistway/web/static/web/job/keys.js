// The key by which one person signs on this phone. Its secret half cannot leave the browser.
import { changed, device, freshId, get, put } from "./store.js";

const KIND = { name: "ECDSA", namedCurve: "P-256" }, HASH = { name: "ECDSA", hash: "SHA-256" };
const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

export const canSign = () => Boolean(globalThis.crypto?.subtle);

export async function sha256(bytes) {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

export async function keyOf(person) {
  const known = await get("keys", person);
  if (known) return known;
  const pair = await crypto.subtle.generateKey(KIND, false, ["sign", "verify"]);
  const spki = base64(await crypto.subtle.exportKey("spki", pair.publicKey));
  const made = { person, uid: freshId(), secret: pair.privateKey, public_key: spki, registered: false };
  await put("keys", made);
  return made;
}

function named() {
  const said = navigator.userAgent, agent = navigator.userAgentData;
  const system = agent?.platform || (said.match(/iPhone|iPad|Android|Windows|Mac OS|Linux/) ?? [""])[0];
  const inside = /MicroMessenger/i.test(said) ? "WeChat" : (said.match(/Chrome|Firefox|Safari/) ?? [""])[0];
  return [system, inside].filter(Boolean).join(" · ").slice(0, 120);
}

// Gives the public half to the platform; a refusal or no network leaves it for the next time.
export async function registerKey(person, send) {
  if (!canSign()) return false;
  const key = await keyOf(person);
  if (key.registered) return true;
  const body = { id: key.uid, device: await device(), device_name: named(), public_key: key.public_key };
  const answer = await send("/t/keys", body);
  if (!answer.ok) return false;
  await put("keys", { ...key, registered: true });
  changed();
  return true;
}

export async function signedBy(person, text) {
  const key = await keyOf(person);
  const raw = await crypto.subtle.sign(HASH, key.secret, new TextEncoder().encode(text));
  return { signature: hex(raw), key: key.uid };
}
