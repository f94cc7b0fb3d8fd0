"""One elevator's way: every clause with its facts on a day, the history, what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import card_of
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ondemand.actions.consenting import CONSENT_WORDS
from hoistway.ondemand.models import ConditionChange, ElevatorPilot, ElevatorPilotStep
from hoistway.ondemand.queries.elevators import (
    changes_of,
    conditions_of,
    course_of,
    may_step,
    pilot_seen,
)
from hoistway.ondemand.queries.explaining import explain
from hoistway.ondemand.vocabulary import EntryGround, PilotDeed
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.frame import english
from hoistway.web.parts.tones import Tone
from hoistway.web.pilots.listing import Outcome
from hoistway.web.pilots.shown import READERS, TONES, clause_rows
from hoistway.web.signing_in import by, signed_in

_REGULATOR = (Deed.CHECK_PILOT, "regulator-pilot-act")
_OFFERED: tuple[tuple[Deed, str, str, PilotDeed], ...] = (
    (Deed.APPLY_PILOT, "firm-pilot-act", "submit", PilotDeed.SUBMITTED),
    (Deed.CONSENT_PILOT, "use-unit-pilot-act", "consent", PilotDeed.CONSENTED),
    (*_REGULATOR, "list", PilotDeed.LISTED),
    (*_REGULATOR, "return", PilotDeed.RETURNED),
    (Deed.CONSENT_PILOT, "use-unit-pilot-act", "refuse", PilotDeed.REFUSED),
    (Deed.CONSENT_PILOT, "use-unit-pilot-act", "revoke", PilotDeed.REVOKED),
    (Deed.APPLY_PILOT, "firm-pilot-act", "withdraw", PilotDeed.WITHDRAWN),
)
"""Whose deed it is, where it is sent, what is pressed, which step it is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing this reader may do now; `asks` says whether a reason is needed."""

    url: str
    code: str
    label: str
    asks: bool


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One step of the way, or a clause that began or ceased to hold."""

    label: str
    tone: Tone
    words: str
    at: datetime
    who: str
    document: str = ""


@require_safe
@signed_in(*READERS)
def pilot(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show one elevator on its way or in the pilot, today or on the day that is asked for."""
    return one_page(request, register_number)


def one_page(
    request: HttpRequest, register_number: str, outcome: Outcome | None = None
) -> HttpResponse:
    """Return the page of one elevator; what came of a form stands above it."""
    actor, now = by(request), clock.now()
    found, today = pilot_seen(by=actor, register_number=register_number), local_day(at=now)
    day = _day(request, today)
    said = explain(elevator_id=found.elevator_id, on=day, now=now)
    kept = {row.clause: row.since for row in conditions_of(pilot_ids=[found.pk]).get(found.pk, [])}
    steps = course_of(pilot_id=found.pk)
    facts = {
        "shown": found, "tone": TONES[found.state], "elevator": card_of(elevator=found.elevator),
        "explained": said, "day": day, "today": today,
        "clauses": clause_rows(verdicts=said.verdicts, since=kept if day == today else {}),
        "course": [_step(row) for row in steps], "receipt": _receipt(steps),
        "changes": [_change(row) for row in changes_of(pilot_id=found.pk)],
        "offers": offers(pilot=found, actor=actor), "form_id": uuid4(), "outcome": outcome,
        "consent_words": CONSENT_WORDS,
    }  # fmt: skip
    return render(request, "pilots/one.html", facts, status=422 if outcome else 200)


def _day(request: HttpRequest, today: date) -> date:
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return min(asked, today)


def offers(*, pilot: ElevatorPilot, actor: Actor) -> list[Offer]:
    """Return what this reader may do with an elevator as it stands."""
    labels = {
        "submit": _("报送区局"), "consent": _("同意试点"),
        "list": _("核对通过，列入清单并报送市局"),
        "return": _("退回"), "refuse": _("不同意"), "revoke": _("撤回同意"), "withdraw": _("撤回"),
    }  # fmt: skip
    found = []
    for deed, url, code, step in _OFFERED:
        if not may(by=actor, deed=deed) or not may_step(pilot=pilot, deed=step):
            continue
        if step is PilotDeed.CONSENTED and _consented(pilot):
            continue
        found.append(Offer(url, code, labels[code], code in {"return", "refuse", "revoke"}))
    return found


def _consented(pilot: ElevatorPilot) -> bool:
    """Return whether the present use unit's consent stands, so that no other is needed."""
    rows = conditions_of(pilot_ids=[pilot.pk]).get(pilot.pk, [])
    return any(row.holds for row in rows if str(row.clause) == "consent")


_DEED_TONES: dict[PilotDeed, Tone] = {
    PilotDeed.LISTED: "safe", PilotDeed.CONSENTED: "safe", PilotDeed.RESUMED: "safe",
    PilotDeed.RETURNED: "caution", PilotDeed.REFUSED: "caution", PilotDeed.REVOKED: "caution",
    PilotDeed.FELL_BACK: "caution", PilotDeed.EXITED: "caution",
}  # fmt: skip


def _step(row: ElevatorPilotStep) -> CourseRow:
    who = _role_words(row.by)
    return CourseRow(
        label=row.deed.en if english() else row.deed.zh, tone=_DEED_TONES.get(row.deed, "active"),
        words=row.words, at=row.at, who=who, document=str(row.facts.get("document", "")),
    )  # fmt: skip


def _role_words(doer: Mapping[str, object]) -> str:
    """Return in which role somebody acted: names stay in the signed document."""
    code = str(doer.get("role", ""))
    if not code:
        return _("平台")
    role = RoleKind(code)
    return role.en if english() else role.zh


def _change(row: ConditionChange) -> dict[str, object]:
    return {
        "on": row.on, "clause": row.clause, "holds": row.holds,
        "tone": "safe" if row.holds else "caution", "ground": EntryGround(row.facts["ground"]),
    }  # fmt: skip


def _receipt(steps: Sequence[ElevatorPilotStep]) -> str:
    return next((str(row.facts.get("receipt")) for row in steps if row.facts.get("receipt")), "")
