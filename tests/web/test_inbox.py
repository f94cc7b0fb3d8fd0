"""The inbox: read by one, seen by all of an office; nothing of others; ways chosen on one page."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hoistway.messages.models import Message, Preference, Reach
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.actions import erase_report, take_up_report, tell_moved
from hoistway.riders.models import ReportStep
from hoistway.riders.vocabulary import ReportDeed
from tests.messages.test_push import AUTH, P256DH
from tests.world.parties import NOW, a_member, client_of
from tests.world.reports import a_report, report_sides

pytestmark = pytest.mark.django_db
INBOX = reverse("inbox")


def told(member: Membership, *, person: bool = False, **changes: object) -> Message:
    said = {
        "key": uuid4().hex, "channel": Channel.PAGE, "purpose": Purpose.DUTY, "zh": "月度检查到期",
        "en": "Monthly check due", "link": "/notices", "organisation": member.organisation,
        "state": DeliveryState.SENT, "queued_at": NOW,
        "person": member.person if person else None,
    }  # fmt: skip
    return Message.objects.create(**(said | changes))


def asks(endpoint: str = "https://127.0.0.1/push/1", **more: str) -> str:
    return json.dumps({"endpoint": endpoint, "keys": {"p256dh": P256DH, "auth": AUTH}} | more)


def test_one_opens_a_message_and_the_office_sees_who_it_was() -> None:
    office = a_member(role=RoleKind.USE_UNIT)
    colleague = a_member(role=RoleKind.USE_UNIT, organisation=office.organisation)
    row = told(office, purpose=Purpose.HAZARD, confirm_by=NOW)

    there = client_of(membership=office).post(reverse("inbox-open", args=[row.pk]))
    page = client_of(membership=colleague).get(INBOX).content.decode()

    assert there["Location"] == "/notices"
    assert f"{office.person.name} 已读" in page
    assert Message.objects.get(pk=row.pk).confirm_by is None


def test_a_technician_reads_what_is_told_to_them_and_not_what_is_told_to_the_firm() -> None:
    technician = a_member(role=RoleKind.TECHNICIAN)
    own, firms = told(technician, person=True, zh="给您的派单"), told(technician, zh="给公司的")
    client = client_of(membership=technician)

    page = client.get(INBOX).content.decode()

    assert ("给您的派单" in page, "给公司的" in page) == (True, False)
    assert client.post(reverse("inbox-open", args=[firms.pk])).status_code == 404
    assert client.post(reverse("inbox-open", args=[own.pk])).status_code == 302


def test_the_frame_counts_the_unread_and_one_button_reads_all_but_the_urgent() -> None:
    office = a_member(role=RoleKind.FIRM_OFFICE)
    for purpose in (Purpose.DUTY, Purpose.REPAIR, Purpose.HAZARD):
        told(office, purpose=purpose)
    told(a_member(role=RoleKind.FIRM_OFFICE))
    client = client_of(membership=office)

    before = client.get(reverse("bulletins")).context["page"].unread
    client.post(reverse("inbox-read-all"))
    left = client.get(f"{INBOX}?tab=unread").context["rows"]

    assert before == 3
    assert [row.message.purpose for row in left] == [Purpose.HAZARD]


def test_a_link_that_leads_elsewhere_is_not_followed() -> None:
    office = a_member(role=RoleKind.FIRM_OFFICE)
    row = told(office, link="//elsewhere.example/")

    there = client_of(membership=office).post(reverse("inbox-open", args=[row.pk]))

    assert there["Location"] == INBOX


def test_ways_and_hours_are_kept_for_the_office_and_what_is_not_sound_is_said() -> None:
    office = a_member(role=RoleKind.USE_UNIT)
    client, door = client_of(membership=office), reverse("inbox-preferences")
    boxes = client.get(door).context["boxes"]
    ticked = [box.word for row in boxes for box in row.boxes if box.word != "filings.sms"]
    said = {"on": ticked, "quiet_from": "21", "quiet_until": "8", "digest": "on", "language": "en"}

    client.post(door, said)
    half = client.post(door, said | {"quiet_until": ""})

    kept = Preference.objects.get(organisation=office.organisation)
    assert (kept.off, kept.quiet_from, kept.quiet_until) == (["filings.sms"], 21, 8)
    assert (kept.digest, kept.language) == (True, "en")
    assert half.status_code == 422


def test_an_address_is_added_shown_in_part_and_ended() -> None:
    office = a_member(role=RoleKind.USE_UNIT)
    client = client_of(membership=office)
    deputy = {"kind": "deputy", "address": "13812345678", "name": "钱阿姨", "rung": "2"}

    client.post(reverse("inbox-reach-add"), deputy)
    wrong = client.post(reverse("inbox-reach-add"), {"kind": "email", "address": "nonsense"})
    page = client.get(reverse("inbox-preferences")).content.decode()
    row = Reach.objects.get(organisation=office.organisation)
    client.post(reverse("inbox-reach-end", args=[row.pk]))

    assert (row.rung, row.name, wrong.status_code) == (2, "钱阿姨", 422)
    assert ("138****5678" in page, "13812345678" in page) == (True, False)
    assert Reach.objects.get(pk=row.pk).ended_at is not None


def test_a_browser_asks_for_an_accounts_messages(settings: Settings) -> None:
    settings.PUSH_HOSTS = ("127.0.0.1",)
    office = a_member(role=RoleKind.USE_UNIT)
    client, door = client_of(membership=office), reverse("inbox-push")

    kept = client.post(door, asks(), content_type="application/json")
    strange = client.post(door, asks("https://elsewhere.example/"), content_type="application/json")
    nonsense = client.post(door, "[]", content_type="application/json")

    assert (kept.status_code, strange.status_code, nonsense.status_code) == (200, 422, 422)
    assert Reach.objects.get().organisation_id == office.organisation_id


def test_a_reporter_is_pushed_to_without_a_phone_until_they_are_erased(settings: Settings) -> None:
    settings.PUSH_HOSTS = ("127.0.0.1",)
    sides = report_sides()
    report = a_report(elevator=sides.elevator)
    door = reverse("rider-following-push", args=[report.token])

    Client().post(door, asks(), content_type="application/json")
    take_up_report(report_id=report.pk, form_id=uuid4(), now=NOW, by=sides.by("firm"))
    tell_moved(step_id=ReportStep.objects.get(deed=ReportDeed.TAKE_UP).pk, now=NOW)
    told_by = Message.objects.filter(follower=report.token).values_list("channel", flat=True)
    ways = list(told_by)
    erase_report(token=report.token, form_id=uuid4(), now=NOW)

    assert ways == [Channel.PUSH]
    assert Reach.objects.filter(follower=report.token).count() == 0
    after = Client().post(door, asks(), content_type="application/json")
    assert after.status_code == 404


def test_the_worker_of_a_push_needs_no_account() -> None:
    answer = Client().get(reverse("rider-push-worker"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"/messages/receipts/push" in answer.content
