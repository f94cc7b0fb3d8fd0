"""What happened to an elevator, told from what sources said of it and when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hoistway.foundation.periods import local_day
from hoistway.lifecycle.rules.wording import Pair, source_words, value_words
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.registry.vocabulary import Field, SourceKind, UseState

_DATES: dict[Field, MilestoneKind] = {
    Field.MADE_ON: MilestoneKind.MADE,
    Field.INSTALLED_ON: MilestoneKind.INSTALLED,
    Field.REGISTERED_ON: MilestoneKind.REGISTERED,
    Field.ALTERED_ON: MilestoneKind.ALTERED,
    Field.REPAIRED_ON: MilestoneKind.REPAIRED,
}
"""Facts of the register that are days of an elevator's life."""

_PARTIES: dict[Field, MilestoneKind] = {
    Field.FIRM: MilestoneKind.MAINTAINER, Field.USE_UNIT: MilestoneKind.USE_UNIT,
}  # fmt: skip
_USE: dict[str, MilestoneKind] = {
    UseState.IN_USE: MilestoneKind.RESUMED, UseState.SUSPENDED: MilestoneKind.SUSPENDED,
    UseState.SCRAPPED: MilestoneKind.SCRAPPED,
}  # fmt: skip
_DECIDING = frozenset({SourceKind.PERSON, SourceKind.RULE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One line of an elevator's life: when, what, by which source, and where to read more.

    `about` and `reference` name the page behind it: a request or an incident with its number.
    """

    on: date
    kind: MilestoneKind
    words: Pair
    source: Pair
    at: datetime | None = None
    about: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim said, as far as a life is told from it."""

    source: str
    kind: SourceKind
    observed_at: datetime
    fields: Mapping[str, object]
    instead_of: object = None
    reason: str = ""
    withdrawn: bool = False
    by_request: bool = False


def dated(*, held: Mapping[str, object], sources: Mapping[str, str]) -> Iterator[Milestone]:
    """Give the days that the register itself holds, each with its source.

    Example:
        >>> [line] = dated(held={"made_on": "2012-05-01"}, sources={"made_on": "inspection"})
        >>> line.on, line.kind.en, line.source[1]
        (datetime.date(2012, 5, 1), 'Made', 'Inspection system')
    """
    for field, kind in _DATES.items():
        on = _day(held.get(str(field)))
        if on is not None:
            source = source_words(source=sources.get(str(field), ""))
            yield Milestone(on=on, kind=kind, words=(kind.zh, kind.en), source=source)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def changes(*, statements: Iterable[Statement], winners: Mapping[str, str]) -> Iterator[Milestone]:
    """Give the changes of firm, use unit and state of use, as the believed source told them.

    `winners` names for each field the source that is believed now: only its own words over time
    are a change, two sources that contradict each other are not. What a use unit's request
    brought about is told by the request.
    """
    said = sorted(statements, key=lambda one: one.observed_at)
    for field in (*_PARTIES, Field.USE_STATE):
        winner = winners.get(str(field), "")
        own = [
            one for one in said
            if str(field) in one.fields and not one.withdrawn
            and one.source in {winner, str(SourceKind.PERSON)}
        ]  # fmt: skip
        yield from _steps(field, own)


def _steps(field: Field, said: Sequence[Statement]) -> Iterator[Milestone]:
    before: object = None
    for one in said:
        now = one.fields[str(field)]
        if now in (None, ""):
            continue
        if before is not None and now != before and not one.by_request:
            yield _step(field, before, now, one)
        before = now


def _step(field: Field, before: object, now: object, one: Statement) -> Milestone:
    kind = _PARTIES.get(field) or _USE.get(str(now), MilestoneKind.CORRECTED)
    words = (kind.zh, kind.en)
    if field in _PARTIES:
        old, new = (value_words(field=str(field), value=value) for value in (before, now))
        words = (f"{kind.zh}：{old[0]} → {new[0]}", f"{kind.en}: {old[1]} → {new[1]}")
    return Milestone(
        on=local_day(at=one.observed_at), at=one.observed_at, kind=kind, words=words,
        source=source_words(source=one.source),
    )  # fmt: skip


def corrections(*, statements: Iterable[Statement]) -> Iterator[Milestone]:
    """Give what rules and people corrected in the register, also what was taken back."""
    told = {str(field) for field in (*_PARTIES, Field.USE_STATE)}
    for one in statements:
        if one.kind not in _DECIDING or one.by_request:
            continue
        for name, value in one.fields.items():
            if one.kind is SourceKind.PERSON and name in told:
                continue
            yield Milestone(
                on=local_day(at=one.observed_at), at=one.observed_at,
                kind=MilestoneKind.CORRECTED, words=_corrected(name, value, one),
                source=source_words(source=one.source),
            )  # fmt: skip


def _corrected(name: str, value: object, one: Statement) -> Pair:
    new = value_words(field=name, value=value)
    old = value_words(field=name, value=one.instead_of)
    field = next((field for field in Field if str(field) == name), None)
    title = (field.zh, field.en) if field else (name, name)
    taken_back = ("（已撤销）", " (taken back)") if one.withdrawn else ("", "")
    zh, en = (
        f"{what}{colon}{before + ' → ' if before else ''}{after or '—'}{back}"
        for what, colon, before, after, back in zip(
            title, ("：", ": "), old, new, taken_back, strict=True
        )
    )
    return zh, en
