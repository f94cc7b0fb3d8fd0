"""Enter elevators into the register, or bring what it says of them up to date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.actions import enrol
from hoistway.parties.queries import jurisdictions, organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.events import ElevatorsRegistered
from hoistway.registry.models import Elevator
from hoistway.registry.rules.draft import ElevatorDraft, Party
from hoistway.registry.vocabulary import PlaceKind, UseState

_LOCK = 0x68775F7265670001
"""Key of the advisory lock that keeps two files from writing at once (the letters «hw_reg»)."""

_PLAIN = (
    "name", "address", "estate", "kind", "catalogue", "use_state", "place_kind", "street_code",
    "street", "longitude", "latitude", "rated_speed_mps", "rated_load_kg", "travel_m", "made_by",
    "serial_number", "installed_on",
)  # fmt: skip
"""Fields that go from draft to row as they are."""

Said = dict[str, object]
"""Attribute of an elevator → what a draft says of it; what a draft leaves open is not in it."""


class UnknownJurisdiction(Refusal):
    """Raised when a draft names a jurisdiction that nobody has founded."""

    code = "unknown_jurisdiction"
    zh = "辖区代码 {code} 不存在。"
    en = "There is no jurisdiction with the code {code}."


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a number of drafts; the keys are 0 where nothing was created."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    first_id: int = 0
    last_id: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        firsts = [tally.first_id for tally in (self, other) if tally.first_id]
        return Tally(
            created=self.created + other.created,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            first_id=min(firsts, default=0),
            last_id=max(self.last_id, other.last_id),
        )


def require_keeper(*, by: Actor) -> None:
    """Refuse unless the platform itself acts, at the wish of whoever runs its commands.

    Raises: NotAllowed.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed


