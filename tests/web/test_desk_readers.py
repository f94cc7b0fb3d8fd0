"""What regulators, firms and use units read; each sees its own and no name too many."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from hoistway.emergency.models import Evaluation, Incident, Report
from hoistway.emergency.vocabulary import IncidentSource
from hoistway.foundation.actors import Actor
from hoistway.messages.models import Message
from hoistway.parties.models import Person
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import living_plates
from hoistway.riders.actions import SpokenReport, report_rescue
from hoistway.telemetry.vocabulary import RefusedReason
from tests.web.desk_world import Quarter, a_quarter, client_for
from tests.world.emergency import a_rescue, an_elevator_of
from tests.world.parties import NOW, an_actor, fresh_number, signed_in_client
from tests.world.registry import an_elevator
from tests.world.telemetry import a_refused_sample, a_rescue_from_signals

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter() -> Quarter:
    return a_quarter(code="310106", name="静安区")


def body(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def read(client: Client, name: str, *args: object, **query: object) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_month_is_told_with_its_denominators() -> None:
    a_rescue()
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    page = read(city, "regulator-statistics", from_day="2026-11-01", to_day="2026-11-30")

    assert "1 / 1 起应到场" in page
    assert "12分" in page
    assert "门系统" in page
    assert "TSG T5002-2017" in page


def test_a_rescue_that_came_too_late_lowers_the_rate() -> None:
    a_rescue(), a_rescue(arrives_after=timedelta(minutes=31))
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    page = read(city, "regulator-statistics", from_day="2026-11-01", to_day="2026-11-30")

    assert "1 / 2 起应到场" in page


def test_incidents_are_filtered_by_words_state_and_days(quarter: Quarter) -> None:
    done = a_rescue()
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    found = {
        query: [n in read(city, "regulator-incidents", **{query: value}) for n in
                (done.number, quarter.incident.number)]
        for query, value in (
            ("q", done.elevator.address), ("state", "closed"), ("tab", "open"),
            ("from_day", "2026-11-23"), ("kind", "entrapment"), ("state", "nonsense"),
        )
    }  # fmt: skip

    assert found == {
        "q": [True, False], "tab": [False, True], "from_day": [False, False],
        "kind": [True, True], "state": [True, True],
    }  # fmt: skip


def test_incidents_leave_as_csv_within_scope(quarter: Quarter) -> None:
    a_quarter(code="310115", name="浦东新区")
    client = client_for(role=RoleKind.DISTRICT_REGULATOR, quarter=quarter)

    answer = client.get(reverse("regulator-incidents"), {"export": "csv"})

    lines = list(csv.reader(StringIO(body(answer))))
    assert [line[0] for line in lines] == ["事件编号", quarter.incident.number]


def test_elevators_leave_as_a_sheet_in_which_nothing_is_a_formula() -> None:
    elevator = an_elevator()
    type(elevator).objects.filter(pk=elevator.pk).update(name="=1+1")
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    sheet = city.get(reverse("elevators"), {"export": "xlsx"})
    text = body(city.get(reverse("elevators"), {"export": "csv"}))

    archive = ZipFile(BytesIO(b"".join(sheet.streaming_content)))
    cells = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in cells, "=1+1" in cells) == (False, True)
    assert "'=1+1" in text


def test_an_elevator_is_found_by_its_rescue_number() -> None:
    wanted, other = an_elevator(), an_elevator()
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)
    page = read(city, "elevator-file", wanted.register_number)
    number = living_plates(elevator_ids=[wanted.pk])[wanted.pk].rescue_number
    listed = read(city, "elevators", q=number)

    assert wanted.register_number in page
    assert (wanted.register_number in listed, other.register_number in listed) == (True, False)


def technician_of(quarter: Quarter) -> Person:
    return Person.objects.get(pk=quarter.call.technician_id)


def test_names_are_for_the_desk_the_regulators_and_the_own_firm(quarter: Quarter) -> None:
    name = technician_of(quarter).name
    rooms = {
        RoleKind.DISPATCHER: "dispatcher-incident", RoleKind.USE_UNIT: "use-unit-incident",
        RoleKind.DISTRICT_REGULATOR: "regulator-incident", RoleKind.FIRM_OFFICE: "firm-incident",
    }  # fmt: skip

    shown = {
        role: name in read(client_for(role=role, quarter=quarter), room, quarter.incident.number)
        for role, room in rooms.items()
    }

    assert shown == {
        RoleKind.DISPATCHER: True, RoleKind.USE_UNIT: False,
        RoleKind.DISTRICT_REGULATOR: True, RoleKind.FIRM_OFFICE: True,
    }  # fmt: skip


def dispatcher() -> Actor:
    return an_actor(role=RoleKind.DISPATCHER)


def test_the_callers_number_is_hidden_from_the_use_unit(quarter: Quarter) -> None:
    report = SpokenReport(
        elevator_id=quarter.elevator.pk, source=IncidentSource.PHONE_110,
        kind=quarter.incident.kind, form_id=uuid4(), phone="139-DEMO-4321",
    )  # fmt: skip
    report_rescue(report=report, now=NOW, by=dispatcher())

    pages = [
        read(client_for(role=role, quarter=quarter), room, quarter.incident.number)
        for role, room in (
            (RoleKind.USE_UNIT, "use-unit-incident"), (RoleKind.FIRM_OFFICE, "firm-incident"),
        )
    ]  # fmt: skip

    assert ["139-DEMO-4321" in page for page in pages] == [False, True]


def test_the_firm_sees_who_is_on_call_and_whose_certificate_holds(quarter: Quarter) -> None:
    page = read(client_for(role=RoleKind.FIRM_OFFICE, quarter=quarter), "firm-home")

    assert technician_of(quarter).name in page
    assert "救援中" in page


def test_a_use_unit_calls_for_a_rescue_in_its_own_elevator_once(quarter: Quarter) -> None:
    elevator = an_elevator_of(firm=quarter.firm)
    type(elevator).objects.filter(pk=elevator.pk).update(use_unit=quarter.unit)
    client = client_for(role=RoleKind.USE_UNIT, quarter=quarter)
    url = reverse("use-unit-call", args=[elevator.register_number])
    form = {"form_id": str(uuid4()), "people": "2", "words": ""}

    answers = [client.post(url, form) for _ in range(2)]

    incident = Incident.objects.get(elevator=elevator)
    assert [a["Location"] for a in answers] == [f"/u/incidents/{incident.number}"] * 2
    assert [r.source for r in Report.objects.filter(incident=incident)] == [IncidentSource.USE_UNIT]


def test_an_alarm_leads_to_its_rescue_and_the_rescue_to_its_evidence() -> None:
    incident = a_rescue_from_signals()
    desk = signed_in_client(role=RoleKind.DISPATCHER)

    alarms = read(desk, "alarms")
    opening = read(desk, "decision-opening", incident.number)
    room = read(desk, "dispatcher-incident", incident.number)

    assert f"/d/incidents/{incident.number}" in alarms
    assert "多次开门未成功" in alarms
    assert all(w in opening for w in ("平层有旁证后多久判定", "0123456789abcdef", "关门到位"))
    assert reverse("decision-opening", args=[incident.number]) in room
    assert "lane-bed" in room


def test_a_rescue_without_signals_has_no_such_explanation(quarter: Quarter) -> None:
    desk = signed_in_client(role=RoleKind.DISPATCHER)

    answer = desk.get(reverse("decision-opening", args=[quarter.incident.number]))

    assert answer.status_code == 404


def test_what_was_refused_is_counted_and_readable_with_its_reason() -> None:
    a_refused_sample(reason=RefusedReason.NOT_UTF8, payload=b'{"a":"\xff"}')
    a_refused_sample(reason=RefusedReason.FUTURE, payload=b"{}")
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    page = read(city, "intake-quality", reason="not_utf8")

    assert "{&quot;a&quot;:&quot;\\xff&quot;}" in page
    assert page.count('<code class="payload">') == 1


def test_deliveries_show_a_masked_number(quarter: Quarter) -> None:
    Message.objects.create(
        key=f"k{fresh_number()}", channel="sms", purpose="rescue_call",
        organisation=quarter.firm, phone="13812345678", zh="有人被困", en="Trapped",
        link="/", state="failed", queued_at=NOW,
    )  # fmt: skip
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    page, other = read(city, "deliveries", state="failed"), read(city, "deliveries", state="sent")

    assert ("138****5678" in page, "13812345678" in page) == (True, False)
    assert "138****5678" not in other


def test_a_regulator_has_a_finished_rescue_judged_anew(quarter: Quarter) -> None:
    done = a_rescue(elevator=an_elevator())
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    city.post(reverse("regulator-review", args=[done.number]), {"note": "数据更正后复核"})

    assert Evaluation.objects.filter(incident=done).count() == 2
