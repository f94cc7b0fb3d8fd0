"""A policy ends on a Saturday: warned a month, a week and a day before, and told on the Sunday."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from procrastinate.contrib.django import app

from hoistway.insurance.tasks import warn_gaps
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import HandClock, clock_in_hand
from tests.world.insurance import a_policy
from tests.world.parties import client_of, signed_in_client
from tests.world.passengers import Passenger, scanned
from tests.world.reports import Sides, report_sides

pytestmark = pytest.mark.django_db
SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)
SIDES = ("firm", "unit", "district")


def morning(day: date) -> datetime:
    """Return 08:15 in Shanghai."""
    return datetime(day.year, day.month, day.day, 0, 15, tzinfo=UTC)


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[HandClock]:
    with clock_in_hand(tmp_path / "clock", morning(date(2026, 10, 1))) as clock_of_the_house:
        yield clock_of_the_house


@pytest.fixture
def sides() -> Sides:
    return report_sides()


def insure(insurer: Client, sides: Sides, first: date, last: date) -> int:
    form = {
        "form_id": str(uuid4()), "number": f"PZEL{first:%Y%m%d}", "holder_kind": "use_unit",
        "holder_name": "某物业", "first": first.isoformat(), "last": last.isoformat(),
        "total": "500万元", "each": "100万元", "numbers": sides.elevator.register_number,
    }  # fmt: skip
    return insurer.post("/policies/new", form).status_code


def told() -> list[tuple[str, int]]:
    """Return what was told by whom it was read, in its order."""
    rows = Message.objects.filter(purpose=Purpose.INSURANCE, channel=Channel.PAGE).order_by("pk")
    return [(row.zh, row.organisation_id or 0) for row in rows]


def lapsed_on(desk: Client) -> str:
    return desk.get("/policies/gaps?standing=lapsed").content.decode()


def test_it_is_warned_thrice_seen_on_the_sunday_and_renewed_on_the_sunday(
    hand: HandClock, sides: Sides
) -> None:
    assert (SATURDAY.isoweekday(), SUNDAY.isoweekday()) == (6, 7)
    insurer = signed_in_client(role=RoleKind.INSURER)
    assert insure(insurer, sides, date(2025, 11, 22), SATURDAY) == 302
    desks = {who: client_of(membership=getattr(sides, who)) for who in SIDES}
    number, code = sides.elevator.register_number, scanned(elevator=sides.elevator)

    # Day by day, as the clock calls: each moment once, to whoever can renew it.
    said: dict[int, int] = {}
    for left in (31, 30, 29, 8, 7, 6, 2, 1, 0):
        before = len(told())
        hand.set(morning(SATURDAY - timedelta(days=left)))
        warn_gaps()
        warn_gaps()
        said[left] = len(told()) - before
    assert said == {31: 0, 30: 2, 29: 0, 8: 0, 7: 2, 6: 0, 2: 0, 1: 2, 0: 0}
    assert {whom for _, whom in told()} == {sides.elevator.firm_id, sides.elevator.use_unit_id}
    assert number not in lapsed_on(desks["unit"])
    assert "有责任保险" in Passenger().open(code)

    # Saturday's last minute, Sunday's first: no office has opened, every page knows.
    hand.set(datetime(2026, 11, 21, 15, 59, tzinfo=UTC))
    assert "有责任保险" in Passenger().open(code)
    hand.set(datetime(2026, 11, 21, 16, 0, tzinfo=UTC))
    assert "目前没有责任保险" in Passenger().open(code)
    for who, desk in desks.items():
        assert number in lapsed_on(desk), who
        assert "保险" in desk.get(f"/elevators/{number}").content.decode(), who

    # On Sunday morning all three are told, once.
    before = len(told())
    hand.set(morning(SUNDAY))
    warn_gaps()
    hand.later(86_400)
    warn_gaps()
    new = told()[before:]
    bureau = sides.district.organisation_id
    assert {whom for _, whom in new} >= {
        sides.elevator.firm_id, sides.elevator.use_unit_id, bureau,
    }  # fmt: skip
    assert len(new) == len(set(new)) == 3
    assert all("已脱保" in words for words, _ in new)

    # A policy entered on that day closes the gap on every page.
    hand.set(morning(SUNDAY) + timedelta(hours=1))
    assert insure(insurer, sides, SUNDAY, date(2027, 11, 21)) == 302
    assert all(number not in lapsed_on(desk) for desk in desks.values())
    assert "有责任保险" in Passenger().open(code)


def test_whoever_has_renewed_in_time_hears_nothing_more(hand: HandClock, sides: Sides) -> None:
    a_policy(elevators=[sides.elevator], first=date(2025, 11, 22), last=SATURDAY)
    a_policy(elevators=[sides.elevator], first=SUNDAY, last=date(2027, 11, 21))

    for day in (SATURDAY - timedelta(days=30), SATURDAY, SUNDAY):
        hand.set(morning(day))
        warn_gaps()

    assert told() == []


def test_the_clock_calls_on_sundays_too() -> None:
    tasks = app.periodic_registry.periodic_tasks.values()
    (cron,) = [one.cron for one in tasks if one.task.name == "insurance.warn_gaps"]

    assert cron.split()[2:] == ["*", "*", "*"]
