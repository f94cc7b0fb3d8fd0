"""The queue of findings: what is asked of it, its groups, and which findings are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from hoistway.dossier.finding import RELATED
from hoistway.foundation.actors import Actor
from hoistway.quality.models import Finding
from hoistway.quality.queries import findings
from hoistway.quality.vocabulary import FindingKind, FindingState

SAME_DEED = frozenset(
    {
        FindingKind.COORDINATES_SWAPPED, FindingKind.OFFSET_GRID, FindingKind.CERTIFICATE_FORM,
        FindingKind.DEVICE_CODE_FORM, FindingKind.ADDRESS_SPELLING, FindingKind.GARBLED_TEXT,
        FindingKind.PLACEHOLDER, FindingKind.RETIRED_DISTRICT, FindingKind.SPEED_UNIT,
        FindingKind.LOAD_UNIT, FindingKind.TRAVEL_UNIT, FindingKind.RENAMED_ROAD,
    }
)  # fmt: skip
"""Kinds whose proposals all do the same to a value; other kinds are alike only pair by pair."""

ONLY_TOGETHER = frozenset(
    {FindingKind.ONE_ELEVATOR_TWICE, FindingKind.TWO_ELEVATORS_ONE_NUMBER,
     FindingKind.RECORD_NOT_PLACED}
)  # fmt: skip
"""Kinds that are settled one by one."""

MOST_ALIKE = 200
"""Findings settled by one press. Chosen: what a person still scrolls through before pressing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSearch:
    """What is asked of the findings; an empty field asks nothing."""

    text: str = ""
    kind: FindingKind | None = None
    state: FindingState | None = FindingState.OPEN
    field: str = ""
    source: str = ""
    jurisdiction_code: str = ""
    least_confidence: float = 0.0
    older_than_days: int = 0


def found_findings(*, by: Actor, search: QueueSearch, now: datetime) -> QuerySet[Finding]:
    """Return the visible findings that fit: open ones by kind and confidence, others newest."""
    found = findings(by=by)
    exact = {
        "kind": search.kind, "state": search.state, "field": search.field,
        "jurisdiction__code": search.jurisdiction_code,
    }  # fmt: skip
    found = found.filter(**{column: value for column, value in exact.items() if value})
    if search.source:
        found = found.filter(claim__kind=search.source)
    if search.least_confidence:
        found = found.filter(confidence__gte=search.least_confidence)
    if search.older_than_days:
        found = found.filter(found_at__lt=now - timedelta(days=search.older_than_days))
    for word in search.text.split():
        found = found.filter(_named(word))
    if search.state is FindingState.OPEN:
        return found.order_by("kind", "-confidence", "pk")
    return found.order_by(F("settled_at").desc(nulls_last=True), "-pk")


def loaded(*, keys: Sequence[int], by: Actor) -> list[Finding]:
    """Return the named findings with all that a line reads, in the order of the keys; one query."""
    rows = {row.pk: row for row in findings(by=by).select_related(*RELATED).filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def _named(word: str) -> Q:
    return (
        Q(elevator__register_number__startswith=word) | Q(elevator__address__icontains=word)
        | Q(elevator__estate__icontains=word) | Q(organisation__name__icontains=word)
        | Q(place__name__icontains=word) | Q(claim__record_key=word)
    )  # fmt: skip


def counts_by_kind(*, rows: QuerySet[Finding]) -> list[tuple[FindingKind, int]]:
    """Return how many there are of each kind, most first; one query."""
    counted = rows.order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    return [(FindingKind(kind), n) for kind, n in counted]


def following(*, rows: QuerySet[Finding], after: Finding) -> int | None:
    """Return the finding that stands after another in an open queue, else its first."""
    later = rows.filter(
        Q(kind__gt=after.kind)
        | Q(kind=after.kind, confidence__lt=after.confidence)
        | Q(kind=after.kind, confidence=after.confidence, pk__gt=after.pk)
    )
    first = rows.exclude(pk=after.pk).values_list("pk", flat=True).first()
    return later.values_list("pk", flat=True).first() or first


@dataclass(frozen=True, slots=True)
class Pattern:
    """Open findings with the same change, of which one stands for all."""

    first_id: int
    field: str
    value: object
    proposal: object
    count: int


def patterns(*, rows: QuerySet[Finding], most: int = 8) -> list[Pattern]:
    """Return the changes proposed most often among open findings of one kind; one query."""
    open_rows = rows.order_by().filter(state=FindingState.OPEN, proposal__isnull=False)
    counted = (
        open_rows.values_list("field", "value", "proposal")
        .annotate(n=Count("pk"), first=Min("pk"))
        .filter(n__gt=1)
        .order_by("-n", "first")[:most]
    )
    return [
        Pattern(first, field, value, proposal, n) for field, value, proposal, n, first in counted
    ]


def alike(*, finding: Finding, by: Actor) -> QuerySet[Finding]:
    """Return the open findings that would be changed in the same way, the named one included."""
    rows = findings(by=by).filter(
        state=FindingState.OPEN, kind=finding.kind, field=finding.field
    )  # fmt: skip
    if finding.kind in ONLY_TOGETHER or finding.proposal is None:
        return rows.filter(pk=finding.pk)
    if finding.kind not in SAME_DEED:
        rows = rows.filter(value=finding.value, proposal=finding.proposal)
    return rows.filter(proposal__isnull=False).order_by("-confidence", "pk")
