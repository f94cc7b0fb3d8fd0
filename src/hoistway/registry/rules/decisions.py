"""What is held true of a whole subject: every field decided over all its current claims."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.width import half_width
from hoistway.registry.rules.precedence import Decision, Precedence, Statement, decide
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.rules.sources import DECIDING
from hoistway.registry.vocabulary import DecisionReason, SourceKind

FOLLOWS = {"latitude": "longitude", "datum": "longitude", "catalogue": "kind"}
"""Field → the field whose source it shares: half a point from each of two sources is no point."""

_BOTH = ("longitude", "latitude")
_POINT = (*_BOTH, "datum")
_CODE_OF = {"use_unit_code": "use_unit", "firm_code": "firm"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A current claim as judgement sees it."""

    claim_id: int
    kind: SourceKind
    source: str
    fields: Mapping[str, FieldValue]
    observed_at: datetime
    instead_of: object = None
    suggested: bool = False


Held = dict[str, tuple[FieldValue, int]]
"""Field → the value held true and the claim that says so."""


def plain(*, text: object) -> str:
    """Return a name without blanks, in half width and one case: how it is written is no matter.

    Example:
        >>> plain(text="上海 永大（集团）ＣＯ")
        '上海永大(集团)co'
    """
    return "".join(half_width(text=str(text)).casefold().split())


def decide_all(*, spoken: Sequence[Spoken], precedence: Precedence) -> Held:
    """Return what is held true of every field of which somebody says something that counts.

    The same as `decide` for each field; only faster where no person and no rule has spoken.
    """
    ordinary = [one for one in spoken if one.kind not in DECIDING and not one.suggested]
    held = _plainly(ordinary, precedence)
    overlaid = {name for one in spoken if one.kind in DECIDING for name in one.fields}
    if overlaid:
        for field in sorted(overlaid | _tied(overlaid)):
            _settle(field, story_of(field=field, spoken=spoken, precedence=precedence), held)
    return held


def _tied(fields: Iterable[str]) -> set[str]:
    """Return the codes whose names are among the fields: another name brings another code."""
    return {code for code, name in _CODE_OF.items() if name in fields}


def _settle(field: str, decision: Decision | None, held: Held) -> None:
    if decision is None or decision.value is None:
        held.pop(field, None)
    else:
        held[field] = (decision.value, decision.claim_id)


def story_of(*, field: str, spoken: Sequence[Spoken], precedence: Precedence) -> Decision | None:
    """Return the decision over one field, with what contradicts it."""
    statements = statements_of(field=field, spoken=spoken, precedence=precedence)
    return decide(field=field, statements=statements, precedence=precedence)


def statements_of(
    *, field: str, spoken: Sequence[Spoken], precedence: Precedence
) -> tuple[Statement, ...]:
    """Return what the claims say of a field, as far as it may be compared.

    Half a point counts nowhere; a latitude, datum or catalogue counts with the claim that
    gives the field it follows, a credit code with the name beside which it stands.
    """
    ordinary = [one for one in spoken if one.kind not in DECIDING and not one.suggested]
    winner = _winner_of(FOLLOWS[field], ordinary, precedence) if field in FOLLOWS else None
    names = _names_for(field, spoken, ordinary, precedence)
    return tuple(
        Statement(
            claim_id=one.claim_id, kind=one.kind, value=one.fields[field],
            observed_at=one.observed_at, source=one.source, instead_of=one.instead_of,
            suggested=one.suggested or not _fits(field, one, winner, names),
        )
        for one in spoken
        if field in one.fields
    )  # fmt: skip


def _names_for(
    field: str, spoken: Sequence[Spoken], ordinary: Sequence[Spoken], precedence: Precedence
) -> frozenset[str]:
    """Return the names beside which a credit code belongs to what is held true.

    A rule that corrects how a name is written leaves the code that stood beside it.
    """
    if field not in _CODE_OF:
        return frozenset()
    lead = _CODE_OF[field]
    decision = story_of(field=lead, spoken=spoken, precedence=precedence)
    names = {plain(text=decision.value)} if decision and decision.value else set()
    if decision and decision.value and decision.reason is DecisionReason.RULE:
        before, _ = _plainly(ordinary, precedence).get(lead, ("", 0))
        names.add(plain(text=before))
    return frozenset(names - {""})


