"""Tell the firm and the bureau of each step of an inquiry; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import bureaus_of, organisations_of
from hoistway.supervision.models import Inquiry, InquiryStep
from hoistway.supervision.vocabulary import InquiryDeed, InquiryOutcome

_TO_BUREAU = frozenset({InquiryDeed.ANSWERED, InquiryDeed.CORRECTED, InquiryDeed.OVERDUE})
_TO_FIRM = frozenset(InquiryDeed) - {InquiryDeed.ANSWERED, InquiryDeed.CORRECTED}


@transaction.atomic
def tell_inquiry(*, step_id: int, now: datetime) -> None:
    """Queue the messages about one step of an inquiry, once each."""
    around = ("inquiry__visit__elevator", "inquiry__firm")
    step = InquiryStep.objects.select_related(*around).filter(pk=step_id).first()
    if step is None:
        return
    zh, en = _words(step.inquiry, step)
    for body in _whom(step):
        queue_message(
            draft=Draft(
                purpose=Purpose.INQUIRY, organisation_id=body.pk, person_id=None,
                key=f"inquiry.{step.pk}.{body.pk}", phone=body.phone, expires_at=None,
                link=f"/oversight/inquiries/{step.inquiry.number}", zh=f"【慧梯】{zh}。",
                en=f"[Hoistway] {en}.",
            ), now=now,
        )  # fmt: skip


def _whom(step: InquiryStep) -> list[Organisation]:
    keys: set[int] = set()
    if step.deed in _TO_BUREAU:
        keys |= bureaus_of(jurisdiction_ids=[step.inquiry.jurisdiction_id])
    if step.deed in _TO_FIRM:
        keys.add(step.inquiry.firm_id)
    return list(organisations_of(organisation_ids=sorted(keys)))


def _words(row: Inquiry, step: InquiryStep) -> tuple[str, str]:
    where = f"{row.visit.elevator.address} {row.visit.elevator.name}"
    zh = f"网上督查 {row.number}（{row.kind.zh}，{where}）：{step.deed.zh}"
    en = f"Inquiry {row.number} («{row.kind.en}», {where}): {step.deed.en}"
    if step.deed in {InquiryDeed.ASKED, InquiryDeed.RETURNED}:
        zh += f"，请在 {row.answer_by} 前答复"
        en += f"; answer by {row.answer_by}"
    if step.deed is InquiryDeed.SETTLED and isinstance(row.outcome, InquiryOutcome):
        zh += f"，{row.outcome.zh}"
        en += f": {row.outcome.en}"
    return zh, en
