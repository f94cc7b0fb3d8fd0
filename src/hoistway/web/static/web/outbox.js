// Forms marked data-outbox are kept on the phone when the network is gone, and sent when it is back.
const KEPT = "outbox";
const say = (text) => { const line = document.querySelector("[data-outbox-say]"); if (line) { line.textContent = text; line.className = text ? "note caution" : "unseen"; } };
const waits = () => document.querySelector("[data-outbox-say]")?.dataset.waits || "";
const load = () => JSON.parse(localStorage.getItem(KEPT) || "[]");
const save = (list) => localStorage.setItem(KEPT, JSON.stringify(list));

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.outbox === undefined || navigator.onLine) return;
  event.preventDefault();
  const kept = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  save([...load().filter((one) => one.url !== form.action), { url: form.action, kept, whose: document.body.dataset.who }]);
  say(waits());
}, true);

async function send() {
  const mine = load().filter((one) => one.whose === document.body.dataset.who);
  for (const one of mine) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = one.url;
    form.hidden = true;
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    for (const [name, value] of [...one.kept, ["csrfmiddlewaretoken", token ? token.value : ""]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    save(load().filter((kept) => kept.url !== one.url));
    document.body.append(form);
    form.submit();
    return;
  }
}

addEventListener("online", send);
if (navigator.onLine) send();
else if (load().length) say(waits());
