"""Tell the use unit what became of its request; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.vocabulary import UseRequestState
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose

_SAID = {
    UseRequestState.CONFIRMED: ("已确认，{on} 起生效", "is confirmed and holds from {on}"),
    UseRequestState.IN_FORCE: ("已确认并生效", "is confirmed and in force"),
    UseRequestState.RETURNED: ("被退回：{why}", "was returned: {why}"),
}


@transaction.atomic
def tell_use_unit(*, request_id: int, now: datetime) -> None:
    """Queue the message about a settled request; each outcome is told once."""
    found = UseRequest.objects.filter(pk=request_id).select_related("elevator", "use_unit")
    request = found.first()
    if request is None or request.state not in _SAID:
        return
    zh, en = (
        said.format(on=request.effective_on, why=request.checked_reason)
        for said in _SAID[request.state]
    )
    where = f"{request.elevator.address} {request.elevator.name}"
    queue_message(
        draft=Draft(
            purpose=Purpose.USE_REQUEST, key=f"use_request.{request.pk}.{request.state}",
            organisation_id=request.use_unit_id, person_id=None, phone=request.use_unit.phone,
            zh=f"【慧梯】{where} 的{request.kind.zh}申请 {request.number} {zh}。",
            en=f"[Hoistway] {request.kind.en}, request {request.number}, {where}: {en}.",
            link=f"/requests/{request.number}", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
