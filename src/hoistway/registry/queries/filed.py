"""What filings and people have said of the firm of an elevator."""

from collections.abc import Collection

from django.db.models import QuerySet

from hoistway.registry.models import Claim
from hoistway.registry.vocabulary import Field, SourceKind, Subject


def filing_claims(*, record_keys: Collection[str]) -> dict[str, Claim]:
    """Return the newest claim of each of these records of filings, withdrawn ones included."""
    rows = Claim.objects.filter(
        source=str(SourceKind.FILING), subject=Subject.ELEVATOR, record_key__in=record_keys,
        current=True,
    )  # fmt: skip
    return {row.record_key: row for row in rows.order_by("pk")}


def filings_said(*, elevator_ids: Collection[int]) -> QuerySet[Claim]:
    """Return what filings say of these elevators now, by any record, the newest last."""
    return Claim.objects.filter(
        elevator_id__in=elevator_ids, kind=SourceKind.FILING, current=True, withdrawn_at=None
    ).order_by("observed_at", "pk")


def decided_firms(*, elevator_ids: Collection[int]) -> QuerySet[Claim]:
    """Return by which claims people have decided the firm of these elevators."""
    return Claim.objects.filter(
        elevator_id__in=elevator_ids, kind=SourceKind.PERSON, current=True, withdrawn_at=None,
        fields__has_any_keys=[str(Field.FIRM), str(Field.FIRM_CODE)],
    ).order_by("pk")  # fmt: skip
