from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.emergency.rules.assignment import Candidate, Choice, choose, travel_s
from hoistway.emergency.rules.policy import SHANGHAI_2026
from hoistway.emergency.vocabulary import Unsuitable
from hoistway.foundation.geo import Point

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
THERE = Point(121.44, 31.23)
FRESH = timedelta(seconds=SHANGHAI_2026.position_fresh_s)

ANNA = Candidate(
    person_id=1, label="A", on_duty=True, certified=True, place=Point(121.45, 31.23),
    place_at=NOW, at_rescue=False, already_called=False,
)  # fmt: skip
BEN = replace(ANNA, person_id=2, label="B", place=Point(121.46, 31.23))


def chosen_of(*candidates: Candidate) -> Choice:
    return choose(candidates=list(candidates), there=THERE, now=NOW, policy=SHANGHAI_2026)


def told(choice: Choice) -> list[tuple[int, Unsuitable | None]]:
    return [(w.candidate.person_id, w.unsuitable) for w in choice.weighed]


def test_nobody_is_chosen_from_nobody() -> None:
    assert chosen_of() == Choice(chosen=None, weighed=())


def test_the_nearest_is_called_and_the_other_was_farther() -> None:
    choice = chosen_of(BEN, ANNA)

    assert told(choice) == [(1, None), (2, Unsuitable.FARTHER)]
    assert choice.chosen is choice.weighed[0]


def test_the_way_counts_before_the_key() -> None:
    nearest = replace(ANNA, person_id=3)

    assert told(chosen_of(BEN, nearest)) == [(3, None), (2, Unsuitable.FARTHER)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"on_duty": False}, Unsuitable.OFF_DUTY),
        ({"certified": False}, Unsuitable.NO_CERTIFICATE),
        ({"already_called": True}, Unsuitable.ALREADY_CALLED),
        ({"missed": True}, Unsuitable.MISSED),
        ({"at_rescue": True}, Unsuitable.AT_RESCUE),
        ({"place_at": NOW - FRESH - timedelta(milliseconds=1)}, Unsuitable.STALE_POSITION),
        ({"place": None}, Unsuitable.STALE_POSITION),
    ],
)
def test_the_nearest_is_passed_over_for_a_reason(
    change: dict[str, object], reason: Unsuitable
) -> None:
    choice = chosen_of(replace(ANNA, **change), BEN)

    assert dict(told(choice)) == {1: reason, 2: None}


@pytest.mark.parametrize(
    "change",
    [{"on_duty": False}, {"certified": False}, {"already_called": True}, {"at_rescue": True}],
)
def test_alone_who_may_not_come_is_not_called_either(change: dict[str, object]) -> None:
    assert chosen_of(replace(ANNA, **change)).chosen is None


def test_a_place_is_fresh_for_exactly_half_an_hour() -> None:
    old = replace(ANNA, place_at=NOW - FRESH)

    assert told(chosen_of(old, BEN)) == [(1, None), (2, Unsuitable.FARTHER)]


def test_a_fixed_post_is_never_stale() -> None:
    assert told(chosen_of(replace(ANNA, place_at=None))) == [(1, None)]


def test_a_stale_place_is_the_last_resort() -> None:
    stale = replace(ANNA, place_at=NOW - 3 * FRESH)
    off = replace(BEN, on_duty=False)

    choice = chosen_of(off, stale)

    assert told(choice) == [(1, Unsuitable.STALE_POSITION), (2, Unsuitable.OFF_DUTY)]
    assert choice.chosen is choice.weighed[0]


def test_who_did_not_answer_is_rung_again_when_nobody_else_is_left() -> None:
    missed = replace(ANNA, missed=True)
    stale = replace(BEN, place_at=NOW - 3 * FRESH)

    assert told(chosen_of(missed, stale))[0] == (2, Unsuitable.STALE_POSITION)
    assert told(chosen_of(missed, replace(BEN, already_called=True)))[0] == (1, Unsuitable.MISSED)


def test_of_stale_places_the_nearest_counts_and_no_place_comes_last() -> None:
    nowhere = replace(ANNA, place=None)
    stale = replace(BEN, place_at=NOW - 3 * FRESH)

    choice = chosen_of(nowhere, stale)

    assert [w.candidate.person_id for w in choice.weighed] == [2, 1]
    assert (choice.weighed[1].distance_m, choice.weighed[1].travel_s) == (None, None)


