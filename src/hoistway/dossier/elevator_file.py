"""一梯一档: everything one audience may read of one elevator, ready to be printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoistway.dossier.disclosure import DISSENT_FROM, FIELDS, SOURCES_FROM, Audience
from hoistway.dossier.timeline import life_of
from hoistway.foundation.periods import local_day
from hoistway.lifecycle.queries import Milestone, source_words, value_words
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.plates.queries import PlateKeys, address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.registry.queries import FieldStory, why
from hoistway.registry.vocabulary import Field

Pair = tuple[str, str]

_UNITS: dict[Field, str] = {
    Field.RATED_SPEED: "m/s", Field.RATED_LOAD: "kg", Field.TRAVEL: "m",
    Field.INCLINATION: "°", Field.WIDTH: "mm",
}  # fmt: skip
_MOST_OTHERS = 3
"""Other sayings printed beside a fact. Chosen: a line stays a line; the page shows all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: its name, value, source with day, why it is believed, and what else is said."""

    field: Field
    value: Pair
    source: Pair
    seen_on: date | None
    reason: Pair = ("", "")
    others: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorFile:
    """The file of one elevator for one audience."""

    elevator: Elevator
    audience: Audience
    facts: tuple[Fact, ...]
    life: tuple[Milestone, ...]
    rescues: tuple[Milestone, ...]
    rescue_number: str
    plate_path: str


def file_of(*, elevator: Elevator, audience: Audience, keys: PlateKeys) -> ElevatorFile:
    """Return the file of an elevator whose organisations are loaded; scope is the caller's."""
    plate = living_plates(elevator_ids=[elevator.pk]).get(elevator.pk)
    life = life_of(elevator_id=elevator.pk, audience=audience)
    return ElevatorFile(
        elevator=elevator, audience=audience, facts=facts_of(elevator=elevator, audience=audience),
        life=tuple(line for line in life if line.kind is not MilestoneKind.RESCUED),
        rescues=tuple(line for line in life if line.kind is MilestoneKind.RESCUED),
        rescue_number=plate.rescue_number if plate else "",
        plate_path=address_of(plate=plate, keys=keys) if plate else "",
    )  # fmt: skip


def facts_of(*, elevator: Elevator, audience: Audience) -> tuple[Fact, ...]:
    """Return the facts that an audience may read, each with where it comes from."""
    stories = why(elevator_id=elevator.pk)
    held = _held(elevator)
    return tuple(
        _fact(field, held[field], stories.get(str(field)), elevator, audience)
        for field in Field
        if FIELDS[field] <= audience and held[field] not in (None, "", [])
    )


def _held(elevator: Elevator) -> Mapping[Field, object]:
    parties: dict[Field, object] = {
        Field.JURISDICTION: elevator.jurisdiction.name_zh,
        Field.USE_UNIT: elevator.use_unit.name if elevator.use_unit else "",
        Field.USE_UNIT_CODE: elevator.use_unit.credit_code if elevator.use_unit else "",
        Field.FIRM: elevator.firm.name if elevator.firm else "",
        Field.FIRM_CODE: elevator.firm.credit_code if elevator.firm else "",
    }
    plain = (field for field in Field if field not in parties)
    return {field: getattr(elevator, str(field)) for field in plain} | parties


def _fact(
    field: Field, value: object, story: FieldStory | None, elevator: Elevator, audience: Audience
) -> Fact:
    zh, en = value_words(field=str(field), value=value)
    unit = f" {_UNITS[field]}" if field in _UNITS else ""
    if field is Field.JURISDICTION:
        en = elevator.jurisdiction.name_en or en
    source, seen = _source(story, elevator) if audience >= SOURCES_FROM else (("", ""), None)
    told = story is not None and audience >= DISSENT_FROM
    return Fact(
        field=field, value=(zh + unit, en + unit), source=source, seen_on=seen,
        reason=(story.reason.zh, story.reason.en) if story and told else ("", ""),
        others=_others(story, value) if story and told else (),
    )  # fmt: skip


def _source(story: FieldStory | None, elevator: Elevator) -> tuple[Pair, date | None]:
    if story is None:
        source = "demo" if elevator.other_facts.get("demo") else ""
        return source_words(source=source), local_day(at=elevator.recorded_at)
    return source_words(source=story.claim.source), local_day(at=story.claim.observed_at)


def _others(story: FieldStory, value: object) -> tuple[Pair, ...]:
    unlike = [one for one in story.others if one.value not in (value, story.value)]
    pairs = []
    for one in unlike[:_MOST_OTHERS]:
        words = value_words(field=story.field, value=one.value)
        source, on = source_words(source=one.source), local_day(at=one.observed_at)
        pairs.append((f"{words[0]}（{source[0]} {on}）", f"{words[1]} ({source[1]} {on})"))
    return tuple(pairs)
