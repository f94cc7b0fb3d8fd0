from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.emergency.rules.deadlines import CallNow, Due, Picture, what_is_due
from hoistway.emergency.rules.policy import SHANGHAI_2026
from hoistway.emergency.vocabulary import CallState, IncidentState, RescueLevel

OPENED = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FIRM, STATION, FIRE = RescueLevel.FIRM, RescueLevel.STATION, RescueLevel.FIRE


def after(seconds: float) -> datetime:
    return OPENED + timedelta(seconds=seconds)


RINGING = CallNow(
    call_id=1, level=FIRM, state=CallState.RINGING, answer_by=after(60), arrives_at=after(600)
)
COMING = replace(RINGING, state=CallState.ACCEPTED)
FRESH = Picture(
    state=IncidentState.OPEN, level=FIRM, opened_at=OPENED, firm_told_at=OPENED, accepted_at=None,
    overdue_noted=False, calls=(RINGING,),
)  # fmt: skip
TAKEN = replace(FRESH, state=IncidentState.ACCEPTED, accepted_at=after(20), calls=(COMING,))


def due_at(picture: Picture, seconds: float) -> Due:
    return what_is_due(picture=picture, now=after(seconds), policy=SHANGHAI_2026)


def test_a_fresh_rescue_wants_somebody_of_the_firm_at_once() -> None:
    untouched = replace(FRESH, firm_told_at=None, calls=())

    assert due_at(untouched, 0) == Due(
        unanswered=(), escalate_to=None, call_at=(FIRM,), note_overdue=False,
        look_again_at=after(180),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "unanswered", "call_at", "look"),
    [(59.999, (), (), 60), (60, (1,), (FIRM,), 180)],
)
def test_a_call_rings_for_sixty_seconds(
    seconds: float, unanswered: tuple[int, ...], call_at: tuple[RescueLevel, ...], look: int
) -> None:
    assert due_at(FRESH, seconds) == Due(
        unanswered=unanswered, escalate_to=None, call_at=call_at, note_overdue=False,
        look_again_at=after(look),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "escalate_to"),
    [(179.999, None), (180, STATION), (299.999, STATION), (300, FIRE)],
)
def test_an_open_rescue_climbs_after_three_and_after_five_minutes(
    seconds: float, escalate_to: RescueLevel | None
) -> None:
    assert due_at(replace(FRESH, calls=()), seconds).escalate_to is escalate_to


@pytest.mark.parametrize(
    ("level", "seconds", "call_at", "escalate_to"),
    [
        (FIRM, 179.999, (FIRM,), None),
        (FIRM, 180, (FIRM, STATION), STATION),
        (STATION, 200, (FIRM, STATION), None),
        (FIRE, 300, (FIRM, STATION), None),
        (FIRE, 10, (FIRM, STATION), None),
    ],
)
def test_from_the_second_level_on_firm_and_station_are_both_called_and_levels_never_fall(
    level: RescueLevel, seconds: float, call_at: tuple[RescueLevel, ...],
    escalate_to: RescueLevel | None,
) -> None:  # fmt: skip
    due = due_at(replace(FRESH, level=level, calls=()), seconds)

    assert (due.call_at, due.escalate_to) == (call_at, escalate_to)


def test_a_level_at_which_somebody_is_called_is_not_called_again() -> None:
    station = replace(RINGING, call_id=2, level=STATION, answer_by=after(250))
    picture = replace(FRESH, level=STATION, calls=(station,))

    due = due_at(picture, 200)

    assert (due.call_at, due.look_again_at) == ((FIRM,), after(250))


@pytest.mark.parametrize(
    ("seconds", "escalate_to", "note_overdue", "call_at", "look"),
    [
        (1799.999, None, False, (), 1800),
        (1800, STATION, True, (STATION,), None),
        (1800.001, STATION, True, (STATION,), None),
    ],
)
def test_thirty_minutes_after_the_firm_was_told_the_station_is_called_too(
    seconds: float, escalate_to: RescueLevel | None, note_overdue: bool,
    call_at: tuple[RescueLevel, ...], look: int | None,
) -> None:  # fmt: skip
    due = due_at(TAKEN, seconds)

    assert due == Due(
        unanswered=(), escalate_to=escalate_to, call_at=call_at, note_overdue=note_overdue,
        look_again_at=None if look is None else after(look),
    )  # fmt: skip


def test_the_thirty_minutes_run_from_the_instant_the_firm_was_told() -> None:
    told_late = replace(TAKEN, firm_told_at=after(100))

    assert [due_at(told_late, s).note_overdue for s in (1899.999, 1900)] == [False, True]


