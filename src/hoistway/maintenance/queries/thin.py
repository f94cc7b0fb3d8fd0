"""Which visits look thin by their latest judgement: for lists, set by set."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.periods import SHANGHAI
from hoistway.maintenance.models import Judgement
from hoistway.maintenance.rules.evidence import evidence_editions_in_order


def thin_judgements() -> QuerySet[Judgement]:
    """Return the latest judgements of visits at which a person should look.

    Each is measured by the edition of its own day, as on the page of the visit. Plan: index on
    the score, then a probe of the visit's later judgements.
    """
    later = Judgement.objects.filter(visit_id=OuterRef("visit_id")).filter(
        Q(judged_at__gt=OuterRef("judged_at"))
        | Q(judged_at=OuterRef("judged_at"), pk__gt=OuterRef("pk"))
    )
    return Judgement.objects.filter(_reaches_its_edition()).exclude(Exists(later))


def thin_visits() -> Q:
    """Return the condition that a visit looks thin."""
    return Q(pk__in=thin_judgements().values("visit_id"))


def thin_scores(*, visit_ids: Collection[int]) -> dict[int, float]:
    """Return by visit what speaks against it, of those that look thin; one query."""
    rows = thin_judgements().filter(visit_id__in=visit_ids)
    return dict(rows.values_list("visit_id", "score"))


def _reaches_its_edition() -> Q:
    known = evidence_editions_in_order()
    found = Q()
    for number, policy in enumerate(known):
        one = Q(score__gte=policy.look_at)
        if number:
            one &= Q(judged_at__gte=_midnight(policy.in_force))
        if number + 1 < len(known):
            one &= Q(judged_at__lt=_midnight(known[number + 1].in_force))
        found |= one
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)
