"""The way out: warned, found, provisionally back, answered, decided, appealed; firms; the end."""

from datetime import datetime, timedelta

import pytest

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.inspection.vocabulary import Verdict
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.actions.exits import (
    CasePending,
    ConditionStillLost,
    NoExitAppeal,
    NotHeardYet,
    SettledByAnother,
    answer_case,
    appeal_exit,
    decide_case,
    end_periods,
    find_exits,
    find_firm_exits,
    follow_inspection,
    open_firm_case,
    settle_exit_appeal,
    tell_exit,
)
from hoistway.ondemand.models import ElevatorPilot, ExitCase, ExitStep, ExitWarning, FirmPilot
from hoistway.ondemand.queries.exits import case_seen, exit_cases, warnings_of
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    ExitDeed,
    ExitState,
    FirmPilotState,
)
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.exits import (
    a_following_elevator,
    a_silent_case,
    an_exit_case,
    said,
    someone_of,
    the_district_of,
)
from tests.world.inspections import an_inspection
from tests.world.ondemand import a_listed_firm
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member

pytestmark = pytest.mark.django_db
STATE = ElevatorPilotState
LATER = NOW + timedelta(days=11)


def fresh(pilot: ElevatorPilot) -> ElevatorPilot:
    return ElevatorPilot.objects.select_related("firm_pilot__firm", "elevator").get(pk=pilot.pk)


def regime_of(pilot: ElevatorPilot) -> Regime:
    return regimes(elevator_ids=[pilot.elevator_id])[pilot.elevator_id].regime


def decided(case: ExitCase, *, exits: bool = True, now: datetime = LATER) -> ExitCase:
    assert case.elevator_pilot is not None
    by = the_district_of(case.elevator_pilot.elevator)
    return decide_case(number=case.number, exits=exits, said=said(), now=now, by=by)


def test_an_elevator_with_nothing_wrong_stays_and_nobody_is_warned() -> None:
    pilot = a_following_elevator()

    assert find_exits(now=NOW) == 0
    assert fresh(pilot).state is STATE.LISTED
    assert ExitWarning.objects.count() == 0


def test_clause_2_2_fifteen_silent_days_send_it_back_at_once_and_open_one_case() -> None:
    case = a_silent_case()
    again = find_exits(now=NOW)

    pilot = fresh(case.elevator_pilot)  # type: ignore[arg-type]
    assert (pilot.state, pilot.provisional_clause) == (STATE.PROVISIONAL, ExitClause.SILENT)
    assert regime_of(pilot) is Regime.FIXED
    assert regimes(elevator_ids=[pilot.elevator_id])[pilot.elevator_id].at_once
    assert (again, case.at_once, case.answer_by) == (
        0, True, local_day(at=NOW) + timedelta(days=10)
    )  # fmt: skip
    [step] = ExitStep.objects.filter(case=case)
    tell_exit(step_id=step.pk, now=NOW)
    sides = {pilot.firm_pilot.firm_id, pilot.elevator.use_unit_id}
    told = Message.objects.filter(purpose=Purpose.PILOT_EXIT).values_list("organisation", flat=True)
    assert sides <= set(told)


def test_clause_2_2_an_hour_before_it_is_only_warned_once_a_mark() -> None:
    pilot = a_following_elevator(silent_for=timedelta(days=14, hours=23))

    assert find_exits(now=NOW) == 0
    find_exits(now=NOW)

    assert fresh(pilot).state is STATE.LISTED
    marks = ExitWarning.objects.filter(clause=ExitClause.SILENT).values_list("mark", flat=True)
    assert list(marks) == [12]
    assert find_exits(now=NOW + timedelta(hours=1)) == 1
    firm = someone_of(pilot.firm_pilot.firm, RoleKind.FIRM_OFFICE)
    stranger = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))
    assert warnings_of(by=firm).exists()
    assert not warnings_of(by=stranger).exists()


def test_clause_2_1_a_failed_inspection_is_found_by_its_event() -> None:
    pilot = a_following_elevator()
    report = an_inspection(elevator=pilot.elevator, verdict=Verdict.FAILED)

    assert follow_inspection(inspection_id=report.pk, now=NOW) == 1

    assert fresh(pilot).state is STATE.PROVISIONAL
    assert regime_of(pilot) is Regime.FIXED


def test_clause_2_2_lapsed_cover_is_lost_at_once() -> None:
    pilot = a_following_elevator(insured=False)

    find_exits(now=NOW)

    case = ExitCase.objects.get(elevator_pilot=pilot)
    assert (case.clause, case.at_once) == (ExitClause.CONDITION_LOST, True)
    assert [one["clause"] for one in case.evidence["lost"]] == ["insured"]


def test_a_decision_waits_for_both_sides_or_for_the_end_of_their_days() -> None:
    case = a_silent_case()
    pilot = fresh(case.elevator_pilot)  # type: ignore[arg-type]
    with pytest.raises(NotHeardYet):
        decided(case, now=NOW + timedelta(days=10))

    for body, role in (
        (pilot.firm_pilot.firm, RoleKind.FIRM_OFFICE),
        (pilot.elevator.use_unit, RoleKind.USE_UNIT),
    ):
        answered = answer_case(number=case.number, said=said(), now=NOW, by=someone_of(body, role))
    assert answered.state is ExitState.ANSWERED
    assert decided(case, now=NOW).state is ExitState.EXITED
    assert fresh(pilot).state is STATE.EXITED
    assert fresh(pilot).ended_clause is ExitClause.SILENT


