"""The way out of the pilot through the real pages: warned, found, answered, decided, appealed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hoistway.foundation.periods import local_day
from hoistway.inspection.vocabulary import Verdict
from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.ondemand.models import ExitCase, FirmPilot
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    ExitState,
    FirmPilotState,
)
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.exits import a_following_elevator
from tests.world.inspections import an_inspection
from tests.world.insurance import a_policy
from tests.world.ondemand import a_listed_firm, a_period
from tests.world.parties import NOW, a_bureau, a_jurisdiction
from tests.world.pilot_walk import Walk, regime_of, the_case, walking, way_of
from tests.world.use import heard_elevator

pytestmark = pytest.mark.django_db
STATE = ElevatorPilotState
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MIDNIGHT = datetime(2026, 11, 21, 16, 10, tzinfo=UTC)
"""Ten past midnight in Shanghai, on Sunday 22 November."""


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path) as one:
        yield one


def in_the_pilot(walk: Walk, *, now: datetime = NOW, insured: bool = True) -> Elevator:
    """Return an elevator in the pilot whose four sides are signed in."""
    walk.hand.set(now)
    pilot = a_following_elevator(now=now, insured=insured)
    walk.sides_of(pilot.elevator)
    return pilot.elevator


def warned(purpose: Purpose, words: str) -> list[int]:
    """Return whom messages with these words were queued for, once each message."""
    rows = Message.objects.filter(purpose=purpose, channel=Channel.PAGE, zh__contains=words)
    return sorted(rows.values_list("organisation_id", flat=True))  # type: ignore[arg-type]


def due_today(elevator: Elevator, walk: Walk) -> bool:
    rows = Visit.objects.filter(elevator=elevator, state=VisitState.PLANNED)
    return rows.filter(due_on=local_day(at=walk.now)).exists()


def back_at_once(elevator: Elevator, walk: Walk) -> ExitCase:
    """Return the case of an elevator that is provisionally back, its next visit due today."""
    assert way_of(elevator).state is STATE.PROVISIONAL
    assert regime_of(elevator) is Regime.FIXED
    assert due_today(elevator, walk)
    return the_case(elevator)


def heard_by_both(walk: Walk, case: ExitCase) -> None:
    for who in ("firm", "unit"):
        walk.say(who, f"/pilot/exits/{case.number}/say", deed="answer", words="情况属实")


def test_286_annex_2_4_4_2_2_fifteen_days_of_silence_across_midnight(walk: Walk) -> None:
    """Warned at 3, 7 and 12 days; nothing at 14 days 23:59, back on fixed at 15×24 h."""
    elevator = in_the_pilot(walk, now=MIDNIGHT)
    sides = sorted([elevator.firm_id or 0, elevator.use_unit_id or 0])
    for mark in (3, 7, 12):
        walk.at(MIDNIGHT + mark * DAY - MINUTE)
        assert warned(Purpose.PILOT_WARNING, f"已满 {mark} 天") == []
        walk.at(MIDNIGHT + mark * DAY)
        walk.at(MIDNIGHT + mark * DAY + MINUTE)
        assert warned(Purpose.PILOT_WARNING, f"已满 {mark} 天") == sides
    assert "12" in walk.read("firm", "/pilot/exits?tab=warnings")

    walk.at(MIDNIGHT + 15 * DAY - MINUTE)
    assert (way_of(elevator).state, regime_of(elevator)) == (STATE.LISTED, Regime.ON_DEMAND)
    walk.at(MIDNIGHT + 15 * DAY)
    case = back_at_once(elevator, walk)
    assert case.clause is ExitClause.SILENT
    walk.at(MIDNIGHT + 15 * DAY + timedelta(hours=1))
    assert ExitCase.objects.count() == 1
    assert set(warned(Purpose.PILOT_EXIT, case.number)) >= set(sides)


def test_answered_decided_appealed_and_let_in_anew(walk: Walk) -> None:
    elevator = in_the_pilot(walk)
    walk.enters(
        "stranger", role=RoleKind.DISTRICT_REGULATOR,
        of=a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区")),
    )  # fmt: skip
    walk.at(NOW + 15 * DAY)
    case = the_case(elevator)
    say = f"/pilot/exits/{case.number}/say"

    # Both sides are heard first; nobody stays in whose device is still silent.
    walk.say("firm", say, deed="answer", words="网关损坏，正在更换")
    assert "尚未答复完毕" in walk.say("district", say, expect=409, deed="exits", words="退出")
    walk.say("unit", say, deed="answer", words="同意退出")
    walk.say("district", say, expect=409, deed="stays", words="保留")
    assert walk.browsers["stranger"].get(f"/pilot/exits/{case.number}").status_code == 404
    walk.say("district", say, deed="exits", words="监测未恢复")
    assert (way_of(elevator).state, regime_of(elevator)) == (STATE.EXITED, Regime.FIXED)
    assert "监测未恢复" in walk.read("unit", f"/pilot/exits/{case.number}")

    # An appeal is settled by somebody else.
    walk.say("firm", say, deed="appeal", words="已恢复")
    walk.say("district", say, expect=403, deed="uphold", words="维持")
    walk.say("another", say, deed="uphold", words="维持原决定")
    assert the_case(elevator).state is ExitState.EXITED

    # In again: a new application, once the device was steadily heard for a month.
    number = elevator.register_number
    walk.hand.set(NOW + 50 * DAY)
    walk.say("firm", "/pilot/elevators/new", expect=200, numbers=number)
    walk.say("unit", "/pilot/elevators/unit", deed="consent", elevator=number)
    walk.say("firm", "/pilot/elevators/firm", expect=422, deed="submit", elevator=number)
    heard_elevator(slot=elevator.pk, now=walk.now)
    walk.say("firm", "/pilot/elevators/firm", deed="submit", elevator=number)
    walk.say("district", "/pilot/elevators/district", deed="list", elevator=number)
    assert (way_of(elevator).state, regime_of(elevator)) == (STATE.LISTED, Regime.ON_DEMAND)
    assert way_of(elevator).pk != case.elevator_pilot_id


def test_a_revoked_consent_is_back_on_fixed_intervals_the_same_hour(walk: Walk) -> None:
    """286号 附件2 三 1, 四（四）2（2）."""
    elevator = in_the_pilot(walk)
    act, number = "/pilot/elevators/unit", elevator.register_number

    walk.say("unit", act, expect=422, deed="revoke", elevator=number, words=" ")
    walk.say("unit", act, deed="revoke", elevator=number, words="业主大会决议")

    case = back_at_once(elevator, walk)
    assert [one["clause"] for one in case.evidence["lost"]] == ["consent"]
    heard_by_both(walk, case)
    walk.say("unit", act, deed="consent", elevator=number)
    walk.say("district", f"/pilot/exits/{case.number}/say", deed="stays", words="已重新同意")
    assert (way_of(elevator).state, regime_of(elevator)) == (STATE.LISTED, Regime.ON_DEMAND)


def test_insurance_that_ends_on_a_saturday_is_lost_on_the_sunday(walk: Walk) -> None:
    """286号 附件2 三 3: warned a month, a week and a day before."""
    saturday, start = date(2026, 12, 26), NOW + 2 * DAY
    elevator = in_the_pilot(walk, now=start, insured=False)
    a_policy(elevators=[elevator], first=date(2026, 1, 1), last=saturday, now=start)
    night = datetime(2026, 12, 26, 18, 50, tzinfo=UTC)  # Sunday 02:50 in Shanghai
    told = f"责任保险于 {saturday} 到期"

    said = {}
    for left in (31, 30, 8, 7, 2, 1, 0):
        now = night - (left + 1) * DAY
        heard_elevator(slot=elevator.pk, now=now)
        walk.at(now)
        said[left] = len(warned(Purpose.PILOT_WARNING, told)) // 2
    assert said == {31: 0, 30: 1, 8: 1, 7: 2, 2: 2, 1: 3, 0: 3}
    assert way_of(elevator).state is STATE.LISTED
    heard_elevator(slot=elevator.pk, now=night)
    walk.at(night)
    assert [one["clause"] for one in back_at_once(elevator, walk).evidence["lost"]] == ["insured"]


def test_a_failed_inspection_sends_it_back_by_its_report(walk: Walk) -> None:
    """286号 附件2 四（四）2（1）."""
    elevator = in_the_pilot(walk)

    an_inspection(elevator=elevator, verdict=Verdict.PASSED)
    walk.settle()
    assert way_of(elevator).state is STATE.LISTED
    an_inspection(elevator=elevator, verdict=Verdict.FAILED)
    walk.settle()

    assert back_at_once(elevator, walk).clause is ExitClause.INSPECTION_FAILED


def two_of_a_firm(walk: Walk) -> tuple[FirmPilot, list[Elevator]]:
    firm = a_listed_firm()
    found = [a_following_elevator(firm_pilot=firm).elevator for _ in range(2)]
    walk.sides_of(found[0])
    walk.hand.set(NOW)
    return firm, found


def test_286_annex_2_4_4_1_a_firms_exit_returns_all_its_elevators_the_same_day(walk: Walk) -> None:
    firm, found = two_of_a_firm(walk)
    walk.say(
        "city", "/pilot/exits/open", subject=firm.number, clause="firm_false", words="材料不实"
    )
    case = ExitCase.objects.get(firm_pilot=firm)
    say = f"/pilot/exits/{case.number}/say"
    assert {regime_of(one) for one in found} == {Regime.ON_DEMAND}

    walk.say("firm", say, deed="answer", words="工作疏忽")
    walk.say("district", say, expect=404, deed="exits", words="退出")
    walk.say("city", say, deed="exits", words="情况属实")

    assert {regime_of(one) for one in found} == {Regime.FIXED}
    assert {way_of(one).ended_clause for one in found} == {ExitClause.FIRM_EXITED}
    assert firm.firm.name not in walk.read("firm", "/pilot")


def test_a_listed_firm_leaves_of_its_own_will_and_may_apply_anew(walk: Walk) -> None:
    """286号 附件2 二: 自愿参加试点."""
    firm, found = two_of_a_firm(walk)
    assert "退出试点" in walk.read("firm", "/pilot/firm")

    walk.say("firm", "/pilot/firm/withdraw", words="业务调整")

    assert FirmPilot.objects.get(pk=firm.pk).state is FirmPilotState.WITHDRAWN
    assert {(regime_of(one), way_of(one).state) for one in found} == {(Regime.FIXED, STATE.EXITED)}
    assert len(warned(Purpose.PILOT, "自愿退出试点")) == 1
    walk.say("firm", "/pilot/firm/begin")


def test_c11_at_the_periods_end_everything_is_back_on_fixed_intervals(walk: Walk) -> None:
    """Warned 90, 30 and 7 days before; nothing can be listed afterwards."""
    today = local_day(at=NOW)
    period = a_period(last_day=today + timedelta(days=100))
    elevator = in_the_pilot(walk)

    def night(left: int) -> None:
        now = NOW + (100 - left) * DAY
        heard_elevator(slot=elevator.pk, now=now)
        walk.at(now)

    told = {}
    for left in (91, 90, 31, 30, 8, 7, 0):
        night(left)
        told[left] = len(warned(Purpose.PILOT_WARNING, f"试点期于 {period.last_day} 届满"))
    assert told == {91: 0, 90: 1, 31: 1, 30: 2, 8: 2, 7: 3, 0: 3}
    assert regime_of(elevator) is Regime.ON_DEMAND
    night(-1)

    assert (way_of(elevator).state, regime_of(elevator)) == (STATE.ENDED, Regime.FIXED)
    assert way_of(elevator).firm_pilot.state is FirmPilotState.ENDED
    walk.say("firm", "/pilot/elevators/new", expect=422, numbers=elevator.register_number)
    walk.say("firm", "/pilot/firm/begin", expect=409)
