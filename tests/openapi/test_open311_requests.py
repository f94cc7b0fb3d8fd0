"""Open311 GeoReport v2: a citizens' system files a report and follows it; nobody's words leak."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.emergency.models import Incident
from hoistway.faults.models import Fault
from hoistway.foundation import clock
from hoistway.parties.models import Membership
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Claim
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.actions import answer_report, close_report, hide_report, take_up_report
from hoistway.riders.models import PublicReport, ReporterPhone, ReportPhoto
from hoistway.riders.vocabulary import PhotoState
from tests.world import open311
from tests.world.maintenance import a_photo_file
from tests.world.programs import a_program
from tests.world.registry import Site, an_elevator
from tests.world.reports import Sides, report_sides

pytestmark = pytest.mark.django_db
ROOT = "/open311/v2"


@dataclass
class Hotline:
    """A citizens' system of the district with its key."""

    sides: Sides
    key: str

    def files(self, *, form: str = "json", **said: Any) -> Any:
        usual = {"api_key": self.key, "service_code": "door", "description": "关门夹人",
                 "attribute[elevator]": self.sides.elevator.register_number}  # fmt: skip
        said = {name: value for name, value in {**usual, **said}.items() if value is not None}
        return Client().post(f"{ROOT}/requests.{form}", said, headers={"Accept-Language": "en"})

    def filed(self, **said: Any) -> Any:
        answer = self.files(**said)
        assert answer.status_code == 201, answer.content.decode()
        told = json.loads(answer.content)
        jsonschema.validate(told, open311.FILED)
        return told[0]

    def wrong(self, **said: Any) -> list[str]:
        answer = self.files(**said)
        assert 400 <= answer.status_code < 500
        told = json.loads(answer.content)
        jsonschema.validate(told, open311.ERRORS)
        assert PublicReport.objects.count() == 0
        return [one["description"] for one in told]


@pytest.fixture
def hotline() -> Hotline:
    sides = report_sides()
    return Hotline(sides, a_program(by=sides.by("district")).secret)


def read(number: str, **asked: str) -> Any:
    answer = Client().get(f"{ROOT}/requests/{number}.json", {"lang": "en", **asked})
    assert answer.status_code == 200
    told = json.loads(answer.content)
    jsonschema.validate(told, open311.REQUESTS)
    return told[0]


def listed(**asked: str) -> list[str]:
    answer = Client().get(f"{ROOT}/requests.json", asked)
    told = json.loads(answer.content)
    jsonschema.validate(told, open311.REQUESTS)
    return [one["service_request_id"] for one in told]


def test_a_fault_is_filed_as_if_it_had_been_made_at_the_code(hotline: Hotline) -> None:
    told = hotline.filed(phone="13700002222", lat="31.2", long="121.4", extensions="true")

    row = PublicReport.objects.get(number=told["service_request_id"])
    assert row.fault == Fault.objects.get()
    assert (row.words, row.longitude, row.latitude) == ("关门夹人", 121.4, 31.2)
    assert ReporterPhone.objects.get().report == row
    assert "answers by" in told["service_notice"]
    follow = told["extended_attributes"]["follow_url"]
    assert Client().get(follow.removeprefix(settings.BASE_URL)).status_code == 200


def test_the_answer_in_xml_is_that_in_json(hotline: Hotline) -> None:
    answer = hotline.files(form="xml")

    assert answer.status_code == 201
    [told] = open311.as_spark(answer.content)
    assert told["service_request_id"] == PublicReport.objects.get().number
    assert told["account_id"] is None


def test_an_elevator_is_named_by_whatever_stands_on_it(hotline: Hotline) -> None:
    lift = hotline.sides.elevator
    plate = living_plates(elevator_ids=[lift.pk])[lift.pk]
    path = address_of(plate=plate, keys=settings.PLATE_KEYS)

    for typed in (plate.code, f"https://example.cn{path}?lang=en", plate.rescue_number):
        hotline.filed(**{"attribute[elevator]": typed})
    hotline.filed(**{"attribute[elevator]": None, "address_id": lift.register_number})

    assert {row.elevator_id for row in PublicReport.objects.all()} == {lift.pk}


