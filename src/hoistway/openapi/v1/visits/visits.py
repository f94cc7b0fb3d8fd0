"""Visits are listed and read; what they are to answer is told as a checklist."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from hoistway.dossier.visit import VisitPortrait, visit_portrait
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.answers import answers_of, notes_of
from hoistway.maintenance.queries.evidence import judgement_of, looks_thin
from hoistway.maintenance.queries.visits import VisitSearch, found_visits
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.evidence import EvidenceReason
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.openapi.answers import answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import people_of, person_ref
from hoistway.openapi.v1.visits.router import may_name, router
from hoistway.openapi.v1.visits.told import (
    AnswerOut,
    CrewOut,
    EvidenceOut,
    LineOut,
    NoteOut,
    PartOut,
    PhotoOut,
    ToRepairOut,
    VisitOut,
    VisitWhole,
    brief_of,
    told_in_brief,
)
from hoistway.openapi.values import Day
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.vocabulary import Scope

_JUDGES = frozenset({RoleKind.FIRM_OFFICE, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR})
"""Who reads what speaks against a visit, as on its page."""


class VisitsAsked(Asked):
    """Which visits, and which page of them."""

    kind: VisitKind | None = None
    level: Level | None = None
    state: VisitState | None = Field(default=None, description="Void ones only when asked for")
    technician: str = Field(default="", max_length=20, description="P… of who is to go or began")
    first: Day | None = Field(default=None, description="From this day: done, planned, else due")
    last: Day | None = None
    overdue: bool = Field(default=False, description="Only what is past its last day")
    thin: bool = Field(default=False, description="Only thinly proven ones; firm and regulators")
    nobody: bool = Field(default=False, description="Only those for which nobody is to go")


@router.get("", response=Page[VisitOut], url_name="visits", summary="List visits")
def list_visits(request: HttpRequest, asked: Query[VisitsAsked]) -> HttpResponse:
    """Answer the visits that the program's person sees, the newest first.

    With `state=planned` it is the plan: what is due when, for whom.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.SEE_MAINTENANCE)
    rows = found_visits(by=by, search=_search(asked, by)).select_related("record")
    lead = people_of(refs=[asked.technician])[0] if asked.technician else None
    rows = narrowed(rows=rows, asked=asked, lead_id=lead)
    rows = rows.filter(lead=None) if asked.nobody else rows
    found, following = turn(
        rows=rows, order=("-made_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [told_in_brief(row=row) for row in found]
    return answer_page(request=request, rows=told, schema=VisitOut, following=following)


def _search(asked: VisitsAsked, by: Actor) -> VisitSearch:
    now = clock.now()
    today: date | None = local_day(at=now) if asked.overdue else None
    return VisitSearch(
        kind=asked.kind, level=asked.level, state=asked.state, first=asked.first,
        last=asked.last, overdue_on=today, now=now,
        thin=asked.thin and by.role in _JUDGES,
    )  # fmt: skip


@router.get("/{visit}", response=VisitWhole, url_name="visit", summary="Read a visit")
def read_visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Answer one visit with crew, items, parts, photos, answers and repairs.

    Names and certificates of people are answered to a key with the scope `people` alone.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE)
    portrait = visit_portrait(uid=visit, by=by)
    return answer_one(request=request, row=_whole(portrait, by, named=may_name(request)))


def _whole(portrait: VisitPortrait, by: Actor, *, named: bool) -> VisitWhole:
    row, work = portrait.visit, portrait.work
    said = brief_of(row=row) | {
        "crew": _crew(portrait, named=named),
        "lines": [
            LineOut(
                item=one.item, words=one.zh, result=one.result, value=one.value, unit=one.unit,
                note=one.note, photos=list(one.photos),
            )
            for one in work.lines
        ],
        "parts": [
            PartOut(
                item=one.item, name=one.name, model=one.model, serial_number=one.serial_number,
                quantity=one.quantity,
            )
            for one in work.parts
        ],
        "photos": [
            PhotoOut(sha256=one.sha256, item=one.item, taken_at=one.taken_at)
            for one in work.photos
        ],
        "barrier_photo": work.barrier or None, "remark": work.remark,
        "to_repair": [
            ToRepairOut(
                item=one.item, words=one.words,
                urgency=Urgency(one.urgency) if one.urgency in set(Urgency) else None,
            )
            for one in work.repairs
        ],
        "repairs": [one.number for one in portrait.repairs],
        **_said_after(row.pk), "evidence": _evidence(row.pk, by),
        "sent_by": str(row.sheet.get("program", "")),
    }  # fmt: skip
    return VisitWhole.model_validate(said)


def _crew(portrait: VisitPortrait, *, named: bool) -> list[CrewOut]:
    return [
        CrewOut(
            technician=person_ref(one.person_id), name=one.person.name if named else "",
            certificate_number=one.certificate_number if named else "",
            certificate_until=one.certificate_until if named else None,
            key=one.key.uid if one.key else None, signed_at=one.signed_at,
        )
        for one in portrait.crew
    ]  # fmt: skip


def _said_after(visit_id: int) -> dict[str, object]:
    return {
        "answers": [
            AnswerOut(
                answer=one.answer, way=one.way, reason=one.reason, at=one.at,
                document_sha256=one.document.sha256,
            )
            for one in answers_of(visit_ids=[visit_id])
        ],
        "notes": [
            NoteOut(
                kind=one.kind, about=one.about, reads=one.reads, words=one.words, at=one.at,
                document_sha256=one.document.sha256,
            )
            for one in notes_of(visit_ids=[visit_id])
        ],
    }  # fmt: skip


def _evidence(visit_id: int, by: Actor) -> EvidenceOut | None:
    judgement = judgement_of(visit_id=visit_id) if by.role in _JUDGES else None
    if judgement is None:
        return None
    return EvidenceOut(
        score=judgement.score, looks_thin=looks_thin(judgement=judgement),
        reasons=[EvidenceReason(code) for code, _, _ in judgement.reasons],
        edition=judgement.edition, judged_at=judgement.judged_at,
    )  # fmt: skip
