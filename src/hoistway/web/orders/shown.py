"""Orders as lists and pages show them, in the language of the page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.supervision.models import Order, OrderStep
from hoistway.supervision.queries.orders import (
    findings_of_order,
    order_standing,
    order_steps,
    steps_for,
)
from hoistway.supervision.queries.orders_cases import settles_cases
from hoistway.supervision.vocabulary import (
    CaseOutcome,
    FindingWeight,
    OrderDeed,
    OrderStanding,
    OrderState,
    ReviewWay,
    ServiceWay,
)
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import spoken
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.tones import Tone

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip
REGULATORS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
STATE_TONES: dict[OrderState, Tone] = {
    OrderState.DRAFT: "quiet", OrderState.SUBMITTED: "active", OrderState.APPROVED: "active",
    OrderState.SERVED: "active", OrderState.REPORTED: "active", OrderState.CLOSED: "safe",
    OrderState.TRANSFERRED: "caution", OrderState.REVOKED: "quiet",
}  # fmt: skip
LATE = frozenset({OrderStanding.UNSERVED, OrderStanding.OVERDUE, OrderStanding.REVIEW_LATE})
_DOERS = frozenset(map(str, REGULATORS))
_TERMS = {"way": (ServiceWay, ReviewWay), "outcome": (CaseOutcome,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order in a list."""

    pk: int
    number: str
    state: OrderState
    tone: Tone
    standing: OrderStanding
    late: bool
    unit: str
    area: str
    check: str
    places: str
    problems: int
    grave: bool
    served_at: datetime | None
    due_on: date | None
    review_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of an order, with what the unit said last; `file` is the step and its place."""

    key: int
    words: str
    place: str
    register_number: str
    weight: FindingWeight
    told: str
    shown: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One step; `files` are places in its list of files."""

    pk: int
    at: datetime
    deed: OrderDeed
    doer: str
    words: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """What the page of one order shows to this reader; `may` are the deeds that make sense."""

    row: OrderRow
    problems: tuple[Problem, ...]
    steps: tuple[OrderLine, ...]
    may: frozenset[str]
    officers: tuple[str, ...]
    case: tuple[tuple[str, str], ...]


def order_row(*, order: Order, day: date) -> OrderRow:
    """Return one order as a list shows it."""
    standing = order_standing(order=order, day=day)
    area, content = order.jurisdiction, order.content
    problems = content["problems"]
    return OrderRow(
        pk=order.pk, number=order.number or _("草稿 %(key)s") % {"key": order.pk},
        state=order.state, tone=STATE_TONES[order.state], standing=standing,
        late=standing in LATE, unit=organisation_name(order.organisation),
        area=spoken((area.name_zh, area.name_en)), check=order.check_made.number,
        places=content["places"], problems=len(problems),
        grave=any(one["weight"] == FindingWeight.GRAVE for one in problems),
        served_at=order.served_at, due_on=order.due_on, review_by=order.review_by,
    )  # fmt: skip


def order_page(*, order: Order, by: Actor, now: datetime) -> OrderPage:
    """Return the page of an order for this reader."""
    steps = steps_for(steps=order_steps(order_id=order.pk), by=by)
    return OrderPage(
        row=order_row(order=order, day=local_day(at=now)),
        problems=tuple(_problems(order, steps)),
        steps=tuple(_line(one, by) for one in reversed(steps)),
        may=frozenset(_deeds(order, by)), officers=_officers(order), case=_case(order),
    )  # fmt: skip


def _officers(order: Order) -> tuple[str, ...]:
    rows = order.check_made.officers
    return tuple(f"{one.get('name', '')}（{one.get('card', '')}）" for one in rows)


def _problems(order: Order, steps: list[OrderStep]) -> list[Problem]:
    reports = [one for one in steps if one.deed is OrderDeed.REPORTED]
    told = {int(one["finding"]): one for one in reports[-1].facts["told"]} if reports else {}
    places = [int(one["finding"]) for one in reports[-1].facts["told"]] if reports else []
    found = {one.pk: one for one in findings_of_order(order_id=order.pk)}
    numbers = {
        key: one.elevator.register_number for key, one in found.items() if one.elevator
    }  # fmt: skip
    rows = []
    for one in order.content["problems"]:
        key = int(one["finding"])
        said = told.get(key, {})
        shown = (reports[-1].pk, places.index(key)) if said.get("file") else None
        rows.append(Problem(
            key=key, words=one["words"], place=one["place"],
            register_number=numbers.get(key, ""), weight=FindingWeight(one["weight"]),
            told=said.get("words", ""), shown=shown,
        ))  # fmt: skip
    return rows


