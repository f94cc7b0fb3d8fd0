"""What a reporter holds: photos, telephone, figures, what is kept and how it goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from hoistway.faults.models import FaultStep
from hoistway.faults.vocabulary import FaultDeed
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.attachments import path_of
from hoistway.foundation.models import Attachment
from hoistway.foundation.telephones import code_for
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.registry.actions import decide_field, withdraw_claim
from hoistway.riders import actions
from hoistway.riders.models import PhoneCheck, PublicReport, ReporterPhone, ReportPhoto, ReportStep
from hoistway.riders.queries import (
    kept_of,
    open_reports_of,
    photo_seen,
    photos_of,
    report_behind,
    response_figures,
    shown_photo,
)
from hoistway.riders.vocabulary import Desk, PhotoState, ReportDeed, ReportKind, ReportState
from tests.world.mismatches import a_picture
from tests.world.parties import NOW
from tests.world.reports import Sides, a_report, report_sides

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_photo(report: PublicReport, name: str = "door.jpg") -> ReportPhoto:
    return actions.add_photo(
        token=report.token, form_id=uuid4(), upload=a_picture(name=name), now=NOW
    )


def test_a_follow_link_shows_the_steps_of_the_first_report() -> None:
    first = a_report(phone="138 0000 5678")
    joined = a_report(elevator=first.elevator)

    own, other = report_behind(token=first.token), report_behind(token=joined.token)

    assert own is not None
    assert other is not None
    assert (own.people, own.phone, own.phone_verified) == (2, "138****5678", False)
    assert (other.own, other.first, other.phone) == (joined, first, "")
    assert [step.deed for step in other.steps] == [ReportDeed.FILE, ReportDeed.JOIN]
    assert report_behind(token="no such link") is None


def test_a_photo_is_held_then_shown_and_one_look_is_enough() -> None:
    sides = report_sides()
    photo = a_photo(a_report(elevator=sides.elevator))
    assert photo.state is PhotoState.HELD
    assert photos_of(report_id=photo.report_id, by=sides.by("unit")) == []
    assert photo_seen(photo_id=photo.pk, by=sides.by("firm")) == photo

    for _ in range(2):
        actions.show_photo(photo_id=photo.pk, form_id=uuid4(), now=NOW, by=sides.by("district"))

    assert shown_photo(photo_id=photo.pk) == photo
    assert ReportStep.objects.filter(deed=ReportDeed.SHOW_PHOTO).count() == 1


def test_the_fifth_photo_is_too_many() -> None:
    report = a_report()
    photo = a_photo(report).attachment
    for _ in range(3):
        ReportPhoto.objects.create(form_id=uuid4(), report=report, attachment=photo, added_at=NOW)

    with pytest.raises(actions.TooManyPhotos):
        a_photo(report)


def code_sent(report: PublicReport, key: str) -> str:
    check = PhoneCheck.objects.order_by("-pk")[0]
    phone = ReporterPhone.objects.get(report=report).phone
    return code_for(key=key, bound_to=f"{report.pk}:{phone}:{check.asked_at.timestamp():.6f}")


def test_a_phone_is_proven_by_its_code_and_then_told(settings) -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator, phone="13800005678")
    with pytest.raises(actions.WrongCode):
        actions.confirm_phone(token=report.token, code="000000", now=NOW)
    actions.ask_phone_code(token=report.token, now=NOW)
    actions.confirm_phone(token=report.token, code=code_sent(report, settings.SECRET_KEY), now=NOW)

    actions.answer_report(
        report_id=report.pk, form_id=uuid4(), words="已修好", now=NOW, by=sides.by("firm")
    )
    actions.tell_moved(step_id=ReportStep.objects.get(deed=ReportDeed.ANSWER).pk, now=NOW)

    news = Message.objects.filter(purpose=Purpose.REPORT_STEP)
    assert {one.phone for one in news} == {"13800005678"}
    assert all("已修好" in one.zh and f"/r/{report.token}" in one.link for one in news)


def test_three_wrong_codes_end_it_and_a_fourth_code_waits(settings) -> None:
    report = a_report(phone="13800005678")
    actions.ask_phone_code(token=report.token, now=NOW)
    right = code_sent(report, settings.SECRET_KEY)
    wrong = "000000" if right != "000000" else "111111"

    for said in (wrong, wrong, wrong, right):
        with pytest.raises(actions.WrongCode):
            actions.confirm_phone(token=report.token, code=said, now=NOW)

    actions.ask_phone_code(token=report.token, now=NOW)
    actions.ask_phone_code(token=report.token, now=NOW)
    with pytest.raises(actions.TooManyPhoneCodes):
        actions.ask_phone_code(token=report.token, now=NOW)


def test_a_reporters_data_is_read_and_erased_and_the_matter_goes_on(
    django_capture_on_commit_callbacks,
) -> None:
    report = a_report(phone="13800005678", longitude=121.4, latitude=31.2)
    photo = a_photo(report)
    assert photo.attachment is not None
    file = path_of(attachment=photo.attachment)
    assert kept_of(token=report.token)["phone"] == "13800005678"

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_report(token=report.token, form_id=uuid4(), now=NOW)

    row = PublicReport.objects.get(pk=report.pk)
    assert (row.words, row.longitude, row.latitude, row.origin_hash) == ("", None, None, "")
    assert not ReporterPhone.objects.exists()
    assert not file.exists()
    assert ReportPhoto.objects.get().state is PhotoState.ERASED
    assert (row.state, row.desk) == (ReportState.OPEN, Desk.FIRM)
    assert str(ReportStep.objects.order_by("-pk")[0].deed) == "erase"
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(s::text, '') FROM riders_reportstep s")
        (everything,) = cursor.fetchone()
    assert "夹到人" not in everything
    assert "13800005678" not in everything


def test_a_file_that_somebody_else_shows_stays() -> None:
    one, other = a_photo(a_report()), a_photo(a_report())
    assert one.attachment == other.attachment == Attachment.objects.get()

    actions.erase_report(token=one.report.token, form_id=uuid4(), now=NOW)

    assert other.attachment is not None
    assert path_of(attachment=other.attachment).exists()


@pytest.mark.parametrize(("days", "gone"), [(729, 0), (731, 1)])
def test_what_reporters_wrote_goes_two_years_after_the_end(days: int, gone: int) -> None:
    report = a_report(now=NOW - timedelta(days=900))
    PublicReport.objects.filter(pk=report.pk).update(
        state=ReportState.CLOSED, closed_at=NOW - timedelta(days=days), due_at=None
    )

    before = NOW - timedelta(days=730)
    assert actions.forget_reporters(before=before, now=NOW) == gone
    assert bool(PublicReport.objects.get().words) is not bool(gone)


def fault_did(report: PublicReport, deed: FaultDeed) -> FaultStep:
    return FaultStep.objects.create(
        fault=report.fault, form_id=uuid4(), deed=deed, at=NOW, by=PLATFORM.as_json()
    )


def test_a_mended_fault_answers_its_reports_once() -> None:
    report = a_report(elevator=report_sides().elevator)
    for deed in (FaultDeed.ORDER, FaultDeed.MEND):
        step = fault_did(report, deed)
        for _ in range(2):
            actions.follow_fault(step_id=step.pk, now=NOW)

    report.refresh_from_db()
    deeds = ReportStep.objects.order_by("pk").values_list("deed", flat=True)
    assert [str(one) for one in deeds] == ["file", "take_up", "answer"]
    assert report.state is ReportState.ANSWERED


@pytest.mark.parametrize(
    ("value", "reason"), [("6号楼", "accepted"), ("7号楼", "decided"), (None, "withdrawn")]
)
def test_a_judged_correction_closes_by_itself(value: str | None, reason: str) -> None:
    report = a_report(elevator=report_sides().elevator, kind=ReportKind.CORRECTION)
    assert report.claim is not None
    if value is None:
        withdraw_claim(claim_id=report.claim.pk, reason="不实", now=NOW + HOUR, by=PLATFORM)
    else:
        decide_field(
            elevator_id=report.elevator_id, field="building", value=value, reason="现场核实",
            now=NOW + HOUR, by=PLATFORM,
        )  # fmt: skip

    actions.follow_facts(elevator_ids=[report.elevator_id], now=NOW + HOUR)

    row = PublicReport.objects.get(pk=report.pk)
    assert (row.state, row.answered_at) == (ReportState.CLOSED, NOW + HOUR)
    assert ReportStep.objects.get(deed=ReportDeed.CLOSE).facts["reason"] == reason


def test_the_desk_hears_of_a_new_report_and_the_use_unit_too() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator)

    for _ in range(2):
        actions.tell_filed(report_id=report.pk, now=NOW)

    told = Message.objects.filter(purpose=Purpose.PUBLIC_REPORT).values_list("organisation_id")
    assert {key for (key,) in told} == {sides.firm.organisation_id, sides.unit.organisation_id}
    assert not Message.objects.filter(zh__contains="夹到人").exists()


def test_the_code_page_reads_what_is_open_in_one_query(django_assert_num_queries) -> None:
    first = a_report()
    a_report(elevator=first.elevator)
    a_report(elevator=first.elevator, kind=ReportKind.COMPLAINT)

    with django_assert_num_queries(1):
        found = open_reports_of(elevator_ids=[first.elevator_id])[first.elevator_id]

    assert [(one.kind, one.people) for one in found] == [
        (ReportKind.FAULT, 2), (ReportKind.COMPLAINT, 1),
    ]  # fmt: skip


def answered_after(hours: int, sides: Sides) -> None:
    kind = ReportKind.SUGGESTION
    report = a_report(elevator=sides.elevator, kind=kind, origin=f"192.0.2.{hours}", now=NOW)
    PublicReport.objects.filter(pk=report.pk).update(
        state=ReportState.CLOSED, answered_at=NOW + hours * HOUR, due_at=None,
        promised_at=NOW + 8 * HOUR,
    )  # fmt: skip


@pytest.mark.parametrize("count", [9, 10])
def test_figures_are_told_from_ten_answers_on(count: int) -> None:
    sides = report_sides()
    for hours in range(1, count + 1):
        answered_after(hours, sides)

    now = NOW + timedelta(days=2)
    told = response_figures(jurisdiction_code=None, months=3, now=now)

    assert (told.all.filed, told.all.answered) == (count, count)
    assert told.all.median_h == (None if count < 10 else 5.5)
    assert told.all.in_time == (None if count < 10 else 0.8)
    assert [one.figures.filed for one in told.by_month] == [count]
    assert told.by_district[0].jurisdiction_code == "310106"
    elsewhere = response_figures(jurisdiction_code="310104", months=3, now=now)
    assert elsewhere.all.filed == 0
