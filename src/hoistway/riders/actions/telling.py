"""Tell the desk whose turn it is, whoever is spoken of, and the reporter who asked to be told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.queries import followers_among
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations_of
from hoistway.riders.models import PublicReport, ReporterPhone, ReportStep
from hoistway.riders.queries.reports import policy_of
from hoistway.riders.vocabulary import Desk, ReportDeed

_MOST_TOLD = 120
_TO_DESK = {
    ReportDeed.PASS_ON: ("已转给您单位办理", "was passed on to you"),
    ReportDeed.REOPEN: (
        "反映人表示没有解决，已上交您单位",
        "the reporter says it is not mended; it has come up to you",
    ),
    ReportDeed.ESCALATE: (
        "下级逾期未答复，已上交您单位", "was not answered in time; it has come up to you",
    ),
    ReportDeed.APPEAL: (
        "反映人对屏蔽提出申诉，请由他人处理",
        "the reporter appeals its hiding; somebody else should judge",
    ),
    ReportDeed.SHOW: ("已恢复，请继续办理", "is shown again; please go on with it"),
}  # fmt: skip
_TO_REPORTER = {
    ReportDeed.TAKE_UP: ("已受理", "was taken up"),
    ReportDeed.PASS_ON: ("已转办", "was passed on"),
    ReportDeed.ANSWER: ("已答复，请看看是否解决", "was answered; please say whether it is mended"),
    ReportDeed.REOPEN: ("已重开并上交", "was reopened and moved up"),
    ReportDeed.ESCALATE: ("逾期未答复，已上交", "was not answered in time and moved up"),
    ReportDeed.CLOSE: ("已办结", "was closed"),
    ReportDeed.VERIFY: ("已核实", "was looked into"),
    ReportDeed.OUTSIDE: ("已转热线办理", "was handed to the city's hotline"),
    ReportDeed.HIDE: ("已屏蔽，可以申诉", "was hidden; you may appeal"),
    ReportDeed.SHOW: ("已恢复", "is shown again"),
    ReportDeed.KEEP_HIDDEN: ("维持屏蔽", "stays hidden"),
}


@transaction.atomic
def tell_filed(*, report_id: int, now: datetime) -> None:
    """Queue what the desk and whoever is spoken of should know of a new matter, once each."""
    related = "elevator", "jurisdiction"
    report = PublicReport.objects.select_related(*related).filter(pk=report_id, joined=None).first()
    if report is None:
        return
    for body in organisations_of(organisation_ids=sorted(_concerned(report))):
        mine = body.pk == report.holder_id
        zh, en = ("请办理", "please answer") if mine else ("请知悉", "for your knowledge")
        hours = policy_of(report=report).answer_hours(kind=report.kind, desk=report.desk)
        if mine:
            zh, en = f"{zh}，{hours} 小时内答复", f"{en} within {hours} hours"
        draft = _draft(report, f"filed.{report.pk}", body, (f"收到公众反映，{zh}", f"new, {en}"))
        queue_message(draft=draft, now=now)


def _concerned(report: PublicReport) -> set[int]:
    told = policy_of(report=report).told[str(report.kind)]
    found = {report.holder_id}
    if str(Desk.FIRM) in told:
        found.add(report.firm_id)
    if str(Desk.USE_UNIT) in told:
        found.add(report.use_unit_id)
    return {key for key in found if key}


@transaction.atomic
def tell_moved(*, step_id: int, now: datetime) -> None:
    """Queue the messages about a step: to the desk it came to, to reporters who asked for them."""
    related = "report__elevator", "report__jurisdiction", "report__holder"
    step = ReportStep.objects.select_related(*related).filter(pk=step_id).first()
    if step is None:
        return
    report = step.report
    if step.deed in _TO_DESK and report.holder is not None:
        draft = _draft(report, f"moved.{step.pk}", report.holder, _TO_DESK[step.deed])
        queue_message(draft=draft, now=now)
    if not step.public or step.deed not in _TO_REPORTER:
        return
    matter = Q(report=report) | Q(report__joined=report)
    asked = ReporterPhone.objects.filter(matter, verified_at__isnull=False)
    phones = {left.report_id: left.phone for left in asked.order_by("pk")}
    people = PublicReport.objects.filter(Q(pk=report.pk) | Q(joined=report), erased_at=None)
    pushed = followers_among(tokens=people.values_list("token", flat=True))
    for own in people.order_by("pk"):
        if own.pk in phones or own.token in pushed:
            queue_message(draft=_news(step, own, phones.get(own.pk, "")), now=now)


def _draft(
    report: PublicReport, key: str, body: Organisation, said: tuple[str, str]
) -> Draft:  # fmt: skip
    where = f"{report.elevator.address} {report.elevator.name}"
    kind, topic = report.kind, report.topic
    return Draft(
        purpose=Purpose.PUBLIC_REPORT, key=f"report.{key}.{body.pk}", organisation_id=body.pk,
        person_id=None, phone=body.phone, link=f"/reports/{report.number}", expires_at=None,
        zh=f"【慧梯】{where} {kind.zh}（{topic.zh}）：{said[0]}。编号 {report.number}。",
        en=f"[Hoistway] {where}, {kind.en.lower()} ({topic.en.lower()}): {said[1]}. "
        f"No. {report.number}.",
    )  # fmt: skip


def _news(step: ReportStep, own: PublicReport, phone: str) -> Draft:
    """Write to a reporter: what happened, what was answered, where to look; nobody's name."""
    zh, en = _TO_REPORTER[step.deed]
    words = step.words[:_MOST_TOLD] if step.deed is ReportDeed.ANSWER else ""
    return Draft(
        purpose=Purpose.REPORT_STEP, key=f"report.news.{step.pk}.{own.pk}", organisation_id=None,
        person_id=None, phone=phone, follower=own.token, link=f"/r/{own.token}", expires_at=None,
        zh=f"【慧梯】您反映的 {own.number} {zh}。{words}",
        en=f"[Hoistway] Your report {own.number} {en}. {words}".rstrip(),
    )  # fmt: skip
