"""Where a report goes by a deed; who asked again, too late or too often is told so."""

from datetime import datetime, timedelta

from hoistway.foundation.refusal import Refusal
from hoistway.riders.rules.policy import ReportPolicy
from hoistway.riders.vocabulary import ReportDeed, ReportState

_OPEN, _ANSWERED, _CLOSED = ReportState.OPEN, ReportState.ANSWERED, ReportState.CLOSED
_OUTSIDE, _HIDDEN = ReportState.OUTSIDE, ReportState.HIDDEN

STILL = frozenset(
    {
        ReportDeed.VERIFY, ReportDeed.NOTE, ReportDeed.JOIN, ReportDeed.ME_TOO, ReportDeed.ERASE,
        ReportDeed.SHOW_PHOTO, ReportDeed.HIDE_PHOTO,
    }
)  # fmt: skip
"""What moves no state and may be done at any time."""

MOVES: dict[tuple[ReportState, ReportDeed], ReportState] = {
    (_OPEN, ReportDeed.FILE): _OPEN,
    (_OPEN, ReportDeed.TAKE_UP): _OPEN,
    (_OPEN, ReportDeed.PASS_ON): _OPEN,
    (_OPEN, ReportDeed.ESCALATE): _OPEN,
    (_OPEN, ReportDeed.ANSWER): _ANSWERED,
    (_OPEN, ReportDeed.CLOSE): _CLOSED,
    (_OPEN, ReportDeed.OUTSIDE): _OUTSIDE,
    (_OPEN, ReportDeed.HIDE): _HIDDEN,
    (_ANSWERED, ReportDeed.ANSWER): _ANSWERED,
    (_ANSWERED, ReportDeed.MENDED): _ANSWERED,
    (_ANSWERED, ReportDeed.NOT_MENDED): _ANSWERED,
    (_ANSWERED, ReportDeed.REOPEN): _OPEN,
    (_ANSWERED, ReportDeed.CLOSE): _CLOSED,
    (_ANSWERED, ReportDeed.HIDE): _HIDDEN,
    (_CLOSED, ReportDeed.MENDED): _CLOSED,
    (_CLOSED, ReportDeed.NOT_MENDED): _CLOSED,
    (_CLOSED, ReportDeed.REOPEN): _OPEN,
    (_CLOSED, ReportDeed.HIDE): _HIDDEN,
    (_OUTSIDE, ReportDeed.OUTSIDE_NEWS): _OUTSIDE,
    (_OUTSIDE, ReportDeed.ANSWER): _ANSWERED,
    (_OUTSIDE, ReportDeed.CLOSE): _CLOSED,
    (_OUTSIDE, ReportDeed.ESCALATE): _OPEN,
    (_OUTSIDE, ReportDeed.HIDE): _HIDDEN,
    (_HIDDEN, ReportDeed.APPEAL): _HIDDEN,
    (_HIDDEN, ReportDeed.KEEP_HIDDEN): _HIDDEN,
    (_HIDDEN, ReportDeed.SHOW): _OPEN,
}
"""State and deed → state; a report that is shown again goes back to where it stood."""


class ReportSettled(Refusal):
    """Raised when a deed does not fit where a report stands."""

    code = "report_settled"
    zh = "该反映的状态是“{zh}”，不能进行此操作。"
    en = "This report is “{en}”; that cannot be done now."


class TooLate(Refusal):
    """Raised when a report is reopened long after it was closed."""

    code = "too_late_to_reopen"
    zh = "办结已超过 {days} 天，不能重开。如仍有问题，请重新提交。"
    en = "It was closed more than {days} days ago and cannot be reopened; please report it anew."


def state_after(*, state: ReportState, deed: ReportDeed) -> ReportState:
    """Return the state of a report after a deed. Raises: ReportSettled.

    Example:
        >>> state_after(state=ReportState.OPEN, deed=ReportDeed.ANSWER)
        <ReportState.ANSWERED: 'answered'>
    """
    if deed in STILL:
        return state
    after = MOVES.get((state, deed))
    if after is None:
        raise ReportSettled(zh=state.zh, en=state.en)
    return after


def may_follow(*, state: ReportState, deed: ReportDeed) -> bool:
    """Return whether a deed fits where a report stands.

    Example:
        >>> may_follow(state=ReportState.HIDDEN, deed=ReportDeed.ANSWER)
        False
    """
    return deed in STILL or (state, deed) in MOVES


def require_in_time(*, closed_at: datetime | None, now: datetime, policy: ReportPolicy) -> None:
    """Refuse to reopen what was closed too long ago. Raises: TooLate."""
    if closed_at is not None and now > closed_at + timedelta(days=policy.reopen_days):
        raise TooLate(days=policy.reopen_days)
