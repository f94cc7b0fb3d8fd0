"""Builders of written notices, hazards and recorded duties."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from hoistway.duties.actions import DutyDone, issue_notice, record_duty, report_hazard
from hoistway.duties.models import DutyRecord, Hazard, Notice
from hoistway.duties.queries import steps_of
from hoistway.duties.vocabulary import DutyKind, HazardGrade, NoticeKind
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_bureau, a_member
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Sides:
    """An elevator with everybody who has to do with a notice about it."""

    elevator: Elevator
    technician: Membership
    firm: Membership
    unit: Membership
    district: Membership

    def by(self, who: str) -> Actor:
        """Return one of them as the one who acts."""
        return acting(membership=getattr(self, who))


def notice_sides(*, site: Site | None = None) -> Sides:
    """Return an elevator whose technician, firm, use unit and district can act."""
    elevator = an_elevator(site=site)
    return Sides(
        elevator=elevator,
        technician=a_member(role=RoleKind.TECHNICIAN, organisation=elevator.firm),
        firm=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm),
        unit=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit),
        district=a_member(
            role=RoleKind.DISTRICT_REGULATOR,
            organisation=a_bureau(jurisdiction=elevator.jurisdiction),
        ),
    )  # fmt: skip


def a_notice(
    *, elevator: Elevator, kind: NoticeKind = NoticeKind.REPAIR, now: datetime = NOW,
    by: Actor = PLATFORM,
) -> Notice:  # fmt: skip
    """Return what the elevator's firm told its use unit in writing."""
    assert elevator.firm_id is not None
    return issue_notice(
        form_id=uuid4(), elevator_id=elevator.pk, firm_id=elevator.firm_id, kind=kind,
        words="曳引轮槽磨损，建议修理", now=now, by=by,
    )  # fmt: skip


def a_hazard(
    *, elevator: Elevator, grade: HazardGrade = HazardGrade.SERIOUS, now: datetime = NOW,
    by: Actor = PLATFORM,
) -> Hazard:  # fmt: skip
    """Return a photographed hazard of an elevator."""
    photo = keep(upload=a_picture(name="hazard.jpg"), now=now, by=by, photo=True)
    return report_hazard(
        form_id=uuid4(), elevator_id=elevator.pk, grade=grade, words="制动器不能可靠制停",
        photo=photo, now=now, by=by,
    )  # fmt: skip


def a_drill(*, elevator: Elevator, now: datetime = NOW, by: Actor | None = None) -> DutyRecord:
    """Return a photographed drill that the elevator's firm held in it today."""
    office = by or acting(
        membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)
    )
    done = DutyDone(
        kind=DutyKind.DRILL, held_on=local_day(at=now), words="困人救援演练，12 分钟到场",
        people=frozenset({office.person_id}), elevator_id=elevator.pk,
        proof=keep(upload=a_picture(name="drill.jpg"), now=now, by=office),
    )  # fmt: skip
    return record_duty(done=done, form_id=uuid4(), now=now, by=office)


@dataclass(frozen=True, slots=True)
class DutyRows:
    """A hazard with its photo, and a drill, of one elevator."""

    hazard: Hazard
    drill: DutyRecord

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        first = steps_of(notice_id=self.hazard.pk)[0]
        return {
            "notice_number": self.hazard.number, "step_id": str(first.pk),
            "duty_id": str(self.drill.pk),
        }  # fmt: skip


def duty_rows(*, elevator: Elevator, now: datetime) -> DutyRows:
    """Return one of each kind about an elevator."""
    return DutyRows(a_hazard(elevator=elevator, now=now), a_drill(elevator=elevator, now=now))
