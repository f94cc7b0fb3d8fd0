"""All rules in the order in which they speak, and the dated edition that says which of them run."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Protocol

from hoistway.quality.rules import (
    address_spelling,
    century_slip,
    certificate_form,
    coordinates_swapped,
    credit_code_mistyped,
    date_in_future,
    dates_out_of_order,
    decimal_slip,
    decision_challenged,
    device_code_form,
    district_against_place,
    estate_spelling,
    far_from_neighbours,
    floors_against_telemetry,
    garbled_text,
    kind_against_facts,
    kind_by_old_catalogue,
    load_against_persons,
    load_unit,
    moves_while_suspended,
    no_firm,
    no_use_unit,
    offset_grid,
    organisation_spelling,
    outside_city,
    placeholder,
    public_suggestion,
    register_number_misread,
    renamed_road,
    retired_district,
    sources_disagree,
    speed_unit,
    stops_against_floors,
    street_against_district,
    travel_against_stops,
    travel_unit,
    two_elevators_one_number,
)
from hoistway.quality.rules.city import City
from hoistway.quality.rules.fingerprint import as_text
from hoistway.quality.rules.points import PLACE
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind


class Rule(Protocol):
    """What the file of a rule offers: its clause, its reason in two languages, its judgement."""

    CLAUSE: str
    WHY: tuple[str, str]

    def judge(self, *, portrait: Portrait, city: City) -> Iterator[Verdict]:
        """Yield what is wrong with one elevator."""


RULES: dict[FindingKind, Rule] = {
    FindingKind.RETIRED_DISTRICT: retired_district,
    FindingKind.GARBLED_TEXT: garbled_text,
    FindingKind.PLACEHOLDER: placeholder,
    FindingKind.CERTIFICATE_FORM: certificate_form,
    FindingKind.DEVICE_CODE_FORM: device_code_form,
    FindingKind.CREDIT_CODE_MISTYPED: credit_code_mistyped,
    FindingKind.REGISTER_NUMBER_MISREAD: register_number_misread,
    FindingKind.KIND_BY_OLD_CATALOGUE: kind_by_old_catalogue,
    FindingKind.SPEED_UNIT: speed_unit,
    FindingKind.LOAD_UNIT: load_unit,
    FindingKind.LOAD_AGAINST_PERSONS: load_against_persons,
    FindingKind.TRAVEL_UNIT: travel_unit,
    FindingKind.TRAVEL_AGAINST_STOPS: travel_against_stops,
    FindingKind.STOPS_AGAINST_FLOORS: stops_against_floors,
    FindingKind.FLOORS_AGAINST_TELEMETRY: floors_against_telemetry,
    FindingKind.CENTURY_SLIP: century_slip,
    FindingKind.DATE_IN_FUTURE: date_in_future,
    FindingKind.DATES_OUT_OF_ORDER: dates_out_of_order,
    FindingKind.COORDINATES_SWAPPED: coordinates_swapped,
    FindingKind.DECIMAL_SLIP: decimal_slip,
    FindingKind.OFFSET_GRID: offset_grid,
    FindingKind.OUTSIDE_CITY: outside_city,
    FindingKind.FAR_FROM_NEIGHBOURS: far_from_neighbours,
    FindingKind.ADDRESS_SPELLING: address_spelling,
    FindingKind.RENAMED_ROAD: renamed_road,
    FindingKind.ORGANISATION_SPELLING: organisation_spelling,
    FindingKind.ESTATE_SPELLING: estate_spelling,
    FindingKind.STREET_AGAINST_DISTRICT: street_against_district,
    FindingKind.DISTRICT_AGAINST_PLACE: district_against_place,
    FindingKind.KIND_AGAINST_FACTS: kind_against_facts,
    FindingKind.TWO_ELEVATORS_ONE_NUMBER: two_elevators_one_number,
    FindingKind.NO_USE_UNIT: no_use_unit,
    FindingKind.NO_FIRM: no_firm,
    FindingKind.MOVES_WHILE_SUSPENDED: moves_while_suspended,
    FindingKind.DECISION_CHALLENGED: decision_challenged,
    FindingKind.PUBLIC_SUGGESTION: public_suggestion,
    FindingKind.SOURCES_DISAGREE: sources_disagree,
}
"""Kind → the file that judges it; the first that speaks of a field is heard before the others."""

_SPEAKS_TOO = frozenset({FindingKind.PUBLIC_SUGGESTION, FindingKind.DECISION_CHALLENGED})
"""Kinds that are heard although another rule speaks of the same field."""

_OF_THE_COUNTRY = frozenset(
    {
        FindingKind.RETIRED_DISTRICT, FindingKind.CERTIFICATE_FORM, FindingKind.DEVICE_CODE_FORM,
        FindingKind.CREDIT_CODE_MISTYPED, FindingKind.REGISTER_NUMBER_MISREAD,
        FindingKind.KIND_BY_OLD_CATALOGUE, FindingKind.COORDINATES_SWAPPED,
        FindingKind.DECIMAL_SLIP, FindingKind.OFFSET_GRID, FindingKind.OUTSIDE_CITY,
        FindingKind.RENAMED_ROAD, FindingKind.STREET_AGAINST_DISTRICT,
        FindingKind.DISTRICT_AGAINST_PLACE, FindingKind.NO_USE_UNIT, FindingKind.NO_FIRM,
    }
)  # fmt: skip
"""Kinds that rest on laws, numbers, grids and areas of this country: silent about one abroad."""

_BY_PLACE = frozenset({FindingKind.DISTRICT_AGAINST_PLACE, FindingKind.STREET_AGAINST_DISTRICT})
"""Kinds that say nothing while the point itself is doubted."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated list: which rules run and which may correct by themselves."""

    name: str
    in_force: date
    runs: tuple[FindingKind, ...]
    corrects: frozenset[FindingKind]


