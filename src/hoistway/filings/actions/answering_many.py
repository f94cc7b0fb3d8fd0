"""The use unit confirms many filings at once: a firm takes over whole estates."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hoistway.filings.actions.answering import answer_filing
from hoistway.filings.actions.checking import CheckReport
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


def confirm_many(*, filing_ids: Collection[int], now: datetime, by: Actor) -> CheckReport:
    """Confirm each of these filings by itself; those that cannot be are reported with the reason.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.CONFIRM_FILING)
    report = CheckReport()
    for filing_id in sorted(set(filing_ids)):
        try:
            with transaction.atomic():
                answer_filing(filing_id=filing_id, confirms=True, reason="", now=now, by=by)
        except Refusal as refusal:
            report.refused[filing_id] = refusal
        else:
            report.checked.append(filing_id)
    return report
