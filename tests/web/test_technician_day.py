"""A technician's day, month and hazards, as the phone's pages show them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hoistway.duties.models import Hazard
from hoistway.duties.vocabulary import HazardGrade
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.registry.models import Elevator
from tests.world.clock import clock_in_hand
from tests.world.maintenance import Hand, a_crew, a_job, a_signed_visit, a_visit
from tests.world.parties import NOW, a_firm, a_technician, client_of
from tests.world.plates import picture
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def crew() -> list[Hand]:
    return a_crew(firm=a_firm())


@pytest.fixture
def phone(crew: list[Hand]) -> Client:
    return client_of(membership=crew[0].member)


@pytest.fixture
def elevator(crew: list[Hand]) -> Elevator:
    return an_elevator(site=Site(firm=crew[0].member.organisation))


def headings(page: HttpResponse) -> list[str]:
    """Return the keys of the groups that a page of the day shows, in order."""
    return re.findall(r'<h2 id="g-(\w+)"', page.content.decode())


@pytest.mark.parametrize(
    ("due_in", "group"), [(-1, ["late"]), (0, ["today"]), (1, ["soon"]), (5, ["soon"]), (6, [])]
)
def test_a_job_stands_where_its_last_day_puts_it(
    phone: Client, crew: list[Hand], elevator: Elevator, due_in: int, group: list[str]
) -> None:
    visit = a_visit(elevator=elevator, due_on=TODAY + timedelta(days=due_in), lead=crew[0].member)
    visit.planned_on = None
    visit.save(update_fields=["planned_on"])

    assert headings(phone.get("/t/")) == group


def test_a_day_follows_the_route(phone: Client, crew: list[Hand]) -> None:
    firm = crew[0].member.organisation
    for place in (2, 1, 3):
        visit = a_visit(elevator=an_elevator(site=Site(firm=firm)), lead=crew[0].member)
        visit.place_in_route = place
        visit.save(update_fields=["place_in_route"])

    page = phone.get("/t/").content.decode()

    assert re.findall(r'class="stop" aria-hidden="true">(\d)', page) == ["1", "2", "3"]


def test_what_a_colleague_signed_waits_for_the_second_hand_first(
    phone: Client, crew: list[Hand], elevator: Elevator
) -> None:
    mine, other = crew
    job = a_job(elevator=elevator, crew=[other, mine], visit=a_visit(elevator=elevator))
    sent = other.send(
        other.begin(job=job), *other.lines(job=job), other.sign(job=job), now=job.ended_at
    )
    a_visit(elevator=an_elevator(site=Site(firm=elevator.firm)), lead=mine.member)

    assert {str(answer.verdict) for answer in sent} == {"applied"}
    assert headings(phone.get("/t/")) == ["sign", "today"]
    assert headings(client_of(membership=other.member).get("/t/")) == ["signed"]


def test_first_steps_are_told_until_a_phone_of_this_person_can_sign(phone: Client) -> None:
    newcomer = client_of(membership=a_technician())

    assert "data-first" in newcomer.get("/t/").content.decode()
    assert "data-first" not in phone.get("/t/").content.decode()


def test_a_month_shows_what_was_done_and_what_is_planned_on_their_days(
    phone: Client, crew: list[Hand], elevator: Elevator
) -> None:
    a_signed_visit(elevator=elevator, crew=crew, begun_at=NOW - timedelta(days=3))
    a_visit(elevator=elevator, due_on=date(2026, 11, 30), lead=crew[0].member)

    page = phone.get("/t/plan?month=2026-11").content.decode()

    assert re.findall(r'<h2 id="d(\d+)"', page) == ["19", "30"]
    assert "待使用单位确认" in page


def test_the_month_of_an_elevator_expects_visits_that_nobody_planned_yet(
    phone: Client, crew: list[Hand], elevator: Elevator
) -> None:
    a_signed_visit(elevator=elevator, crew=crew, begun_at=NOW - timedelta(days=1))
    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    page = phone.get(f"/t/plan?month=2026-12&elevator={elevator.register_number}")

    days = [int(day) for day in re.findall(r'<h2 id="d(\d+)"', page.content.decode())]
    assert days[0] == 6  # 21 November and 15 days
    assert all(later - day <= 15 for day, later in pairwise(days))
    assert "预计" in page.content.decode()


@pytest.mark.parametrize("month", ["", "2026-13", "nonsense"])
def test_a_month_that_is_none_is_this_month(phone: Client, month: str) -> None:
    assert "2026-11" in phone.get("/t/plan", {"month": month}).content.decode()


def test_the_month_of_a_foreign_elevator_is_not_found(phone: Client) -> None:
    number = an_elevator().register_number

    assert phone.get("/t/plan", {"elevator": number}).status_code == 404


def a_report(elevator: Elevator, **said: object) -> dict[str, object]:
    return {
        "elevator": elevator.register_number, "grade": "serious", "words": "机房进水",
        "form_id": str(uuid4()), "photo": SimpleUploadedFile("p.jpg", picture(of=7)), **said,
    }  # fmt: skip


def test_a_hazard_sent_twice_is_one_and_leads_back_to_the_elevator(
    phone: Client, elevator: Elevator
) -> None:
    report = a_report(elevator)
    first = phone.post("/t/hazards/new", report)
    report["photo"] = SimpleUploadedFile("p.jpg", picture(of=7))
    again = phone.post("/t/hazards/new", report)

    kept = Hazard.objects.get(elevator=elevator)
    assert (kept.grade, kept.words) == (HazardGrade.SERIOUS, "机房进水")
    assert kept.file is not None
    assert first["Location"] == again["Location"]
    assert kept.number in phone.get(first["Location"]).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"words": ""}, "请写明看到什么"),
        ({"grade": ""}, "请选择一般或严重"),
        ({"photo": SimpleUploadedFile("p.jpg", b"no photo")}, "JPEG"),
    ],
)
def test_a_hazard_that_lacks_something_says_what(
    phone: Client, elevator: Elevator, said: dict[str, object], told: str
) -> None:
    page = phone.post("/t/hazards/new", a_report(elevator, **said))

    assert page.status_code == 422
    assert told in page.content.decode()
    assert not Hazard.objects.filter(elevator=elevator).exists()


def test_a_hazard_of_a_foreign_elevator_is_not_taken(phone: Client) -> None:
    assert phone.post("/t/hazards/new", a_report(an_elevator())).status_code == 404
