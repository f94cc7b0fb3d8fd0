"""One fault as its page shows it: who saw it, what happened, who may do what."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.queries import appeal_pending, appeal_until, may_move, sightings_of, steps_of
from hoistway.faults.vocabulary import (
    FaultCause,
    FaultDeed,
    FaultSource,
    FaultState,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.terms import Term
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.faults.shown import FaultRow, fault_row

_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}
_TERMS: dict[str, type[Term]] = {
    "cause": FaultCause, "stated": FaultCause, "judged": FaultCause, "urgency": Urgency,
    "source": FaultSource,
}  # fmt: skip
MOST_SIGHTINGS = 20
"""Witnesses listed. Chosen: one screen; the head counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step; `facts` are what it was decided by, `file` is empty, «photo» or «paper»."""

    pk: int
    at: datetime
    deed: FaultDeed
    doer: str
    words: str
    facts: tuple[tuple[str, str], ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One witness."""

    at: datetime
    source: FaultSource
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPage:
    """What the page of one fault shows to this reader; `may` are the deeds that make sense."""

    row: FaultRow
    seen: tuple[SeenLine, ...]
    more: int
    steps: tuple[StepLine, ...]
    may: frozenset[str]
    appeal_until: datetime | None
    causes: tuple[tuple[str, str], ...]
    urgencies: tuple[tuple[str, str], ...]
    edition: str


def fault_page(*, fault: Fault, by: Actor, now: datetime) -> FaultPage:
    """Return the page of a fault for this reader; a constant number of queries."""
    seen = sightings_of(fault_id=fault.pk)
    lines = [_line(step, by) for step in steps_of(fault_id=fault.pk)]
    return FaultPage(
        row=fault_row(fault=fault), seen=tuple(_seen(one) for one in seen[:MOST_SIGHTINGS]),
        more=max(len(seen) - MOST_SIGHTINGS, 0), steps=tuple(reversed(lines)),
        may=frozenset(_deeds(fault, by, now)), appeal_until=appeal_until(fault=fault),
        causes=tuple((str(one), word(one)) for one in FaultCause),
        urgencies=tuple((str(one), word(one)) for one in Urgency), edition=fault.edition,
    )  # fmt: skip


def _deeds(fault: Fault, by: Actor, now: datetime) -> set[str]:
    own = fault.elevator.firm_id == by.organisation_id
    is_side = by.organisation_id in {fault.firm_id, fault.use_unit_id}
    state, until = fault.state, appeal_until(fault=fault)
    judges = may(by=by, deed=Deed.JUDGE_FAULT)
    mends = may(by=by, deed=Deed.MEND_FAULT)
    found = {
        "order": mends and own and may_move(state=state, deed=FaultDeed.ORDER),
        "mend": mends and own and state is FaultState.OPEN,
        "cause": mends and fault.firm_id == by.organisation_id and state is FaultState.MENDED,
        "judge": judges and may_move(state=state, deed=FaultDeed.JUDGE),
        "dismiss": judges and may_move(state=state, deed=FaultDeed.DISMISS),
        "settle": judges and appeal_pending(fault=fault),
        "appeal": (
            may(by=by, deed=Deed.APPEAL_FAULT) and is_side and fault.appealed_at is None
            and until is not None and now <= until
            and may_move(state=state, deed=FaultDeed.APPEAL)
        ),
        "reopen": state is FaultState.MENDED and (judges or may(by=by, deed=Deed.REPORT_FAULT)),
        "note": judges or mends or may(by=by, deed=Deed.REPORT_FAULT),
    }  # fmt: skip
    return {deed for deed, sensible in found.items() if sensible}


def _seen(one: Sighting) -> SeenLine:
    code = one.facts.get("code")
    what = f"{word(one.kind)} · {_('信息代码')} {code}" if code else word(one.kind)
    return SeenLine(at=one.seen_at, source=one.source, what=what)


def _line(step: FaultStep, by: Actor) -> StepLine:
    file = ""
    if step.file is not None:
        file = "photo" if step.file.media_type == "image/jpeg" else "paper"
    return StepLine(
        pk=step.pk, at=step.at, deed=step.deed, doer=_doer(step, by), words=step.words,
        facts=tuple(_facts(step)), file=file,
    )  # fmt: skip


def _facts(step: FaultStep) -> list[tuple[str, str]]:
    labels = {
        "source": _("来源"), "cause": _("原因"), "judged": _("原认定"),
        "stated": _("维保单位所述"), "repair": _("修理单"), "urgency": _("急缓"),
        "quiet_minutes": _("信号消失（分钟）"),
        "seen_by_others": _("其他发现"), "again_hours": _("多少小时内再次出现"),
        "edition": _("规则版本"),
    }  # fmt: skip
    found = []
    for name, label in labels.items():
        value = step.facts.get(name)
        if value not in (None, ""):
            term = _TERMS.get(name)
            said = word(chosen(term, str(value))) if term else str(value)
            found.append((label, said))
    return found


def _doer(step: FaultStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    if step.by.get("kind") == "system":
        return _("平台自动")
    role = next((word(role) for role in RoleKind if str(role) == step.by.get("role")), "")
    own = step.by.get("organisation") == by.organisation_id
    if role and (own or by.role in _REGULATORS):
        return f"{step.by.get('name')} · {role}"
    return role
