"""Take a correction back: the value returns, and no rule makes the same change again."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.quality.models import Correction, Finding
from hoistway.quality.queries import corrections
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.actions import ReasonMissing, split, undo_correction, withdraw_claim
from hoistway.registry.vocabulary import SourceKind

_REASON = 300


class AlreadyUndone(Refusal):
    """Raised when a correction was taken back before."""

    code = "correction_undone"
    zh = "该更正已被撤销。"
    en = "This correction was taken back already."


@transaction.atomic
def undo(*, correction_id: int, reason: str, now: datetime, by: Actor) -> Finding:
    """Take back all that followed from the finding of a correction; it stays undone.

    Both coordinates go together. Raises: NotAllowed, NotFound, ReasonMissing, AlreadyUndone.
    """
    require(by=by, deed=Deed.SETTLE_FINDINGS)
    words = reason.strip()[:_REASON]
    if not words:
        raise ReasonMissing
    seen = corrections(by=by).filter(pk=correction_id).select_related("finding").first()
    if seen is None:
        raise NotFound
    rows = Correction.objects.select_for_update(of=("self",)).filter(
        finding_id=seen.finding_id, undone_at=None
    )
    together = [row for row in rows.select_related("claim", "merge") if row.at == seen.at]
    if seen.pk not in {row.pk for row in together}:
        raise AlreadyUndone
    for row in together:
        _take_back(row, words, now, by)
        row.undone_at, row.undone_by, row.undone_reason = now, by.as_json(), words
        row.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    Finding.objects.filter(pk=seen.finding_id).update(
        state=FindingState.UNDONE, settled_at=now, settled_by=by.as_json(), settled_reason=words
    )
    seen.finding.state = FindingState.UNDONE
    return seen.finding


def _take_back(row: Correction, reason: str, now: datetime, by: Actor) -> None:
    if row.merge is not None and row.merge.undone_at is None:
        split(merge_id=row.merge.pk, reason=reason, now=now, by=by)
    if row.claim is None or row.claim.withdrawn_at is not None or not row.claim.current:
        return
    if row.claim.kind is SourceKind.RULE:
        undo_correction(claim_id=row.claim.pk, reason=reason, now=now, by=by)
    else:
        withdraw_claim(claim_id=row.claim.pk, reason=reason, now=now, by=by)
