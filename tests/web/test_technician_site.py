"""What a technician opens on site: scanner, one elevator, own certificates, help."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hoistway.maintenance.rules.items import LEVELS, checklist
from hoistway.maintenance.vocabulary import Annex, Level
from hoistway.parties.actions import certify
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import CertificateKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.web.technician.help import GROUPS, topics
from tests.world.clock import clock_in_hand
from tests.world.maintenance import a_visit
from tests.world.parties import NOW, a_firm, a_technician, client_of, fresh_number
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
TEMPLATES = Path(__file__).parents[2] / "src/hoistway/web/templates"


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def technician() -> Membership:
    return a_technician()


@pytest.fixture
def phone(technician: Membership) -> Client:
    return client_of(membership=technician)


@pytest.fixture
def elevator(technician: Membership) -> Elevator:
    return an_elevator(site=Site(firm=technician.organisation))


def printed(elevator: Elevator) -> tuple[str, str]:
    """Return code and signature of the elevator's plate."""
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    code, signature = address_of(plate=plate, keys=settings.PLATE_KEYS).split("/")[2:]
    return code, signature


def text_of(page: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))  # type: ignore[attr-defined]


def test_a_scanned_plate_opens_the_elevator_ready_to_bind(
    phone: Client, elevator: Elevator
) -> None:
    code, signature = printed(elevator)

    page = phone.get("/t/scan", {"code": code.upper(), "sig": signature}, follow=True)

    assert page.redirect_chain[0][0].startswith(f"/t/elevators/{elevator.register_number}?way=scan")
    assert reverse("technician-bind", args=[code, signature]) in page.content.decode()


def test_a_copied_code_opens_the_elevator_but_binds_nobody(
    phone: Client, elevator: Elevator
) -> None:
    page = phone.get("/t/scan", {"code": printed(elevator)[0], "sig": "aaaaaaaa"}, follow=True)

    assert "way=list" in page.redirect_chain[0][0]
    assert "/t/bind/" not in page.content.decode()
    assert "扫码绑定" in text_of(page)


@pytest.mark.parametrize("what", ["rescue_number", "code", "register_number"])
def test_each_number_of_the_plate_can_be_typed(
    phone: Client, elevator: Elevator, what: str
) -> None:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    typed = getattr(plate, what, "") or elevator.register_number

    page = phone.get("/t/scan", {"typed": f" {typed} "})

    assert page["Location"] == f"/t/elevators/{elevator.register_number}?way=typed"


def test_an_elevator_of_another_firm_opens_its_code_page(phone: Client) -> None:
    code, signature = printed(an_elevator(site=Site(firm=a_firm())))

    page = phone.get("/t/scan", {"code": code, "sig": signature})

    assert page["Location"] == f"/e/{code}/{signature}"


def test_a_number_that_nobody_has_is_told_beside_the_field(phone: Client) -> None:
    page = phone.get("/t/scan", {"typed": "1234567"})

    assert page.status_code == 404
    assert "没有找到这个号码的电梯" in text_of(page)
    assert 'value="1234567"' in page.content.decode()


@pytest.mark.parametrize(("due_in", "said"), [(-1, "逾期 1 天"), (0, "最晚 2026-11-22")])
def test_a_visit_is_overdue_from_the_day_after_its_last_day(
    phone: Client, elevator: Elevator, due_in: int, said: str
) -> None:
    visit = a_visit(elevator=elevator, due_on=TODAY + timedelta(days=due_in))

    page = phone.get(f"/t/elevators/{elevator.register_number}?way=scan")

    assert said in text_of(page)
    assert f'href="/t/job#{visit.uid}/scan"' in page.content.decode()


def test_the_door_of_a_code_begins_the_job_that_is_due(phone: Client, elevator: Elevator) -> None:
    visit = a_visit(elevator=elevator, due_on=TODAY - timedelta(days=2))

    page = phone.get(f"/e/{'/'.join(printed(elevator))}").content.decode()

    assert f'href="/t/job#{visit.uid}/scan"' in page
    assert "逾期 2 天" in page


def test_an_elevator_of_another_firm_is_not_found(phone: Client) -> None:
    foreign = an_elevator()

    assert phone.get(f"/t/elevators/{foreign.register_number}").status_code == 404


@pytest.mark.parametrize(("days", "said"), [(0, "可以签到和签名"), (-1, "不能签到维保")])
def test_a_certificate_counts_through_its_last_day(days: int, said: str) -> None:
    member = a_technician(certified=False)
    certify(
        membership=member, kind=CertificateKind.T, number=f"T-{fresh_number():06d}",
        valid_from=TODAY - timedelta(days=900), valid_until=TODAY + timedelta(days=days),
    )  # fmt: skip

    page = client_of(membership=member).get("/t/me")

    assert said in text_of(page)


def test_help_says_everything_in_both_languages_and_names_each_topic_once() -> None:
    keys = [one["key"] for one in topics()]
    pairs = [pair for one in topics() for pair in one["says"]]

    assert len(set(keys)) == len(keys)
    assert {one["group"] for one in topics()} == {group for group, _ in GROUPS}
    assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert not [en for _, en in pairs if re.search(r"[\u4e00-\u9fff]", en)]


@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_the_training_of_a_level_counts_its_items_as_the_rule_does(level: Level) -> None:
    told = next(one for one in topics() if one["key"] == str(level))
    counts = [len(checklist(annex=annex, level=level)) for annex in Annex]

    said = [int(number) for zh, _ in told["says"] for number in re.findall(r"(\d+) 项", zh)]

    assert said[:4] == counts


def test_help_that_pages_point_to_is_there() -> None:
    pointing = "\n".join(file.read_text() for file in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r"url 'technician-help' %\}#(\w+)", pointing))

    assert named
    assert named <= {one["key"] for one in topics()}
