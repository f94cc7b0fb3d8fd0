"""The page of one elevator: everything held of it, how sure it is, and what it went through."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.facts import Facts, facts_of
from hoistway.dossier.search import elevator_seen
from hoistway.duties.queries import open_notices
from hoistway.emergency.queries import incidents
from hoistway.filings.queries.mismatches import open_mismatches
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.quality.queries import findings
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.queries import family, survivor_numbered
from hoistway.registry.vocabulary import UseState
from hoistway.telemetry.queries import Heard, alarms, heard
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.elevator.listing import DESKS
from hoistway.web.elevator.topics import Facts as Topic
from hoistway.web.elevator.topics import stop_words, topics_of
from hoistway.web.frame import spoken
from hoistway.web.machine.rows import AlarmRow, alarm_rows
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.placesketch import Spot, place_sketch
from hoistway.web.schedule.upkeep import UpkeepLine, upkeep_lines
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hoistway.duties.models import Notice
    from hoistway.filings.models import Mismatch
    from hoistway.quality.models import Finding
    from hoistway.registry.models import Elevator

PAST = 20
"""Rescues and alarms on a page. Chosen: the last ones tell; the lists hold all."""


@dataclass(frozen=True, slots=True)
class ElevatorFile:
    """What the page of one elevator shows."""

    elevator: ElevatorCard
    facts: Facts
    incidents: tuple[Row, ...]
    alarms: tuple[AlarmRow, ...]
    heard: Heard
    may_call: bool
    findings: tuple["Finding", ...]
    mismatches: tuple["Mismatch", ...]
    notices: tuple["Notice", ...]
    may_notify: bool
    may_compare: bool
    sketch: SafeString
    upkeep: tuple[UpkeepLine, ...]
    topics: tuple[Topic, ...]
    stopped: str
    use_url: str


def file_of(*, elevator: "Elevator", by: Actor, now: datetime) -> ElevatorFile:
    """Return the page of a visible elevator; a constant number of queries."""
    past = list(incidents(by=by).filter(elevator_id__in=family(elevator_id=elevator.pk))[:PAST])
    seen = may(by=by, deed=Deed.SEE_ALARMS)
    raised = list(alarms(by=by, elevator_id=elevator.pk)[:PAST]) if seen else []
    facts = facts_of(elevator=elevator)
    is_unit = by.role == str(RoleKind.USE_UNIT)
    return ElevatorFile(
        elevator=card_of(elevator=elevator), facts=facts,
        incidents=tuple(shown_rows(incidents=past, role=by.role, now=now)),
        alarms=tuple(alarm_rows(alarms=raised, by=by)),
        heard=heard(elevator_id=elevator.pk, now=now),
        may_call=is_unit and elevator.use_state is not UseState.SCRAPPED,
        findings=tuple(_open_findings(elevator, by)), sketch=_sketch(facts),
        mismatches=tuple(open_mismatches(by=by).filter(elevator_id=elevator.pk)),
        notices=tuple(open_notices(by=by).filter(elevator_id=elevator.pk)),
        may_notify=may(by=by, deed=Deed.KEEP_DUTIES),
        may_compare=may(by=by, deed=Deed.REPORT_MISMATCH),
        upkeep=_upkeep(elevator, by, now), stopped=stop_words(elevator=elevator),
        use_url=_use_url(elevator, by),
        topics=topics_of(elevator=elevator, may=lambda deed: may(by=by, deed=deed), now=now),
    )  # fmt: skip


def _use_url(elevator: "Elevator", by: Actor) -> str:
    seen = may(by=by, deed=Deed.SEE_MONITORING)
    return reverse("elevator-use", args=[elevator.register_number]) if seen else ""


def _upkeep(elevator: "Elevator", by: Actor, now: datetime) -> tuple[UpkeepLine, ...]:
    if not may(by=by, deed=Deed.SEE_MAINTENANCE):
        return ()
    return upkeep_lines(elevator_id=elevator.pk, now=now)


def _open_findings(elevator: "Elevator", by: Actor) -> "QuerySet[Finding] | list[Finding]":
    if not may(by=by, deed=Deed.SEE_QUALITY):
        return []
    return findings(by=by, state=FindingState.OPEN).filter(elevator_id=elevator.pk)[:PAST]


def _sketch(facts: Facts) -> SafeString:
    """Draw where the elevator stands and where sources say that it stands."""
    spots = [
        Spot(said.longitude, said.latitude, "active" if said.held else "quiet", spoken(said.source))
        for said in facts.places
    ]
    return place_sketch(
        spots=spots, outlines=district_outlines(), label=_("电梯的位置"), far=_("{km} 公里外"),
    )  # fmt: skip


@require_safe
@signed_in(*DESKS)
def file(request: HttpRequest, register_number: str) -> HttpResponseBase:
    """Show one elevator; the number of a merged one leads to the survivor, which says so."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    if elevator.register_number != register_number:
        there = reverse("elevator-file", args=[elevator.register_number])
        return redirect(f"{there}?{urlencode({'merged': register_number})}")
    found = file_of(elevator=elevator, by=by(request), now=clock.now())
    merged = request.GET.get("merged", "")
    is_this = merged != "" and survivor_numbered(register_number=merged) == elevator.pk
    facts = {"file": found, "merged": merged if is_this else ""}
    return render(request, "elevator/file.html", facts)
