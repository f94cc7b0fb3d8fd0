"""A mismatch closes by itself when it is mended, or is dismissed by the district."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.filings.actions.mismatches.steps import Told, held_mismatch, required, step
from hoistway.filings.models import ElevatorFiling, FirmFiling, Mismatch
from hoistway.filings.queries.mismatches import mismatches, open_ids, standing_of, steps_of
from hoistway.filings.rules.mismatches import Voice, is_verified, needs, says_found
from hoistway.filings.vocabulary import MismatchDeed, MismatchState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class ReporterDismisses(Refusal):
    """Raised when the person who recorded a mismatch would also dismiss it."""

    code = "reporter_dismisses"
    zh = "记录人不能撤销自己的现场记录，请由区局其他人员处理。"
    en = "Whoever recorded a mismatch may not dismiss it; somebody else of the district may."
    status = 403


def close_if_mended(*, elevator_ids: Iterable[int], now: datetime) -> int:
    """Close the open mismatches of these elevators that are mended; return how many."""
    return _look(open_ids(elevator_ids=elevator_ids), now)


def look_again_at_firm(*, filing_id: int, now: datetime) -> int:
    """Close what a firm's own filing, checked just now, has mended; return how many."""
    firm = FirmFiling.objects.filter(pk=filing_id).values_list("firm_id", flat=True).first()
    return _look(open_ids(firm_id=firm), now) if firm else 0


def look_again_at_filing(*, filing_id: int, now: datetime) -> int:
    """Close what an elevator's filing, settled just now, has mended; return how many."""
    elevator = ElevatorFiling.objects.filter(pk=filing_id).values_list("elevator_id", flat=True)
    return close_if_mended(elevator_ids=list(elevator), now=now)


def _look(mismatch_ids: Iterable[int], now: datetime) -> int:
    closed = 0
    for key in mismatch_ids:
        with transaction.atomic():
            closed += close_held(held_mismatch(mismatch_id=key), now=now)
    return closed


def close_held(mismatch: Mismatch, *, now: datetime) -> bool:
    """Close a held mismatch if nothing is left to do, with all that it was judged by."""
    if mismatch.state not in MismatchState.open_states():
        return False
    standing = standing_of(mismatch=mismatch, steps=steps_of(mismatch_id=mismatch.pk))
    if needs(standing=standing):
        return False
    facts = {
        "filed": standing.filed, "found": standing.found, "now": standing.now,
        "as_found": says_found(standing=standing), "verified": is_verified(standing=standing),
        "unit": _spoken(standing.unit), "firm": _spoken(standing.firm), "edition": mismatch.edition,
    }  # fmt: skip
    step(mismatch, MismatchDeed.CLOSE, now=now, by=PLATFORM, told=Told(facts=facts))
    _end(mismatch, now)
    return True


@transaction.atomic
def dismiss_mismatch(*, mismatch_id: int, reason: str, now: datetime, by: Actor) -> Mismatch:
    """Settle that the note of the site was wrong; never by the person who wrote it.

    Raises: NotAllowed, NotFound, WordsMissing, ReporterDismisses, MismatchSettled.
    """
    require(by=by, deed=Deed.SETTLE_MISMATCH)
    if not mismatches(by=by).filter(pk=mismatch_id).exists():
        raise NotFound
    mismatch = held_mismatch(mismatch_id=mismatch_id)
    reporter = next(
        row.by.get("person")
        for row in steps_of(mismatch_id=mismatch_id)
        if row.deed is MismatchDeed.REPORT
    )
    if by.person_id and reporter == by.person_id:
        raise ReporterDismisses
    told = Told(words=required(words=reason))
    step(mismatch, MismatchDeed.DISMISS, now=now, by=by, told=told)
    _end(mismatch, now)
    return mismatch


def _spoken(voice: Voice) -> str:
    """Return how a side has spoken, as the closing keeps it."""
    if not voice.asked:
        return "nobody"
    return voice.filing or "step"


def _end(mismatch: Mismatch, now: datetime) -> None:
    mismatch.closed_at, mismatch.due_at = now, None
    mismatch.save(update_fields=["closed_at", "due_at"])