def _winner_of(lead: str, ordinary: Sequence[Spoken], precedence: Precedence) -> int:
    held = _plainly([one for one in ordinary if _whole(lead, one)], precedence)
    return held[lead][1] if lead in held else 0


def _whole(field: str, one: Spoken) -> bool:
    return field not in _BOTH or all(side in one.fields for side in _BOTH)


def _fits(field: str, one: Spoken, winner: int | None, names: frozenset[str]) -> bool:
    """Return whether a claim's value of a field may win, or is only shown beside it."""
    if one.kind in DECIDING:
        return True
    if winner is not None:
        return one.claim_id == winner
    if field in _CODE_OF:
        return plain(text=one.fields.get(_CODE_OF[field], "")) in names
    return _whole(field, one)


def _plainly(ordinary: Sequence[Spoken], precedence: Precedence) -> Held:
    """Decide every field where only sources have spoken: first of the group's order that says."""
    if len(ordinary) == 1:
        return _alone(ordinary[0], precedence)
    held: Held = {}
    names = {name for one in ordinary for name in one.fields}
    orders: dict[str, list[Spoken]] = {}
    late = []
    for field in names:
        if field in FOLLOWS or field in _CODE_OF:
            late.append(field)
            continue
        group = precedence.group_of(field)
        order = orders.get(group)
        if order is None:
            order = orders[group] = _ordered(field, ordinary, precedence)
        for one in order:
            value = one.fields.get(field)
            if value is not None and (field != "longitude" or "latitude" in one.fields):
                held[field] = (value, one.claim_id)
                break
    for field in late:
        _follow(field, ordinary, precedence, held)
    return held


def _alone(one: Spoken, precedence: Precedence) -> Held:
    """Return what the only claim says, where its source counts."""
    point = all(side in one.fields for side in _BOTH)
    lacking = {group for group, ranks in precedence.ranks.items() if one.kind not in ranks}
    return {
        field: (value, one.claim_id)
        for field, value in one.fields.items()
        if (not lacking or precedence.group_of(field) not in lacking)
        and (point or field not in _POINT)
        and (field not in FOLLOWS or FOLLOWS[field] in one.fields)
        and (field not in _CODE_OF or one.fields.get(_CODE_OF[field]))
    }


def _ordered(field: str, ordinary: Sequence[Spoken], precedence: Precedence) -> list[Spoken]:
    ranked = [
        (tier, -one.observed_at.timestamp(), -one.claim_id, one)
        for one in ordinary
        if (tier := precedence.tier(field, one.kind)) is not None
    ]
    return [one for *_, one in sorted(ranked, key=lambda entry: entry[:3])]


def _follow(
    field: str, ordinary: Sequence[Spoken], precedence: Precedence, held: Held
) -> None:  # fmt: skip
    """Decide a field that is bound to another one, which is decided already."""
    lead = FOLLOWS.get(field) or _CODE_OF[field]
    _, winner = held.get(lead, (None, 0))
    names = frozenset(({plain(text=held[lead][0])} if lead in held else set()) - {""})
    for one in _ordered(field, ordinary, precedence):
        if field in one.fields and _fits(field, one, winner if field in FOLLOWS else None, names):
            held[field] = (one.fields[field], one.claim_id)
            return


def compact(*, held: Held, whole: bool) -> dict[str, int]:
    """Return which claim won which field; «*» stands for the claim that won most.

    Only where nothing else stands in the row may «*» speak for the fields that are not named.

    Example:
        >>> compact(held={"name": ("1号梯", 7), "kind": ("3110", 7), "stops": (9, 8)}, whole=True)
        {'*': 7, 'stops': 8}
    """
    winners = {field: claim_id for field, (_, claim_id) in sorted(held.items())}
    if not whole or not winners:
        return winners
    most = min(Counter(winners.values()).items(), key=lambda pair: (-pair[1], pair[0]))[0]
    return {"*": most} | {field: winner for field, winner in winners.items() if winner != most}