@cache
def editions() -> tuple[Edition, ...]:
    """Return all editions, the oldest first."""
    found = [
        Edition(
            name=row["name"], in_force=row["in_force"],
            runs=tuple(FindingKind(kind) for kind in row["runs"]),
            corrects=frozenset(FindingKind(kind) for kind in row["corrects"]),
        )
        for row in table("editions")["edition"]
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda edition: edition.in_force))


def edition_on(*, day: date) -> Edition:
    """Return the edition in force on a day; the first one for days before it."""
    return next((e for e in reversed(editions()) if e.in_force <= day), editions()[0])


def judge_all(
    *, portrait: Portrait, city: City, edition: Edition,
    barred: Container[tuple[str, str]] = frozenset(),
) -> list[Verdict]:  # fmt: skip
    """Return what is to be done: the certain changes alone if there are any, else what is asked.

    What is certain is corrected first and the elevator judged again, because one mistake makes
    many rules speak. `barred` are fields with values, as text, that are not changed by themselves.
    """
    found: list[Verdict] = []
    for kind in edition.runs:
        if portrait.is_foreign and kind in _OF_THE_COUNTRY:
            continue
        for verdict in RULES[kind].judge(portrait=portrait, city=city):
            if _has_corrected(portrait, verdict):
                continue
            sure = verdict.certain and not portrait.is_mixed
            if verdict.certain and not (sure and _may_correct(verdict, edition, barred)):
                verdict = replace(verdict, certain=False)
            found.append(verdict)
    certain = [verdict for verdict in found if verdict.certain]
    return _first_of_each_field(certain) if certain else _heard(found)


def _has_corrected(portrait: Portrait, verdict: Verdict) -> bool:
    """Return whether the same rule corrected the field already: it does not turn to and fro."""
    word = portrait.word("longitude" if verdict.field == PLACE else verdict.field)
    return word is not None and word.source == f"{SourceKind.RULE}:{verdict.kind}"


def _may_correct(verdict: Verdict, edition: Edition, barred: Container[tuple[str, str]]) -> bool:
    """Return whether a certain verdict may change the register: allowed, a change, not barred."""
    allowed = verdict.kind in edition.corrects and bool(verdict.changes)
    return allowed and (verdict.field, as_text(value=verdict.value)) not in barred


def _first_of_each_field(verdicts: Sequence[Verdict]) -> list[Verdict]:
    taken: set[str] = set()
    kept = []
    for verdict in verdicts:
        if not taken & set(verdict.changes):
            taken |= set(verdict.changes)
            kept.append(verdict)
    return kept


def _heard(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Leave out what only repeats that a field, or the point, is doubted."""
    doubted: set[str] = set()
    kept = []
    for verdict in verdicts:
        if verdict.kind in _SPEAKS_TOO:
            kept.append(verdict)
        elif verdict.field not in doubted and not (verdict.kind in _BY_PLACE and PLACE in doubted):
            doubted.add(verdict.field)
            kept.append(verdict)
    return kept
