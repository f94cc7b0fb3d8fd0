from datetime import timedelta

import pytest

from hoistway.credit.models import CreditScore
from hoistway.credit.queries import GradeNow, grades_on
from hoistway.credit.vocabulary import Grade, RoundState
from tests.world.credit import a_round
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_the_grade_is_that_of_the_last_published_round() -> None:
    firm, other = a_firm(), a_firm()
    a_round(grades={firm: Grade.C, other: Grade.B}, now=NOW - timedelta(days=400))
    last = a_round(grades={firm: Grade.A}, now=NOW)
    a_round(grades={firm: Grade.D}, state=RoundState.PREVIEW, now=NOW)

    found = grades_on(organisation_ids=[firm.pk, other.pk], day=TODAY)

    assert found[firm.pk] == GradeNow(Grade.A, last.number, TODAY)
    assert found[other.pk].grade is Grade.B


def test_the_day_before_publication_the_former_grade_holds() -> None:
    firm = a_firm()
    a_round(grades={firm: Grade.C}, now=NOW - timedelta(days=400))
    a_round(grades={firm: Grade.A}, now=NOW)

    assert grades_on(organisation_ids=None, day=TODAY - timedelta(days=1))[firm.pk].grade is Grade.C


@pytest.mark.parametrize(("published", "known"), [("2021-11-23", True), ("2021-11-22", False)])
def test_after_five_years_a_grade_is_shown_no_more(published: str, known: bool) -> None:
    firm, day = a_firm(), NOW.fromisoformat(f"{published}T04:00:00+00:00")
    a_round(grades={firm: Grade.D}, now=day)

    assert (firm.pk in grades_on(organisation_ids=[firm.pk], day=TODAY)) is known


def test_a_repaired_grade_counts_no_more() -> None:
    firm = a_firm()
    a_round(grades={firm: Grade.D}, now=NOW - timedelta(days=30))
    CreditScore.objects.filter(organisation=firm).update(hidden_at=NOW)

    assert grades_on(organisation_ids=[firm.pk], day=TODAY) == {}
    assert firm.pk in grades_on(organisation_ids=[firm.pk], day=TODAY - timedelta(days=1))
