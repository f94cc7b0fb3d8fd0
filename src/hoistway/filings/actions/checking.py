"""The district checks filings, one by one or many at once, or returns them with a reason."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from hoistway.filings.actions.holding import in_hand, opened
from hoistway.filings.actions.settling import move, tell_settled
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.rules.filing import given_reason
from hoistway.filings.vocabulary import Fault
from hoistway.filings.vocabulary.decisions import FilingDeed
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class FilerMayNotCheck(Refusal):
    """Raised when the one who filed would also check."""

    code = "filer_may_not_check"
    zh = "提交人和核对人不能是同一人。"
    en = "Whoever files may not check."
    status = 403


class HasFaults(Refusal):
    """Raised when a filing with something essential wrong would be checked as right."""

    code = "filing_has_faults"
    zh = "不能核对通过：{zh}。请退回。"
    en = "Cannot be checked as right: {en}. Return it."
    status = 422


class CheckedAlready(Refusal):
    """Raised when a filing was checked and only waits for others."""

    code = "filing_checked_already"
    zh = "该备案已核对，正在等待使用单位或异议期。"
    en = "This filing is checked already; it waits for the use unit or for objections."


@dataclass(slots=True)
class CheckReport:
    """What became of many filings: keys of those checked, and of the others why not."""

    checked: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


def check_filing(*, filing_id: int, now: datetime, by: Actor) -> ElevatorFiling:
    """Keep that a person of the district found a filing right; it holds once all others agree.

    Raises: NotAllowed, NotFound, FilingMovedOn, FilerMayNotCheck, HasFaults, CheckedAlready.
    """
    with in_hand(filing_id=filing_id, deed=Deed.CHECK_FILING, now=now, by=by) as hand:
        filing = hand.filing
        require_other_than_filer(filing=filing, by=by)
        if filing.checked_at is not None:
            raise CheckedAlready
        require_no_faults(faults=opened(hand=hand).case.blocking)
        filing.checked_at, filing.checked_by = now, by.as_json()
        filing.save(update_fields=["checked_at", "checked_by"])
    filing.refresh_from_db()
    return filing


def check_many(*, filing_ids: Collection[int], now: datetime, by: Actor) -> CheckReport:
    """Check each of these filings by itself; those that cannot be are reported with the reason.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.CHECK_FILING)
    report = CheckReport()
    for filing_id in sorted(set(filing_ids)):
        try:
            with transaction.atomic():
                check_filing(filing_id=filing_id, now=now, by=by)
        except Refusal as refusal:
            report.refused[filing_id] = refusal
        else:
            report.checked.append(filing_id)
    return report


def return_filing(*, filing_id: int, reason: str, now: datetime, by: Actor) -> ElevatorFiling:
    """Give a filing back to its firm with the reason.

    Raises: NotAllowed, NotFound, FilingMovedOn, FilerMayNotCheck, ReasonMissing.
    """
    with in_hand(filing_id=filing_id, deed=Deed.CHECK_FILING, now=now, by=by) as hand:
        require_other_than_filer(filing=hand.filing, by=by)
        move(
            filing=hand.filing, deed=FilingDeed.RETURN, checked_at=now, checked_by=by.as_json(),
            checked_reason=given_reason(reason=reason),
        )  # fmt: skip
        tell_settled(filing=hand.filing)
    return hand.filing


def require_other_than_filer(*, filing: ElevatorFiling, by: Actor) -> None:
    """Refuse the person who filed. Raises: FilerMayNotCheck."""
    if by.kind is ActorKind.PERSON and filing.filed_by.get("person") == by.person_id:
        raise FilerMayNotCheck


def require_no_faults(*, faults: Collection[Fault]) -> None:
    """Refuse while something essential is wrong. Raises: HasFaults."""
    if faults:
        raise HasFaults(
            zh="；".join(fault.zh for fault in faults), en="; ".join(fault.en for fault in faults)
        )
