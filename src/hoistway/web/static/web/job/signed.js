// After the signature, and before a colleague's: what was signed, who is still to sign, what was received.
import { signButton } from "./review.js";
import { people } from "./sheet.js";
import { button, card, clock, colon, comma, facts, h, note, say, term } from "./words.js";

function summary(content, visit) {
  const said = JSON.parse(content), names = new Map(visit.checklist.map((item) => [item.code, item]));
  const other = said.lines.filter((line) => line.result !== "normal");
  return card(say("signed.text"),
    facts([[say("elevator"), said.elevator.name], [say("begun"), clock(said.begun_at)], [say("ended"), clock(said.ended_at)], [say("items"), said.lines.length ? say("items.count", { n: said.lines.length }) : ""], [say("normal"), said.lines.length ? String(said.lines.length - other.length) : ""], [say("photos"), String(said.photos.length || "")], [say("remark"), said.remark]]),
    h("ul", { class: "plain" }, other.map((line) => h("li", {}, `${line.item} ${names.get(line.item)?.zh ?? line.zh}${colon}${term("ItemResult", line.result)} ${line.note}`))),
    h("p", {}, say("crew"), colon, said.crew.map((one) => one.name).join(comma)));
}

export function cosignView(state) {
  return [note("", h("p", {}, say("cosign"))), summary(state.visit.content, state.visit), note("", h("p", {}, say("sign.means"))), signButton(state, state.visit.content)];
}

// Who of the crew is still to sign, by name.
function open(visit) {
  const crew = visit.content ? JSON.parse(visit.content).crew : [];
  return crew.filter((one) => !(visit.signed_by ?? []).includes(one.person)).map((one) => one.name).join(comma);
}

export function signedView({ job, visit, sheet, waits }) {
  const text = sheet.signing?.content ?? visit.content, sealed = Boolean(visit.record);
  const crew = people(sheet.crew).length;
  return [
    sealed ? note("safe", h("p", {}, h("strong", {}, say("signed.sealed")))) : waits ? note("caution", h("p", {}, h("strong", {}, say("signed.kept")))) : note("", h("p", {}, h("strong", {}, say(visit.kind === "self_inspection" ? "signed.review" : crew > 1 ? "signed.others" : "signed.sent")))),
    card("", facts([[say("signed.at"), job.signed || sheet.signing ? clock(job.signed?.at ?? sheet.signing.signed_at) : ""], [say("signed.waits"), sealed || waits ? "" : open(visit)], [say("state"), waits ? "" : term("VisitState", visit.state)]])),
    text ? summary(text, visit) : null,
    sealed ? card(say("confirm"), h("p", {}, say("confirm.why")), h("a", { class: "button wide tall", href: `/visits/${job.uid}/confirm-here` }, say("confirm.here")), h("p", {}, h("a", { class: "link", href: `/visits/${job.uid}` }, say("record.open")))) : null,
    h("p", {}, h("a", { class: "button second wide", href: "/t/" }, say("list.back"))),
  ];
}

export function discardedView() {
  return [note("caution", h("p", {}, say("discarded"))), h("p", {}, button(say("list.back"), () => location.assign("/t/"), "second wide"))];
}
