"""Which deed moves a filing of an elevator from which state to which."""

from hoistway.filings.vocabulary import FilingState
from hoistway.filings.vocabulary.decisions import FilingDeed
from hoistway.foundation.refusal import Refusal

COURSE: dict[tuple[FilingState, FilingDeed], FilingState] = {
    (FilingState.FILED, FilingDeed.DISPUTE): FilingState.DISPUTED,
    (FilingState.FILED, FilingDeed.ACCEPT): FilingState.CHECKED,
    (FilingState.FILED, FilingDeed.RETURN): FilingState.RETURNED,
    (FilingState.FILED, FilingDeed.WITHDRAW): FilingState.WITHDRAWN,
    (FilingState.FILED, FilingDeed.REFUSE): FilingState.REFUSED,
    (FilingState.FILED, FilingDeed.REPLACE): FilingState.REPLACED,
    (FilingState.DISPUTED, FilingDeed.SETTLE): FilingState.FILED,
    (FilingState.DISPUTED, FilingDeed.ACCEPT): FilingState.CHECKED,
    (FilingState.DISPUTED, FilingDeed.RETURN): FilingState.RETURNED,
    (FilingState.DISPUTED, FilingDeed.WITHDRAW): FilingState.WITHDRAWN,
    (FilingState.DISPUTED, FilingDeed.REFUSE): FilingState.REFUSED,
    (FilingState.DISPUTED, FilingDeed.REPLACE): FilingState.REPLACED,
    (FilingState.RETURNED, FilingDeed.REPLACE): FilingState.REPLACED,
    (FilingState.CHECKED, FilingDeed.REPLACE): FilingState.REPLACED,
    (FilingState.REPLACED, FilingDeed.REVIVE): FilingState.CHECKED,
    (FilingState.CHECKED, FilingDeed.REFUSE): FilingState.REFUSED,
    (FilingState.REPLACED, FilingDeed.REFUSE): FilingState.REFUSED,
    (FilingState.REFUSED, FilingDeed.REOPEN): FilingState.FILED,
}


class FilingMovedOn(Refusal):
    """Raised when a filing is no longer in a state in which the deed makes sense."""

    code = "filing_moved_on"
    zh = "该备案现为「{state_zh}」，不能再进行此操作。请刷新页面。"
    en = "This filing is now «{state_en}»; that can no longer be done. Load the page again."


def state_after(*, state: FilingState, deed: FilingDeed) -> FilingState:
    """Return the state to which a deed leads. Raises: FilingMovedOn.

    Example:
        >>> str(state_after(state=FilingState.DISPUTED, deed=FilingDeed.ACCEPT))
        'checked'
    """
    after = COURSE.get((state, deed))
    if after is None:
        raise FilingMovedOn(state_zh=state.zh, state_en=state.en)
    return after