def test_an_exit_is_fixed_intervals_the_same_day_and_closes_its_other_cases() -> None:
    pilot = a_following_elevator()
    case = an_exit_case(elevator=pilot.elevator, now=NOW)
    assert regime_of(pilot) is Regime.ON_DEMAND
    with pytest.raises(CasePending):
        an_exit_case(elevator=pilot.elevator, now=NOW)
    an_inspection(elevator=pilot.elevator, verdict=Verdict.FAILED)
    find_exits(now=NOW)

    decided(case)

    assert regimes(elevator_ids=[pilot.elevator_id])[pilot.elevator_id].regime is Regime.FIXED
    assert set(ExitCase.objects.values_list("state", flat=True)) == {str(ExitState.EXITED)}


def test_who_stays_comes_back_only_when_every_condition_holds() -> None:
    silent = a_silent_case()
    with pytest.raises(ConditionStillLost):
        decided(silent, exits=False)

    well = a_following_elevator()
    case = an_exit_case(elevator=well.elevator, now=NOW)
    well.state, well.provisional_since = STATE.PROVISIONAL, local_day(at=NOW)
    well.save()
    ExitCase.objects.filter(pk=case.pk).update(state=ExitState.ANSWERED)
    decided(case, exits=False, now=NOW)

    assert (fresh(well).state, regime_of(well)) == (STATE.LISTED, Regime.ON_DEMAND)


def test_only_the_own_district_decides_and_others_see_nothing() -> None:
    case = a_silent_case()
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = someone_of(elsewhere, RoleKind.DISTRICT_REGULATOR)
    city = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))

    with pytest.raises(NotFound):
        decide_case(number=case.number, exits=True, said=said(), now=LATER, by=stranger)
    with pytest.raises(NotAllowed):
        decide_case(number=case.number, exits=True, said=said(), now=LATER, by=city)
    assert case_seen(by=city, number=case.number).pk == case.pk
    assert not exit_cases(by=stranger).exists()


def test_an_appeal_comes_once_in_time_and_another_regulator_settles_it() -> None:
    pilot = a_following_elevator()
    case = an_exit_case(elevator=pilot.elevator, now=NOW)
    ExitCase.objects.filter(pk=case.pk).update(state=ExitState.ANSWERED)
    judge = the_district_of(pilot.elevator)
    decide_case(number=case.number, exits=True, said=said(), now=NOW, by=judge)
    firm = someone_of(pilot.firm_pilot.firm, RoleKind.FIRM_OFFICE)
    with pytest.raises(NoExitAppeal):
        appeal_exit(number=case.number, said=said(), now=NOW + timedelta(days=16), by=firm)

    appeal_exit(number=case.number, said=said(), now=NOW + timedelta(days=15), by=firm)
    with pytest.raises(NoExitAppeal):
        appeal_exit(number=case.number, said=said(), now=NOW + timedelta(days=15), by=firm)
    with pytest.raises(SettledByAnother):
        settle_exit_appeal(number=case.number, upholds=False, said=said(), now=NOW, by=judge)
    other = the_district_of(pilot.elevator)
    settle_exit_appeal(number=case.number, upholds=False, said=said(), now=NOW, by=other)

    assert (fresh(pilot).state, regime_of(pilot)) == (STATE.LISTED, Regime.ON_DEMAND)


def test_firm_clause_1_a_firms_exit_returns_all_its_elevators_the_same_day() -> None:
    firm = a_listed_firm()
    pilots = [a_following_elevator(firm_pilot=firm) for _ in range(2)]
    city = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))
    case = open_firm_case(
        number=firm.number, clause=ExitClause.FIRM_FALSE, said=said(), now=NOW, by=city
    )

    decide_case(number=case.number, exits=True, said=said(), now=LATER, by=city)

    assert FirmPilot.objects.get(pk=firm.pk).state is FirmPilotState.EXITED
    assert {fresh(one).state for one in pilots} == {STATE.EXITED}
    assert {fresh(one).ended_clause for one in pilots} == {ExitClause.FIRM_EXITED}
    assert {regime_of(one) for one in pilots} == {Regime.FIXED}

    appeal_exit(
        number=case.number, said=said(), now=LATER, by=someone_of(firm.firm, RoleKind.FIRM_OFFICE)
    )
    other = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))
    settle_exit_appeal(number=case.number, upholds=True, said=said(), now=LATER, by=other)
    assert list(ExitStep.objects.filter(case=case).order_by("pk").values_list("deed", flat=True))[
        -1
    ] == str(ExitDeed.UPHELD)


def test_c11_the_day_after_a_period_everything_is_on_fixed_intervals() -> None:
    pilot = a_following_elevator()
    last = pilot.firm_pilot.period.last_day
    on_last = NOW + (last - local_day(at=NOW))

    assert end_periods(now=on_last) == 0
    assert regime_of(pilot) is Regime.ON_DEMAND
    assert end_periods(now=on_last + timedelta(days=1)) == 1
    assert end_periods(now=on_last + timedelta(days=2)) == 0

    assert (fresh(pilot).state, regime_of(pilot)) == (STATE.ENDED, Regime.FIXED)
    assert fresh(pilot).firm_pilot.state is FirmPilotState.ENDED


def test_c11_firms_are_warned_of_a_periods_end() -> None:
    firm = a_listed_firm()
    month = NOW + (firm.period.last_day - local_day(at=NOW)) - timedelta(days=30)

    find_firm_exits(now=month)
    find_firm_exits(now=month)

    marks = ExitWarning.objects.filter(firm_pilot=firm, clause=ExitClause.PERIOD_ENDED)
    assert list(marks.values_list("mark", flat=True)) == [30]
