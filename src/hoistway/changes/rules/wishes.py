"""What an address wants to be told, and what it may be told."""

from dataclasses import dataclass

from hoistway.changes.rules.tellings import telling_of
from hoistway.changes.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an address asked for; an empty set asks for everything that it may be told."""

    kinds: frozenset[str] = frozenset()
    elevators: frozenset[str] = frozenset()
    jurisdictions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How far the person behind an address sees, and which kinds.

    All of the city, or one jurisdiction (0: none), or what names the organisation.
    """

    kinds: frozenset[str]
    whole_city: bool = False
    jurisdiction_id: int = 0
    organisation_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What decides who is told of a change."""

    kind: ChangeKind
    register_number: str
    jurisdiction: str
    jurisdiction_id: int
    organisations: frozenset[int]


def is_wanted(*, wishes: Wishes, told: Told) -> bool:
    """Return whether an address asked for a change.

    Example:
        >>> told = Told(kind=ChangeKind.FAULT_OPENED, register_number="311", jurisdiction="310106",
        ...             jurisdiction_id=1, organisations=frozenset())
        >>> is_wanted(wishes=Wishes(kinds=frozenset({"fault.moved"})), told=told)
        False
    """
    if wishes.kinds and str(told.kind) not in wishes.kinds:
        return False
    if wishes.elevators and told.register_number not in wishes.elevators:
        return False
    return not wishes.jurisdictions or told.jurisdiction in wishes.jurisdictions


def may_be_told(*, sight: Sight, told: Told) -> bool:
    """Return whether the person behind an address may read a change, as it is now."""
    if str(told.kind) not in sight.kinds:
        return False
    if sight.whole_city or telling_of(kind=told.kind).public:
        return True
    if sight.jurisdiction_id:
        return told.jurisdiction_id == sight.jurisdiction_id
    return sight.organisation_id in told.organisations
