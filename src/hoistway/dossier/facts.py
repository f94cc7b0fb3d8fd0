"""What is held of one elevator, fact by fact: its value, how sure it is, and who said it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hoistway.dossier.values import (
    NOTHING,
    Pair,
    area_words,
    field_words,
    source_words,
    value_words,
)
from hoistway.foundation.terms import Term
from hoistway.parties.queries import names_of
from hoistway.registry.queries import FieldStory, claims_of, why
from hoistway.registry.vocabulary import DecisionReason, Field, SourceKind

if TYPE_CHECKING:
    from hoistway.registry.models import Claim, Elevator


class Sign(Term):
    """How sure a fact is, in one sign."""

    AGREED = "agreed", "一致", "Agreed", "286号 二（一）"
    SINGLE = "single", "单一来源", "One source", "286号 二（一）"
    DISPUTED = "disputed", "有分歧", "Disputed", "286号 二（一）"
    CORRECTED = "corrected", "已自动更正", "Corrected", "286号 二（一）自动更正"
    DECIDED = "decided", "人工裁定", "Decided", "286号 二（一）"
    UNTOLD = "untold", "来源未记", "Source not recorded", "house"


NUMBERS = (
    Field.REGISTER_NUMBER, Field.DEVICE_CODE, Field.CERTIFICATE_NUMBER, Field.SERIAL_NUMBER,
    Field.UNIT_NUMBER,
)  # fmt: skip

GROUPS: tuple[tuple[str, Pair, tuple[Field, ...]], ...] = (
    ("numbers", ("号码", "Numbers"), NUMBERS),
    (
        "place", ("位置", "Place"),
        (
            Field.NAME, Field.ADDRESS, Field.ESTATE, Field.BUILDING, Field.STREET,
            Field.STREET_CODE, Field.JURISDICTION, Field.PLACE_KIND, Field.LONGITUDE,
            Field.LATITUDE,
        ),
    ),
    (
        "technical", ("技术参数", "Technical data"),
        (
            Field.KIND, Field.USE_STATE, Field.RATED_LOAD, Field.PERSONS, Field.RATED_SPEED,
            Field.TRAVEL, Field.FLOORS, Field.STOPS, Field.DOORS, Field.FLOOR_LABELS,
            Field.INCLINATION, Field.WIDTH, Field.MODEL,
        ),
    ),
    (
        "parties", ("单位", "Parties"),
        (Field.USE_UNIT, Field.USE_UNIT_CODE, Field.FIRM, Field.FIRM_CODE, Field.MADE_BY),
    ),
    (
        "dates", ("日期", "Dates"),
        (
            Field.MADE_ON, Field.INSTALLED_ON, Field.REGISTERED_ON, Field.ALTERED_ON,
            Field.REPAIRED_ON,
        ),
    ),
)  # fmt: skip
"""The facts as the page groups them; the rescue number stands with the plate, not here."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: `agreeing` sources say it, `against` say otherwise."""

    field: str
    name: Pair
    value: Pair
    sign: Sign
    agreeing: int
    against: int
    source: Pair
    observed_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts of one sort; `missing` are those of which nothing is known."""

    key: str
    name: Pair
    lines: tuple[FactLine, ...]
    missing: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a source last spoke of the elevator, and of how many facts."""

    source: Pair
    facts: int
    observed_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """Where a source says that the elevator stands, in degrees WGS-84."""

    longitude: float
    latitude: float
    source: Pair
    held: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything held of one elevator."""

    places: tuple[PlaceSaid, ...]
    groups: tuple[FactGroup, ...]
    more: tuple[FactLine, ...]
    freshness: tuple[Freshness, ...]
    disputed: int
    corrected: int


_INVENTED = "facts.demo"
"""The mark of the demonstration's elevators: a banner says it on every page."""


def facts_of(*, elevator: "Elevator") -> Facts:
    """Return the facts of an elevator; a constant number of queries."""
    stories = why(elevator_id=elevator.pk)
    current = claims_of(elevator_id=elevator.pk).filter(current=True, withdrawn_at=None)
    claims = list(current)
    names, areas = names_of(organisation_ids=named_in(claims=claims)), area_words()
    reader = _Reader(stories, names, areas)
    groups = tuple(reader.group(elevator, *group) for group in GROUPS)
    more = tuple(
        reader.line(name, story.value) for name, story in sorted(stories.items())
        if name.startswith("facts.") and name != _INVENTED
    )  # fmt: skip
    lines = [line for group in groups for line in group.lines]
    return Facts(
        places=tuple(_places(elevator, claims, names)), groups=groups, more=more,
        freshness=_freshness(claims, names),
        disputed=sum(line.sign is Sign.DISPUTED for line in lines),
        corrected=sum(line.sign is Sign.CORRECTED for line in lines),
    )  # fmt: skip


