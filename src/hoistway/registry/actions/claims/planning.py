"""Sort sayings out: what is new, what changed, what was said already, what waits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import jurisdictions
from hoistway.registry.actions.claims.finding import Finder
from hoistway.registry.actions.claims.standing import Standing, key_of, standing_of
from hoistway.registry.rules.identifiers import heir_of
from hoistway.registry.rules.sayings import FieldValue, Saying, spoken_fields
from hoistway.registry.rules.sources import BLANK_SPEAKS, kind_of
from hoistway.registry.vocabulary import ElevatorKind, SourceKind

CREATING = frozenset(
    {SourceKind.SUPERVISION, SourceKind.APPROVAL, SourceKind.FIRM, SourceKind.OTHER}
)
"""Sources whose records may enter an elevator that nobody knows. Chosen: registration and its
approval, the filings of firms, and the registers of other places; an inspection or a suggestion
speaks of elevators that are registered, and waits until they are."""

_NEEDED = ("register_number", "address", "kind", "jurisdiction")


class UnknownJurisdiction(Refusal):
    """Raised when a saying names a jurisdiction that nobody has founded."""

    code = "unknown_jurisdiction"
    zh = "辖区代码 {code} 不存在。"
    en = "There is no jurisdiction with the code {code}."


class Fate(Enum):
    """What becomes of a saying."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older"
    WAITING = "waiting"


@dataclass(slots=True)
class Planned:
    """A saying with its fate; a negative elevator is the n-th that is to be entered."""

    saying: Saying
    fields: dict[str, FieldValue]
    standing: Standing | None
    fate: Fate
    elevator_id: int = 0

    @property
    def written(self) -> bool:
        """Whether the saying becomes a claim of its own."""
        return self.fate is not Fate.UNCHANGED and not (
            self.fate is Fate.WAITING and self._repeats()
        )

    @property
    def placed_now(self) -> bool:
        """Whether a claim that waited has found its elevator."""
        return self.fate is Fate.CHANGED and self._repeats()

    def _repeats(self) -> bool:
        return self.standing is not None and self.standing.fields == self.fields


def rounds(*, sayings: Sequence[Saying]) -> Iterator[list[Saying]]:
    """Yield the sayings so that each record speaks once in a round, in the order of observation."""
    left = list(sayings)
    while left:
        first: dict[tuple[str, str, str], Saying] = {}
        for one in left:
            known = first.get(key_of(one))
            if known is None or one.observed_at < known.observed_at:
                first[key_of(one)] = one
        chosen = {id(one) for one in first.values()}
        yield [one for one in left if id(one) in chosen]
        left = [one for one in left if id(one) not in chosen]


def plan(*, sayings: Sequence[Saying], planned: frozenset[str] = frozenset()) -> list[Planned]:
    """Return each saying about an elevator with what becomes of it; each record speaks once.

    `planned` are codes of jurisdictions that would be founded first. Raises: UnknownJurisdiction.
    """
    standing = standing_of(sayings=sayings)
    entries = []
    for one in sayings:
        fields = spoken_fields(
            fields=one.fields, with_blanks=kind_of(source=one.source) in BLANK_SPEAKS
        )
        known = standing.get(key_of(one))
        entries.append(Planned(one, fields, known, _fate(one, fields, known)))
    _require_known_jurisdictions(entries, planned)
    _place(entries)
    return entries


def _fate(saying: Saying, fields: dict[str, FieldValue], known: Standing | None) -> Fate:
    """Return what becomes of a saying in time; whose it is comes later."""
    if known is None:
        return Fate.CREATED
    if fields == known.fields:
        return Fate.UNCHANGED
    return Fate.OLDER if saying.observed_at < known.last_seen_at else Fate.CHANGED


def _require_known_jurisdictions(entries: Sequence[Planned], planned: frozenset[str]) -> None:
    codes = {
        heir_of(code=str(entry.fields["jurisdiction"]))
        for entry in entries
        if "jurisdiction" in entry.fields
    }
    known = set(jurisdictions().filter(code__in=codes).values_list("code", flat=True))
    if missing := codes - known - planned:
        raise UnknownJurisdiction(code=min(missing))


def _place(entries: Sequence[Planned]) -> None:
    """Give each entry its elevator: the record's own, the named one, the found one, a new one."""
    homeless = [entry for entry in entries if not _own(entry)]
    finder = Finder(records=[entry.fields for entry in homeless])
    entered = 0
    for entry in entries:
        entry.elevator_id = _own(entry)
        if entry.elevator_id:
            if entry.fate is Fate.CREATED:
                entry.fate = Fate.CHANGED
            continue
        if entry.fate is Fate.OLDER:
            continue
        found = finder.find(source=entry.saying.source, said=entry.fields)
        entry.elevator_id = found.elevator_id
        if found.elevator_id:
            entry.fate = Fate.CHANGED
        elif found.in_doubt or not may_enter(source=entry.saying.source, fields=entry.fields):
            entry.fate = Fate.WAITING
        else:
            entered += 1
            entry.elevator_id, entry.fate = -entered, Fate.CREATED
            source = entry.saying.source
            finder.add(elevator_id=-entered, source=source, said=entry.fields)


def _own(entry: Planned) -> int:
    standing = entry.standing.elevator_id if entry.standing else 0
    return standing or entry.saying.elevator_id


def may_enter(*, source: str, fields: Mapping[str, FieldValue]) -> bool:
    """Return whether a record may enter an elevator into the register: from whom, and how whole."""
    return (
        kind_of(source=source) in CREATING
        and all(fields.get(name) for name in _NEEDED)
        and fields["kind"] in {str(kind) for kind in ElevatorKind}
    )
