"""Finding elevators by what people type, within what they may see."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions.search import (
    index_elevators,
    index_elevators_of,
    index_unlisted_elevators,
)
from hoistway.registry.models import Elevator, SearchEntry
from hoistway.registry.queries import ElevatorSearch, Turn, find_elevators, fitting, search
from hoistway.registry.vocabulary import ElevatorKind, UseState
from tests.world.parties import a_bureau, a_firm, a_jurisdiction, an_actor
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def named(**facts: object) -> Elevator:
    """Return an elevator with these facts, found by them."""
    elevator = an_elevator(plate=False)
    Elevator.objects.filter(pk=elevator.pk).update(**facts)
    index_elevators(elevator_ids=[elevator.pk])
    elevator.refresh_from_db()
    return elevator


def found(text: str, *, by: Actor = PLATFORM, **asked: object) -> list[int]:
    page = find_elevators(by=by, search=ElevatorSearch(text=text, **asked))  # type: ignore[arg-type]
    return [row.pk for row in page.elevators]


@pytest.fixture
def wanted() -> Elevator:
    an_elevator(plate=False)
    return named(
        register_number="31103101062010774821", device_code="31101010620100012",
        certificate_number="梯11沪A00012(24)", serial_number="SN-8873K", unit_number="东2号",
        address="静安区胶州路777弄5号", estate="碧云新天地", building="5号楼", name="5号楼2号梯",
        street="曹家渡街道",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "31103101062010774821", "0774821", "7482", "31101010620100012", "沪A00012",
        "8873k", "sn8873", "胶州路", "州路777", "７７７弄", "碧云", "碧", "byxtd", "xtd",
        "biyunxin", "jzl777", "jiaozhou", "曹家渡", "5号楼2号", "胶州路 碧云 5号", "东2号",
        "静安区胶州路777弄5号",
    ],
)  # fmt: skip
def test_an_elevator_is_found_by_any_piece_of_what_it_is_called(
    wanted: Elevator, text: str
) -> None:
    assert found(text) == [wanted.pk]


@pytest.mark.parametrize(
    "text", ["云", "胶州路778", "路胶", "？？", "lbyxtd", "胶州路 虹桥", "%", "_"]
)
def test_what_does_not_fit_is_not_found(wanted: Elevator, text: str) -> None:
    assert found(text) == []


def test_firm_and_use_unit_lead_to_their_elevators(wanted: Elevator) -> None:
    firm = a_firm(name="上海通达电梯工程有限公司")
    Elevator.objects.filter(pk=wanted.pk).update(firm=firm)
    assert found("通达电梯") == []

    index_elevators_of(organisation_ids=[firm.pk])

    assert found("通达电梯") == found("tddt") == [wanted.pk]


def test_nothing_leaks_outside_the_reach_of_who_asks(wanted: Elevator) -> None:
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    pudong = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    firm = an_actor(role=RoleKind.FIRM_OFFICE, organisation=wanted.firm)
    other_firm = an_actor(role=RoleKind.FIRM_OFFICE)
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=wanted.use_unit)

    assert found("碧云", by=firm) == found("碧云", by=unit) == [wanted.pk]
    for by in (pudong, other_firm, A_PASSENGER):
        assert found("碧云", by=by) == []
        assert found("", by=by) == []


def test_a_stale_entry_leaks_nothing(wanted: Elevator) -> None:
    former = an_actor(role=RoleKind.FIRM_OFFICE, organisation=wanted.firm)
    Elevator.objects.filter(pk=wanted.pk).update(firm=a_firm())

    assert found("碧云", by=former) == []


def test_filters_narrow_a_search(wanted: Elevator) -> None:
    assert found("碧云", kind=wanted.kind, state=UseState.IN_USE) == [wanted.pk]
    assert found("碧云", kind=ElevatorKind.ESCALATOR) == []
    assert found("碧云", jurisdiction_code="310106", street="曹家渡街道") == [wanted.pk]
    assert found("碧云", jurisdiction_code="310199") == []
    assert found("", unit=wanted.firm.name[-4:]) == [wanted.pk]
    assert found("胶州路", unit=wanted.use_unit.name) == [wanted.pk]
    assert found("", unit="碧云") == []
    assert found("碧云", also=~Q(elevator__use_state="in_use")) == []


def test_the_old_number_of_a_merged_elevator_leads_to_the_survivor(wanted: Elevator) -> None:
    gone = named(register_number="31103101062010999999", estate="虚云新村")
    Elevator.objects.filter(pk=gone.pk).update(merged_into=wanted)

    index_elevators(elevator_ids=[gone.pk])

    assert found("2010999999") == [wanted.pk]
    assert found("虚云") == []


def test_pages_turn_both_ways_and_meet_every_elevator_once() -> None:
    every = [named(address=f"延平路{number}号", name="1号梯").pk for number in range(1, 8)]
    search = ElevatorSearch()
    for asked in (search, ElevatorSearch(text="延平路")):
        first = find_elevators(by=PLATFORM, search=asked, rows=3)
        second = find_elevators(by=PLATFORM, search=asked, rows=3, turn=first.next or Turn())
        third = find_elevators(by=PLATFORM, search=asked, rows=3, turn=second.next or Turn())
        back = find_elevators(by=PLATFORM, search=asked, rows=3, turn=third.previous or Turn())
        start = find_elevators(by=PLATFORM, search=asked, rows=3, turn=back.previous or Turn())

        pages = [[row.pk for row in page.elevators] for page in (first, second, third)]
        assert [key for page in pages for key in page] == every
        assert [row.pk for row in back.elevators] == pages[1]
        assert [row.pk for row in start.elevators] == pages[0]
        assert first.previous is None
        assert start.previous is None
        assert third.next is None
        assert first.count == 7
        assert not first.uncounted


def test_many_hits_are_not_counted_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        an_elevator(plate=False)
    monkeypatch.setattr(search, "MOST_HITS", 3)
    monkeypatch.setattr(search, "MOST_COUNTED", 3)

    for asked in (ElevatorSearch(text="延平路"), ElevatorSearch()):
        page = find_elevators(by=PLATFORM, search=asked)

        assert (page.count, page.uncounted) == (3, True)
    assert fitting(by=PLATFORM, search=ElevatorSearch(text="延平路")).count() == 4


@pytest.mark.parametrize("text", ["", "延平路"])
def test_a_search_asks_as_often_for_one_row_as_for_many(text: str) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            an_elevator(plate=False)
        with CaptureQueriesContext(connection) as asked:
            found(text)
        counts.append(len(asked))

    assert counts == [2 + (not text)] * 2


def test_elevators_of_an_older_installation_are_listed_later() -> None:
    elevator = an_elevator(plate=False)
    SearchEntry.objects.all().delete()

    assert index_unlisted_elevators() == 1
    assert index_unlisted_elevators() == 0
    assert found("延平路") == [elevator.pk]


def test_unchanged_entries_are_not_written_again() -> None:
    elevator = an_elevator(plate=False)
    versions = []
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid FROM registry_searchentry")
            versions.append(cursor.fetchall())
        index_elevators(elevator_ids=[elevator.pk])

    assert versions[0] == versions[1]


def test_places_are_taken_by_district_firm_and_unit_of_a_site() -> None:
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm), plate=False)

    tags = {one for one in SearchEntry.objects.get(pk=elevator.pk).grams if one[0] == "="}

    district, unit = elevator.jurisdiction_id, elevator.use_unit_id
    assert tags == {f"=f{firm.pk}", f"=u{unit}", f"=j{district}"}
