"""What a rule found wrong, as lists and pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hoistway.dossier.values import NOTHING, Pair, area_words, field_words, value_words
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Elevator

RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "elevator__place",
    "other__jurisdiction", "other__firm", "other__use_unit", "organisation", "place", "claim",
    "jurisdiction",
)  # fmt: skip
"""What a line of a finding reads; a list asks for all of it in one query."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what a finding speaks: an elevator, an organisation, a place, or a lone record."""

    name: str
    where: str
    register_number: str = ""
    firm: str = ""
    use_unit: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a list shows it."""

    id: int
    kind: FindingKind
    state: FindingState
    subject: Subject
    jurisdiction: Pair
    field: str
    field_name: Pair
    value: object
    proposal: object
    held: Pair
    proposed: Pair
    confidence: float
    certain: bool
    source: str
    found_at: datetime
    settled_at: datetime | None
    settled_by: str
    settled_reason: str
    inputs: Mapping[str, object]
    edition: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.state is FindingState.OPEN

    @property
    def proposes(self) -> bool:
        """Whether a change is proposed, be it that a value is dropped."""
        return bool(self.field) and (
            self.proposal is not None or self.kind is FindingKind.PLACEHOLDER
        )

    @property
    def is_twin(self) -> bool:
        """Whether it asks if two entries are one elevator."""
        return self.kind in {FindingKind.ONE_ELEVATOR_TWICE, FindingKind.TWO_ELEVATORS_ONE_NUMBER}


def lines_of(*, findings: Iterable[Finding], areas: Mapping[str, Pair]) -> list[FindingLine]:
    """Return findings whose related rows are loaded as lines; no query."""
    return [line_of(finding=finding, areas=areas) for finding in findings]


def line_of(*, finding: Finding, areas: Mapping[str, Pair] | None = None) -> FindingLine:
    """Return one finding as a line; reads the names of jurisdictions where none are given."""
    known = area_words() if areas is None else areas
    doer = finding.settled_by or {}
    return FindingLine(
        id=finding.pk, kind=finding.kind, state=finding.state, subject=subject_of(finding=finding),
        jurisdiction=(finding.jurisdiction.name_zh, finding.jurisdiction.name_en),
        field=finding.field, field_name=field_words(finding.field), value=finding.value,
        proposal=finding.proposal, confidence=finding.confidence, certain=finding.certain,
        held=value_words(field=finding.field, value=finding.value, areas=known),
        proposed=value_words(field=finding.field, value=finding.proposal, areas=known),
        source=finding.claim.source if finding.claim else "", found_at=finding.found_at,
        settled_at=finding.settled_at, settled_by=str(doer.get("name", "")),
        settled_reason=finding.settled_reason, inputs=finding.inputs, edition=finding.edition,
    )  # fmt: skip


def subject_of(*, finding: Finding) -> Subject:
    """Return of what a finding speaks, with the parties of its elevator."""
    plain, elevator = plain_subject(finding=finding), finding.elevator
    if elevator is None:
        return plain
    return replace(
        plain, firm=elevator.firm.name if elevator.firm else "",
        use_unit=elevator.use_unit.name if elevator.use_unit else "",
    )  # fmt: skip


def plain_subject(*, finding: Finding) -> Subject:
    """Return of what a finding speaks; of its elevator only what the elevator's row holds."""
    elevator, organisation, place = finding.elevator, finding.organisation, finding.place
    if elevator is not None:
        return Subject(called(elevator), elevator.address, elevator.register_number)
    if organisation is not None:
        return Subject(organisation.name, organisation.kind.zh)
    if place is not None:
        return Subject(place.name or place.address, place.address)
    return _record_subject(finding)


def called(elevator: Elevator) -> str:
    """Return what an elevator is called: its name, else what else tells it from its neighbours."""
    return elevator.name or elevator.unit_number or elevator.register_number


def _record_subject(finding: Finding) -> Subject:
    if finding.claim is None:
        return Subject(name=finding.jurisdiction.name_zh, where="")
    fields: Mapping[str, object] = finding.claim.fields
    name = str(fields.get("name") or fields.get("register_number") or finding.claim.record_key)
    return Subject(name=name, where=str(fields.get("address") or ""))


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One field of two entries beside each other."""

    name: Pair
    left: Pair
    right: Pair
    equal: bool
    only_one: bool


def twin_rows(
    *, left: Elevator, right: Elevator, areas: Mapping[str, Pair], fields: Sequence[str]
) -> tuple[TwinRow, ...]:
    """Return what two elevators are held to be, field by field; what both lack is left out."""
    rows = []
    for field in fields:
        pair = [
            value_words(field=field, value=held_value(elevator=one, field=field), areas=areas)
            for one in (left, right)
        ]
        if pair != [NOTHING, NOTHING]:
            rows.append(
                TwinRow(
                    name=field_words(field),
                    left=pair[0],
                    right=pair[1],
                    equal=pair[0] == pair[1],
                    only_one=NOTHING in pair,
                )
            )
    return tuple(rows)


_THROUGH = {
    "jurisdiction": ("jurisdiction", "code"), "use_unit": ("use_unit", "name"),
    "use_unit_code": ("use_unit", "credit_code"), "firm": ("firm", "name"),
    "firm_code": ("firm", "credit_code"),
}  # fmt: skip


def held_value(*, elevator: Elevator, field: str) -> object:
    """Return what is held of a field of an elevator whose organisations are loaded."""
    if field in _THROUGH:
        through, column = _THROUGH[field]
        return getattr(getattr(elevator, through), column, "")
    if field in {"place", "coordinates"}:
        if elevator.longitude is None:
            return None
        return {"longitude": elevator.longitude, "latitude": elevator.latitude}
    if field.startswith("facts."):
        return elevator.other_facts.get(field.removeprefix("facts."))
    return getattr(elevator, field, None)
