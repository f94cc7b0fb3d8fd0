// A button that is exchanged between touch and click never hears of its press: drawing waits for the finger.
const MOST_MS = 500, STEP_MS = 30; // Chosen: longer than a tap; a finger that rests holds nothing up for ever.
let down = -Infinity;

addEventListener("pointerdown", () => { down = performance.now(); }, true);
for (const kind of ["click", "pointercancel"]) addEventListener(kind, () => setTimeout(() => { down = -Infinity; }), true);

export async function untilReleased() {
  while (performance.now() - down < MOST_MS) await new Promise((done) => setTimeout(done, STEP_MS));
}