@transaction.atomic
def register_elevators(
    *, drafts: Sequence[ElevatorDraft], source: str, now: datetime, by: Actor
) -> Tally:
    """Enter drafts with different register numbers; the same drafts again change nothing.

    What a draft leaves open stays as it is: a blank erases nothing. Firms and use units that are
    not known yet are enrolled. Announces: ElevatorsRegistered.
    Raises: NotAllowed, UnknownJurisdiction.
    """
    require_keeper(by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    places = _Places(drafts, enrolling=True)
    fresh, changed, unchanged = _sort_out(drafts, places)
    created = Elevator.objects.bulk_create(
        [_new(draft, places.said(draft), now) for draft in fresh]
    )
    fields = sorted({name for _, said in changed for name in said})
    if changed:
        rows = [_updated(row, said) for row, said in changed]
        Elevator.objects.bulk_update(rows, fields, batch_size=250)
    keys = [row.pk for row in created]
    if keys:
        announce(ElevatorsRegistered(first_id=min(keys), last_id=max(keys)))
    return Tally(len(fresh), len(changed), unchanged, min(keys, default=0), max(keys, default=0))


def weigh_drafts(*, drafts: Sequence[ElevatorDraft], planned: frozenset[str]) -> Tally:
    """Return what `register_elevators` would do, without writing.

    `planned` are codes of jurisdictions that would be founded first.
    """
    places = _Places(drafts, enrolling=False, planned=planned)
    fresh, changed, unchanged = _sort_out(drafts, places)
    return Tally(len(fresh), len(changed), unchanged)


class _Places:
    """Knows the keys of the jurisdictions and organisations that some drafts name."""

    def __init__(
        self,
        drafts: Sequence[ElevatorDraft],
        *,
        enrolling: bool,
        planned: frozenset[str] = frozenset(),
    ) -> None:
        codes = {draft.jurisdiction_code for draft in drafts}
        self.areas = {area.code: area for area in jurisdictions().filter(code__in=codes)}
        missing = codes - set(self.areas) - planned
        if missing:
            raise UnknownJurisdiction(code=min(missing))
        self.parties = _enrolled(drafts)
        if enrolling:
            for kind, party, draft in _named(drafts):
                if _identity(kind, party) not in self.parties:
                    organisation = enrol(
                        kind=kind,
                        name=party.name,
                        name_en="",
                        jurisdiction=self.areas[draft.jurisdiction_code],
                        credit_code=party.credit_code,
                    )
                    self.parties[_identity(kind, party)] = organisation.pk

    def said(self, draft: ElevatorDraft) -> Said:
        """Return what a draft says, as attributes of the row; an unknown organisation is -1."""
        said: Said = {name: getattr(draft, name) for name in _PLAIN}
        said = {name: value for name, value in said.items() if value not in (None, "")}
        area = self.areas.get(draft.jurisdiction_code)
        said["jurisdiction_id"] = area.pk if area else -1
        for kind, attribute in _PARTIES.items():
            if party := getattr(draft, attribute):
                said[f"{attribute}_id"] = self.parties.get(_identity(kind, party), -1)
        if draft.longitude is not None:
            said["datum"] = draft.datum
        if draft.floor_labels:
            said["floor_labels"] = list(draft.floor_labels)
        if draft.other_facts:
            said["other_facts"] = dict(draft.other_facts)
        return said


_PARTIES = {OrganisationKind.USE_UNIT: "use_unit", OrganisationKind.FIRM: "firm"}


def _named(
    drafts: Sequence[ElevatorDraft],
) -> Iterator[tuple[OrganisationKind, Party, ElevatorDraft]]:
    for draft in drafts:
        for kind, attribute in _PARTIES.items():
            if party := getattr(draft, attribute):
                yield kind, party, draft


def _identity(kind: OrganisationKind, party: Party) -> tuple[str, str]:
    """Return what tells organisations apart: the credit code whatever their kind, else the name."""
    return ("", party.credit_code) if party.credit_code else (str(kind), party.name)


def _enrolled(drafts: Sequence[ElevatorDraft]) -> dict[tuple[str, str], int]:
    """Return the keys of those parties that are enrolled; of namesakes the one enrolled first."""
    named = list(_named(drafts))
    codes = {party.credit_code for _, party, _ in named} - {""}
    names = {party.name for _, party, _ in named if not party.credit_code}
    found: dict[tuple[str, str], int] = {}
    for kind in OrganisationKind:
        alike = organisations(kind=kind).filter(Q(credit_code__in=codes) | Q(name__in=names))
        for row in alike.order_by("-pk"):
            found[str(kind), row.name] = row.pk
            if row.credit_code:
                found["", row.credit_code] = row.pk
    return found


def _sort_out(
    drafts: Sequence[ElevatorDraft], places: _Places
) -> tuple[list[ElevatorDraft], list[tuple[Elevator, Said]], int]:
    """Return the new drafts, the rows to change with what changes, and how many stay."""
    numbers = [draft.register_number for draft in drafts]
    rows = Elevator.objects.filter(register_number__in=numbers)
    known = {row.register_number: row for row in rows}
    fresh: list[ElevatorDraft] = []
    changed: list[tuple[Elevator, Said]] = []
    for draft in drafts:
        row = known.get(draft.register_number)
        if row is None:
            fresh.append(draft)
        elif news := _news(row, places.said(draft)):
            changed.append((row, news))
    return fresh, changed, len(drafts) - len(fresh) - len(changed)


def _news(row: Elevator, said: Said) -> Said:
    """Return what a draft says differently from the row; facts are added, never dropped."""
    facts = said.get("other_facts")
    if isinstance(facts, dict):
        said = {**said, "other_facts": {**row.other_facts, **facts}}
    return {name: value for name, value in said.items() if getattr(row, name) != value}


def _new(draft: ElevatorDraft, said: Said, now: datetime) -> Elevator:
    row = Elevator(
        register_number=draft.register_number, use_state=UseState.IN_USE,
        place_kind=PlaceKind.OTHER, recorded_at=now,
    )  # fmt: skip
    for name, value in said.items():
        setattr(row, name, value)
    return row


def _updated(row: Elevator, said: Said) -> Elevator:
    for name, value in said.items():
        setattr(row, name, value)
    return row
