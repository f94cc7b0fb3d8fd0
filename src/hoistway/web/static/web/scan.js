// The scanner: shows the camera, reads the plate's code, and opens the elevator.
import { codeReader } from "./codereader.js";

const OURS = /\/e\/([A-Za-z0-9-]{6,40})(?:\/([A-Za-z0-9-]{1,40}))?/;
const EVERY = 120;  // ms between two looks. Chosen: eight a second leave the phone cool.
const box = document.querySelector("[data-scan]");
const say = box.querySelector("[data-scan-say]"), finder = box.querySelector("[data-finder]");
const video = finder.querySelector("video"), lamp = box.querySelector("[data-lamp]");
const files = { script: box.dataset.reader, wasm: box.dataset.wasm };

function tell(name) {
  say.textContent = say.dataset[name];
}

// Opens the elevator of a read text; returns whether it is one of our codes.
async function open(text) {
  const found = OURS.exec(text);
  if (!found) { tell("foreign"); return false; }
  tell("found");
  navigator.vibrate?.(60);
  stop();
  if (!navigator.onLine && !(await openKept(found[1].toLowerCase()))) { tell("notHere"); return true; }
  if (navigator.onLine) location.assign(`${box.dataset.scan}?${new URLSearchParams({ code: found[1], sig: found[2] ?? "" })}`);
  return true;
}

// Without network: the job of this elevator that the phone keeps, if there is one.
async function openKept(code) {
  try {
    const { listJobs } = await import("./job/jobs.js");
    const job = (await listJobs()).find((one) => one.code === code);
    if (job) location.assign(`${box.dataset.job}#${job.uid}/scan`);
    return Boolean(job);
  } catch {
    return false;
  }
}

let stream = null;

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  finder.hidden = true;
  box.querySelector("[data-start]").hidden = false;
}

async function look(read) {
  while (stream) {
    const texts = video.readyState >= 2 ? await read(video).catch(() => []) : [];
    if (stream && texts.length && (await open(texts[0]))) return;
    await new Promise((done) => setTimeout(done, EVERY));
  }
}

async function start() {
  const read = await codeReader(files);
  if (!read) { tell("unable"); return; }
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch {
    tell("refused");
    return;
  }
  video.srcObject = stream;
  await video.play();
  finder.hidden = false;
  box.querySelector("[data-start]").hidden = true;
  lamp.hidden = !stream.getVideoTracks()[0].getCapabilities?.().torch;
  tell("aim");
  look(read);
}

async function shine() {
  const on = lamp.getAttribute("aria-pressed") !== "true";
  await stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
  lamp.setAttribute("aria-pressed", String(on));
}

async function photo(input) {
  const file = input.files[0];
  input.value = "";
  const read = file && (await codeReader(files));
  if (!read) { if (file) tell("unable"); return; }
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const texts = picture ? await read(picture).catch(() => []) : [];
  if (!texts.length) { tell("none"); return; }
  await open(texts[0]);
}

box.hidden = false;
if (!navigator.mediaDevices?.getUserMedia) box.querySelector("[data-start]").hidden = true;
box.querySelector("[data-start]").addEventListener("click", start);
box.querySelector("[data-photo]").addEventListener("change", (event) => photo(event.target));
lamp.addEventListener("click", () => shine().catch(() => { lamp.hidden = true; }));
document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
