"""Builders of inspections and tests."""

from datetime import date, datetime
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.actions import FoundDefect, Report, record_inspection
from hoistway.inspection.models import Inspection
from hoistway.inspection.vocabulary import InspectionKind, Verdict
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_member, fresh_number


def an_inspector() -> Actor:
    """Return somebody of a new inspection body who acts."""
    return acting(membership=a_member(role=RoleKind.INSPECTOR))


def an_inspection(
    *, elevator: Elevator, kind: InspectionKind = InspectionKind.PERIODIC,
    verdict: Verdict = Verdict.PASSED, held_on: date | None = None, now: datetime = NOW,
    by: Actor | None = None,
) -> Inspection:  # fmt: skip
    """Return a report about an elevator, held today unless told otherwise."""
    failed = verdict is Verdict.FAILED
    report = Report(
        elevator_id=elevator.pk, kind=kind, verdict=verdict, held_on=held_on or local_day(at=now),
        report_number=f"SH-{fresh_number():06d}", words="制动器制动力不足" if failed else "",
        defects=(FoundDefect(words="制动器制动力不足", item="4.7"),) if failed else (),
    )  # fmt: skip
    return record_inspection(report=report, form_id=uuid4(), now=now, by=by or an_inspector())
