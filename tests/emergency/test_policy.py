from dataclasses import fields, replace
from datetime import date

import pytest

from hoistway.emergency.rules import policy
from hoistway.emergency.rules.policy import EDITIONS, SHANGHAI_2026, RescuePolicy, policy_on

FIRST_DAY = SHANGHAI_2026.in_force_from
NEXT = replace(SHANGHAI_2026, edition="next", in_force_from=date(2027, 1, 1))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.edition)
def test_every_number_of_an_edition_has_its_clause(edition: RescuePolicy) -> None:
    numbers = {f.name for f in fields(RescuePolicy)} - {"edition", "in_force_from", "clauses"}

    assert set(edition.clauses) == numbers
    assert all(edition.clauses.values())


def test_a_firm_in_a_municipality_has_thirty_minutes() -> None:
    assert SHANGHAI_2026.arrival_limit_s == 30 * 60
    assert SHANGHAI_2026.clauses["arrival_limit_s"].startswith("TSG T5002-2017 第五条")


@pytest.mark.parametrize("day", [date(2000, 1, 1), FIRST_DAY, date(2026, 12, 31)])
def test_the_first_edition_also_serves_the_days_before_it(day: date) -> None:
    assert policy_on(day=day) is SHANGHAI_2026


@pytest.mark.parametrize(
    ("day", "edition"),
    [(date(2026, 12, 31), SHANGHAI_2026.edition), (date(2027, 1, 1), "next")],
)
def test_an_edition_is_in_force_from_its_day_on(
    day: date, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "EDITIONS", (NEXT, SHANGHAI_2026))

    assert policy_on(day=day).edition == edition
