"""Tell those concerned what has become of a notice; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.duties.models import Notice, NoticeStep
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeKind, NoticeNeed
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import bureaus_of, organisations_of

_SAID = {
    NoticeDeed.ISSUE: (
        "{what_zh}，请查阅并签收：{words}",
        "{what_en}; please read and sign: {words}",
    ),
    NoticeDeed.RECEIVE: ("使用单位已签收“{what_zh}”", "the use unit has received “{what_en}”"),
    NoticeDeed.ACKNOWLEDGE: (
        "监管部门已收悉严重事故隐患{words_after}",
        "the regulator has taken up the serious hazard{words_after}",
    ),
    NoticeDeed.CLEAR: (
        "维保单位报告“{what_zh}”已排除或完成：{words}",
        "the firm reports “{what_en}” cleared or done: {words}",
    ),
    NoticeDeed.VERIFY: ("监管部门复核：隐患已排除", "the regulator found the hazard cleared"),
    NoticeDeed.REOPEN: (
        "监管部门复核：隐患未排除，退回：{words}",
        "the regulator found the hazard not cleared: {words}",
    ),
    NoticeDeed.ESCALATE: (
        "“{what_zh}”逾期无人{needs_zh}，已升级，请立即办理",
        "“{what_en}” still waits: {needs_en}; escalated, act at once",
    ),
}  # fmt: skip
DISTRICT_FROM, CITY_FROM = 2, 2
"""From which time on a bureau above is told. Chosen: the first reminder goes to whoever is silent,
the second also to whoever watches over them."""

_MOST_TOLD = 120


@transaction.atomic
def tell_notice(*, step_id: int, now: datetime) -> None:
    """Queue the messages about a step, one for each organisation concerned, however often run."""
    related = "notice__elevator", "notice__jurisdiction"
    step = NoticeStep.objects.select_related(*related).filter(pk=step_id).first()
    if step is None:
        return
    for body in organisations_of(organisation_ids=sorted(_concerned(step))):
        queue_message(draft=_draft(step, body), now=now)


def _concerned(step: NoticeStep) -> set[int]:
    notice, deed = step.notice, step.deed
    unit = {notice.use_unit_id} if notice.use_unit_id else set()
    firm = {notice.elevator.firm_id or notice.firm_id}
    district = bureaus_of(jurisdiction_ids={notice.jurisdiction_id})
    watching = district if notice.grade is HazardGrade.SERIOUS else set()
    if deed is NoticeDeed.ISSUE:
        return unit | (watching if unit else district)
    if deed is NoticeDeed.ESCALATE:
        return _silent(step, unit, district)
    if deed is NoticeDeed.RECEIVE:
        return firm
    return unit | (watching if deed is NoticeDeed.CLEAR else firm)


def _silent(step: NoticeStep, unit: set[int], district: set[int]) -> set[int]:
    """Return who has let a moment pass, and from the second on who watches over them."""
    found: set[int] = set()
    receipt = int(step.facts["times"].get(str(NoticeNeed.RECEIPT), 0))
    taken_up = int(step.facts["times"].get(str(NoticeNeed.ACKNOWLEDGEMENT), 0))
    if receipt:
        found |= unit | (district if receipt >= DISTRICT_FROM else set())
    if taken_up:
        city = step.notice.jurisdiction.city_id
        above = {city} if city and taken_up >= CITY_FROM else set()
        found |= district | bureaus_of(jurisdiction_ids=above)
    return found


def _what(notice: Notice) -> tuple[str, str]:
    if notice.kind is NoticeKind.HAZARD:
        return notice.grade.zh, notice.grade.en
    return notice.kind.zh, notice.kind.en


def _draft(step: NoticeStep, body: Organisation) -> Draft:
    notice, elevator = step.notice, step.notice.elevator
    what_zh, what_en = _what(notice)
    waiting = [need for need in NoticeNeed if step.facts.get("times", {}).get(str(need))]
    words = step.words[:_MOST_TOLD]
    zh, en = (
        said.format(
            what_zh=what_zh, what_en=what_en, words=words,
            words_after=f"{colon}{words}" if words else "",
            needs_zh="、".join(need.zh for need in waiting),
            needs_en=", ".join(need.en.lower() for need in waiting),
        )
        for said, colon in zip(_SAID[step.deed], ("：", ": "), strict=True)
    )  # fmt: skip
    is_hazard = notice.kind is NoticeKind.HAZARD
    where = f"{elevator.address} {elevator.name}"
    return Draft(
        purpose=Purpose.HAZARD if is_hazard else Purpose.NOTICE,
        key=f"notice.{step.pk}.{body.pk}", organisation_id=body.pk, person_id=None,
        phone=body.phone, link=f"/notices/{notice.number}",
        zh=f"【慧梯】{where}：{zh}。编号 {notice.number}。",
        en=f"[Hoistway] {where}: {en}. No. {notice.number}.", expires_at=None,
    )  # fmt: skip
