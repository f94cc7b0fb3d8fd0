"""Tell the firm what monitoring found; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.periods import SHANGHAI
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.monitoring.models import DeviationStep
from hoistway.monitoring.rules.words import told
from hoistway.monitoring.vocabulary import DeviationState
from hoistway.parties.queries import organisations_of


@transaction.atomic
def tell_moved(*, step_id: int, now: datetime) -> None:
    """Tell the firm of a deviation that was found or ordered, however often run.

    What one visit looks at is told once; a finding without an order is a hint.
    """
    step = DeviationStep.objects.select_related("deviation__elevator").filter(pk=step_id).first()
    if step is None or step.state not in DeviationState.open_states():
        return
    row = step.deviation
    if step.state is DeviationState.OPEN and row.state is not DeviationState.OPEN:
        return  # the order that followed is told
    zh, en = told(of=[(row.kind, row.floor, row.evidence)])
    due = row.due_at.astimezone(SHANGHAI)
    is_order = step.state is DeviationState.ORDERED
    key = f"targeted.{row.visit_id}" if is_order else f"deviation.{row.pk}"
    act = (
        (f"已派针对性维保，{due:%m-%d %H:%M} 前到场", f"on site by {due:%m-%d %H:%M}")
        if is_order
        else ("建议安排查看", "please have a look")
    )
    where = f"{row.elevator.address} {row.elevator.name}"
    for body in organisations_of(organisation_ids=[row.elevator.firm_id or 0]):
        draft = Draft(
            purpose=Purpose.TARGETED_ORDER, key=f"{key}.{body.pk}", organisation_id=body.pk,
            person_id=None, phone=body.phone,
            link=f"/monitoring/{row.elevator.register_number}",
            zh=f"【慧梯】{where}：{zh}；{act[0]}。编号 {row.number}。",
            en=f"[Hoistway] {where}: {en}; {act[1]}. No. {row.number}.", expires_at=None,
        )  # fmt: skip
        queue_message(draft=draft, now=now)
