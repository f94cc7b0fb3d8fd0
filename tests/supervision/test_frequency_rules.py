"""How often a firm is looked at: each edge of the edition, and never below the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.supervision.rules.frequency import (
    FirmFacts,
    Planned,
    band_now,
    frequency_policy_on,
    judge,
    targets,
)
from hoistway.supervision.vocabulary import FrequencyBand, FrequencyGround

DAY = date(2026, 11, 22)
POLICY = frequency_policy_on(day=DAY)
GOOD = FirmFacts(elevators=100, due=600, recorded=600, weighed=600, irregular=0, grade="A")
RARER, USUAL, MORE, FIRST = FrequencyBand


def band(**facts: object) -> FrequencyBand:
    return judge(facts=replace(GOOD, **facts), policy=POLICY).band  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, RARER),
        ({"recorded": 570}, RARER), ({"recorded": 569}, MORE),
        ({"recorded": 120}, MORE), ({"recorded": 119}, FIRST), ({"recorded": 0}, FIRST),
        ({"due": 20, "recorded": 0}, FIRST), ({"due": 19, "recorded": 0}, USUAL),
        ({"irregular": 60}, RARER), ({"irregular": 61}, USUAL),
        ({"irregular": 179}, USUAL), ({"irregular": 180}, MORE),
        ({"weighed": 19, "irregular": 19}, USUAL),
        ({"grade": "B"}, RARER), ({"grade": "C"}, MORE), ({"grade": "D"}, FIRST),
        ({"grade": ""}, RARER),
        ({"orders": 1}, RARER), ({"orders": 2}, MORE),
        ({"orders": 2, "grade": "C"}, FIRST), ({"recorded": 500, "irregular": 300}, FIRST),
    ],
)  # fmt: skip
def test_the_band_turns_exactly_at_the_numbers_of_the_edition(
    facts: dict[str, object], wanted: FrequencyBand
) -> None:
    """Source: edition hoistway-2026; 286号 三（二）."""
    assert band(**facts) is wanted


def test_paper_firms_come_before_all_others_however_grave() -> None:
    """Source: 286号 三（二）, requirements H2."""
    paper = judge(facts=replace(GOOD, elevators=1, recorded=119), policy=POLICY)
    grave = judge(
        facts=replace(GOOD, elevators=9999, grade="D", orders=50, irregular=600, recorded=120),
        policy=POLICY,
    )

    assert paper.priority > grave.priority


def test_each_ground_says_its_figure() -> None:
    told = judge(facts=replace(GOOD, recorded=300, grade="C", orders=3), policy=POLICY)

    assert {(one.ground, one.figure) for one in told.reasons} == {
        (FrequencyGround.PARTLY, 0.5), (FrequencyGround.SOUND, 0.0),
        (FrequencyGround.GRADE_POOR, "C"), (FrequencyGround.ORDERS, 3),
    }  # fmt: skip


@settings(max_examples=80)
@given(
    fleets=st.lists(
        st.tuples(st.sampled_from(FrequencyBand), st.integers(1, 400), st.floats(0, 1500)),
        min_size=1, max_size=12,
    ),
    floor=st.integers(0, 600),
)  # fmt: skip
def test_no_policy_looks_at_less_than_the_law(
    fleets: list[tuple[FrequencyBand, int, float]], floor: int
) -> None:
    """Source: 市监特设发〔2022〕59号: at least 5 % of the use units."""
    rows = [Planned(key, *one) for key, one in enumerate(fleets)]

    found = targets(fleets=rows, floor=floor, policy=POLICY)

    total = sum(one.elevators for one in rows)
    assert sum(found.values()) >= min(floor, total)
    assert all(1 <= found[one.key] <= one.elevators for one in rows)


def test_a_higher_band_never_means_fewer() -> None:
    found = [
        targets(fleets=[Planned(1, one, 200)], floor=0, policy=POLICY)[1] for one in FrequencyBand
    ]

    assert found == [5, 10, 20, 200]


def test_what_a_person_set_holds_to_its_last_day() -> None:
    told = [
        band_now(band=USUAL, chosen=FIRST, until=DAY, day=DAY + timedelta(days=days))
        for days in (0, 1)
    ]

    assert told == [FIRST, USUAL]
    assert band_now(band=USUAL, chosen=None, until=None, day=DAY) is USUAL
