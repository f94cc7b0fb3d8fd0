"""What credit hands over: the latest grade of each firm counts, and stands once."""

from datetime import date, timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.supervision.actions import GradeTaken, take_grades
from hoistway.supervision.queries import grades_taken
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db

SINCE = date(2026, 7, 1)


def _said(firm_id: int, grade: str, number: str = "2026-1") -> GradeTaken:
    return GradeTaken(organisation_id=firm_id, grade=grade, round_number=number, since=SINCE)


def test_the_latest_grade_counts_and_the_same_is_kept_once() -> None:
    firm, other = a_firm().pk, a_firm().pk
    first = [_said(firm, "C"), _said(other, "A")]

    news = [take_grades(grades=first, now=NOW, by=PLATFORM) for _ in range(2)]
    repaired = take_grades(grades=[_said(firm, "B")], now=NOW + timedelta(days=3), by=PLATFORM)

    assert (news, repaired) == ([2, 0], 1)
    assert grades_taken(organisation_ids=[firm, other]) == {
        firm: ("B", "2026-1", SINCE), other: ("A", "2026-1", SINCE),
    }  # fmt: skip


def test_a_grade_that_is_taken_away_is_empty() -> None:
    firm = a_firm().pk
    take_grades(grades=[_said(firm, "D")], now=NOW, by=PLATFORM)

    take_grades(grades=[_said(firm, "")], now=NOW + timedelta(hours=1), by=PLATFORM)

    assert grades_taken(organisation_ids=[firm])[firm][0] == ""
