"""A firm's next filing leaves a technician out: no role, no duty, no call from then on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.emergency.actions import put_on_duty
from hoistway.emergency.queries import on_duty
from hoistway.parties.models import Certificate
from tests.world.clock import clock_in_hand
from tests.world.firm_filings import a_content, a_firm_filing, a_worker, an_office
from tests.world.jobs import work_off
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_not_filed_any_more_is_taken_off_duty(tmp_path: Path) -> None:
    office, stays, goes = an_office(), a_worker(), a_worker()
    first = a_content(staff=(stays, goes))
    a_firm_filing(office=office, content=first, checked=True)
    keys = dict(Certificate.objects.values_list("number", "person_id"))
    for worker in (stays, goes):
        put_on_duty(
            person_id=keys[worker.number], firm_id=office.firm.pk, station_id=None,
            since=NOW - timedelta(days=1), until=NOW + timedelta(days=30),
        )  # fmt: skip

    a_firm_filing(office=office, content=replace(first, staff=(stays,)), checked=True)
    with clock_in_hand(tmp_path / "clock", NOW):
        work_off()

    soon = NOW + timedelta(minutes=1)
    assert on_duty(person_id=keys[stays.number], at=soon)
    assert not on_duty(person_id=keys[goes.number], at=soon)
