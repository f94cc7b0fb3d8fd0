"""Statements on the desk, for everybody, as a table and on paper."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.reform.actions.statements import state
from hoistway.reform.models import Statement
from hoistway.reform.vocabulary import StatementSpan
from tests.world.emergency import a_rescue
from tests.world.parties import a_bureau, a_jurisdiction, a_member, client_of
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

IN_MAY = datetime.fromisoformat("2026-05-20T18:10:00+08:00")
IN_JUNE = datetime.fromisoformat("2026-06-03T09:00:00+08:00")


def the_city():
    bureau = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    return a_member(role=RoleKind.CITY_REGULATOR, organisation=bureau)


def test_the_city_states_publishes_and_everybody_reads_the_page_the_table_and_the_paper():
    elevator = an_elevator()
    a_rescue(elevator=elevator, opened_at=IN_MAY)
    a_rescue(elevator=elevator, opened_at=IN_MAY + timedelta(hours=2))
    one = state(span=StatementSpan.MONTH, day=date(2026, 5, 1), now=IN_JUNE, by=PLATFORM)
    desk, anybody = client_of(membership=the_city()), Client()
    page = f"/statements/{one.pk}"

    assert anybody.get(page).status_code == 404
    said = {"typical": "某小区停电困人", "asked": ""}
    assert desk.post(f"/reform{page}/publish", said).status_code == 302
    again = desk.post(f"/reform{page}/publish", said)
    assert (again.status_code, "已经发布" in again.content.decode()) == (409, True)

    read = anybody.get(page).content.decode()
    assert "2026年5月电梯安全统计月报" in read
    assert "某小区停电困人" in read
    assert elevator.register_number in read
    assert one.counts_sha256 in read
    table = b"".join(anybody.get(f"{page}?export=csv").streaming_content).decode("utf-8-sig")
    assert "困人事件,2" in table
    paper = anybody.get(f"{page}/paper")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert page in anybody.get("/statements").content.decode()


def test_a_form_without_a_known_month_changes_nothing():
    desk = client_of(membership=the_city())

    answer = desk.post("/reform/statements/state", {"which": "month:1999-01-01"})

    assert (answer.status_code, Statement.objects.count()) == (422, 0)
