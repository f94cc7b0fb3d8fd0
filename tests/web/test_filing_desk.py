import hashlib
from datetime import date

import pytest
from django.test import Client

from hoistway.filings.models import Draw, SpotCheck, Urging
from hoistway.filings.vocabulary import CheckResult
from hoistway.foundation import clock
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.filed import a_laid_filing
from tests.world.parties import (
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_use_unit,
    signed_in_client,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
BOARD, OVERDUE, DRAWS = "/g/filings/board", "/g/filings/overdue", "/g/filings/draws"


@pytest.fixture
def district() -> Jurisdiction:
    return a_jurisdiction()


@pytest.fixture
def desk(district: Jurisdiction) -> Client:
    bureau = a_bureau(jurisdiction=district)
    return signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


@pytest.fixture
def elevators(district: Jurisdiction) -> list[Elevator]:
    site = Site(firm=a_firm(), use_unit=a_use_unit(), jurisdiction=district)
    rows = [an_elevator(site=site) for _ in range(3)]
    for row in rows:
        first, after = date(2020, 1, 1), date(2040, 1, 1)
        a_laid_filing(elevator=row, first=first, after=after, filed_at=clock.now())
    return rows


def read(page: object) -> str:
    return b"".join(page.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_the_board_and_its_file_say_the_same(desk: Client, elevators: list[Elevator]) -> None:
    page = desk.get(BOARD).content.decode()
    head, line, whole = read(desk.get(BOARD + "?export=csv")).strip().splitlines()

    firm = elevators[0].firm
    assert firm is not None
    assert firm.name in page
    assert "100.0%" in page
    assert line.startswith(f"{firm.name},")
    assert line.split(",")[2:6] == ["3", "3", "3", "1.0"]
    assert whole.startswith("合计,")
    assert len(head.split(",")) == len(line.split(",")) == 20


def test_a_desk_draws_calls_and_anybody_repeats_the_draw(
    desk: Client, elevators: list[Elevator], client: Client
) -> None:
    form = {"size": "2", "form_id": "0b1c5f60-0000-4000-8000-000000000001"}

    answer = desk.post(DRAWS, form)

    draw = Draw.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{DRAWS}/{draw.pk}"
    listed = client.get(f"/draws/{draw.pk}/list.txt").content
    assert hashlib.sha256(listed).hexdigest() == draw.population_sha256
    lots = sorted(
        (hashlib.sha256(f"{draw.seed}:{n}".encode()).hexdigest(), n)
        for n in listed.decode().split()
    )
    page = client.get(f"/draws/{draw.pk}")
    drawn = page.content.decode()
    assert not page.cookies
    assert all(f">{number}<" in drawn for _lot, number in lots[:2])
    assert lots[2][1] not in drawn
    assert desk.post(DRAWS, form | {"form_id": form["form_id"][:-1] + "2"}).status_code == 409

    check = SpotCheck.objects.get(position=1)
    path, field = f"{DRAWS}/{draw.pk}/checks/{check.pk}", f"check-{check.pk}"
    refused = desk.post(path, {f"{field}-result": "true"})
    assert refused.status_code == 422
    assert "多少秒接通" in refused.content.decode()
    kept = desk.post(path, {f"{field}-result": "true", f"{field}-answered_s": "12"})
    assert kept["Location"] == f"{DRAWS}/{draw.pk}#{field}"
    check.refresh_from_db()
    assert (check.result, check.answered_s) == (CheckResult.TRUE, 12)


def test_a_desk_urges_once_a_day_and_reads_it_in_the_record(
    desk: Client, district: Jurisdiction
) -> None:
    firm = a_firm(jurisdiction=district)
    elevator = an_elevator(site=Site(firm=firm, jurisdiction=district))
    Elevator.objects.filter(pk=elevator.pk).update(registered_on=date(2024, 1, 1))
    form = {"organisation": str(firm.pk), "reason": "elevator_not_filed"}
    assert firm.name in desk.get(OVERDUE).content.decode()

    first, second = desk.post(OVERDUE, form), desk.post(OVERDUE, form)

    assert (first.status_code, second.status_code) == (302, 409)
    assert Urging.objects.get().count == 1
    assert firm.name in desk.get("/g/filings/overdue/urgings").content.decode()


def test_a_firm_sees_what_waits_on_its_first_page(district: Jurisdiction) -> None:
    office = signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=a_firm())

    page = office.get("/f/").content.decode()

    assert "备案待办" in page
    assert "本单位备案" in page