def _case(order: Order) -> tuple[tuple[str, str], ...]:
    said: dict[str, Any] = order.case or {}
    if not said:
        return ()
    lines = [(_("案件编号"), str(said["number"])), (_("移送日期"), str(said["handed_on"]))]
    outcome = said.get("outcome")
    if outcome:
        lines += [
            (_("处理结果"), word(CaseOutcome(outcome["outcome"]))),
            (_("决定书文号"), outcome["document"]), (_("决定日期"), outcome["decided_on"]),
        ]  # fmt: skip
        if outcome["fen"]:
            lines.append((_("罚款金额"), f"¥ {outcome['fen'] / 100:,.2f}"))
        if outcome["veto"]:
            lines.append((_("信用评价"), _("列入一票否决情形")))
        if outcome["unlawful"]:
            lines.append((_("按需维保试点"), _("提请审查是否退出")))
    return tuple(lines)


def _deeds(order: Order, by: Actor) -> set[str]:
    own = by.jurisdiction_id == order.jurisdiction_id and may(by=by, deed=Deed.DO_CHECK)
    approves = own and may(by=by, deed=Deed.APPROVE_ORDER)
    unit = by.organisation_id == order.organisation_id and may(by=by, deed=Deed.ANSWER_ORDER)
    drafter = order.drafted_by_key == f"{by.kind}:{by.person_id}"
    state = order.state
    offered = state is OrderState.APPROVED and order.service == ServiceWay.PLATFORM
    found = {
        "submit": own and state is OrderState.DRAFT,
        "approve": approves and state is OrderState.SUBMITTED and not drafter,
        "return": approves and state is OrderState.SUBMITTED,
        "serve": own and state is OrderState.APPROVED,
        "receive": unit and offered,
        "report": unit and state is OrderState.SERVED,
        "extend": approves and state in {OrderState.APPROVED, OrderState.SERVED},
        "review": own and state is OrderState.REPORTED,
        "hand_over": approves and state in {OrderState.SERVED, OrderState.REPORTED},
        "revoke": approves and state is not OrderState.REVOKED,
        "settle": state is OrderState.TRANSFERRED and settles_cases(by=by),
        "case": state is OrderState.TRANSFERRED and by.role in _DOERS,
        "paper": bool(order.number),
    }
    return {deed for deed, sensible in found.items() if sensible}


def _line(step: OrderStep, by: Actor) -> OrderLine:
    labels = {
        "number": _("编号"), "way": _("方式"), "receiver": _("签收人"), "post": _("职务"),
        "before": _("原期限"), "due": _("期限"), "review_by": _("复查期限"), "case": _("案件编号"),
        "outcome": _("处理结果"), "document": _("决定书文号"),
    }  # fmt: skip
    facts = tuple(
        (label, _said(name, str(step.facts[name])))
        for name, label in labels.items() if step.facts.get(name)
    )  # fmt: skip
    before = len(step.facts.get("told", ()))
    own = range(before, before + len(step.facts.get("files", ())))
    return OrderLine(
        pk=step.pk, at=step.at, deed=step.deed, doer=_doer(step, by), words=step.words,
        facts=facts, files=tuple(own),
    )  # fmt: skip


def _said(name: str, value: str) -> str:
    for term in _TERMS.get(name, ()):
        found = chosen(term, value)
        if found is not None:
            return word(found)
    return value


def service_lines(*, order: Order) -> list[list[str]]:
    """Return how an order reached the unit, as its paper says it."""
    if order.served_at is None:
        return [[_("被检查单位签收"), ""]]
    steps = [one for one in order_steps(order_id=order.pk) if one.deed is OrderDeed.SERVED]
    facts = steps[-1].facts if steps else {}
    who = " ".join(part for part in (facts.get("receiver", ""), facts.get("post", "")) if part)
    day = local_day(at=order.served_at).isoformat()
    return [[_("送达"), f"{word(ServiceWay(order.service))} {who} {day}"]]


def _doer(step: OrderStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    if step.by.get("kind") == "system":
        return _("平台自动")
    role = next((word(role) for role in RoleKind if str(role) == step.by.get("role")), "")
    own = step.by.get("organisation") == by.organisation_id
    return f"{step.by.get('name')} · {role}" if own or by.role in _DOERS else role


__all__ = [
    "LATE", "READERS", "REGULATORS", "OrderLine", "OrderPage", "OrderRow", "Problem", "order_page",
    "order_row", "service_lines",
]  # fmt: skip
