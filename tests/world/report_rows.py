"""A public report with everything that its addresses can name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.foundation.attachments import keep
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.riders.actions import add_photo, answer_report, show_photo
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from hoistway.riders.queries import steps_of
from hoistway.riders.vocabulary import ReportKind, Topic
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import a_bureau, a_member
from tests.world.reports import a_report


@dataclass(frozen=True, slots=True)
class ReportRows:
    """A fault report with a photo, which its firm has answered with another."""

    report: PublicReport
    photo: ReportPhoto
    step: ReportStep

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of its addresses."""
        return {
            "report_number": self.report.number, "photo_id": str(self.photo.pk),
            "report_step_id": str(self.step.pk),
        }  # fmt: skip


def report_rows(*, elevator: Elevator, now: datetime) -> ReportRows:
    """Return an answered report of an elevator, its photo seen by everybody concerned."""
    at = now - timedelta(hours=3)
    report = a_report(elevator=elevator, kind=ReportKind.FAULT, topic=Topic.DOOR, now=at)
    photo = add_photo(token=report.token, form_id=uuid4(), upload=a_picture(), now=at)
    district = a_member(
        role=RoleKind.DISTRICT_REGULATOR,
        organisation=a_bureau(jurisdiction=elevator.jurisdiction),
    )  # fmt: skip
    show_photo(photo_id=photo.pk, form_id=uuid4(), now=at, by=acting(membership=district))
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    paper = keep(upload=a_picture(name="mended.jpg"), now=at, by=office)
    answer_report(
        report_id=report.pk, form_id=uuid4(), words="已调整层门", file=paper, now=at, by=office
    )
    step = next(one for one in reversed(steps_of(report_id=report.pk)) if one.file_id)
    return ReportRows(report, photo, step)