def held_value(*, elevator: "Elevator", field: str) -> object:
    """Return what the register holds of a field, in the form in which claims word it."""
    if field in {Field.USE_UNIT, Field.FIRM}:
        party = elevator.use_unit if field == Field.USE_UNIT else elevator.firm
        return party.name if party else None
    if field in {Field.USE_UNIT_CODE, Field.FIRM_CODE}:
        party = elevator.use_unit if field == Field.USE_UNIT_CODE else elevator.firm
        return (party.credit_code or None) if party else None
    if field == Field.JURISDICTION:
        return elevator.jurisdiction.code
    value = getattr(elevator, field, None)
    if field in {Field.LONGITUDE, Field.LATITUDE} and value is not None:
        return round(value, 6)
    return None if value == "" or value == [] else value


def sign_of(*, story: FieldStory | None) -> tuple[Sign, int, int]:
    """Return how sure a fact is, with the numbers of sources for and against it."""
    if story is None:
        return Sign.UNTOLD, 0, 0
    heard = [one for one in story.others if not one.suggested and one.kind is not SourceKind.RULE]
    agreeing = sum(same(one.value, story.value) for one in heard)
    against = len(heard) - agreeing
    if story.reason is DecisionReason.PERSON:
        return Sign.DECIDED, agreeing, against
    if story.reason is DecisionReason.RULE:
        return Sign.CORRECTED, agreeing, against
    if against:
        return Sign.DISPUTED, agreeing + 1, against
    return (Sign.AGREED if agreeing else Sign.SINGLE), agreeing + 1, 0


def same(one: object, other: object) -> bool:
    """Return whether two sayings are one and the same."""
    return one == other or str(one).strip() == str(other).strip()


def named_in(*, claims: Iterable["Claim"]) -> set[int]:
    """Return the keys of the organisations that the sources of these claims name."""
    found = (claim.source.partition(":") for claim in claims)
    return {
        int(rest) for kind, _, rest in found
        if kind in {str(SourceKind.FIRM), str(SourceKind.USE_UNIT)} and rest.isdigit()
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    stories: Mapping[str, FieldStory]
    names: Mapping[int, Pair]
    areas: Mapping[str, Pair]

    def group(
        self, elevator: "Elevator", key: str, name: Pair, fields: Iterable[Field]
    ) -> FactGroup:
        lines, missing = [], []
        for field in map(str, fields):
            line = self.line(field, held_value(elevator=elevator, field=field))
            if line.value == NOTHING:
                missing.append((field, line.name))
            else:
                lines.append(line)
        return FactGroup(key, name, tuple(lines), tuple(missing))

    def line(self, field: str, value: object) -> FactLine:
        story = self.stories.get(field)
        sign, agreeing, against = sign_of(story=story)
        source = source_words(source=story.claim.source, names=self.names) if story else ("", "")
        return FactLine(
            field=field, name=field_words(field),
            value=value_words(field=field, value=value, areas=self.areas), sign=sign,
            agreeing=agreeing, against=against, source=source,
            observed_at=story.claim.observed_at if story else None,
        )  # fmt: skip


def _places(
    elevator: "Elevator", claims: Iterable["Claim"], names: Mapping[int, Pair]
) -> Iterator[PlaceSaid]:
    """Give each place that somebody names, the one held true first."""
    held = (elevator.longitude, elevator.latitude)
    if held[0] is not None and held[1] is not None:
        yield PlaceSaid(held[0], held[1], ("登记位置", "Registered"), held=True)
    for claim in claims:
        east, north = claim.fields.get("longitude"), claim.fields.get("latitude")
        if isinstance(east, int | float) and isinstance(north, int | float):
            source = source_words(source=claim.source, names=names)
            if (east, north) != held:
                yield PlaceSaid(float(east), float(north), source, held=False)


def _freshness(claims: Iterable["Claim"], names: Mapping[int, Pair]) -> tuple[Freshness, ...]:
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        spoke = claim.kind not in {SourceKind.RULE, SourceKind.PERSON}
        if spoke and not claim.origin.get("suggested"):
            by_source.setdefault(claim.source, []).append(claim)
    found = [
        Freshness(
            source=source_words(source=source, names=names),
            facts=len({name for claim in theirs for name in claim.fields}),
            observed_at=max(claim.observed_at for claim in theirs),
            seen_at=max(claim.last_seen_at for claim in theirs),
        )
        for source, theirs in by_source.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.observed_at, reverse=True))