def test_without_a_firm_the_thirty_minutes_run_from_the_opening() -> None:
    untold = replace(FRESH, firm_told_at=None, calls=())

    assert [due_at(untold, s).note_overdue for s in (1799.999, 1800)] == [False, True]


def test_being_overdue_is_noted_once() -> None:
    assert due_at(replace(TAKEN, overdue_noted=True), 1800).note_overdue is False


@pytest.mark.parametrize(
    ("arrives", "escalate_to", "call_at"), [(1800, None, ()), (1800.001, STATION, (STATION,))]
)
def test_who_cannot_arrive_in_time_is_joined_by_a_station(
    arrives: float, escalate_to: RescueLevel | None, call_at: tuple[RescueLevel, ...]
) -> None:
    slow = replace(TAKEN, calls=(replace(COMING, arrives_at=after(arrives)),))

    due = due_at(slow, 30)

    assert (due.escalate_to, due.call_at) == (escalate_to, call_at)


def test_one_who_arrives_in_time_is_enough() -> None:
    slow = replace(COMING, arrives_at=after(4000))
    quick = replace(COMING, call_id=2, level=STATION)

    assert due_at(replace(TAKEN, calls=(slow, quick)), 30).escalate_to is None


def test_an_accepted_rescue_does_not_climb_while_its_rescuer_is_in_time() -> None:
    assert due_at(TAKEN, 400).escalate_to is None


@pytest.mark.parametrize("level", RescueLevel)
def test_on_site_nobody_else_is_called_and_nothing_is_overdue(level: RescueLevel) -> None:
    arrived = replace(TAKEN, state=IncidentState.ARRIVED, level=level)

    assert due_at(arrived, 5000) == Due((), None, (), note_overdue=False, look_again_at=None)


def test_on_site_a_call_of_the_desk_still_times_out() -> None:
    extra = replace(RINGING, call_id=2)
    arrived = replace(TAKEN, state=IncidentState.ARRIVED, calls=(COMING, extra))

    assert due_at(arrived, 59).look_again_at == after(60)
    assert due_at(arrived, 60).unanswered == (2,)


@pytest.mark.parametrize(
    "state", [IncidentState.FREED, IncidentState.CLOSED, IncidentState.FALSE_ALARM]
)
def test_nothing_is_due_once_nobody_waits(state: IncidentState) -> None:
    assert due_at(replace(FRESH, state=state), 900) == Due(
        (), None, (), note_overdue=False, look_again_at=None
    )


PICTURES = st.builds(
    Picture,
    state=st.sampled_from(IncidentState),
    level=st.sampled_from(RescueLevel),
    opened_at=st.just(OPENED),
    firm_told_at=st.none() | st.integers(0, 900).map(after),
    accepted_at=st.none(),
    overdue_noted=st.booleans(),
    calls=st.lists(
        st.builds(
            CallNow,
            call_id=st.integers(1, 99),
            level=st.sampled_from([FIRM, STATION]),
            state=st.sampled_from(CallState),
            answer_by=st.integers(0, 900).map(after),
            arrives_at=st.integers(0, 4000).map(after),
        ),
        unique_by=lambda call: call.call_id,
        max_size=4,
    ).map(tuple),
)


@given(picture=PICTURES, seconds=st.integers(0, 3000))
def test_looking_twice_in_the_same_instant_asks_for_nothing_twice(
    picture: Picture, seconds: int
) -> None:
    first = due_at(picture, seconds)
    calls = [
        replace(c, state=CallState.UNANSWERED) if c.call_id in first.unanswered else c
        for c in picture.calls
    ]
    rung = [
        replace(RINGING, call_id=1000 + n, level=level, answer_by=after(seconds + 60))
        for n, level in enumerate(first.call_at)
    ]
    second = due_at(
        replace(
            picture, level=first.escalate_to or picture.level, calls=(*calls, *rung),
            overdue_noted=picture.overdue_noted or first.note_overdue,
        ),
        seconds,
    )  # fmt: skip

    assert (second.unanswered, second.escalate_to, second.call_at, second.note_overdue) == (
        (), None, (), False,
    )  # fmt: skip


@given(picture=PICTURES, seconds=st.integers(0, 3000))
def test_the_next_look_is_never_in_the_past(picture: Picture, seconds: int) -> None:
    again = due_at(picture, seconds).look_again_at

    assert again is None or again > after(seconds)


@given(picture=PICTURES, start=st.integers(0, 2000), wait=st.integers(1, 1000))
def test_between_two_looks_nothing_new_falls_due(picture: Picture, start: int, wait: int) -> None:
    first = due_at(picture, start)
    if first.look_again_at is not None and after(start + wait) >= first.look_again_at:
        return

    later = due_at(picture, start + wait)

    assert replace(later, look_again_at=None) == replace(first, look_again_at=None)
