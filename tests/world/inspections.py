"""Builders of inspections and tests."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.inspection.actions import FoundDefect, Report, mend_defect, record_inspection
from hoistway.inspection.models import Inspection, StopUse
from hoistway.inspection.queries import defects_of, open_stops
from hoistway.inspection.vocabulary import InspectionKind, Verdict
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
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


@dataclass(frozen=True, slots=True)
class InspectionRows:
    """A failed report with its paper, its defect mended with a photo, and the stop it led to."""

    inspection: Inspection
    stop: StopUse

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        [defect] = defects_of(inspection=self.inspection)
        return {
            "inspection_number": self.inspection.number, "defect_id": str(defect.pk),
            "stop_id": str(self.stop.pk),
        }  # fmt: skip


def inspection_rows(*, elevator: Elevator, now: datetime) -> InspectionRows:
    """Return one of each kind about an elevator."""
    inspector = an_inspector()
    file = keep(upload=a_picture(name="report.jpg"), now=now, by=inspector)
    report = Report(
        elevator_id=elevator.pk, kind=InspectionKind.PERIODIC, verdict=Verdict.FAILED,
        held_on=local_day(at=now), report_number=f"SH-{fresh_number():06d}", file=file,
        defects=(FoundDefect(words="制动器制动力不足", item="4.7"),),
    )  # fmt: skip
    kept = record_inspection(report=report, form_id=uuid4(), now=now, by=inspector)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    [defect] = defects_of(inspection=kept)
    mend_defect(defect_id=defect.pk, words="已更换", file=file, now=now, by=office)
    [stop] = open_stops(elevator_id=elevator.pk)
    return InspectionRows(kept, stop)
