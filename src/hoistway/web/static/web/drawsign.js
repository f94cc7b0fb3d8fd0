// A signature by finger, pen or mouse: what is drawn on [data-pad] stands in the hidden field as a picture.
const STROKE = 4;

function ready(box) {
  const pad = box.querySelector("[data-pad]"), field = box.querySelector("input[type=hidden]");
  const word = box.querySelector("[data-sign-word]"), pen = pad.getContext("2d");
  let drawing = false;
  const at = (event) => { const r = pad.getBoundingClientRect(); return [(event.clientX - r.left) * pad.width / r.width, (event.clientY - r.top) * pad.height / r.height]; };
  const blank = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, pad.width, pad.height); field.value = ""; word.textContent = ""; };
  pen.lineWidth = STROKE;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#14202b";
  blank();
  pad.addEventListener("pointerdown", (event) => { drawing = true; pad.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
  pad.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); } });
  const end = () => { if (drawing) { drawing = false; field.value = pad.toDataURL("image/png"); word.textContent = word.dataset.signWord; } };
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
  box.querySelector("[data-sign-clear]").addEventListener("click", blank);
}

const all = () => document.querySelectorAll("[data-sign]:not([data-ready])").forEach((box) => { box.dataset.ready = ""; ready(box); });
document.addEventListener("live:swapped", all);
all();
