"""One mismatch as its page shows it: what is missing, what happened, who may do what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hoistway.filings.models import Mismatch, MismatchStep
from hoistway.filings.queries.mismatches import (
    Standing,
    Voice,
    confirmed_value,
    has_changed,
    needs,
    standing_of,
    steps_of,
)
from hoistway.filings.vocabulary import MismatchDeed, MismatchField, MismatchNeed, MismatchState
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import word
from hoistway.web.mismatches.shown import MismatchRow, mismatch_row, organisation_name

WAYS: dict[MismatchField, str] = {
    MismatchField.FIRM: _(
        "由实际维保的单位提交备案，使用单位确认，区局核对；登记随之变更。原单位应同时终止备案。"
    ),
    MismatchField.USE_UNIT: _("由登记的使用单位申请变更使用单位，区局核对后登记随之变更。"),
    MismatchField.DUTY_PHONE: _("由维保单位变更本单位备案中的值班电话，区局核对后生效。"),
    MismatchField.TECHNICIANS: _("由维保单位为本梯提交变更备案，写明现在的维保人员。"),
    MismatchField.ADDRESS: _("在电梯页面对地址提出更正，区局核实后登记随之变更。"),
    MismatchField.OTHER: _("按现场情况办理变更后双方确认，再由检验机构或区局复核。"),
}
"""How each fact is mended, by whom."""

_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One condition of the closing: whether it holds, and what it rests on."""

    need: MismatchNeed
    holds: bool
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step, as `lifecycle/_steps.html` shows it."""

    at: datetime
    text: str
    actor_label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchPage:
    """What the page of one mismatch shows to this reader."""

    row: MismatchRow
    now: str
    changed: bool
    confirms: str
    way: str
    way_url: str
    needs: tuple[NeedLine, ...]
    steps: tuple[Step, ...]
    photo: bool
    is_open: bool
    may_answer: bool
    may_confirm: bool
    may_verify: bool
    may_dismiss: bool
    own_note: bool


def mismatch_page(*, mismatch: Mismatch, by: Actor) -> MismatchPage:
    """Return the page of a mismatch for this reader."""
    steps = steps_of(mismatch_id=mismatch.pk)
    standing = standing_of(mismatch=mismatch, steps=steps)
    is_open, changed = mismatch.state in MismatchState.open_states(), has_changed(standing=standing)
    sides = {mismatch.elevator.firm_id, mismatch.elevator.use_unit_id}
    confirms = confirmed_value(standing=standing)
    answers = is_open and may(by=by, deed=Deed.ANSWER_MISMATCH)
    confirmed = any(
        row.deed is MismatchDeed.CONFIRM and row.by.get("organisation") == by.organisation_id
        and row.facts.get("value") == confirms for row in steps
    )  # fmt: skip
    own_note = steps[0].by.get("person") == by.person_id
    return MismatchPage(
        row=mismatch_row(mismatch=mismatch), now=standing.now, changed=changed,
        confirms=confirms, way=gettext(WAYS[mismatch.field]),
        way_url=_way_url(mismatch, by), needs=_needs(standing, mismatch, closed=not is_open),
        steps=_steps(steps, by), photo=mismatch.photo_id is not None, is_open=is_open,
        may_answer=answers, own_note=own_note,
        may_confirm=answers and by.organisation_id in sides and not confirmed,
        may_verify=(
            is_open and may(by=by, deed=Deed.REPORT_MISMATCH)
            and (changed or mismatch.field is MismatchField.OTHER)
        ),
        may_dismiss=is_open and not own_note and may(by=by, deed=Deed.SETTLE_MISMATCH),
    )  # fmt: skip


def _way_url(mismatch: Mismatch, by: Actor) -> str:
    """Return where this reader mends the fact, empty where somebody else does."""
    number = mismatch.elevator.register_number
    ways = {
        (MismatchField.USE_UNIT, RoleKind.USE_UNIT): ("use-unit-request", [number], "?kind=change"),
        (MismatchField.FIRM, RoleKind.FIRM_OFFICE): ("firm-filing-new", [number], "?kind=end"),
        (MismatchField.TECHNICIANS, RoleKind.FIRM_OFFICE): (
            "firm-filing-new", [number], "?kind=change",
        ),
        (MismatchField.DUTY_PHONE, RoleKind.FIRM_OFFICE): ("firm-filing", [], ""),
    }  # fmt: skip
    if mismatch.field is MismatchField.ADDRESS:
        return reverse("elevator-why", args=[number, "address"])
    name, parts, query = ways.get((mismatch.field, RoleKind(by.role)), ("", [], ""))
    return f"{reverse(name, args=parts)}{query}" if name else ""


def _needs(standing: Standing, mismatch: Mismatch, *, closed: bool) -> tuple[NeedLine, ...]:
    if closed:
        return ()
    missing = needs(standing=standing)
    elevator = mismatch.elevator
    notes = {
        MismatchNeed.CHANGED: gettext("现在是：%(now)s") % {"now": standing.now or "—"},
        MismatchNeed.AS_FOUND: gettext("现场是：%(found)s") % {"found": standing.found},
        MismatchNeed.UNIT: _voice(standing.unit, organisation_name(elevator.use_unit)),
        MismatchNeed.FIRM: _voice(standing.firm, organisation_name(elevator.firm)),
    }
    return tuple(NeedLine(need, need not in missing, notes[need]) for need in MismatchNeed)


def _voice(voice: Voice, name: str) -> str:
    if not voice.asked:
        return gettext("没有登记单位，须由检验机构或区局现场复核")
    if voice.filing:
        return gettext("%(name)s · 备案 %(number)s") % {"name": name, "number": voice.filing}
    return name


def _steps(steps: Iterable[MismatchStep], by: Actor) -> tuple[Step, ...]:
    lines = [Step(row.at, _text(row), _doer(row, by), _detail(row)) for row in steps]
    return tuple(reversed(lines))


def _text(row: MismatchStep) -> str:
    if row.deed is MismatchDeed.ESCALATE:
        said = {"deed": word(row.deed), "n": row.facts["level"]}
        return gettext("%(deed)s（第 %(n)s 次）") % said
    if row.deed in {MismatchDeed.CONFIRM, MismatchDeed.VERIFY} and row.facts.get("value"):
        return gettext("%(deed)s：%(value)s") % {
            "deed": word(row.deed), "value": row.facts["value"]
        }  # fmt: skip
    return word(row.deed)


def _detail(row: MismatchStep) -> str:
    if row.deed is not MismatchDeed.CLOSE:
        return row.words
    return gettext("原为“%(filed)s”，现场为“%(found)s”，现为“%(now)s”") % {
        name: row.facts.get(name) or "—" for name in ("filed", "found", "now")
    }


def _doer(row: MismatchStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    role = next((word(role) for role in RoleKind if str(role) == row.by.get("role")), "")
    own = row.by.get("organisation") == by.organisation_id
    if role and (own or by.role in _REGULATORS):
        return f"{row.by.get('name')} · {role}"
    return role or gettext("平台")