def test_everything_that_is_missing_is_told_at_once(hotline: Hotline) -> None:
    said = hotline.wrong(
        service_code="wrong_data", description="", lat="91", long="", **{"attribute[elevator]": ""}
    )

    assert len(said) == 4
    for name in ("attribute[elevator]", "attribute[fact]", "attribute[value]", "lat and long"):
        assert any(name in one for one in said)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"service_code": ""}, "service_code"),
        ({"service_code": "pothole"}, "pothole"),
        ({"attribute[elevator]": "no such"}, "no such"),
        ({"service_code": "other_fault", "description": ""}, "description"),
        (
            {"service_code": "wrong_data", "attribute[fact]": "x", "attribute[value]": "y"},
            "use_unit",
        ),
        ({"phone": "call me"}, "number"),
        ({"jurisdiction_id": "nowhere"}, "nowhere"),
        ({"service_code": "handrail"}, "choose"),
        ({"description": "a\x00b"}, "NUL"),
    ],
)
def test_what_is_wrong_says_how_to_mend_it(
    hotline: Hotline, said: dict[str, str], word: str
) -> None:
    assert word in " ".join(hotline.wrong(**said))


def test_words_that_call_for_help_are_shown_help_first(hotline: Hotline) -> None:
    [said] = hotline.wrong(description="老人被困在里面")

    assert "110" in said
    assert f"{settings.BASE_URL}/e" in said
    hotline.filed(description="昨天被困过，今天门又坏了", **{"attribute[calm]": "yes"})
    assert not Incident.objects.exists()


def test_the_same_call_again_is_the_same_report(hotline: Hotline) -> None:
    first, again = hotline.filed(), hotline.filed()
    other = hotline.filed(device_id="another phone")

    assert first["service_request_id"] == again["service_request_id"]
    assert other["service_request_id"] != first["service_request_id"]
    assert PublicReport.objects.filter(joined=None).count() == 1


def test_many_citizens_behind_one_system_are_no_flood(hotline: Hotline) -> None:
    lifts = [an_elevator(site=Site(firm=hotline.sides.elevator.firm)) for _ in range(12)]

    for n, lift in enumerate(lifts):
        hotline.filed(**{"attribute[elevator]": lift.register_number, "account_id": f"a{n}"})

    assert PublicReport.objects.count() == 12


def test_one_citizen_who_floods_is_slowed_down(hotline: Hotline) -> None:
    lifts = [an_elevator() for _ in range(8)]

    answers = [
        hotline.files(**{"attribute[elevator]": one.register_number, "account_id": "a"})
        for one in lifts
    ]

    assert answers[0].status_code == 201
    assert answers[-1].status_code == 429
    jsonschema.validate(json.loads(answers[-1].content), open311.ERRORS)


def test_a_photo_comes_with_the_call_and_is_held(hotline: Hotline) -> None:
    photo = SimpleUploadedFile("door.jpg", a_photo_file(), "image/jpeg")
    spoilt = SimpleUploadedFile("x.jpg", b"no photo", "image/jpeg")

    hotline.filed(media=[photo, spoilt])

    assert ReportPhoto.objects.get().state is PhotoState.HELD


def test_a_correction_becomes_a_claim(hotline: Hotline) -> None:
    told = hotline.filed(
        service_code="wrong_data", **{"attribute[fact]": "building", "attribute[value]": "6号楼"}
    )

    assert Claim.objects.filter(fields__building="6号楼").exists()
    assert read(told["service_request_id"])["service_code"] == "wrong_data"


def test_a_long_description_is_cut_and_the_answer_says_so(hotline: Hotline) -> None:
    told = hotline.filed(description="门" * 4000)

    assert "1,000" in told["service_notice"]
    assert len(PublicReport.objects.get().words) == 1000


def test_an_escalator_takes_what_escalators_have(hotline: Hotline) -> None:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)

    hotline.filed(service_code="handrail", **{"attribute[elevator]": escalator.register_number})


def test_what_becomes_of_it_is_read_by_anybody_and_holds_nobodys_words(hotline: Hotline) -> None:
    number = hotline.filed(description="关门夹到张三", phone="13700002222")["service_request_id"]
    row, by, now = PublicReport.objects.get(), hotline.sides.by("firm"), clock.now()

    opened = read(number)
    take_up_report(report_id=row.pk, form_id=uuid4(), words="", now=now, by=by)
    taken = read(number)
    answer_report(
        report_id=row.pk,
        form_id=uuid4(),
        words="已更换门机皮带",
        now=now + timedelta(hours=1),
        by=by,
    )
    answered = read(number, extensions="true")
    close_report(
        report_id=row.pk, form_id=uuid4(), words="", now=now + timedelta(hours=2),
        by=hotline.sides.by("district"),
    )  # fmt: skip
    closed = read(number)

    assert [one["status"] for one in (opened, taken, answered, closed)] == ["open"] * 3 + ["closed"]
    assert "taken up" in taken["status_notes"]
    assert "已更换门机皮带" in answered["status_notes"]
    assert answered["extended_attributes"]["state"] == "answered"
    assert closed["updated_datetime"] > answered["updated_datetime"] > opened["updated_datetime"]
    for one in (opened, taken, answered, closed):
        assert "张三" not in json.dumps(one, ensure_ascii=False)
        assert "13700002222" not in json.dumps(one)
    assert opened["address_id"] == hotline.sides.elevator.register_number


