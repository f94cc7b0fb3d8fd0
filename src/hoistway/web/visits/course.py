"""The course of a visit: planned, begun, signed by each, answered, what was added since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hoistway.dossier.visit import VisitPortrait
from hoistway.foundation.actors import Actor
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.queries.visit import instant
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import english
from hoistway.web.parts.words import duration_words
from hoistway.web.visits.paper import paper_of

LATE = timedelta(minutes=10)
"""From when the page says how much later the platform heard of it. Chosen: as for telemetry."""

SKEWED_MS = 60_000
"""From when the page says that a phone's clock was wrong. Chosen: a minute is no mistake."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, as `lifecycle/_steps.html` shows it."""

    at: datetime
    text: str
    actor_label: str
    detail: str = ""


def course(*, portrait: VisitPortrait, by: Actor) -> tuple[Step, ...]:
    """Return the steps of a visit, the newest first."""
    steps = [*_planned(portrait), *_begun(portrait), *_signed(portrait), *_added(portrait)]
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True))


def _planned(portrait: VisitPortrait) -> Iterator[Step]:
    visit = portrait.visit
    due = _("最迟 %(day)s") % {"day": visit.due_on} if visit.due_on else ""
    yield Step(visit.made_at, _("列入计划") if visit.due_on else _("建立任务"), "", due)
    if visit.state is VisitState.VOID:
        at = visit.answered_at or visit.made_at
        yield Step(at, word(VisitState.VOID), "", visit.void_reason)


def _begun(portrait: VisitPortrait) -> Iterator[Step]:
    visit = portrait.visit
    if visit.begun_at is None:
        return
    heard = _heard(visit.begun_at, visit.begun_received_at)
    offset = visit.clock_offset_ms or 0
    if abs(offset) >= SKEWED_MS:
        span = duration_words(abs(offset) / 1000, english=english())
        wrong = _("手机时钟慢 %(span)s，已校正") if offset > 0 else _("手机时钟快 %(span)s，已校正")
        heard = " · ".join(filter(None, (heard, wrong % {"span": span})))
    way = word(visit.way) if visit.way else ""
    lead = visit.lead.name if visit.lead else ""
    yield Step(visit.begun_at, _("到场签到"), lead, " · ".join(filter(None, (way, heard))))


def _signed(portrait: VisitPortrait) -> Iterator[Step]:
    visit = portrait.visit
    for row in portrait.crew:
        if row.signed_at:
            phone = row.key.device_name if row.key else ""
            yield Step(row.signed_at, _("本人签名"), row.person.name, phone)
    review = portrait.record.get("review") or {}
    reviewed_at = instant(review.get("at"))
    if reviewed_at:
        yield Step(reviewed_at, _("审核自行检查"), str(review.get("name") or ""), "")
    if visit.signed_received_at:
        counted = _("自 %(day)s 起计算") % {"day": visit.counted_on} if visit.counted_on else ""
        said = (counted, _heard(visit.signed_at, visit.signed_received_at))
        text = _("全部签名齐备，记录存证")
        yield Step(visit.signed_received_at, text, "", " · ".join(filter(None, said)))


def _added(portrait: VisitPortrait) -> Iterator[Step]:
    for document in portrait.papers:
        paper = paper_of(document=document)
        who = paper.who if document.kind is not DocumentKind.UNCONFIRMED else ""
        yield Step(document.kept_at, word(document.kind), who, paper.words)
    for row in portrait.repairs:
        if row.found_in_id == portrait.visit.pk:
            role = chosen(RoleKind, str(row.opened_by.get("role", "")))
            text = _("开出修理单 %(number)s") % {"number": row.number}
            yield Step(row.opened_at, text, word(role), row.words)


def _heard(at: datetime | None, received: datetime | None) -> str:
    """Say how much later the platform heard of it, empty when it was at once."""
    if at is None or received is None or received - at < LATE:
        return ""
    span = duration_words((received - at).total_seconds(), english=english())
    return _("平台 %(span)s 后收到（无信号时先存手机）") % {"span": span}
