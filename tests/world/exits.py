"""Builders of elevators that are in the pilot by every fact, and of exit cases."""

from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.ondemand.actions.checking import follow_adopted
from hoistway.ondemand.actions.exits import Said, answer_case, find_exits, open_elevator_case
from hoistway.ondemand.models import ElevatorPilot, ExitCase, ExitStep, FirmPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState, ExitClause, ExitDeed
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_bureau, a_member
from tests.world.pilot_elevators import a_pilot_elevator, a_ready_elevator
from tests.world.use import heard_elevator


def said(words: str = "现场核查情况属实") -> Said:
    """Return words with a form of their own."""
    return Said(form_id=uuid4(), words=words)


def a_following_elevator(
    *, firm_pilot: FirmPilot | None = None, silent_for: timedelta = timedelta(0),
    insured: bool = True, now: datetime = NOW,
) -> ElevatorPilot:  # fmt: skip
    """Return an elevator that the district has listed and that follows its year plan."""
    elevator = a_ready_elevator(firm_pilot=firm_pilot, heard=False, insured=insured, now=now)
    heard_elevator(slot=elevator.pk, silent_for=silent_for, now=now)
    pilot = a_pilot_elevator(elevator=elevator, firm_pilot=firm_pilot, now=now)
    follow_adopted(pilots=[pilot], now=now, by=PLATFORM)
    return pilot


def a_silent_case(*, now: datetime = NOW) -> ExitCase:
    """Return the case of an elevator that was silent for fifteen days, found by the sweep."""
    pilot = a_following_elevator(silent_for=timedelta(days=15), now=now)
    find_exits(now=now)
    return ExitCase.objects.get(elevator_pilot=pilot, clause=ExitClause.SILENT)


def someone_of(body: Organisation | None, role: RoleKind) -> Actor:
    """Return somebody who acts for an organisation."""
    assert body is not None
    return acting(membership=a_member(role=role, organisation=body))


def the_district_of(elevator: Elevator) -> Actor:
    """Return a regulator of an elevator's district; each call another one."""
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    return someone_of(bureau, RoleKind.DISTRICT_REGULATOR)


def an_exit_case(*, elevator: Elevator, now: datetime) -> ExitCase:
    """Return a case that the district opened about an elevator in the pilot."""
    known = ElevatorPilot.objects.filter(
        elevator=elevator, state__in=[str(one) for one in ElevatorPilotState.entered()]
    ).first()
    if known is None:
        a_pilot_elevator(elevator=elevator, now=now)
    return open_elevator_case(
        register_number=elevator.register_number, clause=ExitClause.OTHER, said=said(), now=now,
        by=the_district_of(elevator),
    )  # fmt: skip


def an_exit_step(*, elevator: Elevator, now: datetime) -> ExitStep:
    """Return the firm's answer with a photo in a case about its elevator."""
    case = an_exit_case(elevator=elevator, now=now)
    by = someone_of(elevator.firm, RoleKind.FIRM_OFFICE)
    file = keep(upload=a_picture(name="answer.jpg"), now=now, by=by)
    told = Said(form_id=uuid4(), words="已更换监测模块", file=file)
    answer_case(number=case.number, said=told, now=now, by=by)
    return ExitStep.objects.select_related("case").get(case=case, deed=ExitDeed.ANSWERED)
