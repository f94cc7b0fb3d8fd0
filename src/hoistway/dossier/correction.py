"""What was changed in the register, by itself or by a person, and what was taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from hoistway.dossier.finding import Subject, subject_of
from hoistway.dossier.search import Period
from hoistway.dossier.values import Pair, field_words, value_words
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.quality.models import Correction
from hoistway.quality.queries import corrections
from hoistway.quality.vocabulary import FindingKind

RELATED = tuple(
    f"finding__{name}"
    for name in (
        "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "organisation", "place",
        "claim", "jurisdiction",
    )
)  # fmt: skip
"""What a line of a correction reads; a list asks for all of it in one query."""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One change with where it came from."""

    id: int
    at: datetime
    automatic: bool
    who: str
    kind: FindingKind
    finding_id: int
    subject: Subject
    subject_key: str
    jurisdiction: Pair
    field: str
    field_name: Pair
    before: Pair
    after: Pair
    raw_before: object
    raw_after: object
    edition: str
    is_merge: bool
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSearch:
    """What is asked of the corrections; an empty field asks nothing."""

    text: str = ""
    kind: str = ""
    field: str = ""
    automatic: bool | None = None
    undone: bool | None = None
    jurisdiction_code: str = ""
    period: Period | None = None


def found_corrections(*, by: Actor, search: CorrectionSearch) -> QuerySet[Correction]:
    """Return the visible corrections that fit, newest first."""
    found = corrections(by=by)
    exact = {
        "finding__kind": search.kind, "field": search.field,
        "finding__jurisdiction__code": search.jurisdiction_code,
    }  # fmt: skip
    found = found.filter(**{column: value for column, value in exact.items() if value})
    if search.automatic is not None:
        found = found.filter(automatic=search.automatic)
    if search.undone is not None:
        found = found.filter(undone_at__isnull=not search.undone)
    since, until = search.period.bounds() if search.period else (None, None)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    for word in search.text.split():
        found = found.filter(
            Q(finding__elevator__register_number__startswith=word)
            | Q(finding__elevator__address__icontains=word)
            | Q(finding__organisation__name__icontains=word)
            | Q(finding__place__name__icontains=word)
        )
    return found.order_by("-at", "-pk")


def correction_seen(*, correction_id: int, by: Actor) -> Correction:
    """Return one visible correction with its related rows.

    Raises: NotFound, also where it exists but must not be known to the actor.
    """
    found = corrections(by=by).select_related(*RELATED, "claim", "merge").filter(pk=correction_id)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def correction_lines(
    *, corrections: Iterable[Correction], areas: Mapping[str, Pair]
) -> list[CorrectionLine]:
    """Return corrections whose related rows are loaded as lines; no query."""
    return [correction_line(correction=row, areas=areas) for row in corrections]


def correction_line(*, correction: Correction, areas: Mapping[str, Pair]) -> CorrectionLine:
    """Return one correction as a line."""
    finding, field = correction.finding, correction.field
    undone = correction.undone_by or {}
    return CorrectionLine(
        id=correction.pk, at=correction.at, automatic=correction.automatic,
        who=str(correction.by.get("name", "")), kind=finding.kind, finding_id=finding.pk,
        subject=subject_of(finding=finding), subject_key=_subject_key(correction), field=field,
        jurisdiction=(finding.jurisdiction.name_zh, finding.jurisdiction.name_en),
        field_name=field_words(field), raw_before=correction.before, raw_after=correction.after,
        before=value_words(field=field, value=correction.before, areas=areas),
        after=value_words(field=field, value=correction.after, areas=areas),
        edition=finding.edition, is_merge=correction.merge_id is not None,
        undone_at=correction.undone_at, undone_by=str(undone.get("name", "")),
        undone_reason=correction.undone_reason,
    )  # fmt: skip


def _subject_key(correction: Correction) -> str:
    """Return kind and key of what was changed: `elevator:12`, `organisation:3`, `place:4`."""
    finding = correction.finding
    for name in ("elevator", "organisation", "place"):
        key = getattr(finding, f"{name}_id")
        if key is not None:
            return f"{name}:{key}"
    return ""
