"""Tell those concerned of a fault and of what becomes of it; the messages room delivers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.vocabulary import FaultDeed, FaultSource
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import bureaus_of, organisations_of

_TOLD_ELSEWHERE = frozenset({FaultSource.RIDER, FaultSource.RESCUE, FaultSource.TECHNICIAN})
"""First witnesses of whom the firm knows already: by the public report, the rescue, the repair."""

_SAID = {
    FaultDeed.MEND: ("故障已修复", "the fault is mended"),
    FaultDeed.REOPEN: ("故障没有修好，已重开", "the fault is not mended and open again"),
    FaultDeed.JUDGE: ("故障原因已认定：{cause_zh}", "the cause is judged: {cause_en}"),
    FaultDeed.APPEAL: ("对故障原因有异议，请复核", "the judged cause is appealed, look again"),
    FaultDeed.UPHOLD: ("异议已复核，维持认定", "the appeal was heard, the judgement stands"),
    FaultDeed.REVISE: ("异议已复核，改为：{cause_zh}", "the appeal was heard: {cause_en}"),
}
"""Steps of which somebody is told; an order is told by its repair, a note by nobody."""


@transaction.atomic
def tell_found(*, fault_id: int, now: datetime) -> None:
    """Tell firm and use unit of a fault that nobody has told them yet, however often run."""
    fault = Fault.objects.select_related("elevator").filter(pk=fault_id).first()
    seen = Sighting.objects.filter(fault_id=fault_id).order_by("pk").first()
    if fault is None or seen is None or seen.source in _TOLD_ELSEWHERE:
        return
    told = {fault.firm_id, fault.use_unit_id} - {None}
    if seen.source is FaultSource.USE_UNIT:
        told -= {fault.use_unit_id}
    words = (f"{seen.source.zh}发现故障“{fault.kind.zh}”", f"fault found: {fault.kind.en}")
    _queue(fault, words, told, key=f"fault.{fault.pk}", now=now)


@transaction.atomic
def tell_moved(*, step_id: int, now: datetime) -> None:
    """Tell those whom a step of a fault concerns, however often run."""
    step = FaultStep.objects.select_related("fault__elevator").filter(pk=step_id).first()
    if step is None or step.deed not in _SAID:
        return
    fault, cause = step.fault, step.fault.cause
    zh, en = (
        said.format(cause_zh=cause.zh if cause else "", cause_en=cause.en if cause else "")
        for said in _SAID[step.deed]
    )
    told = _concerned(fault, step.deed) - {step.by.get("organisation")}
    _queue(fault, (zh, en), told, key=f"fault.step.{step.pk}", now=now)


def _concerned(fault: Fault, deed: FaultDeed) -> set[int | None]:
    if deed is FaultDeed.APPEAL:
        return set(bureaus_of(jurisdiction_ids={fault.jurisdiction_id}))
    return {fault.use_unit_id} if deed is FaultDeed.MEND else {fault.firm_id, fault.use_unit_id}


def _queue(
    fault: Fault, words: tuple[str, str], told: Iterable[int | None], *, key: str, now: datetime
) -> None:  # fmt: skip
    where = f"{fault.elevator.address} {fault.elevator.name}"
    for body in organisations_of(organisation_ids=sorted(one for one in told if one)):
        draft = Draft(
            purpose=Purpose.FAULT, key=f"{key}.{body.pk}", organisation_id=body.pk,
            person_id=None, phone=body.phone, link=f"/faults/{fault.number}",
            zh=f"【慧梯】{where}：{words[0]}。编号 {fault.number}。",
            en=f"[Hoistway] {where}: {words[1]}. No. {fault.number}.", expires_at=None,
        )  # fmt: skip
        queue_message(draft=draft, now=now)
