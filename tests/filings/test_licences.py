from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.licences import ITEMS_OF, HeldLicence, covered_until, covers
from hoistway.filings.vocabulary import Fault, LicenceItem, LicenceLevel
from hoistway.registry.vocabulary import ElevatorKind

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
LIFT = ElevatorKind.TRACTION_PASSENGER
A1, A2, B = LicenceLevel.A1, LicenceLevel.A2, LicenceLevel.B


def held(
    item: LicenceItem = LicenceItem.TRACTION, level: LicenceLevel = LicenceLevel.B, *,
    since: date = TODAY - 365 * DAY, until: date = TODAY + 365 * DAY,
) -> HeldLicence:  # fmt: skip
    return HeldLicence(item=item, level=level, number="TS3310001-2028", since=since, until=until)


def judged(
    *licences: HeldLicence, kind: ElevatorKind = LIFT, speed: float | None = 1.75, day: date = TODAY
) -> Fault | None:
    return covers(licences=licences, kind=kind, rated_speed_mps=speed, day=day)


@pytest.mark.parametrize(
    ("level", "speed", "fault"),
    [
        (B, 2.5, None),
        (B, 2.51, Fault.LEVEL_TOO_LOW),
        (B, 4.0, Fault.LEVEL_TOO_LOW),
        (A2, 2.5, None),
        (A2, 4.0, None),
        (A2, 6.0, None),
        (A2, 6.01, Fault.LEVEL_TOO_LOW),
        (A1, 6.01, None),
        (A1, 18.0, None),
        (A1, 1.0, None),
        (LicenceLevel.NONE, 0.5, Fault.LEVEL_TOO_LOW),
        (LicenceLevel.NONE, None, Fault.LEVEL_TOO_LOW),
        (B, None, None),
    ],
)
def test_a_level_reaches_exactly_to_its_speed(
    level: LicenceLevel, speed: float | None, fault: Fault | None
) -> None:
    assert judged(held(level=level), speed=speed) is fault


@pytest.mark.parametrize("kind", [ElevatorKind.TRACTION_PASSENGER, ElevatorKind.FIREFIGHTERS])
def test_firefighters_elevators_count_as_traction(kind: ElevatorKind) -> None:
    assert judged(held(), kind=kind) is None
    assert judged(held(), kind=kind, speed=4.0) is Fault.LEVEL_TOO_LOW
    assert judged(held(LicenceItem.GOODS), kind=kind) is Fault.ITEM_NOT_COVERED


@pytest.mark.parametrize("kind", list(ElevatorKind))
@pytest.mark.parametrize("item", list(LicenceItem))
def test_only_its_own_sub_items_cover_a_kind(kind: ElevatorKind, item: LicenceItem) -> None:
    fault = judged(held(item), kind=kind, speed=0.5)

    assert fault is (None if item in ITEMS_OF[kind] else Fault.ITEM_NOT_COVERED)


def test_goods_lifts_need_no_level_whatever_their_speed() -> None:
    goods = held(LicenceItem.GOODS, LicenceLevel.NONE)

    assert judged(goods, kind=ElevatorKind.TRACTION_GOODS, speed=4.0) is None


def test_a_licence_counts_from_its_first_day_until_before_its_last() -> None:
    one = held(since=TODAY, until=TODAY + DAY)

    assert judged(one, day=TODAY) is None
    assert judged(one, day=TODAY - DAY) is Fault.NO_LICENCE
    assert judged(one, day=TODAY + DAY) is Fault.NO_LICENCE
    assert judged() is Fault.NO_LICENCE


def test_the_best_of_several_licences_counts() -> None:
    assert judged(held(level=B), held(level=A2), speed=4.0) is None
    assert judged(held(level=A2, until=TODAY), held(level=B), speed=4.0) is Fault.LEVEL_TOO_LOW


def test_cover_carries_on_where_a_licence_follows_without_a_gap() -> None:
    first = held(until=TODAY + 10 * DAY)
    second = held(since=TODAY + 10 * DAY, until=TODAY + 50 * DAY)
    late = held(since=TODAY + 11 * DAY, until=TODAY + 50 * DAY)

    def until(*licences: HeldLicence) -> date | None:
        return covered_until(licences=licences, kind=LIFT, rated_speed_mps=1.0, day=TODAY)

    assert until(first) == TODAY + 10 * DAY
    assert until(first, second) == TODAY + 50 * DAY
    assert until(first, late) == TODAY + 10 * DAY
    assert until() is None


@given(speed=st.floats(0.1, 20), slower=st.floats(0.1, 20), level=st.sampled_from(LicenceLevel))
def test_who_may_maintain_a_fast_elevator_may_maintain_a_slower_one(
    speed: float, slower: float, level: LicenceLevel
) -> None:
    if slower <= speed and judged(held(level=level), speed=speed) is None:
        assert judged(held(level=level), speed=slower) is None