@pytest.mark.parametrize("turned", [False, True])
def test_of_equals_the_lower_key_is_called_in_whatever_order_they_come(*, turned: bool) -> None:
    twin = replace(ANNA, person_id=9)
    pair = [ANNA, twin]

    assert told(chosen_of(*(pair[::-1] if turned else pair))) == [
        (1, None), (9, Unsuitable.FARTHER),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hour_utc", "seconds"),
    [(4, 120 + 1.324 * 1000 / (20 / 3.6) + 180), (23, 120 + 1.324 * 1000 / (15 / 3.6) + 180)],
    ids=["noon", "seven in the morning"],
)
def test_the_way_takes_preparation_detour_and_access(hour_utc: int, seconds: float) -> None:
    at = datetime(2026, 11, 22, hour_utc, tzinfo=UTC)

    assert travel_s(metres=1000, at=at, policy=SHANGHAI_2026) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("hour", "is_peak"),
    [
        (6, False),
        (7, True),
        (8, True),
        (9, False),
        (16, False),
        (17, True),
        (18, True),
        (19, False),
    ],
)
def test_the_peaks_are_seven_to_nine_and_five_to_seven(hour: int, *, is_peak: bool) -> None:
    at = datetime(2026, 11, 22, (hour - 8) % 24, tzinfo=UTC)
    noon = travel_s(metres=1000, at=NOW, policy=SHANGHAI_2026)

    assert (travel_s(metres=1000, at=at, policy=SHANGHAI_2026) > noon) is is_peak


MOSTLY = st.sampled_from([True, True, True, False])
SELDOM = MOSTLY.map(lambda usual: not usual)
CREWS = st.lists(
    st.builds(
        Candidate,
        person_id=st.integers(1, 10_000),
        label=st.just(""),
        on_duty=MOSTLY,
        certified=MOSTLY,
        place=st.none() | st.builds(Point, st.floats(121, 122), st.floats(30.8, 31.6)),
        place_at=st.none() | st.integers(0, 4000).map(lambda s: NOW - timedelta(seconds=s)),
        at_rescue=SELDOM,
        already_called=SELDOM,
    ),
    unique_by=lambda candidate: candidate.person_id,
    max_size=12,
)


def may_come(candidate: Candidate) -> bool:
    free = not candidate.at_rescue and not candidate.already_called
    return candidate.on_duty and candidate.certified and free


def is_fresh(candidate: Candidate) -> bool:
    at = candidate.place_at
    return candidate.place is not None and (at is None or NOW - at <= FRESH)


@given(crew=CREWS)
def test_nobody_off_duty_uncertified_or_busy_is_ever_called(crew: list[Candidate]) -> None:
    chosen = chosen_of(*crew).chosen

    assert chosen is None or may_come(chosen.candidate)


@given(crew=CREWS)
def test_somebody_is_called_whenever_somebody_may_come(crew: list[Candidate]) -> None:
    assert (chosen_of(*crew).chosen is not None) is any(map(may_come, crew))


@given(crew=CREWS)
def test_no_other_suitable_one_would_arrive_earlier(crew: list[Candidate]) -> None:
    choice = chosen_of(*crew)
    suitable = [w for w in choice.weighed if may_come(w.candidate) and is_fresh(w.candidate)]
    arrivals = [w.travel_s for w in suitable if w.travel_s is not None]

    if arrivals:
        assert choice.chosen is not None
        assert is_fresh(choice.chosen.candidate)
        assert choice.chosen.travel_s == min(arrivals)


@given(crew=CREWS, chance=st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_the_order(crew: list[Candidate], chance: object) -> None:
    shuffled = list(crew)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert chosen_of(*crew) == chosen_of(*shuffled)


@given(crew=CREWS)
def test_everybody_is_weighed_once_and_only_the_chosen_has_no_reason(crew: list[Candidate]) -> None:
    choice = chosen_of(*crew)
    without = [w for w in choice.weighed if w.unsuitable is None]

    assert sorted(w.candidate.person_id for w in choice.weighed) == sorted(
        c.person_id for c in crew
    )
    assert without in ([], [choice.chosen])
