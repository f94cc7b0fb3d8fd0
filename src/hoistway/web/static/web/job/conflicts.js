// What needs a person: two answers to one item, and deeds that the platform did not accept.
import { again, dismiss, keep } from "./outbox.js";
import { retakeCard } from "./retake.js";
import { button, card, clock, colon, comma, h, note, say, spoken, term } from "./words.js";

function version(said, item, press) {
  const text = [term("ItemResult", said.result), said.value ? `${said.value} ${item.unit ?? ""}` : "", said.note, term("Urgency", said.urgency)].filter(Boolean).join(" · ");
  return h("div", { class: "version" }, h("p", {}, h("strong", {}, text)), h("p", { class: "quiet-text" }, `${said.name ?? ""} ${clock(said.at)}`),
    button(say("conflict.take"), press, "second wide"));
}

function conflict({ job, visit, sheet, ops }, code) {
  const item = visit.checklist.find((one) => one.code === code) ?? { code, zh: code, en: code }, stands = sheet.lines[code];
  const settle = (said) => async (event) => {
    event.currentTarget.disabled = true;
    const data = { item: code, result: said.result, value: said.value ?? null, note: said.note ?? "", photos: said.photos ?? [], urgency: said.urgency ?? null };
    const over = ops.filter((op) => op.state === "conflict" && op.data.item === code).map((op) => op.seq);
    await keep(job, [{ kind: "line", base: stands.version, data }], { drop: over });
  };
  return h("article", { class: "conflict" }, h("h3", {}, `${code} ${spoken(item)}`), [stands, ...sheet.conflicts[code]].map((said) => version(said, item, settle(said))));
}

function refused(op, visit) {
  const item = visit.checklist.find((one) => one.code === op.data.item);
  return h("article", { class: "conflict" }, h("p", {}, h("strong", {}, say(`deed.${op.kind}`)), item ? ` ${item.code} ${spoken(item)}` : "", `${colon}${op.sentence || op.code}`),
    h("p", { class: "quiet-text" }, clock(op.made_at)),
    h("div", { class: "row" }, op.state === "refused" ? button(say("refused.again"), () => again(op.seq), "second") : null, button(say("refused.drop"), () => dismiss(op.seq), "second")));
}

export function conflictCards(state) {
  const { visit, sheet, ops, job } = state, codes = Object.keys(sheet.conflicts), no = ops.filter((op) => op.state === "refused" || (op.state === "conflict" && op.kind !== "line"));
  const others = Object.entries(sheet.phones ?? {}).filter(([device]) => device !== job.device);
  return [
    retakeCard(state),
    others.length ? note("", h("p", {}, say("phones"), others.map(([, one]) => ` ${one.name ?? one.person} ${clock(one.last_at)}`).join(comma))) : null,
    codes.length ? card(say("conflicts"), h("p", {}, say("conflicts.why")), codes.map((code) => conflict(state, code))) : null,
    no.length ? card(say("refused"), h("p", {}, say("refused.why")), no.map((op) => refused(op, visit))) : null,
  ].filter(Boolean);
}
