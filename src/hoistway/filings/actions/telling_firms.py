"""Tell a firm what became of its filing; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.filings.models import FirmFiling
from hoistway.filings.vocabulary import FilingState
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose

_SAID = {
    FilingState.CHECKED: ("已核对通过，自即日起有效", "was checked and holds from now on"),
    FilingState.RETURNED: ("被退回：{why}", "was returned: {why}"),
}


@transaction.atomic
def tell_firm(*, filing_id: int, now: datetime) -> None:
    """Queue the message about a settled filing; each outcome is told once."""
    filing = FirmFiling.objects.select_related("firm").filter(pk=filing_id).first()
    if filing is None or filing.state not in _SAID:
        return
    zh, en = (said.format(why=filing.checked_reason) for said in _SAID[filing.state])
    queue_message(
        draft=Draft(
            purpose=Purpose.FIRM_FILING, key=f"firm_filing.{filing.pk}.{filing.state}",
            organisation_id=filing.firm_id, person_id=None, phone=filing.firm.phone,
            zh=f"【慧梯】贵单位的维保单位备案 {filing.number} {zh}。",
            en=f"[Hoistway] Your filing {filing.number} as a maintenance firm {en}.",
            link="/f/filing", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
