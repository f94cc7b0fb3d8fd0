"""A firm answers and closes; the reporter says no: it goes above whoever closed it, and again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from hoistway.faults.models import Fault
from hoistway.riders.actions import escalate_reports
from hoistway.riders.models import PublicReport
from hoistway.riders.vocabulary import Desk, ReportState
from tests.world.clock import HandClock, clock_in_hand
from tests.world.parties import NOW, client_of
from tests.world.passengers import Passenger
from tests.world.reports import Sides, report_sides

pytestmark = pytest.mark.django_db
LOCAL = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[HandClock]:
    with clock_in_hand(tmp_path / "clock", NOW) as clock_of_the_house:
        yield clock_of_the_house


def the_report() -> PublicReport:
    return PublicReport.objects.get()


def do(desk: Client, deed: str, words: str = "") -> int:
    form = {"deed": deed, "words": words, "form_id": str(uuid4())}
    return desk.post(f"/reports/{the_report().number}/do", form).status_code


def promised(page: str, until: datetime) -> bool:
    """Return whether the page says by when somebody answers."""
    day = until.astimezone(LOCAL)
    return "最迟" in page and f"{day:%H:%M}" in page.partition("最迟")[2][:40]


def test_what_is_closed_and_not_mended_goes_above_the_closer_and_is_answered_anew(
    hand: HandClock,
) -> None:
    sides: Sides = report_sides()
    firm, unit = client_of(membership=sides.firm), client_of(membership=sides.unit)
    passenger = Passenger()
    passenger.reports(elevator=sides.elevator, topic="shaking", words="半夜一直响")
    assert promised(passenger.page, NOW + timedelta(hours=24))

    # The firm says that it is done, and nobody objects: a week later it is closed.
    hand.later(3_600)
    assert do(firm, "answer", "已润滑导轨") == 302
    assert "已润滑导轨" in passenger.open(passenger.at)
    escalate_reports(now=hand.later(7 * 86_400))
    assert "已办结" in passenger.open(passenger.at)

    # It is not: one tap, and it is the use unit's, with a new deadline that anybody can read.
    reopened_at = hand.later(3_600)
    page = passenger.press("not-mended", words="昨晚又响了")
    kept = the_report()
    assert (kept.state, kept.desk, kept.holder) == (
        ReportState.OPEN, Desk.USE_UNIT, sides.elevator.use_unit,
    )  # fmt: skip
    assert kept.due_at is not None
    assert abs(kept.due_at - reopened_at - timedelta(hours=24)) < timedelta(minutes=1)
    assert promised(page, kept.due_at)
    assert "物业（使用单位）" in page
    assert "昨晚又响了" in unit.get(f"/reports/{kept.number}").content.decode()
    assert Fault.objects.get().closed_at is None

    # Whoever said that it was done cannot say so again; the use unit can, and is not believed.
    assert do(firm, "answer", "已经好了") == 403
    assert do(unit, "answer", "已要求维保单位更换减震垫") == 302
    page = passenger.press("not-mended")
    assert the_report().desk is Desk.DISTRICT
    assert "区市场监管局" in page

    # The district stays silent: the city has it, and the page says what happened.
    hand.later(48 * 3_600)
    escalate_reports(now=hand.later(1))
    assert the_report().desk is Desk.CITY
    assert "超过期限没有答复，自动上交" in passenger.open(passenger.at)

    # The answer that holds closes it at the reporter's word.
    assert do(client_of(membership=sides.city), "answer", "已督促更换曳引机减震垫") == 302
    passenger.press("mended")
    kept = the_report()
    assert (kept.state, kept.is_mended, kept.reopened) == (ReportState.CLOSED, True, 2)
    assert "已办结" in passenger.open(passenger.at)


def test_what_a_bureau_closes_over_the_firms_head_goes_above_the_bureau(hand: HandClock) -> None:
    sides, passenger = report_sides(), Passenger()
    passenger.reports(elevator=sides.elevator, topic="shaking")
    assert do(client_of(membership=sides.district), "close", "电话核实，已恢复") == 302

    page = passenger.press("not-mended")

    assert (the_report().state, the_report().desk) == (ReportState.OPEN, Desk.CITY)
    assert "市市场监管局" in page
