"""Tell firms of preview and publication, both sides of objections, the city of what waits."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.credit.models import CreditRound, CreditScore, Objection
from hoistway.credit.queries.rounds import objection_behind
from hoistway.credit.vocabulary import Grade, ObjectionState, RoundState
from hoistway.foundation.periods import local_day
from hoistway.foundation.workdays import workdays_after
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind


@transaction.atomic
def tell_round(*, round_id: int, now: datetime) -> None:
    """Queue each firm's message about a preview, a publication or a dropped preview, once."""
    row = CreditRound.objects.get(pk=round_id)
    shown = RoundState.shown_to_firms()
    dropped = row.state is RoundState.DROPPED and row.preview_until is not None
    if row.state not in shown and not dropped:
        return
    scores = CreditScore.objects.filter(round=row, is_latest=True)
    for score in scores.select_related("organisation").order_by("pk"):
        zh, en = _of_round(row, score)
        _queue(score.organisation, f"credit.{row.pk}.{row.state}", zh, en, now, _link(score))


def _link(score: CreditScore) -> str:
    return f"/credit/rounds/{score.round.number}/firms/{score.organisation_id}"


def _of_round(row: CreditRound, score: CreditScore) -> tuple[str, str]:
    grade_zh, grade_en = score.grade.zh, score.grade.en
    total = "—" if score.total is None else f"{score.total:.1f}"
    if row.state is RoundState.DROPPED:
        return (
            f"信用评价 {row.number} 已作废，此前的预告知不再有效",
            f"Credit round {row.number} was dropped; its preview no longer counts",
        )
    rated = score.grade is not Grade.UNRATED
    zh = f"{total} 分，{grade_zh} 级" if rated else "未评级"
    en = f"{total} points, grade {grade_en}" if rated else "not rated"
    if row.state is RoundState.PREVIEW:
        return (
            f"信用评价 {row.number} 预告知：{zh}；如有异议请在 {row.preview_until} 前附证据提出",
            f"Credit round {row.number}, preview: {en}; object by {row.preview_until}",
        )
    return (
        f"信用评价 {row.number} 已公布：{zh}", f"Credit round {row.number} is published: {en}",
    )  # fmt: skip


@transaction.atomic
def tell_objection(*, objection_id: int, now: datetime) -> None:
    """Queue the messages about an objection: received to the city, decided to the firm."""
    row = objection_behind(objection_id=objection_id)
    if row is None:
        return
    firm, key = row.score.organisation, f"credit_objection.{row.pk}.{row.state}"
    link = _link(row.score)
    if row.state in {ObjectionState.OPEN, ObjectionState.WITHDRAWN}:
        zh = f"{firm.name} {row.kind.zh} {row.number}：{row.state.zh}，请在 {row.decide_by} 前决定"
        en = f"{firm.name_en or firm.name}, {row.kind.en} {row.number}: {row.state.en}; decide by"
        if row.state is ObjectionState.WITHDRAWN:
            zh, en = zh.split("，")[0], en.split(";")[0]
        else:
            en = f"{en} {row.decide_by}"
        for desk in _city():
            _queue(desk, key, zh, en, now, link)
        return
    zh = f"{row.kind.zh} {row.number}：{row.state.zh}。理由：{row.answer}"
    en = f"{row.kind.en} {row.number}: {row.state.en}. Reasons: {row.answer}"
    _queue(firm, key, zh[:400], en[:400], now, link)


@transaction.atomic
def remind_late(*, now: datetime) -> int:
    """Remind the city of decisions due on the next working day, and of late ones, once each.

    Return how many. Source: 上海市社会信用条例 art. 36.
    """
    today = local_day(at=now)
    soon = workdays_after(day=today, count=1)
    rows = Objection.objects.filter(state=ObjectionState.OPEN, decide_by__lte=soon)
    rows = rows.select_related("score__round", "score__organisation").order_by("pk")
    desks, told = list(_city()), 0
    for row in rows:
        late = row.decide_by < today
        due = "决定已逾期" if late else f"须在 {row.decide_by} 前决定"
        zh = f"{row.kind.zh} {row.number} {due}"
        en = f"{row.kind.en} {row.number} " + (
            "is decided late" if late else f"must be decided by {row.decide_by}"
        )
        key = f"credit_due.{row.pk}.{'late' if late else 'soon'}"
        for desk in desks:
            _queue(desk, key, zh, en, now, _link(row.score))
        told += 1
    return told


def _city() -> Iterable[Organisation]:
    return organisations(kind=OrganisationKind.BUREAU).filter(
        jurisdiction__kind=JurisdictionKind.CITY
    )


def _queue(body: Organisation, key: str, zh: str, en: str, now: datetime, link: str) -> None:
    queue_message(
        draft=Draft(
            purpose=Purpose.CREDIT, organisation_id=body.pk, person_id=None,
            key=f"{key}.{body.pk}", phone=body.phone, expires_at=None, link=link,
            zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.",
        ), now=now,
    )  # fmt: skip
