from datetime import date

import pytest

from hoistway.lifecycle.rules.course import MOVES, RequestMovedOn
from hoistway.lifecycle.rules.course import state_after as moved
from hoistway.lifecycle.rules.use_states import (
    ScrappedForGood,
    WrongUseState,
    inspection_comes_first,
    kinds_from,
    state_after,
)
from hoistway.lifecycle.vocabulary import RequestDeed, UseRequestKind, UseRequestState
from hoistway.registry.vocabulary import UseState

S, R, X, C = UseRequestKind

FITS = {
    (UseState.IN_USE, S): UseState.SUSPENDED,
    (UseState.IN_USE, X): UseState.SCRAPPED,
    (UseState.IN_USE, C): UseState.IN_USE,
    (UseState.SUSPENDED, R): UseState.IN_USE,
    (UseState.SUSPENDED, X): UseState.SCRAPPED,
    (UseState.SUSPENDED, C): UseState.SUSPENDED,
}


@pytest.mark.parametrize("state", list(UseState))
@pytest.mark.parametrize("kind", list(UseRequestKind))
def test_a_request_moves_the_state_of_use_by_the_table(
    state: UseState, kind: UseRequestKind
) -> None:
    if (state, kind) in FITS:
        assert state_after(state=state, kind=kind) is FITS[state, kind]
        return
    refusal = ScrappedForGood if state is UseState.SCRAPPED else WrongUseState
    with pytest.raises(refusal):
        state_after(state=state, kind=kind)


def test_nothing_is_offered_for_a_scrapped_elevator() -> None:
    assert kinds_from(state=UseState.SCRAPPED) == ()
    assert kinds_from(state=UseState.SUSPENDED) == (R, X, C)


@pytest.mark.parametrize(
    ("since", "on", "first"),
    [
        (date(2025, 11, 22), date(2026, 11, 22), False),
        (date(2025, 11, 22), date(2026, 11, 23), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (None, date(2026, 11, 22), False),
    ],
)
def test_more_than_a_year_out_of_use_asks_for_an_inspection_first(
    since: date | None, on: date, first: bool
) -> None:
    assert inspection_comes_first(out_since=since, on=on) is first


@pytest.mark.parametrize("state", list(UseRequestState))
@pytest.mark.parametrize("deed", list(RequestDeed))
def test_a_request_that_is_settled_moves_no_more(state: UseRequestState, deed: RequestDeed) -> None:
    if (state, deed) in MOVES:
        assert state in UseRequestState.open_states()
        assert moved(state=state, deed=deed) is MOVES[state, deed]
        return
    with pytest.raises(RequestMovedOn):
        moved(state=state, deed=deed)
