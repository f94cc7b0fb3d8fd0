"""A firm files itself and takes it back; its home district checks or returns."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.filings.actions.firm_effects import bring_about
from hoistway.filings.events import FirmFiled, FirmFilingSettled
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import firm_filings
from hoistway.filings.rules.firm_content import FirmContent, FoundFault, firm_faults
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.history import recorded
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.queries import firms, held_elsewhere, require
from hoistway.parties.vocabulary import Deed

REASON = 300
"""Signs of a reason, as in the table."""


class FirmFilingWaits(Refusal):
    """Raised when an earlier filing of the firm still waits to be checked."""

    code = "firm_filing_waits"
    zh = "本单位的备案 {number} 仍待核对。请等待结果，或先撤回再重新提交。"
    en = "Filing {number} of this firm still waits to be checked. Wait for it or withdraw it first."


class FirmFilingMovedOn(Refusal):
    """Raised when a filing is no longer in the state in which this could be done."""

    code = "firm_filing_moved_on"
    zh = "备案 {number} 的状态已是“{state_zh}”，不能再进行此操作。"
    en = "Filing {number} is «{state_en}» by now; this can no longer be done."


class OwnFiling(Refusal):
    """Raised when the one who filed would also check."""

    code = "own_filing"
    zh = "提交人和核对人不能是同一人。"
    en = "Whoever files may not check."
    status = 403


class FaultsRemain(Refusal):
    """Raised when a filing with faults that cannot be passed over would be checked as right."""

    code = "faults_remain"
    zh = "该备案有不能通过的问题：{zh}。请退回并写明理由。"
    en = "Faults that cannot be passed over remain: {en}. Return the filing with a reason."
    clause = "沪市监特种〔2020〕286号 二（一）"
    status = 422


class ReturnNeedsReason(Refusal):
    """Raised when a filing would be returned without a reason."""

    code = "return_needs_reason"
    zh = "请写明退回的理由。"
    en = "Say why the filing is returned."
    status = 422


@transaction.atomic
def file_firm(*, content: FirmContent, form_id: UUID, now: datetime, by: Actor) -> FirmFiling:
    """Keep what a firm files of itself, with what the machine finds wrong; nothing of it holds yet.

    The same form twice is one filing. Raises: NotAllowed, NotFound, FirmFilingWaits.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    firm = _locked_firm(by.organisation_id)
    known = FirmFiling.objects.filter(form_id=form_id, firm=firm).first()
    if known is not None:
        return known
    waiting = FirmFiling.objects.filter(firm=firm, state=FilingState.FILED).first()
    if waiting is not None:
        raise FirmFilingWaits(number=waiting.number)
    key = fresh_key(table="filings_firmfiling")
    day = local_day(at=now)
    policy = policy_on(day=day, jurisdiction_code=firm.jurisdiction.code)
    filing = FirmFiling(
        pk=key, form_id=form_id, number=f"DW{day:%y%m%d}{key:06d}", firm=firm,
        jurisdiction_id=firm.jurisdiction_id, content=content.as_json(),
        faults=[one.as_json() for one in faults_on(firm=firm, content=content, now=now)],
        edition=policy.edition, filed_at=now, filed_by=by.as_json(),
    )  # fmt: skip
    filing.save(force_insert=True)
    announce(FirmFiled(filing_id=key))
    touch(f"firm_filings.{firm.jurisdiction_id}")
    return filing


def faults_on(*, firm: Organisation, content: FirmContent, now: datetime) -> list[FoundFault]:
    """Return what is wrong with what a firm would file now; nothing is written."""
    day = local_day(at=now)
    numbers = [one.number for one in content.staff if one.number]
    return firm_faults(
        content=content, policy=policy_on(day=day, jurisdiction_code=firm.jurisdiction.code),
        day=day, elsewhere=held_elsewhere(numbers=numbers, firm_id=firm.pk, at=now),
    )  # fmt: skip


