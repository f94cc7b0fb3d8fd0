// Rings while the page holds a [data-ring]: two beeps and a vibration every two seconds, title flashing.
// Browsers want one touch before sound: [data-ring-ready] asks for it and hides itself.
const EVERY_MS = 2000;
const title = document.title;
let sound = null;
let beat = 0;

function wake() {
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!Sound) return;
  sound = sound || new Sound();
  sound.resume().then(tell, () => {});
}

function tell() {
  const ready = sound && sound.state === "running";
  for (const ask of document.querySelectorAll("[data-ring-ready]")) ask.hidden = ready;
}

function beep(from, pitch) {
  const voice = sound.createOscillator();
  const volume = sound.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.4, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.28);
  voice.connect(volume).connect(sound.destination);
  voice.start(from);
  voice.stop(from + 0.3);
}

function ring() {
  const call = document.querySelector("[data-ring]");
  if (!call) {
    if (document.title !== title && beat) document.title = title;
    beat = 0;
    return;
  }
  beat += 1;
  document.title = beat % 2 ? `▲ ${call.dataset.ring}` : title;
  if (navigator.vibrate && navigator.userActivation?.hasBeenActive) navigator.vibrate([300, 150, 300]);
  if (sound && sound.state === "running") {
    beep(sound.currentTime, 880);
    beep(sound.currentTime + 0.35, 1175);
  }
}

// Not pointerdown: what hides then would move the button from under the finger before its click.
for (const kind of ["click", "keydown"]) document.addEventListener(kind, wake);
document.addEventListener("live:swapped", () => { tell(); ring(); });
tell();
ring();
setInterval(ring, EVERY_MS);
