"""Who may be in the pilot: every clause on both sides of its edge, named by the clause."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hoistway.ondemand.rules.entry import ElevatorFacts, holds, judge_elevator
from hoistway.ondemand.rules.policy import edition_named
from hoistway.ondemand.vocabulary import EntryClause, EntryGround

POLICY = edition_named(edition="286-2020")
DAY = date(2021, 3, 31)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
GOOD = ElevatorFacts(
    elevator_id=1, day=DAY, firm_id=7, period_first=date(2020, 6, 18),
    period_last=date(2022, 12, 31), period_document="沪市监特种〔2020〕286号", firm_number="SQ-1",
    firm_listed_on=DAY, promise_on=DAY, maintainer_id=7, maintainer_since=date(2019, 1, 1),
    use_unit_id=9, consent_unit_id=9, consented_on=DAY, device=True, last_accepted_on=DAY,
    silent_for=timedelta(seconds=20), online_share=0.95, longest_gap=timedelta(hours=24),
    days_known=30, insured_first=DAY, insured_last=DAY, policy_number="P1", plan_uid="u",
    plan_firm_id=7, plan_first=DAY, plan_last=DAY, plan_names_items=True, verdict_good=True,
    held_on=BEFORE, inspection_due_on=DAY,
)  # fmt: skip
CLAUSE, GROUND = EntryClause, EntryGround


def test_an_elevator_at_every_edge_may_enter() -> None:
    said = judge_elevator(facts=GOOD, policy=POLICY)

    assert holds(verdicts=said)
    assert tuple(one.clause for one in said) == EntryClause.of_elevators()


@pytest.mark.parametrize(
    ("changed", "clause", "ground"),
    [
        ({"day": date(2020, 6, 17)}, CLAUSE.PERIOD, GROUND.NO_PERIOD),
        ({"day": date(2023, 1, 1)}, CLAUSE.PERIOD, GROUND.NO_PERIOD),
        ({"period_first": None}, CLAUSE.PERIOD, GROUND.NO_PERIOD),
        ({"firm_listed_on": AFTER}, CLAUSE.FIRM_LISTED, GROUND.FIRM_NOT_LISTED),
        ({"firm_ended_on": DAY}, CLAUSE.FIRM_LISTED, GROUND.FIRM_ENDED),
        ({"promise_on": AFTER}, CLAUSE.FIRM_LISTED, GROUND.NOT_PUBLISHED),
        ({"maintainer_id": None}, CLAUSE.ANSWERED_FOR, GROUND.NOBODY_MAINTAINS),
        ({"maintainer_id": 8}, CLAUSE.ANSWERED_FOR, GROUND.OTHER_FIRM),
        ({"consented_on": AFTER}, CLAUSE.CONSENT, GROUND.NOT_ASKED),
        ({"revoked_on": DAY}, CLAUSE.CONSENT, GROUND.REVOKED),
        ({"use_unit_id": 10}, CLAUSE.CONSENT, GROUND.OTHER_UNIT),
        ({"consent_unit_id": None, "use_unit_id": None}, CLAUSE.CONSENT, GROUND.OTHER_UNIT),
        ({"device": False}, CLAUSE.ONLINE, GROUND.NO_DEVICE),
        ({"last_accepted_on": None}, CLAUSE.ONLINE, GROUND.NO_DEVICE),
        ({"silent_for": timedelta(days=15)}, CLAUSE.ONLINE, GROUND.SILENT),
        ({"silent_for": timedelta(hours=24, seconds=1)}, CLAUSE.ONLINE, GROUND.GAP),
        ({"longest_gap": timedelta(hours=24, seconds=1)}, CLAUSE.ONLINE, GROUND.GAP),
        ({"days_known": 29}, CLAUSE.ONLINE, GROUND.TOO_SHORT),
        ({"online_share": 0.9499}, CLAUSE.ONLINE, GROUND.SHARE),
        ({"online_share": None}, CLAUSE.ONLINE, GROUND.SHARE),
        ({"insured_last": None}, CLAUSE.INSURED, GROUND.NEVER_INSURED),
        ({"insured_first": AFTER}, CLAUSE.INSURED, GROUND.NEVER_INSURED),
        ({"insured_last": BEFORE}, CLAUSE.INSURED, GROUND.LAPSED),
        ({"plan_uid": ""}, CLAUSE.YEAR_PLAN, GROUND.NO_PLAN),
        ({"plan_firm_id": 8}, CLAUSE.YEAR_PLAN, GROUND.PLAN_OF_OTHER),
        ({"plan_last": BEFORE}, CLAUSE.YEAR_PLAN, GROUND.PLAN_OVER),
        ({"plan_names_items": False}, CLAUSE.YEAR_PLAN, GROUND.PLAN_EMPTY),
        ({"verdict_good": False}, CLAUSE.INSPECTED, GROUND.FAILED),
        ({"inspection_due_on": BEFORE}, CLAUSE.INSPECTED, GROUND.OVERDUE),
    ],
)  # fmt: skip
def test_one_missing_fact_flips_one_clause_and_is_named(
    changed: dict[str, Any], clause: EntryClause, ground: EntryGround
) -> None:
    dates = {"firm_listed_on": DAY} if "day" not in changed else _moved(changed["day"])

    said = judge_elevator(facts=replace(GOOD, **(dates | changed)), policy=POLICY)

    assert [(one.clause, one.ground) for one in said if not one.holds] == [(clause, ground)]


def _moved(day: object) -> dict[str, Any]:
    """Return every other date so that it holds on another day."""
    assert isinstance(day, date)
    begun = ("firm_listed_on", "promise_on", "consented_on", "insured_first")
    lasts = ("insured_last", "plan_last", "inspection_due_on")
    return dict.fromkeys((*begun, *lasts), day)


@pytest.mark.parametrize(
    "changed",
    [
        {"firm_ended_on": AFTER}, {"revoked_on": AFTER}, {"plan_first": AFTER, "plan_last": AFTER},
        {"silent_for": timedelta(hours=24)}, {"verdict_good": None, "inspection_due_on": None},
    ],
)  # fmt: skip
def test_what_only_comes_later_or_nobody_knows_holds_nothing_up(changed: dict[str, Any]) -> None:
    assert holds(verdicts=judge_elevator(facts=replace(GOOD, **changed), policy=POLICY))


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 20 * 24 * 3600), some.floats(0, 1), some.integers(0, 40))
def test_longer_silence_or_less_data_never_opens_the_way(
    seconds: int, share: float, days: int
) -> None:
    facts = replace(
        GOOD, silent_for=timedelta(seconds=seconds), online_share=share, days_known=days
    )
    worse = replace(
        facts, silent_for=timedelta(seconds=seconds + 1), online_share=share / 2, days_known=days
    )

    if not holds(verdicts=judge_elevator(facts=facts, policy=POLICY)):
        assert not holds(verdicts=judge_elevator(facts=worse, policy=POLICY))
