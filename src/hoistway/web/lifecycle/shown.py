"""Requests as pages show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.foundation.actors import Actor
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import (
    inspection_comes_first,
    out_of_use_since,
    value_words,
)
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[UseRequestState, Tone] = {
    UseRequestState.FILED: "active", UseRequestState.CONFIRMED: "safe",
    UseRequestState.IN_FORCE: "safe", UseRequestState.RETURNED: "caution",
    UseRequestState.WITHDRAWN: "quiet",
}  # fmt: skip

CLAUSES: dict[UseRequestKind, str] = {
    UseRequestKind.SUSPEND: _("停用后不得使用；停用期间仍运行会被发现并通知区局。"),
    UseRequestKind.RESUME: _("停用超过一年的，启用前须先经定期检验合格。"),
    UseRequestKind.SCRAP: _("报废不可恢复：生效后本梯不能再申请启用、停用或变更。"),
    UseRequestKind.CHANGE: _("只变更使用单位和名称类信息；技术参数、编号和维保单位另有途径。"),
}
"""What each kind of request means, for those who ask and those who check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request in a list."""

    number: str
    kind: UseRequestKind
    state: UseRequestState
    tone: Tone
    elevator: ElevatorCard
    use_unit: str
    effective_on: date
    until: date | None
    filed_at: datetime
    checked_at: datetime | None
    checked_reason: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One fact that would change."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request, as `parts/timeline.html` shows it."""

    at: datetime
    text: str
    actor_label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """What the page of one request shows."""

    row: RequestRow
    meaning: str
    changes: tuple[ChangeLine, ...]
    steps: tuple[Step, ...]
    done: bool
    may_check: bool
    may_withdraw: bool
    inspection_since: date | None


def request_rows(*, requests: Iterable[UseRequest]) -> list[RequestRow]:
    """Return the lines of a list; a constant number of queries."""
    rows = list(requests)
    cards = cards_of(elevators=[row.elevator for row in rows])
    return [_row(row, card) for row, card in zip(rows, cards, strict=True)]


def request_page(*, request: UseRequest, by: Actor) -> RequestPage:
    """Return the page of a request for this reader."""
    waits = request.state is UseRequestState.FILED
    own_unit = request.use_unit_id == by.organisation_id
    checks = may(by=by, deed=Deed.CHECK_USE_REQUEST)
    return RequestPage(
        row=_row(request, card_of(elevator=request.elevator)),
        meaning=gettext(CLAUSES[request.kind]),
        changes=_changes(request), steps=_steps(request, by),
        done=request.state is UseRequestState.IN_FORCE,
        may_check=(
            waits and checks and request.elevator.jurisdiction_id == by.jurisdiction_id
        ),
        may_withdraw=own_unit and request.state in UseRequestState.open_states(),
        inspection_since=inspection_since(request=request) if waits else None,
    )  # fmt: skip


def inspection_since(*, request: UseRequest) -> date | None:
    """Return since when the elevator is out of use where an inspection must come before re-use."""
    if request.kind is not UseRequestKind.RESUME:
        return None
    since = out_of_use_since(elevator_id=request.elevator_id)
    due = inspection_comes_first(out_since=since, on=request.effective_on)
    return since if due else None


def _row(request: UseRequest, card: ElevatorCard) -> RequestRow:
    unit = request.use_unit
    return RequestRow(
        number=request.number, kind=request.kind, state=request.state,
        tone=TONES[request.state], elevator=card,
        use_unit=spoken((unit.name, unit.name_en or unit.name)),
        effective_on=request.effective_on, until=request.until, filed_at=request.filed_at,
        checked_at=request.checked_at, checked_reason=request.checked_reason,
        reason=request.reason,
    )  # fmt: skip


def _changes(request: UseRequest) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(
            name=word(Field(code)), after=spoken(value_words(field=code, value=change["after"])),
            before=spoken(value_words(field=code, value=change["before"])) or "—",
        )
        for code, change in sorted(request.changes.items())
    )  # fmt: skip


def _steps(request: UseRequest, by: Actor) -> tuple[Step, ...]:
    steps = [Step(request.filed_at, gettext("使用单位提交"), _doer(request.filed_by, by))]
    if request.checked_at and request.checked_by:
        returned = request.state is UseRequestState.RETURNED
        text = gettext("区局退回") if returned else gettext("区局确认")
        doer = _doer(request.checked_by, by)
        steps.append(Step(request.checked_at, text, doer, request.checked_reason))
    if request.in_force_at:
        steps.append(Step(request.in_force_at, gettext("生效，已写入电梯登记"), ""))
    return tuple(reversed(steps))


def _doer(actor: dict[str, object], by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    role = next((word(role) for role in RoleKind if str(role) == actor.get("role")), "")
    own = actor.get("organisation") == by.organisation_id
    if role and (own or reach_of(by=by) in {Reach.ALL, Reach.JURISDICTION}):
        return f"{actor.get('name')} · {role}"
    return role or gettext("平台")
