"""Tell firms and the city what became of an application; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.models import FirmPilot, FirmPilotStep, PilotPeriod
from hoistway.ondemand.rules.firm_entry import FirmVerdict
from hoistway.ondemand.vocabulary import FirmPilotState, PilotDeed
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind

_TO_FIRM = {
    PilotDeed.RETURNED: ("被退回：{words}", "was returned: {words}"),
    PilotDeed.LISTED: (
        "已核对并列入公布名单；公布工作标准和质量承诺后方可开展",
        "was checked, and the firm is on the published list; work begins after publication",
    ),
    PilotDeed.PUBLISHED: (
        "的工作标准和质量承诺已公布，可以开展",
        "has its standard and promise public; work may begin",
    ),
    PilotDeed.WARNED: ("有条件不再成立：{lost}", "no longer meets: {lost}"),
    PilotDeed.EXITED: ("已退出试点", "has left the pilot"),
}  # fmt: skip
_TO_CITY = {
    PilotDeed.SUBMITTED: (
        "提交了试点申请，请在 {answer_by} 前核对", "applied for the pilot; check it by {answer_by}"
    ),
    PilotDeed.WARNED: ("有条件不再成立：{lost}", "no longer meets: {lost}"),
    PilotDeed.WITHDRAWN: ("撤回了试点申请或自愿退出试点", "withdrew from the pilot"),
}  # fmt: skip


@transaction.atomic
def tell_firm_step(*, step_id: int, now: datetime) -> None:
    """Queue the messages about one step of an application, once each."""
    rows = FirmPilotStep.objects.select_related("pilot__firm", "pilot__period")
    step = rows.filter(pk=step_id).first()
    if step is None:
        return
    if step.deed in _TO_FIRM:
        _queue(step, step.pilot.firm, _TO_FIRM[step.deed], now, own=True)
    if step.deed in _TO_CITY:
        for bureau in _city():
            _queue(step, bureau, _TO_CITY[step.deed], now, own=False)


def tell_cut(*, period: PilotPeriod, now: datetime) -> None:
    """Queue the message that a period ends earlier to every firm with a living application."""
    living = sorted(str(state) for state in FirmPilotState.living())
    rows = FirmPilot.objects.filter(period=period, state__in=living).select_related("firm")
    for pilot in rows.order_by("pk"):
        queue_message(
            draft=Draft(
                purpose=Purpose.PILOT, organisation_id=pilot.firm_id, person_id=None,
                key=f"pilot_period.{period.pk}.{period.last_day}.{pilot.pk}",
                phone=pilot.firm.phone, link="/pilot/firm", expires_at=None,
                zh=f"【慧梯】试点期 {period.document_number} 改为 {period.last_day} 结束，"
                "次日起恢复固定周期维保。",
                en=f"[Hoistway] The pilot period {period.document_number} now ends on "
                f"{period.last_day}; fixed intervals return the day after.",
            ), now=now,
        )  # fmt: skip


def _queue(
    step: FirmPilotStep, body: Organisation, said: tuple[str, str], now: datetime, *, own: bool
) -> None:
    pilot = step.pilot
    lost = [FirmVerdict.read(one) for one in step.facts.get("lost", [])]
    sides = (
        said[0].format(
            words=step.words, answer_by=pilot.answer_by,
            lost="、".join(f"{one.clause.zh}（{one.ground.zh}）" for one in lost),
        ),
        said[1].format(
            words=step.words, answer_by=pilot.answer_by,
            lost=", ".join(f"{one.clause.en} ({one.ground.en.lower()})" for one in lost),
        ),
    )  # fmt: skip
    firm = pilot.firm
    who = ("贵单位", "Your firm") if own else (firm.name, firm.name_en or firm.name)
    purpose = Purpose.PILOT_WARNING if step.deed is PilotDeed.WARNED else Purpose.PILOT
    queue_message(
        draft=Draft(
            purpose=purpose, organisation_id=body.pk, person_id=None, phone=body.phone,
            key=f"firm_pilot.{step.pk}.{body.pk}", expires_at=None,
            link="/pilot/firm" if own else f"/pilot/firms/{pilot.number}",
            zh=f"【慧梯】按需维保试点：{who[0]}申请 {pilot.number} {sides[0]}。",
            en=f"[Hoistway] On-demand pilot: {who[1]}, application {pilot.number}: {sides[1]}.",
        ), now=now,
    )  # fmt: skip


def _city() -> list[Organisation]:
    bureaus = organisations(kind=OrganisationKind.BUREAU)
    return list(bureaus.filter(jurisdiction__kind=JurisdictionKind.CITY))
