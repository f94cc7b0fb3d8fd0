"""The public's reports at a code: three taps, nothing typed is lost, and a link that tells all."""

import io
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hoistway.foundation import clock
from hoistway.foundation.attachments import path_of
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.actions import answer_report, take_up_report
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from hoistway.riders.vocabulary import ReportDeed, ReportKind, ReportState, Topic
from hoistway.web.rider.device import COOKIE
from tests.world.registry import an_elevator
from tests.world.reports import a_report, report_sides

pytestmark = pytest.mark.django_db
ELSEWHERE = {"Origin": "https://elsewhere.example"}


def printed(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def form(topic: Topic = Topic.DOOR, **more: object) -> dict[str, object]:
    return {"topic": str(topic), "words": "", "form_id": str(uuid4())} | more


def filed(elevator: Elevator) -> list[PublicReport]:
    return list(PublicReport.objects.filter(elevator=elevator).order_by("pk"))


def follow(report: PublicReport) -> str:
    return reverse("rider-following", args=[report.token])


def with_a_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_choice_and_a_button_are_enough_and_lead_to_number_and_deadline() -> None:
    elevator = an_elevator()
    client = Client()

    answer = client.post(f"{printed(elevator)}/report", form(), follow=True)

    (report,) = filed(elevator)
    page = answer.content.decode()
    assert (report.kind, report.topic, report.words) == (ReportKind.FAULT, Topic.DOOR, "")
    assert urlsplit(answer.redirect_chain[-1][0]).path == follow(report)
    assert report.number in page
    assert "最迟" in page
    assert client.cookies == {}


def test_help_stands_before_each_form_and_each_form_leads_to_the_others() -> None:
    there = printed(an_elevator())
    for name in ("report", "complaint", "suggestion", "correction"):
        page = Client().get(f"{there}/{name}").content.decode()

        assert page.index(f"{there}/sos") < page.index("<form")
        others = {"report", "complaint", "suggestion", "correction"} - {name}
        assert all(f"{there}/{other}" in page for other in others)


@pytest.mark.parametrize("path", ["report", "complaint", "suggestion", "correction"])
def test_words_of_need_lead_to_help_first_and_lose_nothing(path: str) -> None:
    elevator = an_elevator()
    there = f"{printed(elevator)}/{path}"
    topic = {"complaint": Topic.NO_ANSWER}.get(path, Topic.WATER)
    said = form(topic, words="我被困在电梯里了，水到脚踝", fact="building", value="6号楼")

    page = Client().post(there, said).content.decode()

    assert page.index('class="sos"') < page.index("<form")
    assert "水到脚踝" in page
    assert f'value="{said["form_id"]}"' in page
    assert 'name="calm" value="1"' in page
    assert filed(elevator) == []

    Client().post(there, said | {"calm": "1"})

    assert len(filed(elevator)) == 1


def test_beside_an_escalator_nobody_speaks_of_people_shut_in() -> None:
    elevator = an_elevator(kind=ElevatorKind.ESCALATOR)

    page = Client().get(f"{printed(elevator)}/report").content.decode()

    assert "困" not in page
    assert 'value="handrail"' in page
    assert 'value="door"' not in page


def test_what_is_missing_is_asked_for_and_what_was_typed_stays() -> None:
    elevator = an_elevator()
    there = printed(elevator)

    answers = [
        Client().post(f"{there}/complaint", form(Topic.OTHER_MATTER, words="")),
        Client().post(f"{there}/complaint", {"words": "电话没人接", "form_id": str(uuid4())}),
        Client().post(f"{there}/suggestion", form(words="")),
        Client().post(f"{there}/report", form(), headers=ELSEWHERE),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert "电话没人接" in answers[1].content.decode()
    assert filed(elevator) == []


def test_a_photo_is_kept_without_what_betrays_the_sender_and_a_bad_one_costs_no_report() -> None:
    elevator = an_elevator()
    bad = SimpleUploadedFile("photo.jpg", b"no photo", content_type="image/jpeg")

    Client().post(f"{printed(elevator)}/report", form(photo=with_a_place()))
    told = Client().post(f"{printed(elevator)}/report", form(Topic.WATER, photo=bad))

    good, second = filed(elevator)
    photo = ReportPhoto.objects.get()
    assert photo.attachment is not None
    assert photo.report_id == good.pk
    assert b"SecretPhone" not in path_of(attachment=photo.attachment).read_bytes()
    assert told["Location"] == f"{follow(second)}?said=photo-failed"
    shown = Client().get(f"{follow(good)}/photos/{photo.pk}")
    assert shown.status_code == 200
    assert Client().get(f"{follow(second)}/photos/{photo.pk}").status_code == 404


def test_the_same_form_sent_again_leads_to_the_same_report() -> None:
    elevator = an_elevator()
    said = form()

    there = {Client().post(f"{printed(elevator)}/report", said)["Location"] for _ in range(2)}

    assert len(there) == len(filed(elevator)) == 1


def test_too_many_reports_are_asked_to_wait_with_their_words_and_help() -> None:
    elevator = an_elevator()
    there = f"{printed(elevator)}/complaint"
    for _ in range(60):
        answer = Client().post(there, form(Topic.NO_ANSWER, words="电话没人接"))
        if answer.status_code != 302:
            break

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "电话没人接" in page
    assert f"{printed(elevator)}/sos" in page


def test_me_too_counts_a_browser_once_and_asks_it_to_remember_that_only_then() -> None:
    elevator = an_elevator()
    report = a_report(elevator=elevator, now=clock.now())
    client = Client(REMOTE_ADDR="192.0.2.77")
    page = client.get(f"{printed(elevator)}/report").content.decode()
    tap = f"{printed(elevator)}/report/{report.number}/me-too"
    assert tap in page
    assert client.cookies == {}

    told = [client.post(tap, {"me": "1"}, follow=True) for _ in range(3)]

    report.refresh_from_db()
    assert report.also == 1
    assert told[0].redirect_chain[0][1] == 307
    assert list(client.cookies) == [COOKIE]
    assert "不用再报一次" in told[-1].content.decode()


def test_the_page_of_a_matter_never_shows_the_reporters_words() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator, words="我家在502，门夹人", now=clock.now())
    take_up_report(
        report_id=report.pk, form_id=uuid4(), words="下午到场", now=clock.now(), by=sides.by("firm")
    )

    page = Client().get(f"{printed(sides.elevator)}/report/{report.number}").content.decode()

    assert "下午到场" in page
    assert "502" not in page
    assert report.token not in page
    assert Client().get(f"{printed(an_elevator())}/report/{report.number}").status_code == 404


def test_not_mended_by_one_tap_goes_above_whoever_answered() -> None:
    sides = report_sides()
    now = clock.now()
    report = a_report(elevator=sides.elevator, now=now - timedelta(hours=2))
    answer_report(
        report_id=report.pk, form_id=uuid4(), words="皮带已换", now=now, by=sides.by("firm")
    )
    there = follow(report)
    page = Client().get(there).content.decode()
    assert "皮带已换" in page
    assert "修好了吗？" in page

    told = Client().post(
        f"{there}/say", {"deed": "not-mended", "form_id": str(uuid4())}, follow=True
    )

    report.refresh_from_db()
    assert report.state is ReportState.OPEN
    assert "交上一级" in told.content.decode()
    assert "使用单位" in told.content.decode()


def test_a_refused_tap_stands_on_the_page_and_a_tap_from_elsewhere_does_nothing() -> None:
    report = a_report(now=clock.now())
    say = f"{follow(report)}/say"

    refused = Client().post(say, {"deed": "mended", "form_id": str(uuid4())})
    elsewhere = Client().post(say, {"deed": "erase", "form_id": str(uuid4())}, headers=ELSEWHERE)

    report.refresh_from_db()
    assert refused.status_code == 409
    assert 'role="alert"' in refused.content.decode()
    assert elsewhere.status_code == 302
    assert report.erased_at is None


def test_a_reporter_takes_all_data_away_and_the_steps_stay() -> None:
    report = a_report(words="我家在502，门夹人", phone="13800138000", now=clock.now())
    there = follow(report)
    kept = Client().get(f"{there}/data")
    assert "502" in kept.content.decode()
    assert "attachment" in kept["Content-Disposition"]

    told = Client().post(f"{there}/say", {"deed": "erase", "form_id": str(uuid4())}, follow=True)

    page = told.content.decode()
    assert "502" not in page
    assert "8000" not in page
    assert report.number in page
    assert "502" not in Client().get(f"{there}/data").content.decode()
    assert ReportStep.objects.filter(report=report, deed=ReportDeed.FILE).exists()


def test_a_link_that_nobody_holds_is_not_found() -> None:
    for path in ("", "/data", "/photos/1"):
        assert Client().get(f"/r/nobodys{path}").status_code == 404


def test_who_said_that_it_is_mended_is_not_asked_again_but_may_say_that_it_broke_again() -> None:
    sides = report_sides()
    now = clock.now()
    report = a_report(elevator=sides.elevator, now=now - timedelta(hours=2))
    answer_report(
        report_id=report.pk, form_id=uuid4(), words="皮带已换", now=now, by=sides.by("firm")
    )
    there = follow(report)
    Client().post(f"{there}/say", {"deed": "mended", "form_id": str(uuid4())})

    page = Client().get(there).content.decode()

    assert "又坏了？" in page
    assert 'value="mended"' not in page
    assert 'value="not-mended"' in page


def test_neighbours_one_after_another_are_one_line() -> None:
    sides = report_sides()
    now = clock.now()
    report = a_report(elevator=sides.elevator, now=now - timedelta(hours=2))
    for _neighbour in range(3):
        a_report(elevator=sides.elevator, now=now)

    page = Client().get(follow(report)).content.decode()

    assert page.count("又有") == 1
    assert "又有 3 人反映同一问题" in page
