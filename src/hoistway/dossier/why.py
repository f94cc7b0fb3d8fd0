"""Why one field of an elevator holds what it holds: everybody's sayings, ranks, decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hoistway.dossier.facts import (
    FactLine,
    held_value,
    named_in,
    same,
    sign_of,
)
from hoistway.dossier.values import Pair, area_words, field_words, source_words, value_words
from hoistway.foundation.actors import Actor
from hoistway.foundation.terms import Term
from hoistway.parties.queries import may, names_of
from hoistway.parties.vocabulary import Deed
from hoistway.quality.queries import corrections
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.queries import FieldStory, claims_of, why
from hoistway.registry.queries.grounds import Ranks, holds_of, ranks_of
from hoistway.registry.vocabulary import DecisionReason, Field, SourceKind

if TYPE_CHECKING:
    from hoistway.registry.models import Claim, Elevator


class Part(Term):
    """What a saying contributes to the present value."""

    HELD = "held", "采用", "Held true", "house"
    AGREES = "agrees", "相同", "Says the same", "house"
    DIFFERS = "differs", "不同", "Says otherwise", "house"
    SUGGESTED = "suggested", "纠错建议", "Suggested", "286号 附件1 二"
    REPLACED = "replaced", "已被更新", "Replaced by a newer saying", "house"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn", "house"


@dataclass(frozen=True, slots=True)
class SayingLine:
    """One saying: of whom, what, when, out of which file or message, and with which reason."""

    claim_id: int
    source: Pair
    kind: SourceKind
    part: Part
    value: Pair
    before: Pair | None
    observed_at: datetime
    received_at: datetime
    seen_at: datetime
    origin: str
    by: str
    reason: Pair
    edition: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    correction_id: int

    @property
    def seen_again(self) -> bool:
        """Whether the same was said once more, later than the day on which it was received."""
        return self.seen_at - self.received_at > timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A correction that was undone for good."""

    value: Pair
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """The story of one field."""

    line: FactLine
    value: object
    reason: DecisionReason | None
    sayings: tuple[SayingLine, ...]
    past: tuple[SayingLine, ...]
    ranks: Ranks
    holds: tuple[HoldLine, ...]

    @property
    def held(self) -> SayingLine | None:
        """The saying that is held true."""
        return next((one for one in self.sayings if one.part is Part.HELD), None)


def why_field(*, elevator: "Elevator", field: str, by: Actor, now: datetime) -> Why:
    """Return why a field of an elevator holds what it holds; a constant number of queries."""
    claims = [claim for claim in claims_of(elevator_id=elevator.pk) if field in claim.fields]
    story = why(elevator_id=elevator.pk).get(field)
    names, areas = names_of(organisation_ids=named_in(claims=claims)), area_words()
    told = _Teller(field, story, names, areas, _corrections(claims, by))
    value: object = story.value if story and field not in set(Field) else None
    if value is None:
        value = held_value(elevator=elevator, field=field)
    sign, agreeing, against = sign_of(story=story)
    lines = sorted((told.line(claim) for claim in claims), key=_order)
    present = {Part.HELD, Part.AGREES, Part.DIFFERS, Part.SUGGESTED}
    held = next((one for one in lines if one.part is Part.HELD), None)
    return Why(
        line=FactLine(
            field=field, name=field_words(field), value=told.words(value), sign=sign,
            agreeing=agreeing, against=against, source=held.source if held else ("", ""),
            observed_at=held.observed_at if held else None,
        ),
        value=value, reason=story.reason if story else None,
        sayings=tuple(one for one in lines if one.part in present),
        past=tuple(one for one in lines if one.part not in present),
        ranks=ranks_of(field=field, at=now),
        holds=tuple(
            HoldLine(told.words(hold.value), hold.at, str(hold.by.get("name", "")), hold.reason)
            for hold in holds_of(elevator_id=elevator.pk) if hold.field == field
        ),
    )  # fmt: skip


_PARTS = list(Part)


def _order(line: SayingLine) -> tuple[int, float, int]:
    return _PARTS.index(line.part), -line.observed_at.timestamp(), -line.claim_id


@dataclass(frozen=True, slots=True)
class _Teller:
    field: str
    story: FieldStory | None
    names: Mapping[int, Pair]
    areas: Mapping[str, Pair]
    corrections: Mapping[int, int]

    def words(self, value: object) -> Pair:
        return value_words(field=self.field, value=value, areas=self.areas)

    def line(self, claim: "Claim") -> SayingLine:
        corrects = claim.kind is SourceKind.RULE
        return SayingLine(
            claim_id=claim.pk, source=source_words(source=claim.source, names=self.names),
            kind=claim.kind, part=self._part(claim), value=self.words(claim.fields[self.field]),
            before=self.words(claim.instead_of) if corrects else None,
            observed_at=claim.observed_at, received_at=claim.received_at,
            seen_at=claim.last_seen_at, origin=_origin(claim.origin),
            by=str(claim.by.get("name", "")) if claim.kind is SourceKind.PERSON else "",
            reason=_rule_words(claim) if corrects else (claim.reason, claim.reason),
            edition=claim.edition, withdrawn_at=claim.withdrawn_at,
            withdrawn_reason=claim.withdrawn_reason,
            correction_id=self.corrections.get(claim.pk, 0),
        )  # fmt: skip

    def _part(self, claim: "Claim") -> Part:
        if claim.withdrawn_at is not None:
            return Part.WITHDRAWN
        if not claim.current:
            return Part.REPLACED
        if claim.origin.get("suggested"):
            return Part.SUGGESTED
        if self.story is not None and self.story.claim.pk == claim.pk:
            return Part.HELD
        is_same = self.story is not None and same(claim.fields[self.field], self.story.value)
        return Part.AGREES if is_same else Part.DIFFERS


def _corrections(claims: list["Claim"], by: Actor) -> dict[int, int]:
    """Return the corrections that this reader may open, by the claims that they made."""
    made = [claim.pk for claim in claims if claim.kind is SourceKind.RULE]
    if not may(by=by, deed=Deed.SEE_QUALITY):
        return {}
    seen = corrections(by=by).filter(claim_id__in=made)
    return {int(claim): key for claim, key in seen.values_list("claim_id", "pk")}


def _rule_words(claim: "Claim") -> Pair:
    """Return which rule made a correction."""
    code = claim.source.partition(":")[2] or claim.reason
    kind = next((one for one in FindingKind if str(one) == code), None)
    return (kind.zh, kind.en) if kind else (code, code)


def _origin(origin: Mapping[str, object]) -> str:
    """Return file and line of a saying, or the words of who suggested it."""
    file, line = origin.get("file"), origin.get("line")
    if file:
        return f"{file} : {line}" if line is not None else str(file)
    return str(origin.get("text") or origin.get("message") or "")[:200]
