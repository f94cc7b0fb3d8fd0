"""Tell the sides and the deciding bureau of each step of a case; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.models import ExitCase, ExitStep
from hoistway.ondemand.queries.exits import exit_step_behind, sides_of
from hoistway.ondemand.vocabulary import ExitDeed, ExitState
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations, organisations_of
from hoistway.parties.vocabulary import OrganisationKind

_TO_SIDES = {ExitDeed.FOUND, ExitDeed.OPENED, ExitDeed.DECIDED, ExitDeed.UPHELD,
             ExitDeed.OVERTURNED, ExitDeed.MENDED}  # fmt: skip
_TO_BUREAU = {ExitDeed.FOUND, ExitDeed.ANSWERED, ExitDeed.APPEALED, ExitDeed.MENDED}


@transaction.atomic
def tell_exit(*, step_id: int, now: datetime) -> None:
    """Queue the messages about one step of a case, once each."""
    step = exit_step_behind(step_id=step_id)
    if step is None:
        return
    case = step.case
    bodies: dict[int, Organisation] = {}
    if step.deed in _TO_SIDES:
        rows = organisations_of(organisation_ids=sorted(sides_of(case=case)))
        bodies |= {row.pk: row for row in rows}
    if step.deed in _TO_BUREAU:
        bureaus = organisations(kind=OrganisationKind.BUREAU)
        rows = bureaus.filter(jurisdiction_id=case.jurisdiction_id)
        bodies |= {row.pk: row for row in rows}
    for body in bodies.values():
        zh, en = _words(case, step)
        queue_message(
            draft=Draft(
                purpose=Purpose.PILOT_EXIT, organisation_id=body.pk, person_id=None,
                key=f"pilot_exit.{step.pk}.{body.pk}", phone=body.phone, expires_at=None,
                link=f"/pilot/exits/{case.number}", zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.",
            ), now=now,
        )  # fmt: skip


def _words(case: ExitCase, step: ExitStep) -> tuple[str, str]:
    pilot = case.elevator_pilot
    if pilot is not None:
        name_zh = name_en = f"{pilot.elevator.address} {pilot.elevator.name}"
    else:
        firm = case.firm_pilot.firm if case.firm_pilot else None
        name_zh = firm.name if firm else ""
        name_en = (firm.name_en or firm.name) if firm else ""
    zh = f"试点退出案件 {case.number}（{name_zh}，{case.clause.zh}）：{step.deed.zh}"
    en = f"Pilot exit case {case.number} ({name_en}, {case.clause.en}): {step.deed.en}"
    if step.deed in {ExitDeed.FOUND, ExitDeed.OPENED}:
        zh += f"，请在 {case.answer_by} 前答复"
        en += f"; answer by {case.answer_by}"
        if case.at_once:
            zh += "；电梯已暂回固定周期维保，须立即维保一次"
            en += "; the elevator is provisionally on fixed intervals, a visit is due now"
    if step.deed is ExitDeed.DECIDED:
        exits = step.facts.get("outcome", str(ExitState.EXITED)) == ExitState.EXITED
        zh += "，退出试点" if exits else "，保留试点"
        en += ", leaves the pilot" if exits else ", stays in the pilot"
        if exits and case.appeal_by:
            zh += f"，可在 {case.appeal_by} 前申诉"
            en += f"; appeal by {case.appeal_by}"
    return zh, en
