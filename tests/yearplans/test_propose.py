"""A proposed year plan: from what an elevator is, has done, and from what its fleet has shown."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.maintenance.rules.items import items
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.rules.facts import (
    ClassEvidence,
    FleetEvidence,
    PartAge,
    PlanFacts,
    RatePrior,
)
from hoistway.yearplans.rules.policy import level_of, plan_policy_on
from hoistway.yearplans.rules.propose import interval_days, propose
from hoistway.yearplans.vocabulary import LineReason

POLICY = plan_policy_on(day=date(2026, 11, 22))


def a_fleet(*, open_days=90, trial_days=90, hold_days=90, sighted=True):
    known = ClassEvidence(open_days=open_days, trial_days=trial_days, hold_days=hold_days)
    return FleetEvidence(
        prior=RatePrior(shape=4.0, years=2.0),
        sighted=frozenset({"32"} if sighted else ()),
        classes={("32", 0): known},
    )


def facts(**other):
    said = {
        "key": "31000000000000000001", "annex": "A", "group": "32", "past_faults": 2,
        "past_days": 365, "current_days": 60, "online_share": 0.99, "known_days": 200,
        "climb": 0.2, "fleet": a_fleet(),
    }  # fmt: skip
    return PlanFacts(**(said | other))


def plan(**other):
    return propose(facts=facts(**other), policy=POLICY)


def line_of(proposal, item):
    return next(line for line in proposal.lines if line.item == item)


def test_every_item_of_the_rule_has_its_way_and_nothing_else_has():
    assert list(POLICY.ways) == [one.code for one in items()]


@pytest.mark.parametrize("item", ["A-1-21", "A-1-28", "A-2-08", "A-3-15", "B-1-18", "C-1-16"])
def test_an_item_that_proves_a_safety_contact_is_at_most_a_hint(item):
    assert POLICY.ways[item] is ItemWay.HINT


def test_yearly_tests_are_at_twelve_months_and_never_remote():
    lines = [line for line in plan().lines if line.item in POLICY.tests]

    assert {line.item for line in lines} == {f"A-4-0{n}" for n in range(4, 9)}
    assert {(line.way, line.days, line.months) for line in lines} == {(ItemWay.NEVER_REMOTE, 0, 12)}


def test_a_step_is_taken_at_a_time_and_the_last_is_said_in_months():
    assert plan(current_days=15).need.days == 20
    assert plan(current_days=45).need.days == 60
    longest = line_of(plan(current_days=60), "A-1-01")

    assert (longest.days, longest.months) == (0, 3)


@pytest.mark.parametrize(
    "other",
    [
        {"online_share": 0.9499}, {"online_share": None}, {"known_days": 29}, {"past_days": 179},
        {"climb": None}, {"fleet": a_fleet(sighted=False)}, {"group": "33"},
    ],
)  # fmt: skip
def test_thin_data_fall_back_to_the_fixed_interval(other):
    proposal = plan(**other)

    assert (proposal.need.days, proposal.thin, proposal.visits_a_year) == (15, True, 25)
    assert {line.way for line in proposal.lines} == {ItemWay.SITE, ItemWay.NEVER_REMOTE}


def test_data_at_the_edge_are_enough():
    proposal = plan(online_share=0.95, known_days=30, past_days=180)

    assert (proposal.need.days, proposal.thin) == (90, False)


@pytest.mark.parametrize(
    ("other", "days", "reason"),
    [
        ({"age_years": 0.9}, 15, LineReason.NEW),
        ({"age_years": 15.0}, 60, LineReason.AGE),
        ({"age_years": 20.0}, 30, LineReason.AGE),
        ({"use_ratio": 2.0}, 45, LineReason.USE),
        ({"makers_visit_days": 25}, 25, LineReason.MAKERS_LIMIT),
        ({"past_faults": 14}, 15, LineReason.FAULTS),
        ({"since_faults": 5, "since_days": 180}, 45, LineReason.FAULTS),
    ],
)
def test_the_tightest_limit_decides_and_says_why(other, days, reason):
    need = plan(**other).need

    assert (need.days, need.decided.reason) == (days, reason)


def test_a_few_faults_more_than_expected_are_chance():
    assert plan(since_faults=3, since_days=180).need.days == 90


def test_explorers_go_first_and_are_drawn_by_their_number_alone():
    fleet = a_fleet(open_days=20, trial_days=30, hold_days=30)
    days = [plan(key=f"31{n:018}", current_days=20, fleet=fleet).need.days for n in range(400)]

    assert set(days) == {20, 30}
    assert 50 <= days.count(30) <= 110


def test_who_is_there_already_stays_until_harm_is_shown():
    assert plan(fleet=a_fleet(open_days=20, trial_days=20, hold_days=60)).need.days == 60
    assert plan(fleet=a_fleet(open_days=20, trial_days=20, hold_days=30)).need.days == 30


def test_an_item_with_a_finding_is_looked_at_on_site_at_the_rules_own_interval():
    proposal = plan(deviating=("A-1-22",), defects=("A-1-01",))
    door = line_of(proposal, "A-1-22")

    assert (door.way, door.days, door.reason) == (ItemWay.SITE, 15, LineReason.INDICATOR)
    assert line_of(proposal, "A-1-01").reason is LineReason.DEFECT
    assert proposal.visits_a_year == 25


def test_the_makers_limit_and_an_old_part_shorten_their_item_alone():
    proposal = plan(
        makers_limits={"A-1-04": 21},
        part_ages=(PartAge(item="A-1-13", years=9.0, life_years=8.0),),
    )

    assert line_of(proposal, "A-1-04").days == 21
    assert line_of(proposal, "A-1-13").reason is LineReason.PART_AGE
    assert proposal.need.days == 90


@settings(max_examples=40, deadline=None)
@given(
    annex=st.sampled_from("ABCD"),
    current=st.integers(1, 120),
    opened=st.sampled_from(POLICY.steps_days),
    faults=st.integers(0, 30),
    share=st.floats(0, 1),
    maker=st.none() | st.integers(1, 365),
)
def test_whatever_is_known_no_line_is_missing_or_beyond_the_notice(
    annex, current, opened, faults, share, maker
):
    proposal = plan(
        annex=annex, current_days=current, past_faults=faults, online_share=share,
        makers_visit_days=maker, fleet=a_fleet(open_days=opened, trial_days=opened),
    )  # fmt: skip

    assert [line.item for line in proposal.lines] == list(POLICY.items_of(annex))
    for line in proposal.lines:
        assert (line.days > 0) != (line.months > 0)
        longest = {1: 3, 2: 3, 3: 12, 4: 12}[level_of(item=line.item)]
        assert line.months <= longest
        assert line.days <= 89  # Jan 31 + 3 months is 89 days away
    every = min(interval_days(line) for line in proposal.lines if line.way is not ItemWay.REMOTE)
    assert every <= 92


def test_the_same_facts_give_the_same_plan():
    assert plan() == plan()
    assert propose(facts=replace(facts(), past_faults=3), policy=POLICY) != plan()


def test_what_data_cannot_prove_is_looked_at_on_site_whatever_the_template_allows():
    known = propose(facts=facts(witnessed=("A-1-22",)), policy=POLICY)

    ways = {line.item: line.way for line in known.lines}

    assert (ways["A-1-22"], ways["A-1-06"]) == (ItemWay.REMOTE, ItemWay.SITE)
