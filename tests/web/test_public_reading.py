"""What everybody reads at a code: stops at once, estates by their seal, outages and feeds."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.dossier.outages import Out, OutReason, gravest
from hoistway.faults.vocabulary import FaultKind
from hoistway.foundation import clock
from hoistway.inspection.vocabulary import Verdict
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator, Place
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.public import cards
from hoistway.web.public.keeping import CODE_PAGE_S, LIST_S
from hoistway.web.public.places import estate_key, estate_url, place_of
from tests.world.faults import a_fault, a_mended_fault
from tests.world.inspections import an_inspection
from tests.world.parties import a_jurisdiction
from tests.world.registry import an_elevator
from tests.world.repairs import a_repair_given_up

pytestmark = pytest.mark.django_db
SOS = "我被困在电梯里"
STOPPED = "检验不合格，停止使用"
MINUTE_S = 60


def code_of(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def read(path: str, **query: str) -> str:
    response = Client().get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def neighbours(count: int) -> list[Elevator]:
    """Return elevators of one building at a place of their own."""
    found = [an_elevator() for _ in range(count)]
    place = Place.objects.create(
        jurisdiction=a_jurisdiction(), address_key=f"弄{found[0].pk}", name="春晖花园",
        address=f"延平路{found[0].pk}弄", recorded_at=clock.now(),
    )  # fmt: skip
    Elevator.objects.filter(pk__in=[one.pk for one in found]).update(place=place, building="3号楼")
    for one in found:
        one.refresh_from_db()
    return found


def test_failed_inspection_is_on_the_code_page_within_a_minute_and_leaves_with_a_good_one() -> None:
    elevator, now = an_elevator(), clock.now()
    page = code_of(elevator)
    before = read(page)

    an_inspection(elevator=elevator, verdict=Verdict.FAILED, now=now)
    failed = read(page)
    an_inspection(elevator=elevator, verdict=Verdict.PASSED_AFTER, now=now + timedelta(hours=1))
    passed = read(page)

    assert [STOPPED in one for one in (before, failed, passed)] == [False, True, False]
    assert all(SOS in one for one in (before, failed, passed))
    assert CODE_PAGE_S < MINUTE_S
    assert LIST_S < MINUTE_S


@pytest.mark.parametrize("part", ["upkept", "inspected", "insured", "broken", "voiced"])
@pytest.mark.parametrize("where", ["", "/file"])
def test_a_card_that_breaks_takes_neither_help_nor_a_stop_away(
    part: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elevator = an_elevator()
    an_inspection(elevator=elevator, verdict=Verdict.FAILED, now=clock.now())

    def broken(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing_of_the_kind()")

    monkeypatch.setattr(cards, part, broken)
    page = read(code_of(elevator) + where)

    assert STOPPED in page
    assert "求助" in page


def test_browser_asks_each_time_and_is_told_when_nothing_changed() -> None:
    elevator, client = an_elevator(), Client()
    page = code_of(elevator)

    first = client.get(page)
    again = client.get(page, headers={"If-None-Match": first["ETag"]})
    a_fault(elevator=elevator, kind=FaultKind.NOT_RUNNING, now=clock.now())
    changed = client.get(page, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=0, s-maxage=5, must-revalidate"
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "no-cache" in client.get(page, {"arrival": "new"})["Cache-Control"]


def test_file_tells_what_is_wrong_what_was_and_what_it_means() -> None:
    elevator, now = an_elevator(), clock.now()
    a_fault(elevator=elevator, kind=FaultKind.NOT_RUNNING, now=now)
    a_mended_fault(elevator=elevator, now=now)

    page = read(code_of(elevator) + "/file")

    assert "电梯不运行" in page
    assert "近一年 2 次" in page
    assert page.count("这是什么意思？") >= 4
    assert f'href="{code_of(elevator)}"' in page


def test_estate_shows_all_its_elevators_and_opens_by_its_seal_alone() -> None:
    one, other = neighbours(2)
    a_repair_given_up(elevator=one, now=clock.now())
    assert one.place_id is not None
    path = estate_url(place_id=one.place_id)

    page = read(path)

    assert "春晖花园" in page
    assert one.name in page
    assert other.name in page
    assert "2 台电梯，1 台可用" in page
    assert "/e/" not in page.replace('href="/e?', "").replace('href="/e"', "")
    for wrong in (path[:-1] + "x", path.replace(f"/{one.place_id}/", f"/{one.place_id + 1}/")):
        assert Client().get(wrong).status_code == 404


@pytest.mark.parametrize(
    "key", ["", "12", "12.", "12.0123456789ab", "x.y", "９.x", "1" * 30 + ".a"]
)
def test_key_of_an_estate_that_is_not_ours_names_none(key: str) -> None:
    assert place_of(key=key) is None
    assert place_of(key=estate_key(place_id=12)) == 12


def test_outages_name_the_lift_why_and_what_else_runs_in_the_building() -> None:
    one, _other, _third = neighbours(3)
    escalator, now = an_elevator(kind=ElevatorKind.ESCALATOR), clock.now()
    a_repair_given_up(elevator=one, now=now)
    a_repair_given_up(elevator=escalator, now=now)
    assert one.place_id is not None
    of_estate = {"estate": estate_key(place_id=one.place_id)}

    answer = Client().get("/outages.json", of_estate)
    told = answer.json()
    page = read("/outages", **of_estate)
    feed = ElementTree.fromstring(read("/outages.atom", **of_estate))
    district = Client().get("/outages.json", {"district": one.jurisdiction.code}).json()

    assert [row["elevator"] for row in told["outages"]] == [one.register_number]
    assert told["outages"][0]["reason"] == "repair"
    assert told["outages"][0]["longitude"] == one.longitude
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert told["outages"][0]["running_in_building"] == 2
    assert "本楼另有 2 台可用" in page
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    named = {row["elevator"] for row in district["outages"]}
    assert one.register_number in named
    assert escalator.register_number not in named
    for nowhere in ({"estate": "12.nonsense"}, {"district": "000000"}):
        assert Client().get("/outages", nowhere).status_code == 404


@pytest.mark.parametrize("path", ["estate", "outages"])
def test_more_elevators_cost_no_more_questions(path: str) -> None:
    def questions(count: int) -> int:
        found = neighbours(count)
        for one in found:
            a_repair_given_up(elevator=one, now=clock.now())
        place_id = found[0].place_id
        assert place_id is not None
        where = estate_url(place_id=place_id) if path == "estate" else "/outages"
        query = {} if path == "estate" else {"estate": estate_key(place_id=place_id)}
        with CaptureQueriesContext(connection) as asked:
            Client().get(where, query)
        return len(asked)

    assert questions(1) == questions(3)


def test_gravest_reason_is_told_and_of_equal_ones_the_first() -> None:
    now = clock.now()
    told = [
        Out(elevator_id=1, why=OutReason.FAULT, since=now),
        Out(elevator_id=1, why=OutReason.FAILED, since=now),
        Out(elevator_id=1, why=OutReason.REPAIR, since=now),
        Out(elevator_id=2, why=OutReason.REPAIR, since=now),
        Out(elevator_id=2, why=OutReason.REPAIR, since=now - timedelta(days=1)),
    ]

    found = gravest(told=told)

    assert found[1].why is OutReason.FAILED
    assert found[2].since == now


def test_privacy_page_tells_the_policy_in_force() -> None:
    page = read("/privacy")

    assert "shanghai-2026-01" in page
    assert "180 天" in page
    assert "个人信息保护法" in page
