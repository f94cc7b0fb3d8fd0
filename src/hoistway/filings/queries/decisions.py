"""What was decided about who maintains an elevator, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.filings.models import Decision, ElevatorFiling
from hoistway.filings.queries.cases import open_cases
from hoistway.filings.queries.filings import OPEN
from hoistway.filings.rules.decision_reasons import Verdict, verdict_on
from hoistway.filings.vocabulary import DecisionKind
from hoistway.registry.queries import family, survivor_of

TURNING = frozenset(
    {DecisionKind.BEGIN, DecisionKind.HAND_OVER, DecisionKind.END, DecisionKind.MERGE}
)
"""Decisions that change who answers for days."""


def decisions_of(*, elevator_id: int) -> QuerySet[Decision]:
    """Return all decisions about an elevator, the latest first, each with `is_reversed` said.

    Scope was judged by the caller. Rows that were merged into it count as the elevator.
    """
    kin = family(elevator_id=survivor_of(elevator_id=elevator_id))
    return _told(Decision.objects.filter(elevator_id__in=kin))


def decisions_about(*, filing_ids: Collection[int]) -> QuerySet[Decision]:
    """Return the decisions about filings, the latest first; scope was judged by the caller."""
    keys = list(filing_ids)
    return _told(Decision.objects.filter(Q(filing_id__in=keys) | Q(reverses__filing_id__in=keys)))


def _told(found: QuerySet[Decision]) -> QuerySet[Decision]:
    taken_back = Exists(Decision.objects.filter(reverses=OuterRef("pk")))
    found = found.annotate(is_reversed=taken_back).select_related("filing__firm", "reverses")
    return found.order_by("-at", "-pk")


def last_turning(*, elevator_ids: Collection[int]) -> Decision | None:
    """Return the latest decision over an elevator's days that was not taken back."""
    kinds = sorted(str(kind) for kind in TURNING)
    found = Decision.objects.filter(elevator_id__in=elevator_ids, kind__in=kinds)
    taken_back = Decision.objects.filter(reverses=OuterRef("pk"))
    return found.exclude(Exists(taken_back)).select_related("filing").order_by("-pk").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What an open filing waits for, or why the district must rule."""

    verdict: Verdict
    objection_until: datetime | None
    answer_until: datetime


def outlook_of(*, filing: ElevatorFiling, now: datetime) -> Outlook | None:
    """Return what an open filing waits for; None when nothing is open. Scope was judged."""
    if str(filing.state) not in OPEN:
        return None
    home = survivor_of(elevator_id=filing.elevator_id)
    for one in open_cases(elevator_ids=[home], now=now):
        if one.filing.pk == filing.pk:
            return Outlook(
                verdict=verdict_on(case=one.case, now=now), answer_until=one.case.answer_until,
                objection_until=one.case.waits_until if one.case.against else None,
            )  # fmt: skip
    return None
