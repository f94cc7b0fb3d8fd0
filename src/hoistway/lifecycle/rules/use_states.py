"""How a request moves an elevator's state of use; scrapping is final."""

from datetime import date

from hoistway.foundation.refusal import Refusal
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.registry.vocabulary import UseState

_IN_USE, _SUSPENDED, _SCRAPPED = UseState.IN_USE, UseState.SUSPENDED, UseState.SCRAPPED

MOVES: dict[tuple[UseState, UseRequestKind], UseState] = {
    (_IN_USE, UseRequestKind.SUSPEND): _SUSPENDED,
    (_SUSPENDED, UseRequestKind.RESUME): _IN_USE,
    (_IN_USE, UseRequestKind.SCRAP): _SCRAPPED,
    (_SUSPENDED, UseRequestKind.SCRAP): _SCRAPPED,
    (_IN_USE, UseRequestKind.CHANGE): _IN_USE,
    (_SUSPENDED, UseRequestKind.CHANGE): _SUSPENDED,
}
"""(state of use, request) → state of use. Source: TSG 08 (M); 特种设备安全法 art. 47–48."""


class WrongUseState(Refusal):
    """Raised when a request does not fit the elevator's state of use."""

    code = "wrong_use_state"
    zh = "该电梯当前为“{state_zh}”，不能申请“{kind_zh}”。"
    en = "The elevator is “{state_en}”; “{kind_en}” does not fit."
    clause = "TSG 08"


class ScrappedForGood(Refusal):
    """Raised when something is asked for a scrapped elevator."""

    code = "scrapped_for_good"
    zh = "该电梯已报废。报废不可恢复，不能再申请启用、停用或变更。"
    en = "The elevator has been scrapped for good; nothing more can be asked for it."
    clause = "特种设备安全法 art. 48"


def state_after(*, state: UseState, kind: UseRequestKind) -> UseState:
    """Return the state of use once a request is in force.

    Raises: ScrappedForGood, WrongUseState.

    Example:
        >>> state_after(state=UseState.IN_USE, kind=UseRequestKind.SUSPEND)
        <UseState.SUSPENDED: 'suspended'>
    """
    if state is _SCRAPPED:
        raise ScrappedForGood
    if (state, kind) not in MOVES:
        raise WrongUseState(state_zh=state.zh, state_en=state.en, kind_zh=kind.zh, kind_en=kind.en)
    return MOVES[state, kind]


def kinds_from(*, state: UseState) -> tuple[UseRequestKind, ...]:
    """Return what may be asked for an elevator in this state, in the order of the vocabulary."""
    return tuple(kind for kind in UseRequestKind if (state, kind) in MOVES)


def inspection_comes_first(*, out_since: date | None, on: date) -> bool:
    """Return whether an elevator must be inspected before it is used again.

    Out of use for more than a calendar year: a periodic inspection comes before re-use.
    Source: TSG T7001-2023 («停用1年以上重新启用»).

    Example:
        >>> inspection_comes_first(out_since=date(2025, 11, 22), on=date(2026, 11, 22))
        False
        >>> inspection_comes_first(out_since=date(2025, 11, 21), on=date(2026, 11, 22))
        True
    """
    if out_since is None:
        return False
    leap_day = out_since.month == 2 and out_since.day == 29
    year_on = out_since.replace(year=out_since.year + 1, day=28 if leap_day else out_since.day)
    return on > year_on