def test_who_joined_a_matter_follows_it_by_the_own_number(hotline: Hotline) -> None:
    first = hotline.filed(device_id="a")["service_request_id"]
    joined = hotline.filed(device_id="b")["service_request_id"]
    row = PublicReport.objects.get(number=first)
    answer_report(
        report_id=row.pk, form_id=uuid4(), words="修好了", now=clock.now(),
        by=hotline.sides.by("firm"),
    )  # fmt: skip

    told = read(joined, extensions="true")

    assert told["service_request_id"] == joined
    assert first in told["status_notes"]
    assert "修好了" in told["status_notes"]
    assert told["extended_attributes"]["people"] == 2
    assert told["extended_attributes"]["same_as"] == first


def test_a_list_is_narrowed_by_service_status_and_change(hotline: Hotline) -> None:
    door = hotline.filed()["service_request_id"]
    light = hotline.filed(service_code="light")["service_request_id"]
    row = PublicReport.objects.get(number=light)
    later = clock.now() + timedelta(seconds=2)
    answer_report(
        report_id=row.pk, form_id=uuid4(), words="好", now=later, by=hotline.sides.by("firm")
    )
    close_report(
        report_id=row.pk, form_id=uuid4(), words="", now=later, by=hotline.sides.by("district")
    )
    changed = (later - timedelta(seconds=1)).isoformat()

    assert set(listed()) == {door, light}
    assert listed(service_code="light") == [light]
    assert listed(status="closed") == [light]
    assert listed(status="open") == [door]
    assert set(listed(status="open,closed")) == {door, light}
    assert listed(updated_after=changed) == [light]
    assert len(listed(page_size="1")) == len(listed(page_size="1", page="2")) == 1
    assert listed(page_size="1", page="3") == []
    assert listed(service_request_id=f"{door},nothing", status="closed") == [door]
    assert listed(start_date="2020-01-01T00:00:00Z", end_date="2020-02-01T00:00:00+08:00") == []


def test_more_reports_cost_no_more_questions(hotline: Hotline) -> None:
    def questions(count: int) -> int:
        for n in range(count):
            lift = an_elevator(site=Site(firm=hotline.sides.elevator.firm))
            hotline.filed(**{"attribute[elevator]": lift.register_number, "device_id": f"d{n}"})
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{ROOT}/requests.json", {"extensions": "true"})
        return len(asked)

    assert questions(1) == questions(5)


def test_what_is_hidden_is_not_there_and_a_correction_is_not_listed(hotline: Hotline) -> None:
    hidden = hotline.filed(device_id="a")["service_request_id"]
    joined = hotline.filed(device_id="b")["service_request_id"]
    hotline.filed(
        service_code="wrong_data", **{"attribute[fact]": "building", "attribute[value]": "6"}
    )
    row = PublicReport.objects.get(number=hidden)
    hide_report(
        report_id=row.pk, form_id=uuid4(), words="骂人", now=clock.now(),
        by=hotline.sides.by("district"),
    )  # fmt: skip

    assert listed() == []
    for number in (hidden, joined):
        assert Client().get(f"{ROOT}/requests/{number}.json").status_code == 404


def test_the_token_of_a_follow_link_leads_to_the_request(hotline: Hotline) -> None:
    number = hotline.filed()["service_request_id"]
    token = PublicReport.objects.get().token

    told = json.loads(Client().get(f"{ROOT}/tokens/{token}.json").content)

    jsonschema.validate(told, open311.TOKENS)
    assert told == [{"service_request_id": number, "token": token}]


def test_a_key_of_somebody_who_left_files_nothing(hotline: Hotline) -> None:
    row = Membership.objects.get(pk=hotline.sides.district.pk)
    Membership.objects.filter(pk=row.pk).update(
        period=(row.period.lower, clock.now() - timedelta(days=1))
    )

    assert hotline.files().status_code == 403
