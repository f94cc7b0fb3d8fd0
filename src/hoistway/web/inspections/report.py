"""One report; and one elevator: what is in force, what is due next and why, stops, the past."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.inspection.models import Inspection, NextInspection, StopUse
from hoistway.inspection.queries import (
    defect_seen,
    defects_of,
    inspection_seen,
    open_defects_of,
    open_requests,
    past_inspections,
    past_stops,
    policy_on,
    replaced_by,
    standing_of,
    verdict_in_force,
)
from hoistway.inspection.vocabulary import InspectionKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.web.inspections.shown import (
    READERS,
    STANDINGS,
    VERDICTS,
    defect_rows,
)
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True)
class Reckoned:
    """From what the next day was worked out, in the words of the page."""

    year: int
    base: str
    pauses: tuple[tuple[str, str], ...]
    stated: date | None
    differs: bool
    basis: str


@require_safe
@signed_in(*READERS)
def inspection(request: HttpRequest, inspection_number: str) -> HttpResponse:
    """Show one report with what it found and how that is mended."""
    actor, today = by(request), local_day(at=clock.now())
    found = inspection_seen(number=inspection_number, by=actor)
    newer = replaced_by(inspection=found)
    own = found.body_id == actor.organisation_id
    facts = {
        "shown": found, "elevator": card_of(elevator=found.elevator),
        "tone": VERDICTS[found.verdict], "newer": newer, "stop": _stop(found),
        "defects": defect_rows(defects=defects_of(inspection=found), by=actor, today=today),
        "may_correct": newer is None and own and may(by=actor, deed=Deed.RECORD_INSPECTION),
        "refusal": "",
    }  # fmt: skip
    return render(request, "inspections/report.html", facts)


def _stop(found: Inspection) -> StopUse | None:
    """Return the stop of use that this report opened."""
    stops = past_stops(elevator_id=found.elevator_id)
    return next((one for one in stops if one.inspection_id == found.pk), None)


@require_safe
@signed_in(*READERS)
def of_elevator(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show how one elevator stands, and from what that was worked out."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    return elevator_page(request, elevator)


def elevator_page(
    request: HttpRequest, elevator: Elevator, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of one elevator; a refusal stands above it."""
    actor, today = by(request), local_day(at=clock.now())
    standing, due = standing_of(elevator_ids=[elevator.pk], on=today)[elevator.pk]
    verdict = verdict_in_force(elevator_ids=[elevator.pk], on=today).get(elevator.pk)
    defects = open_defects_of(elevator_ids=[elevator.pk]).get(elevator.pk, [])
    stops = past_stops(elevator_id=elevator.pk)
    facts = {
        "elevator": card_of(elevator=elevator), "standing": standing,
        "tone": STANDINGS[standing], "due": due, "verdict": verdict, "verdicts": VERDICTS,
        "reckoned": _reckoned(due) if due.due_on or due.edition else None,
        "days": abs((due.due_on - today).days) if due.due_on else 0,
        "stops": stops, "stopped": any(one.lifted_at is None for one in stops),
        "past": past_inspections(elevator_id=elevator.pk),
        "defects": defect_rows(defects=defects, by=actor, today=today),
        "asked": open_requests(by=actor).filter(elevator_id=elevator.pk),
        "periodic": InspectionKind.PERIODIC, "test": InspectionKind.TEST,
        "refusal": refusal, **_deeds(actor),
    }  # fmt: skip
    return render(request, "inspections/elevator.html", facts, status=status)


def _deeds(actor: Actor) -> dict[str, bool]:
    return {
        "may_ask": may(by=actor, deed=Deed.ASK_INSPECTION),
        "may_record": may(by=actor, deed=Deed.RECORD_INSPECTION),
        "may_lift": may(by=actor, deed=Deed.SETTLE_STOP),
    }


def _reckoned(due: NextInspection) -> Reckoned:
    said = due.reasons
    stated = date.fromisoformat(said["stated"]) if said.get("stated") else None
    policy = policy_on(day=due.due_on or due.worked_out_at.date())
    differs = stated is not None and due.due_on is not None and (
        (stated.year, stated.month) != (due.due_on.year, due.due_on.month)
    )  # fmt: skip
    return Reckoned(
        year=int(said.get("year", 0)), base=str(said.get("base_report", "")),
        pauses=tuple((first, until) for first, until in said.get("pauses", ())),
        stated=stated, differs=differs, basis=policy.legal_basis,
    )  # fmt: skip


@require_safe
@signed_in(*READERS)
def paper(request: HttpRequest, inspection_number: str) -> HttpResponseBase:
    """Give the file of a report. Raises: NotFound."""
    found = inspection_seen(number=inspection_number, by=by(request))
    if found.file is None:
        raise NotFound
    return served(attachment=found.file, name=found.number)


@require_safe
@signed_in(*READERS)
def photo(request: HttpRequest, defect_id: int) -> HttpResponseBase:
    """Give the photo with which a defect was reported mended. Raises: NotFound."""
    found = defect_seen(defect_id=defect_id, by=by(request))
    if found.mended_file is None:
        raise NotFound
    return served(attachment=found.mended_file, name=f"{found.inspection}-{found.ordinal}")
