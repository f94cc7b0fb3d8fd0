"""Builders of elevators on their way into the on-demand pilot, and in it."""

from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import ElevatorPilot, ElevatorPilotStep, FirmPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState, ExitClause, PilotDeed
from hoistway.registry.models import Elevator
from tests.world.insurance import a_policy
from tests.world.ondemand import a_listed_firm
from tests.world.parties import NOW
from tests.world.registry import Site, an_elevator
from tests.world.use import heard_elevator
from tests.world.yearplans import a_year_plan

_COURSE = (
    (PilotDeed.PROPOSED, 20, {"proposed_at"}),
    (PilotDeed.CONSENTED, 15, {"consented_at"}),
    (PilotDeed.SUBMITTED, 10, {"submitted_at"}),
    (PilotDeed.LISTED, 5, {"listed_at"}),
)
_STEPS = {
    ElevatorPilotState.PROPOSED: 1, ElevatorPilotState.CONSENTED: 2,
    ElevatorPilotState.SUBMITTED: 3, ElevatorPilotState.LISTED: 4,
    ElevatorPilotState.PROVISIONAL: 4,
}  # fmt: skip


def a_pilot_elevator(
    *, elevator: Elevator | None = None, firm_pilot: FirmPilot | None = None,
    state: ElevatorPilotState = ElevatorPilotState.LISTED, now: datetime = NOW,
) -> ElevatorPilot:  # fmt: skip
    """Return an elevator's way into the pilot, listed five days ago unless told otherwise.

    Its firm is listed. The rows are laid down; the walk through the actions is in
    tests/ondemand/test_way_in.py. Regime and year plan are not touched.
    """
    if elevator is None:
        site = Site(firm=firm_pilot.firm) if firm_pilot else Site()
        elevator = an_elevator(site=site)
    firm_pilot = firm_pilot or a_listed_firm(firm=elevator.firm, now=now)
    done = _COURSE[: _STEPS[state]]
    instants = {name: now - timedelta(days=ago) for _, ago, names in done for name in names}
    today = local_day(at=now)
    is_provisional = state is ElevatorPilotState.PROVISIONAL
    pilot = ElevatorPilot.objects.create(
        elevator=elevator, firm_pilot=firm_pilot, jurisdiction=elevator.jurisdiction,
        use_unit=elevator.use_unit, state=state, consent_by=today, **instants,
        check_by=today if len(done) > 2 else None,
        provisional_since=today if is_provisional else None,
        provisional_clause=ExitClause.SILENT if is_provisional else "",
    )  # fmt: skip
    ElevatorPilotStep.objects.bulk_create(
        ElevatorPilotStep(
            pilot=pilot, form_id=uuid4(), deed=deed, at=now - timedelta(days=ago),
            by=PLATFORM.as_json(), edition="286-2020",
            facts={"unit": elevator.use_unit_id} if deed is PilotDeed.CONSENTED else {},
        )
        for deed, ago, _ in done
    )  # fmt: skip
    return pilot


def a_ready_elevator(
    *, firm_pilot: FirmPilot | None = None, now: datetime = NOW, insured: bool = True,
    heard: bool = True, planned: bool = True,
) -> Elevator:  # fmt: skip
    """Return an elevator of a listed firm for which all but the consent is fulfilled.

    What is told to be missing is missing.
    """
    firm_pilot = firm_pilot or a_listed_firm(now=now)
    elevator = an_elevator(site=Site(firm=firm_pilot.firm))
    if insured:
        a_policy(elevators=[elevator], now=now)
    if heard:
        heard_elevator(slot=elevator.pk, now=now)
    if planned:
        a_year_plan(elevator=elevator, now=now)
    return elevator
