"""Tell those concerned what has become of a mismatch; the messages room delivers."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.filings.actions.mismatches.steps import silent_parties
from hoistway.filings.models import Mismatch, MismatchStep
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import MismatchDeed
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import bureaus_of, organisations_of

_SAID = {
    MismatchDeed.REPORT: (
        "现场核对发现“{field_zh}”与备案不一致，请于 {until} 前答复，并变更备案",
        "on site “{field_en}” is not as filed; answer by {until} and change the filing",
    ),
    MismatchDeed.ESCALATE: (
        "“{field_zh}”与备案不一致，逾期未变更，已升级（第 {level} 次），请立即办理",
        "“{field_en}” is not as filed and overdue; escalated (no. {level}), act at once",
    ),
    MismatchDeed.CLOSE: (
        "“{field_zh}”已变更并经双方确认，办结",
        "“{field_en}” is changed and confirmed by both sides; closed",
    ),
    MismatchDeed.DISMISS: (
        "“{field_zh}”的现场记录经核实有误，已撤销：{words}",
        "the note about “{field_en}” was found to be wrong and is dismissed: {words}",
    ),
}  # fmt: skip
DISTRICT_FROM, CITY_FROM = 1, 3
"""From which escalation on the bureaus are told. Chosen: the district with the first, because it
urges (286号 二（一）督促); the city with the third, when four times the days have gone by."""


@transaction.atomic
def tell_mismatch(*, step_id: int, now: datetime) -> None:
    """Queue the messages about a step, one for each organisation concerned, however often run."""
    related = "mismatch__elevator", "mismatch__jurisdiction"
    step = MismatchStep.objects.select_related(*related).filter(pk=step_id).first()
    if step is None or step.deed not in _SAID:
        return
    for body in organisations_of(organisation_ids=sorted(_concerned(step))):
        queue_message(draft=_draft(step, body), now=now)


def _concerned(step: MismatchStep) -> set[int]:
    mismatch, elevator = step.mismatch, step.mismatch.elevator
    asked = {mismatch.firm_id, mismatch.use_unit_id, elevator.firm_id, elevator.use_unit_id}
    parties = {key for key in asked if key is not None}
    if step.deed is MismatchDeed.REPORT:
        return parties
    if step.deed is not MismatchDeed.ESCALATE:
        return parties | {mismatch.reporter_id}
    level = int(step.facts["level"])
    first = silent_parties(mismatch) if level == DISTRICT_FROM else parties
    return (first or parties) | _bureaus(mismatch, level)


def _bureaus(mismatch: Mismatch, level: int) -> set[int]:
    areas = {mismatch.jurisdiction_id}
    if level >= CITY_FROM and mismatch.jurisdiction.city_id is not None:
        areas.add(mismatch.jurisdiction.city_id)
    return bureaus_of(jurisdiction_ids=areas)


def _draft(step: MismatchStep, body: Organisation) -> Draft:
    mismatch, elevator = step.mismatch, step.mismatch.elevator
    policy = policy_on(
        day=local_day(at=mismatch.opened_at), jurisdiction_code=mismatch.jurisdiction.code
    )
    last_day = local_day(at=mismatch.opened_at) + timedelta(days=policy.mismatch_answer_days)
    zh, en = (
        said.format(
            field_zh=mismatch.field.zh, field_en=mismatch.field.en, until=last_day,
            level=step.facts.get("level", 0), words=step.words,
        )
        for said in _SAID[step.deed]
    )  # fmt: skip
    where = f"{elevator.address} {elevator.name}"
    return Draft(
        purpose=Purpose.MISMATCH, key=f"mismatch.{step.pk}.{body.pk}", organisation_id=body.pk,
        person_id=None, phone=body.phone, link=f"/mismatches/{mismatch.number}",
        zh=f"【慧梯】{where}：{zh}。编号 {mismatch.number}。",
        en=f"[Hoistway] {where}: {en}. No. {mismatch.number}.", expires_at=None,
    )  # fmt: skip
