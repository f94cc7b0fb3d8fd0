"""Whom the registers named as the firm of an elevator on a day, filings left out."""

from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.registry.actions import Saying, say
from hoistway.registry.queries import firms_named_on
from tests.world.parties import NOW, a_firm
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

TODAY, DAY = local_day(at=NOW), timedelta(days=1)


def _said(elevator, firm, *, days, source="supervision", code=""):
    name = "" if firm is None else firm.name
    saying = Saying(
        source=source, record_key=f"S{elevator.pk}" if source == "supervision" else "E1",
        fields={"firm": name, "firm_code": code}, observed_at=NOW + days * DAY,
        elevator_id=elevator.pk,
    )  # fmt: skip
    say(sayings=[saying], now=NOW + days * DAY, by=PLATFORM)


def _named(elevator, *, days):
    return firms_named_on(elevator_ids=[elevator.pk], day=TODAY + days * DAY)[elevator.pk]


def test_each_day_has_the_firm_that_was_named_by_then_and_none_before_the_first_word():
    first, second = a_firm(), a_firm()
    elevator = an_elevator(site=Site(firm=first), plate=False)
    _said(elevator, second, days=3)

    found = [_named(elevator, days=days) for days in (-1, 0, 2, 3, 4)]

    assert found == [None, first.pk, first.pk, second.pk, second.pk]


def test_what_filings_say_is_left_out():
    first = a_firm()
    elevator = an_elevator(site=Site(firm=first), plate=False)
    _said(elevator, a_firm(), days=1, source="filing")
    _said(elevator, None, days=5, source="filing")

    assert [_named(elevator, days=days) for days in (-1, 2, 6)] == [None, first.pk, first.pk]


def test_one_question_answers_for_many_with_the_same_number_of_queries(
    django_assert_num_queries,
):
    few = [an_elevator(plate=False).pk]
    many = [*few, an_elevator(plate=False).pk, an_elevator(plate=False).pk]

    for keys in (few, many):
        with django_assert_num_queries(2):
            assert len(firms_named_on(elevator_ids=keys, day=TODAY)) == len(keys)
