"""Where a notice goes by a deed, whose word it waits for, and when the clock says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.duties.rules.policy import DutyPolicy
from hoistway.duties.vocabulary import (
    HazardGrade,
    NoticeDeed,
    NoticeKind,
    NoticeNeed,
    NoticeState,
)
from hoistway.foundation.refusal import Refusal

_STILL = frozenset({NoticeDeed.RECEIVE, NoticeDeed.ACKNOWLEDGE})
"""What is done once, at any time, and moves no state: also an ended notice may be received."""

_OPEN, _CLEARED, _ENDED = NoticeState.OPEN, NoticeState.CLEARED, NoticeState.ENDED
_MOVES = {
    (_OPEN, NoticeDeed.ESCALATE): _OPEN,
    (_CLEARED, NoticeDeed.ESCALATE): _CLEARED,
    (_OPEN, NoticeDeed.CLEAR): _ENDED,
    (_CLEARED, NoticeDeed.VERIFY): _ENDED,
    (_CLEARED, NoticeDeed.REOPEN): _OPEN,
}


class NoticeSettled(Refusal):
    """Raised when a deed does not fit where a notice stands."""

    code = "notice_settled"
    zh = "该告知的状态是“{zh}”，不能进行此操作。"
    en = "This notice is “{en}”; that cannot be done now."


def state_after(
    *, state: NoticeState, deed: NoticeDeed, grade: HazardGrade | None = None
) -> NoticeState:
    """Return the state of a notice after a deed.

    A serious hazard that its firm reports cleared waits for the regulator, who has taken it up.
    Raises: NoticeSettled.
    Source: TSG T5002-2017 art. 10 (M); 特种设备安全法 art. 67.

    Example:
        >>> state_after(state=NoticeState.OPEN, deed=NoticeDeed.CLEAR, grade=HazardGrade.SERIOUS)
        <NoticeState.CLEARED: 'cleared'>
    """
    if deed in _STILL:
        return state
    after = _MOVES.get((state, deed))
    if after is None:
        raise NoticeSettled(zh=state.zh, en=state.en)
    if deed is NoticeDeed.CLEAR and grade is HazardGrade.SERIOUS:
        return _CLEARED
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a notice: kind, grade of a hazard, whether anybody can receive it, words."""

    kind: NoticeKind
    grade: HazardGrade | None
    state: NoticeState
    has_unit: bool
    received: bool
    acknowledged: bool


def needs(*, standing: Standing) -> tuple[NoticeNeed, ...]:
    """Return whose word an open notice waits for; none of an ended one, however it ended.

    Example:
        >>> needs(standing=Standing(kind=NoticeKind.HAZARD, grade=HazardGrade.SERIOUS,
        ...     state=NoticeState.OPEN, has_unit=False, received=False, acknowledged=False))
        (<NoticeNeed.ACKNOWLEDGEMENT: 'acknowledgement'>,)
    """
    if standing.state is _ENDED:
        return ()
    held = {
        NoticeNeed.RECEIPT: standing.received or not standing.has_unit,
        NoticeNeed.ACKNOWLEDGEMENT: (
            standing.acknowledged or standing.grade is not HazardGrade.SERIOUS
        ),
    }
    return tuple(need for need in NoticeNeed if not held[need])


def moments(
    *, need: NoticeNeed, kind: NoticeKind, issued_at: datetime, policy: DutyPolicy
) -> tuple[datetime, ...]:
    """Return when the clock escalates what is missing, the first first.

    Example:
        >>> from datetime import UTC, date
        >>> from hoistway.duties.rules.policy import policy_on
        >>> moments(need=NoticeNeed.ACKNOWLEDGEMENT, kind=NoticeKind.HAZARD,
        ...     issued_at=datetime(2026, 11, 22, 4, tzinfo=UTC),
        ...     policy=policy_on(day=date(2026, 11, 22)))[0].isoformat()
        '2026-11-23T04:00:00+00:00'
    """
    hours = policy.acknowledge_hours
    if need is NoticeNeed.RECEIPT:
        is_stop = kind is NoticeKind.DO_NOT_USE
        hours = policy.stop_receipt_hours if is_stop else policy.receipt_hours
    return tuple(issued_at + timedelta(hours=one) for one in sorted(hours))


def next_moment(
    *, standing: Standing, issued_at: datetime, policy: DutyPolicy, after: datetime
) -> datetime | None:
    """Return when the clock looks at a notice next; None where it has said its last word."""
    ahead = [
        moment
        for need in needs(standing=standing)
        for moment in moments(
            need=need, kind=standing.kind, issued_at=issued_at, policy=policy
        )
        if moment > after
    ]  # fmt: skip
    return min(ahead, default=None)


def times_passed(*, moments: Iterable[datetime], at: datetime) -> int:
    """Return how many of the moments lie at an instant or before it: how often it was urged."""
    return sum(moment <= at for moment in moments)
