"""Tell firm and use unit of what was drawn and found; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import bureaus_of, organisations_of
from hoistway.sampling.models import SampleCheck


@transaction.atomic
def tell_checked(*, check_id: int, now: datetime) -> None:
    """Queue the message about a check: what is to be mended, what was mended, what is closed."""
    rows = SampleCheck.objects.select_related("draw", "elevator")
    one = rows.filter(pk=check_id).first()
    if one is None or one.checked_at is None:
        return
    where = f"{one.elevator.address} {one.elevator.name}"
    step, zh, en = _said(one)
    keys = [key for key in (one.firm_id, one.elevator.use_unit_id) if key]
    if step == "mended":
        keys = sorted(bureaus_of(jurisdiction_ids=[one.draw.jurisdiction_id]))
    for body in organisations_of(organisation_ids=keys):
        queue_message(
            draft=Draft(
                purpose=Purpose.SAMPLE, organisation_id=body.pk, person_id=None,
                key=f"sample.{one.pk}.{step}.{one.mended_at or ''}.{body.pk}", phone=body.phone,
                link=f"/pilot/samples/{one.draw.number}/{one.elevator.register_number}",
                zh=f"【慧梯】{where}：{zh}。", en=f"[Hoistway] {where}: {en}.", expires_at=None,
            ), now=now,
        )  # fmt: skip


def _said(one: SampleCheck) -> tuple[str, str, str]:
    if one.confirmed_at is not None:
        return "confirmed", "抽查问题已确认整改", "what the check found is mended"
    if one.mended_at is not None:
        return "mended", "维保单位报告已整改，待确认", "the firm says it is mended, to be confirmed"
    if one.mend_by is not None:
        said = f"{one.result.zh}，请于 {one.mend_by} 前整改"
        return "found", f"试点抽查{said}", f"{one.result.en}, to be mended by {one.mend_by}"
    return "found", f"试点抽查结果：{one.result.zh}", f"pilot check: {one.result.en}"
