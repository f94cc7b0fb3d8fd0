"""A pilot exists only within a period; a firm is listed only within it."""

from datetime import date, datetime, timedelta

import pytest

from hoistway.foundation.periods import SHANGHAI
from hoistway.ondemand.models import PilotPeriod
from hoistway.ondemand.queries import listed_firm, period_on, policy_for
from tests.world.ondemand import a_listed_firm, a_period
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2020, 6, 17), False), (date(2020, 6, 18), True), (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)  # fmt: skip
def test_the_notices_own_period_holds_from_its_issue_to_the_end_of_2022(
    day: date, *, holds: bool
) -> None:
    """Source: 286号 附件2 一."""
    golden = PilotPeriod.objects.get(invented=False)

    assert period_on(day=day) == (golden if holds else None)
    assert (policy_for(day=day) is not None) is holds


def test_a_firm_is_listed_from_the_day_of_its_listing_to_the_day_before_it_left() -> None:
    pilot = a_listed_firm()
    listed = pilot.listed_at
    assert listed
    first = listed.astimezone(SHANGHAI).date()
    pilot.ended_at = datetime.combine(first + timedelta(days=3), datetime.min.time(), SHANGHAI)
    pilot.save()
    found = {
        shift: listed_firm(firm_id=pilot.firm_id, on=first + timedelta(days=shift))
        for shift in (-1, 0, 2, 3)
    }

    assert found == {-1: None, 0: pilot, 2: pilot, 3: None}


def test_a_firm_is_not_listed_beyond_its_period() -> None:
    period = a_period(last_day=NOW.date() + timedelta(days=2))
    pilot = a_listed_firm(period=period)

    assert listed_firm(firm_id=pilot.firm_id, on=period.last_day) == pilot
    assert listed_firm(firm_id=pilot.firm_id, on=period.last_day + timedelta(days=1)) is None
