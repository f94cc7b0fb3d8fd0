"""The online desk and what is asked from it, as the pages show and take it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Visit
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions import keep_habits, weigh_visits
from hoistway.supervision.models import Inquiry
from hoistway.supervision.vocabulary import InquiryState
from hoistway.telemetry.models import Presence
from tests.world.maintenance import a_kept_photo, a_signed_visit, a_visit
from tests.world.oversight import asked_about
from tests.world.parties import NOW, a_member, client_of
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
SPAN = f"from_day={TODAY - timedelta(days=20)}&to_day={TODAY}"


def a_city() -> Client:
    return client_of(membership=a_member(role=RoleKind.CITY_REGULATOR))


def an_office(visit: Visit) -> Client:
    return client_of(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))


def test_the_desk_names_each_sign_with_its_facts_and_gives_them_as_a_file() -> None:
    late = a_visit(due_on=TODAY - timedelta(days=3))
    sound = a_signed_visit()
    weigh_visits(visit_ids=[late.pk, sound.pk], now=NOW)
    city = a_city()

    page = city.get(f"/oversight?{SPAN}").content.decode()
    found = city.get(f"/oversight?{SPAN}&sign=overdue").content.decode()
    file = b"".join(city.get(f"/oversight?{SPAN}&export=csv").streaming_content).decode()  # type: ignore[union-attr]

    first, second = page.index(str(late.uid)), page.index(str(sound.uid))
    assert first < second
    assert "超期 3 天" in page
    assert str(sound.uid) not in found
    assert file.count("\r\n") == 3
    assert "超期 3 天" in file


def test_a_record_stands_beside_its_day_its_photos_and_the_firm_s_ways() -> None:
    elevator = an_elevator()
    visit = a_signed_visit(elevator=elevator, barrier=a_kept_photo())
    keep_habits(now=NOW)

    page = a_city().get(f"/oversight/records/{visit.uid}").content.decode()

    assert "daystrip-visit" in page
    assert "daystrip-mark" in page
    assert "这一天没有监测数据" in page
    assert f"/visits/{visit.uid}/photos/" in page


def test_a_regulator_asks_the_firm_answers_and_the_regulator_settles() -> None:
    visit = a_signed_visit()
    city, office = a_city(), an_office(visit)
    about, form = f"/oversight/records/{visit.uid}/ask", {"form_id": uuid4()}

    empty = city.post(about, {**form, "kind": "dispute", "words": " "})
    asked = city.post(about, {**form, "kind": "dispute", "words": "用时过短"})
    row = Inquiry.objects.get()
    answered = office.post(
        f"/oversight/inquiries/{row.number}/say",
        {"form_id": uuid4(), "deed": "answer", "words": "两人同时作业", "about": "结束时间",
         "reads": "10:40"},
    )  # fmt: skip
    settled = city.post(
        f"/oversight/inquiries/{row.number}/say",
        {"form_id": uuid4(), "deed": "corrected", "words": "认可"},
    )

    assert empty.status_code == 422
    assert [one.status_code for one in (asked, answered, settled)] == [302] * 3
    row.refresh_from_db()
    assert row.state is InquiryState.SETTLED
    page = office.get(f"/oversight/inquiries/{row.number}").content.decode()
    assert "更正「结束时间」为「10:40」" in page
    assert "不是监察指令" in page
    assert row.number in office.get("/oversight/inquiries?tab=all").content.decode()


def test_a_firm_reads_what_was_asked_but_not_the_desk() -> None:
    visit = a_signed_visit()
    row = asked_about(visit=visit)
    office = an_office(visit)

    assert office.get("/oversight").status_code == 403
    assert office.get(f"/oversight/records/{visit.uid}").status_code == 403
    again = office.post(
        f"/oversight/inquiries/{row.number}/say",
        {"form_id": uuid4(), "deed": "sound", "words": "可信"},
    )
    assert again.status_code == 403
    assert row.number in office.get(f"/visits/{visit.uid}").content.decode()


def test_the_lists_of_meetings_agree_with_their_files() -> None:
    old, nobodys = an_elevator(), an_elevator()
    type(old).objects.filter(pk=old.pk).update(installed_on="2001-01-01")
    type(old).objects.filter(pk=nobodys.pk).update(use_unit=None, installed_on="2020-01-01")
    a_visit(elevator=nobodys, due_on=TODAY - timedelta(days=3))
    Presence.objects.all().delete()
    city = a_city()

    for tab, count in (("old", 1), ("unanswered", 1), ("unmaintained", 1), ("uninspected", None),
                       ("bikes", 0), ("unconnected", 0)):  # fmt: skip
        page = city.get(f"/oversight/lists?tab={tab}")
        answer = city.get(f"/oversight/lists?tab={tab}&export=csv")
        lines = b"".join(answer.streaming_content).decode().count("\r\n") - 1  # type: ignore[union-attr]
        assert page.status_code == 200
        assert count is None or lines == count
    assert old.address in city.get("/oversight/lists?tab=old").content.decode()
