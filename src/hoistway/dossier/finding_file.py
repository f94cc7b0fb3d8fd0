"""One finding with all its evidence: sources, neighbours, twins, answers, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoistway.dossier.evidence import PLACE, SaidRow, fields_beside, firms_named, said_rows
from hoistway.dossier.finding import (
    RELATED,
    FindingLine,
    TwinRow,
    held_value,
    line_of,
    twin_rows,
)
from hoistway.dossier.values import Pair, area_words, field_words, value_words
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.quality.models import Correction, Finding
from hoistway.quality.queries import answers_to, corrections, findings
from hoistway.registry.models import Elevator
from hoistway.registry.queries import claims_of, elevators, why
from hoistway.registry.vocabulary import Field

_CODE = 18
"""Signs of a credit code. Source: GB 32100-2015."""

MOST_NEIGHBOURS = 60
"""Neighbours drawn. Chosen: an estate has some forty; more dots tell nothing new."""

TWIN_FIELDS = tuple(str(field) for field in Field)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What somebody answered."""

    at: datetime
    who: str
    organisation: Pair
    agrees: bool | None
    value: Pair | None
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionMark:
    """A change that followed from a finding."""

    id: int
    at: datetime
    automatic: bool
    who: str
    before: Pair
    after: Pair
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries beside each other."""

    left: Elevator
    right: Elevator
    rows: tuple[TwinRow, ...]

    @property
    def ordered(self) -> tuple[TwinRow, ...]:
        """The fields, contradictions first, what only one knows next, what is equal last."""
        return tuple(sorted(self.rows, key=lambda row: (row.equal, row.only_one)))

    @property
    def equal(self) -> tuple[TwinRow, ...]:
        """The fields in which they agree."""
        return tuple(row for row in self.rows if row.equal)

    @property
    def different(self) -> tuple[TwinRow, ...]:
        """The fields in which they contradict each other."""
        return tuple(row for row in self.rows if not row.equal and not row.only_one)


@dataclass(frozen=True, slots=True)
class FindingFile:
    """A finding with everything that a person needs to settle it."""

    line: FindingLine
    elevator: Elevator | None
    fields: tuple[Pair, ...]
    said: tuple[SaidRow, ...]
    held: tuple[tuple[Pair, Pair], ...]
    held_why: Pair
    neighbours: tuple[tuple[float, float], ...]
    twins: Twins | None
    answers: tuple[AnswerLine, ...]
    corrections: tuple[CorrectionMark, ...]
    areas: Mapping[str, Pair]


def finding_seen(*, finding_id: int, by: Actor) -> Finding:
    """Return one visible finding with its related rows.

    Raises: NotFound, also where it exists but must not be known to the actor.
    """
    found = findings(by=by).select_related(*RELATED).filter(pk=finding_id).first()
    if found is None:
        raise NotFound
    return found


def file_of(*, finding: Finding, by: Actor) -> FindingFile:
    """Return the file of a visible finding; a constant number of queries."""
    areas, elevator = area_words(), finding.elevator
    fields = fields_beside(kind=finding.kind, field=finding.field)
    return FindingFile(
        line=line_of(finding=finding, areas=areas), elevator=elevator,
        fields=tuple(field_words(field) for field in fields),
        said=_said(elevator, fields, areas) if elevator else (),
        held=_held(elevator, fields, areas) if elevator else (),
        held_why=_held_why(elevator, fields),
        neighbours=_neighbours(elevator, by) if elevator else (),
        twins=_twins(finding, areas), answers=_answers(finding, areas),
        corrections=tuple(_mark(row, areas) for row in _corrections(finding, by)), areas=areas,
    )  # fmt: skip


def _said(
    elevator: Elevator, fields: tuple[str, ...], areas: Mapping[str, Pair]
) -> tuple[SaidRow, ...]:
    if not fields:
        return ()
    claims = list(claims_of(elevator_id=elevator.pk))
    names = organisation_words(named=firms_named(claims=claims))
    return said_rows(
        claims=claims, fields=fields, winners=elevator.provenance, areas=areas, names=names
    )


def _held_why(elevator: Elevator | None, fields: tuple[str, ...]) -> Pair:
    """Return why the first field holds what it holds: «the source ranks higher» and its like."""
    if elevator is None or not fields:
        return "", ""
    column = str(Field.LONGITUDE) if fields[0] == PLACE else fields[0]
    story = why(elevator_id=elevator.pk).get(column)
    return (story.reason.zh, story.reason.en) if story else ("", "")


def organisation_words(*, named: set[str]) -> dict[str, Pair]:
    """Return the names of firms and use units by key and by credit code; two queries."""
    keys = [int(one) for one in named if one.isdigit() and len(one) < _CODE]
    asked = Q(pk__in=keys) | Q(credit_code__in=sorted(one for one in named if len(one) == _CODE))
    words: dict[str, Pair] = {}
    for kind in (OrganisationKind.FIRM, OrganisationKind.USE_UNIT):
        for row in organisations(kind=kind).filter(asked):
            pair = row.name, row.name_en or row.name
            words |= {str(row.pk): pair, row.credit_code: pair}
    words.pop("", None)
    return words


def _held(
    elevator: Elevator, fields: tuple[str, ...], areas: Mapping[str, Pair]
) -> tuple[tuple[Pair, Pair], ...]:
    return tuple(
        (
            field_words(field),
            value_words(field=field, value=held_value(elevator=elevator, field=field), areas=areas),
        )
        for field in fields
    )


def _neighbours(elevator: Elevator, by: Actor) -> tuple[tuple[float, float], ...]:
    if elevator.place_id is None:
        return ()
    around = elevators(by=by).filter(place_id=elevator.place_id, longitude__isnull=False)
    found = around.exclude(pk=elevator.pk).values_list("longitude", "latitude")[:MOST_NEIGHBOURS]
    return tuple((x, y) for x, y in found if x is not None and y is not None)


def _twins(finding: Finding, areas: Mapping[str, Pair]) -> Twins | None:
    left, right = finding.elevator, finding.other
    if left is None or right is None:
        return None
    rows = twin_rows(left=left, right=right, areas=areas, fields=TWIN_FIELDS)
    return Twins(left=left, right=right, rows=rows)


def _answers(finding: Finding, areas: Mapping[str, Pair]) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            at=row.at, who=str(row.by.get("name", "")), agrees=row.agrees, text=row.text,
            organisation=(row.organisation.name, row.organisation.name_en or row.organisation.name)
            if row.organisation
            else ("", ""),
            value=value_words(field=finding.field, value=row.value, areas=areas)
            if row.value is not None
            else None,
        )
        for row in answers_to(finding_id=finding.pk).select_related("organisation")
    )  # fmt: skip


def _corrections(finding: Finding, by: Actor) -> list[Correction]:
    return list(corrections(by=by).filter(finding_id=finding.pk))


def _mark(row: Correction, areas: Mapping[str, Pair]) -> CorrectionMark:
    undone = row.undone_by or {}
    return CorrectionMark(
        id=row.pk, at=row.at, automatic=row.automatic, who=str(row.by.get("name", "")),
        before=value_words(field=row.field, value=row.before, areas=areas),
        after=value_words(field=row.field, value=row.after, areas=areas),
        undone_at=row.undone_at, undone_by=str(undone.get("name", "")),
        undone_reason=row.undone_reason,
    )  # fmt: skip