@transaction.atomic
def withdraw_firm_filing(*, filing_id: int, now: datetime, by: Actor) -> FirmFiling:
    """Take a filing back while it waits; only the firm that filed it may.

    Raises: NotAllowed, NotFound, FirmFilingMovedOn.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    filing = _held(filing_id, by)
    _move(filing, FilingState.WITHDRAWN, by=by, reason="withdrawn by the firm")
    touch(f"firm_filings.{filing.jurisdiction_id}")
    return filing


@transaction.atomic
def check_firm(*, filing_id: int, now: datetime, by: Actor) -> FirmFiling:
    """Hold a filing true: its licences, points, staff, duty telephone and name are in force.

    The machine looks once more: what ran out since filing is a fault by now.
    Raises: NotAllowed, NotFound, OwnFiling, FirmFilingMovedOn, FaultsRemain.
    """
    filing = _at_hand(filing_id, by)
    content = FirmContent.read(filing.content)
    faults = faults_on(firm=filing.firm, content=content, now=now)
    blocking = [one.fault for one in faults if one.blocking]
    if blocking:
        told = list(dict.fromkeys(blocking))
        raise FaultsRemain(
            zh="、".join(one.zh for one in told), en=", ".join(one.en.lower() for one in told)
        )
    before = FirmFiling.objects.select_for_update().filter(
        firm=filing.firm, state=FilingState.CHECKED
    ).first()  # fmt: skip
    if before is not None:
        _move(before, FilingState.REPLACED, by=by, reason=f"replaced by {filing.number}")
    filing.faults = [one.as_json() for one in faults]
    _move(filing, FilingState.CHECKED, by=by, reason="checked", now=now)
    earlier = FirmContent.read(before.content) if before is not None else None
    bring_about(filing=filing, content=content, before=earlier, now=now, by=by)
    _tell(filing)
    return filing


@transaction.atomic
def return_firm(*, filing_id: int, reason: str, now: datetime, by: Actor) -> FirmFiling:
    """Give a filing back to the firm with the reason; what held before holds on.

    Raises: NotAllowed, NotFound, OwnFiling, ReturnNeedsReason, FirmFilingMovedOn.
    """
    filing = _at_hand(filing_id, by)
    if not reason.strip():
        raise ReturnNeedsReason
    filing.checked_reason = reason.strip()[:REASON]
    _move(filing, FilingState.RETURNED, by=by, reason=filing.checked_reason, now=now)
    _tell(filing)
    return filing


def _locked_firm(key: int) -> Organisation:
    """Return the firm; one filing at a time looks at it."""
    firm = firms().filter(pk=key).select_related("jurisdiction").select_for_update(of=("self",))
    found = firm.first()
    if found is None:
        raise NotFound
    return found


def _held(filing_id: int, by: Actor) -> FirmFiling:
    found = firm_filings(by=by).filter(pk=filing_id).select_related("firm__jurisdiction")
    filing = found.select_for_update(of=("self",)).first()
    if filing is None:
        raise NotFound
    return filing


def _at_hand(filing_id: int, by: Actor) -> FirmFiling:
    require(by=by, deed=Deed.CHECK_FILING)
    filing = _held(filing_id, by)
    if by.kind is ActorKind.PERSON and filing.filed_by.get("person") == by.person_id:
        raise OwnFiling
    return filing


def _move(
    filing: FirmFiling, state: FilingState, *, by: Actor, reason: str, now: datetime | None = None
) -> None:
    """Move a held filing on and keep who did it. Raises: FirmFilingMovedOn."""
    wanted = FilingState.CHECKED if state is FilingState.REPLACED else FilingState.FILED
    if filing.state is not wanted:
        raise FirmFilingMovedOn(
            number=filing.number, state_zh=filing.state.zh, state_en=filing.state.en
        )
    filing.state = state
    if now is not None:
        filing.checked_at, filing.checked_by = now, by.as_json()
    with recorded(by=by, reason=reason):
        filing.save(update_fields=["state", "faults", "checked_at", "checked_by", "checked_reason"])


def _tell(filing: FirmFiling) -> None:
    announce(FirmFilingSettled(filing_id=filing.pk))
    touch(f"firm_filings.{filing.jurisdiction_id}")
