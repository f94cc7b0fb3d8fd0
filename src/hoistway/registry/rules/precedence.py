"""Which of several statements about one field is held true, and why."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from hoistway.registry.rules.sayings import FieldValue, is_blank
from hoistway.registry.rules.sources import BLANK_SPEAKS
from hoistway.registry.standards.precedence import editions
from hoistway.registry.vocabulary import DecisionReason, SourceKind

REST = "rest"
"""The group of every field that no other group names."""

ORGANISATION = "organisation"
"""The group of the fields of organisations."""

_NO_RANK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim says of one field; `suggested` statements are evidence and never win."""

    claim_id: int
    kind: SourceKind
    value: FieldValue
    observed_at: datetime
    source: str = ""
    instead_of: object = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Precedence:
    """One edition of the ranks: group of fields → kind of source → tier, 0 the highest."""

    name: str
    in_force: date
    groups: Mapping[str, str]
    ranks: Mapping[str, Mapping[SourceKind, int]]

    def group_of(self, field: str) -> str:
        """Return the group to which a field belongs."""
        return self.groups.get(field, REST)

    def over_organisations(self) -> "Precedence":
        """Return the ranks for fields of organisations, which have names of their own too."""
        return replace(self, groups={}, ranks={REST: self.ranks[ORGANISATION]})

    def tier(self, field: str, kind: SourceKind) -> int | None:
        """Return the tier of a kind of source for a field; None where it is only evidence."""
        return self.ranks[self.group_of(field)].get(kind)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is held true of a field, by which claim, why, and what contradicts it."""

    value: FieldValue
    claim_id: int
    reason: DecisionReason
    dissenting: tuple[Statement, ...] = ()


@cache
def _all_editions() -> tuple[Precedence, ...]:
    found = [_read(name, tomllib.loads(text)) for name, text in editions().items()]
    return tuple(sorted(found, key=lambda one: one.in_force))


def _read(name: str, table: Mapping[str, object]) -> Precedence:
    groups: dict[str, str] = {}
    ranks: dict[str, dict[SourceKind, int]] = {}
    for group, entry in table.items():
        if isinstance(entry, dict):
            groups |= dict.fromkeys(entry["fields"], group)
            ranks[group] = {
                SourceKind(kind): tier for tier, kinds in enumerate(entry["tiers"])
                for kind in kinds
            }  # fmt: skip
    in_force = date.fromisoformat(str(table["in_force"]))
    return Precedence(name=name, in_force=in_force, groups=groups, ranks=ranks)


def edition_on(*, day: date) -> Precedence:
    """Return the edition in force on a day; the first one for days before it."""
    known = _all_editions()
    return next((one for one in reversed(known) if one.in_force <= day), known[0])


def decide(
    *, field: str, statements: Sequence[Statement], precedence: Precedence
) -> Decision | None:
    """Return what is held true of a field, or None where nobody says anything that counts.

    A person's word beats all. Otherwise the highest tier that says something wins, in it the
    newest observation. A rule's correction counts only while what would be held without it is
    what it corrects, so a source that changes its mind retires it. A blank never wins, save where
    the source means «nobody» by it (`sources.BLANK_SPEAKS`).
    """
    said = [one for one in statements if not one.suggested]
    people = [one for one in said if _speaks(one) and one.kind is SourceKind.PERSON]
    if people:
        chosen = max(people, key=_age)
        return _decided(chosen.value, chosen.claim_id, DecisionReason.PERSON, statements)
    rules = [one for one in said if one.kind is SourceKind.RULE]
    ranked = [one for one in said if _counts(field, one, precedence)]
    return _corrected(field, ranked, rules, precedence, statements)


def _speaks(one: Statement) -> bool:
    return not is_blank(value=one.value) or (one.kind in BLANK_SPEAKS and one.value == "")


def _counts(field: str, one: Statement, precedence: Precedence) -> bool:
    return _speaks(one) and precedence.tier(field, one.kind) is not None


def _age(one: Statement) -> tuple[datetime, int]:
    return one.observed_at, one.claim_id


def _corrected(
    field: str, ranked: list[Statement], rules: list[Statement], precedence: Precedence,
    statements: Sequence[Statement],
) -> Decision | None:  # fmt: skip
    """Return the best of the ranked statements after all corrections that fit, each once."""
    best = _best(field, ranked, precedence)
    value, claim_id, reason = _said_by(best), best.claim_id if best else 0, DecisionReason.ONLY
    if best is not None:
        reason = _why(field, best, ranked, precedence)
    left = sorted(rules, key=_age, reverse=True)
    while fitting := next((one for one in left if one.instead_of == value), None):
        left.remove(fitting)
        claim_id, reason = fitting.claim_id, DecisionReason.RULE
        if is_blank(value=fitting.value):
            ranked = [one for one in ranked if one.value != value]
            best = _best(field, ranked, precedence)
            value, claim_id = _said_by(best), best.claim_id if best else claim_id
        else:
            value = fitting.value
    return _decided(value, claim_id, reason, statements) if claim_id else None


def _said_by(best: Statement | None) -> FieldValue:
    return None if best is None else best.value


def _best(field: str, ranked: list[Statement], precedence: Precedence) -> Statement | None:
    """Return the newest statement of the highest tier."""

    def order(one: Statement) -> tuple[int, float, int]:
        tier = precedence.tier(field, one.kind)
        rank = _NO_RANK if tier is None else tier
        return rank, -one.observed_at.timestamp(), -one.claim_id

    return min(ranked, key=order, default=None)


def _why(
    field: str, best: Statement, ranked: list[Statement], precedence: Precedence
) -> DecisionReason:
    others = [one for one in ranked if one.claim_id != best.claim_id]
    if not others:
        return DecisionReason.ONLY
    against = [one for one in others if one.value != best.value]
    if not against:
        return DecisionReason.AGREED
    tier = precedence.tier(field, best.kind)
    rivals = any(precedence.tier(field, one.kind) == tier for one in against)
    return DecisionReason.NEWER if rivals else DecisionReason.RANK


def _decided(
    value: FieldValue, claim_id: int, reason: DecisionReason, statements: Sequence[Statement]
) -> Decision:
    against = [
        one for one in statements
        if one.claim_id != claim_id and one.kind is not SourceKind.RULE
        and not is_blank(value=one.value) and one.value != value
    ]  # fmt: skip
    return Decision(value, claim_id, reason, tuple(sorted(against, key=_age, reverse=True)))
