"""What the use unit may say of a visit, and when; the code by which it says so on a phone."""

from datetime import timedelta

from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.vocabulary import VisitState

CODE_LIFE = timedelta(minutes=10)
"""Chosen: as long as it takes to read a record on somebody's phone and to tell six digits."""

MOST_TRIES = 5
"""Chosen: five guesses at a million numbers; whoever mistypes twice is not shut out."""

MOST_CODES = 4
"""Codes for one visit within an hour. Chosen: enough where a text comes late."""

CODES_WITHIN = timedelta(hours=1)

COURSE: dict[VisitState, frozenset[VisitState]] = {
    VisitState.CONFIRMED: frozenset(
        {VisitState.SIGNED, VisitState.OBJECTED, VisitState.UNCONFIRMED}
    ),
    VisitState.OBJECTED: frozenset({VisitState.SIGNED, VisitState.UNCONFIRMED}),
    VisitState.UNCONFIRMED: frozenset({VisitState.SIGNED}),
}
"""Answer → the states in which it may be given. Silence is never taken for a signature: who is
late may still confirm or object, and who objected may confirm once it is put right."""


class VisitMovedOn(Refusal):
    """Raised when a visit is no longer in a state in which the answer makes sense."""

    code = "visit_moved_on"
    zh = "该维保记录现为「{state_zh}」，不能再进行此操作。请刷新页面。"
    en = "This visit is now «{state_en}»; that can no longer be done. Load the page again."


def require_answerable(*, state: VisitState, answer: VisitState) -> None:
    """Refuse an answer that does not fit the state of a visit. Raises: VisitMovedOn.

    Example:
        >>> require_answerable(state=VisitState.UNCONFIRMED, answer=VisitState.CONFIRMED)
    """
    if state not in COURSE[answer]:
        raise VisitMovedOn(state_zh=state.zh, state_en=state.en)


def may_answer(*, state: VisitState, answer: VisitState) -> bool:
    """Return whether an answer fits the state of a visit."""
    return state in COURSE[answer]
