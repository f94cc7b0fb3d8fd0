"""When a mismatch is answered, when the clock escalates it, when it is mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hoistway.filings.rules.sameness import any_same, same
from hoistway.filings.vocabulary import (
    MismatchDeed,
    MismatchField,
    MismatchNeed,
    MismatchState,
)
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import Refusal

_OPEN, _ANSWERED = MismatchState.OPEN, MismatchState.ANSWERED


class MismatchSettled(Refusal):
    """Raised when a deed comes after a mismatch was closed or dismissed."""

    code = "mismatch_settled"
    zh = "该不一致已办结（{zh}），不能再处理。"
    en = "This mismatch is settled ({en}); nothing more can be done about it."


def state_after(
    *, state: MismatchState, deed: MismatchDeed, all_have_answered: bool = False
) -> MismatchState:
    """Return the state of a mismatch after a deed.

    It counts as answered once every organisation that was asked has answered or confirmed.
    Raises: MismatchSettled.

    Example:
        >>> state_after(state=MismatchState.OPEN, deed=MismatchDeed.DISMISS)
        <MismatchState.DISMISSED: 'dismissed'>
    """
    if state not in MismatchState.open_states():
        raise MismatchSettled(zh=state.zh, en=state.en)
    if deed is MismatchDeed.CLOSE:
        return MismatchState.CLOSED
    if deed is MismatchDeed.DISMISS:
        return MismatchState.DISMISSED
    return _ANSWERED if all_have_answered else state


def moment_of(*, opened_at: datetime, days: int) -> datetime:
    """Return the end of the day, in Shanghai, that lies this many whole days after the opening.

    Example:
        >>> from datetime import UTC
        >>> moment_of(opened_at=datetime(2026, 11, 22, 4, tzinfo=UTC), days=5).isoformat()
        '2026-11-28T00:00:00+08:00'
    """
    day = local_day(at=opened_at) + timedelta(days=days + 1)
    return datetime.combine(day, time(), SHANGHAI)


def next_moment(
    *, opened_at: datetime, days: Sequence[int], after: datetime | None
) -> datetime | None:
    """Return when the clock looks at a mismatch next; None where it has said its last word.

    `after` is the moment that has just been dealt with, None at the opening.
    """
    moments = [moment_of(opened_at=opened_at, days=one) for one in sorted(days)]
    return next((one for one in moments if after is None or one > after), None)


def is_quiet(*, state: MismatchState, due_at: datetime, answer_until: datetime) -> bool:
    """Return whether a moment passes in silence: only answers were due, and all have come."""
    return state is _ANSWERED and due_at <= answer_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one side says now: `asked` that there is such a side, `confirmed` what it confirms.

    `filing` is the number of the checked filing by which it has spoken, empty where it has not.
    """

    asked: bool
    confirmed: tuple[str, ...] = ()
    filing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a mismatch stands: what was filed and found, what is held now and by which names.

    `verified` is what a person has seen on site to agree with the register since.
    """

    field: MismatchField
    filed: str
    found: str
    now: str
    names: frozenset[str]
    unit: Voice
    firm: Voice
    verified: tuple[str, ...] = ()


def needs(*, standing: Standing) -> tuple[MismatchNeed, ...]:
    """Return what a mismatch still waits for; it is mended when nothing is left.

    The filing must be another than it was and say what was found, both sides must have
    confirmed what it says now. Where a machine cannot compare, or the truth is a third thing,
    or one side does not exist, a person who has seen the site again takes its place.
    Source: 286号 二（一）: 督促使用单位和维保单位进行变更; requirements A7.
    """
    verified = is_verified(standing=standing)
    held = {
        MismatchNeed.CHANGED: has_changed(standing=standing) or verified,
        MismatchNeed.AS_FOUND: verified or says_found(standing=standing),
        MismatchNeed.UNIT: _has_said(standing.unit, standing, verified=verified),
        MismatchNeed.FIRM: _has_said(standing.firm, standing, verified=verified),
    }
    return tuple(need for need in MismatchNeed if not held[need])


def has_changed(*, standing: Standing) -> bool:
    """Return whether something else is held than at the opening."""
    if standing.now == standing.filed:
        return False
    return not same(field=standing.field, one=standing.filed, other=standing.now)


def says_found(*, standing: Standing) -> bool:
    """Return whether what is held now is what was found on site."""
    return any_same(field=standing.field, told=standing.found, names=standing.names)


def confirmed_value(*, standing: Standing) -> str:
    """Return what a confirmation speaks of: what is held once it has changed, else what was found.

    Of what a machine cannot compare nothing is held; then the confirmation names no value.
    """
    if standing.field is MismatchField.OTHER or has_changed(standing=standing):
        return standing.now
    return standing.found


def is_verified(*, standing: Standing) -> bool:
    """Return whether a person has seen the site to agree with what is held now."""
    return _covers(standing.verified, standing)


def _has_said(voice: Voice, standing: Standing, *, verified: bool) -> bool:
    """Return whether a side has spoken; before the change it may only speak of what was found."""
    if not voice.asked:
        return verified
    if voice.filing != "" or _covers(voice.confirmed, standing):
        return True
    ahead = any(same(field=standing.field, one=one, other=standing.found)
                for one in voice.confirmed)  # fmt: skip
    return ahead and not has_changed(standing=standing)


def _covers(told: Iterable[str], standing: Standing) -> bool:
    """Return whether one of these words is about what is held now, not about what was before."""
    return any(
        one == standing.now or any_same(field=standing.field, told=one, names=standing.names)
        for one in told
    )
