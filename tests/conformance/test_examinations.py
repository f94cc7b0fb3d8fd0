"""Examinations that a firm asks for: of a file, an address, or what has come in."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.conformance.actions import (
    Address,
    AddressSilent,
    AskedExamination,
    ask_examination,
    work_on_examination,
)
from hoistway.conformance.models import Examination
from hoistway.conformance.queries import examination_seen, examinations, examined_rows
from hoistway.conformance.vocabulary import Origin, Topic
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.telemetry.queries import UnknownMapping
from tests.telemetry.malformed import good_sample
from tests.world.parties import NOW, a_bureau, an_actor
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture
def elevator():
    return an_elevator()


@pytest.fixture
def office(elevator):
    return an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)


def samples(number: str) -> bytes:
    rows = [
        good_sample(elevator=number, at=NOW - timedelta(minutes=30 - n), seq=n) for n in range(30)
    ]
    rows[4]["floor"] = -1
    return b"\n".join(json.dumps(row).encode() for row in rows)


def asked(office, **said):
    told = AskedExamination(**({"topic": Topic.TELEMETRY} | said))
    row = ask_examination(asked=told, now=NOW, by=office)
    work_on_examination(examination_id=row.pk, now=NOW)
    row.refresh_from_db()
    return row


def test_a_file_is_examined_row_by_row(elevator, office) -> None:
    row = asked(office, file_name="day.ndjson", content=samples(elevator.register_number))

    assert (row.state, row.origin, row.rows, row.passed) == (RunState.DONE, Origin.FILE, 30, False)
    (line,) = examined_rows(examination_id=row.pk)
    assert (line.row, line.code, line.refused) == (5, "out_of_range", True)
    assert line.words["mend_zh"]


def test_what_came_in_is_measured_like_the_pilot_does(office) -> None:
    rows = [asked(office, topic=topic) for topic in Topic]

    codes = [{one["code"] for one in row.report["measures"]} for row in rows]
    assert {"recorded", "due"} <= codes[0]
    assert {"named", "online_share", "days_known", "skew"} <= codes[1]
    assert [(row.origin, row.passed) for row in rows] == [(Origin.FEED, False)] * 2


def test_the_same_form_is_one_examination_and_doing_it_again_changes_nothing(office) -> None:
    form = uuid4()
    first, again = asked(office, form_id=form), asked(office, form_id=form)

    assert (first.pk, Examination.objects.count()) == (again.pk, 1)


def test_an_address_inside_the_house_is_never_asked(office, settings) -> None:
    settings.WEBHOOK_NETWORKS = ()
    for url in ("https://127.0.0.1/x", "http://firm.example/x", "https://user:pw@firm.example/"):
        with pytest.raises(AddressSilent):
            asked(office, address=Address(url=url))

    assert not Examination.objects.exists()


def test_a_mapping_that_nobody_kept_is_refused(office) -> None:
    with pytest.raises(UnknownMapping):
        asked(office, mapping="acme/9", file_name="a", content=b"{}")


def test_firms_see_their_own_and_regulators_those_of_their_area(elevator, office) -> None:
    row = asked(office)
    district = an_actor(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=elevator.jurisdiction)
    )
    stranger = an_actor(role=RoleKind.FIRM_OFFICE, organisation=an_elevator().firm)

    assert list(examinations(by=district)) == [row]
    with pytest.raises(NotFound):
        examination_seen(examination_id=row.pk, by=stranger)
    with pytest.raises(NotAllowed):
        ask_examination(asked=AskedExamination(topic=Topic.TELEMETRY), now=NOW, by=district)
