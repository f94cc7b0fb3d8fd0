"""The stream of a world: elevator after elevator, its records, and the truth about both."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from hoistway.simulation.registers.elevators import Builder, Elevator
from hoistway.simulation.registers.estates import Estate, Surveyor
from hoistway.simulation.registers.organisations import Unit, firm
from hoistway.simulation.registers.planted import dates, figures, identity, names, places, roads
from hoistway.simulation.registers.planted.case import Case
from hoistway.simulation.registers.planted.traps import OF_ESTATES, TRAPS
from hoistway.simulation.registers.sources import Entry, entries_of

ERRORS = {
    **places.ERRORS, **figures.ERRORS, **dates.ERRORS, **identity.ERRORS, **names.ERRORS,
    **roads.ERRORS,
}  # fmt: skip

_DIRTY = 0.10
"""Share of elevators with a planted error at ordinary noise. Chosen: enough of each kind for
narrow bounds at city size, few enough that most elevators are what they are in life."""

_TRAPPED = 0.07
"""Share of elevators with a trap at ordinary noise. Chosen: over a third of all planted things."""

_CERTAIN = 0.7
_NARROW = ("retired_district", "kind_by_old_catalogue", "floors_against_telemetry", "no_use_unit",
           "two_elevators_one_number", "renamed_road")  # fmt: skip
_SOUGHT = 0.25
"""Share of errors for which the kinds that fit few elevators are tried first."""

_STORIES = 0.02
_TRIES = 6

FIRMS_OF_THE_CITY = 315
ELEVATORS_OF_THE_CITY = 330_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a world is made from; equal settings give equal files, byte for byte."""

    elevators: int
    seed: int = 286
    noise: float = 1.0

    @property
    def firms(self) -> int:
        """Firms in proportion to the city's 315."""
        return max(6, round(FIRMS_OF_THE_CITY * self.elevators / ELEVATORS_OF_THE_CITY))


@dataclass(frozen=True, slots=True)
class Told:
    """One elevator with its records and the other right ways in which records say its facts."""

    elevator: Elevator
    entries: list[Entry]
    also: dict[str, list[Any]]


def world(*, settings: Settings) -> Iterator[Told]:
    """Yield the elevators of a world; memory does not grow with their number."""
    surveyor = Surveyor(
        seed=settings.seed, firms=settings.firms, share_of_stories=_STORIES * settings.noise
    )
    builder, told = Builder(seed=settings.seed), 0
    memory: dict[str, Any] = {}
    firms = tuple(firm(number=n, seed=settings.seed) for n in range(settings.firms))
    for estate in surveyor.estates():
        for elevator in builder.elevators_of(estate):
            yield _told(elevator, estate, settings, firms, memory)
            told += 1
            if told == settings.elevators:
                return


def _told(
    elevator: Elevator, estate: Estate, settings: Settings, firms: tuple[Unit, ...],
    memory: dict[str, Any],
) -> Told:  # fmt: skip
    chance = Random(settings.seed * 3_000_017 + int(elevator.label[1:]))
    entries = entries_of(elevator=elevator, chance=chance, noise=settings.noise)
    case = Case(
        elevator=elevator, entries=entries, extra=[], chance=chance, neighbours=estate.size - 1,
        more_firms=firms, memory=memory,
    )  # fmt: skip
    clean = {kind: dict(entry.fields) for kind, entry in entries.items()}
    _plant(case, settings)
    memory["beside"] = elevator.facts | {"estate": estate.index}
    written = [*case.entries.values(), *case.extra]
    return Told(elevator, written, _other_ways(case, clean))


def _plant(case: Case, settings: Settings) -> None:
    """Plant one error or one trap, or tell the estate's story, or do nothing."""
    story, draw = case.elevator.estate.story, case.chance.random()
    if story in OF_ESTATES:
        OF_ESTATES[story](case)
    elif draw < _TRAPPED * settings.noise:
        _trap(case)
    elif draw < (_TRAPPED + _DIRTY) * settings.noise:
        _error(case)


def _trap(case: Case) -> None:
    for name in case.chance.sample(list(TRAPS), _TRIES):
        if TRAPS[name](case):
            return


def _error(case: Case) -> None:
    certain = case.chance.random() < _CERTAIN
    first = case.chance.sample(_NARROW, len(_NARROW)) if case.chance.random() < _SOUGHT else []
    for name in [*first, *case.chance.sample(list(ERRORS), _TRIES)]:
        if ERRORS[name](case, certain):
            return


def _other_ways(case: Case, clean: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    """Return what records said rightly before anything was planted, where it is not the truth."""
    ways: dict[str, list[Any]] = {}
    for fields in clean.values():
        for name in _SPELT:
            value = fields.get(name)
            if value is not None and value != case.facts.get(name):
                known = ways.setdefault(name, [])
                if value not in known:
                    known.append(value)
    return ways


_SPELT = ("address", "building", "name", "made_by", "jurisdiction")
"""Fields that the sources write in ways of their own."""
