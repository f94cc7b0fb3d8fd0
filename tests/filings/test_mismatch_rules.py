"""When a mismatch is answered, escalated and mended."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hoistway.filings.rules.mismatches import (
    MismatchSettled,
    Standing,
    Voice,
    is_quiet,
    moment_of,
    needs,
    next_moment,
    state_after,
)
from hoistway.filings.vocabulary import MismatchDeed, MismatchField, MismatchState
from hoistway.filings.vocabulary import MismatchNeed as N
from hoistway.foundation.periods import SHANGHAI
from tests.world.parties import NOW

NEW, OLD, THIRD = "武定路 9 号", "延平路 9 号", "昌平路 9 号"
SAYS_NEW = Voice(asked=True, confirmed=(NEW,))
SILENT = Voice(asked=True)
NOBODY = Voice(asked=False)
MENDED = Standing(
    field=MismatchField.ADDRESS, filed=OLD, found=NEW, now=NEW, names=frozenset({NEW}),
    unit=SAYS_NEW, firm=SAYS_NEW,
)  # fmt: skip
THE_OLD = replace(MENDED, now=OLD, names=frozenset({OLD}))
A_THIRD = replace(
    MENDED, now=THIRD, names=frozenset({THIRD}), unit=Voice(asked=True, confirmed=(NEW, THIRD)),
    firm=Voice(asked=True, confirmed=(THIRD,)),
)  # fmt: skip
IN_WORDS = replace(
    MENDED, field=MismatchField.OTHER, filed="", now="", names=frozenset(),
    unit=Voice(asked=True, confirmed=("",)), firm=Voice(asked=True, confirmed=("",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        (MENDED, []),
        (THE_OLD, [N.CHANGED, N.AS_FOUND]),
        (replace(THE_OLD, firm=SILENT), [N.CHANGED, N.AS_FOUND, N.FIRM]),
        (replace(MENDED, unit=SILENT), [N.UNIT]),
        (replace(MENDED, firm=SILENT), [N.FIRM]),
        (replace(MENDED, firm=Voice(asked=True, confirmed=(OLD,))), [N.FIRM]),
        (replace(MENDED, firm=Voice(asked=True, filing="BA1")), []),
        (replace(MENDED, unit=NOBODY), [N.UNIT]),
        (replace(MENDED, unit=NOBODY, verified=(NEW,)), []),
        (A_THIRD, [N.AS_FOUND]),
        (replace(A_THIRD, verified=(NEW,)), [N.AS_FOUND]),
        (replace(A_THIRD, verified=(THIRD,)), []),
        (replace(A_THIRD, unit=SAYS_NEW, verified=(THIRD,)), [N.UNIT]),
        (replace(MENDED, now="", names=frozenset()), [N.AS_FOUND, N.UNIT, N.FIRM]),
        (IN_WORDS, [N.CHANGED, N.AS_FOUND]),
        (replace(IN_WORDS, verified=("",)), []),
        (replace(IN_WORDS, verified=("",), firm=SILENT), [N.FIRM]),
    ],
)  # fmt: skip
def test_a_mismatch_is_mended_only_when_changed_as_found_and_confirmed_by_both(
    standing: Standing, missing: list[N]
) -> None:
    assert list(needs(standing=standing)) == missing


def test_the_same_address_written_otherwise_is_no_change() -> None:
    written = replace(THE_OLD, now=f"静安区{OLD}", names=frozenset({f"静安区{OLD}"}))

    assert N.CHANGED in needs(standing=written)


@pytest.mark.parametrize("state", sorted(MismatchState.open_states()))
def test_an_open_mismatch_moves_by_its_deeds(state: MismatchState) -> None:
    def after(deed: MismatchDeed, *, all_have_answered: bool = False) -> MismatchState:
        return state_after(state=state, deed=deed, all_have_answered=all_have_answered)

    assert after(MismatchDeed.CLOSE) is MismatchState.CLOSED
    assert after(MismatchDeed.DISMISS) is MismatchState.DISMISSED
    assert after(MismatchDeed.ANSWER) is state
    assert after(MismatchDeed.ANSWER, all_have_answered=True) is MismatchState.ANSWERED


@pytest.mark.parametrize("state", [MismatchState.CLOSED, MismatchState.DISMISSED])
@pytest.mark.parametrize("deed", list(MismatchDeed))
def test_a_settled_one_moves_no_more(state: MismatchState, deed: MismatchDeed) -> None:
    with pytest.raises(MismatchSettled):
        state_after(state=state, deed=deed)


def test_the_days_of_an_answer_are_whole_days_of_shanghai() -> None:
    before, after = (datetime(2026, 11, 22, 23, 59, tzinfo=SHANGHAI),
                     datetime(2026, 11, 23, 0, 0, tzinfo=SHANGHAI))  # fmt: skip

    assert moment_of(opened_at=before, days=5) == datetime(2026, 11, 28, tzinfo=SHANGHAI)
    assert moment_of(opened_at=after, days=5) == datetime(2026, 11, 29, tzinfo=SHANGHAI)


def test_the_clock_looks_at_each_moment_once_and_then_no_more() -> None:
    moments, after = [], None
    while after := next_moment(opened_at=NOW, days=(20, 5, 10), after=after):
        moments.append(after)

    assert moments == [moment_of(opened_at=NOW, days=days) for days in (5, 10, 20)]


def test_only_a_complete_answer_in_time_keeps_the_clock_quiet() -> None:
    until = moment_of(opened_at=NOW, days=5)
    later = until + timedelta(days=1)
    answered, opened = MismatchState.ANSWERED, MismatchState.OPEN

    assert is_quiet(state=answered, due_at=until, answer_until=until)
    assert not is_quiet(state=answered, due_at=later, answer_until=until)
    assert not is_quiet(state=opened, due_at=until, answer_until=until)
