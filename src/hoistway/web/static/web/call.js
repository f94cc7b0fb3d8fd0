// A rescue call stands above whatever lies open, another dialog too, until it is answered or has passed on.
const box = document.querySelector("[data-call]");
const rings = () => Boolean(box.querySelector("[data-ring]"));

function show() {
  if (rings() && !box.open) box.showModal();
  if (!rings() && box.open) box.close();
}

// Who cannot come stays at the work in hand; who accepts goes on to the order.
async function decline(event) {
  const form = event.target;
  if (!form.elements.namedItem("reason")) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) { form.submit(); return; }
  box.firstElementChild.replaceChildren();
  show();
}

box.addEventListener("cancel", (event) => event.preventDefault());
box.addEventListener("close", show);
box.addEventListener("submit", decline);
document.addEventListener("live:swapped", show);
