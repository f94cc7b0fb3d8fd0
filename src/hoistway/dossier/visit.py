"""One visit with everything that belongs to it: work, crew, proofs, answers, repairs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.foundation.actors import Actor
from hoistway.ledger.models import Document
from hoistway.ledger.queries.papers import papers_of
from hoistway.maintenance.models import Crew, Repair, Visit, VisitPhoto
from hoistway.maintenance.queries.orders import Why, orders_of_visits, why_of
from hoistway.maintenance.queries.standards import (
    Edition,
    Item,
    annex_of,
    checklist,
    edition_of,
    items_by_code,
)
from hoistway.maintenance.queries.visit import (
    Conflict,
    Work,
    conflicts_of,
    crew_of,
    phones_of,
    photos_here,
    photos_of,
    repairs_around,
    signed_work,
    visit_seen,
    work_so_far,
)
from hoistway.maintenance.vocabulary import Annex, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPortrait:
    """What is known of a visit.

    `content` is what was signed, by the first of the crew at least, and empty before; `record`
    is what was kept of it with the signatures.
    """

    visit: Visit
    elevator: ElevatorCard
    edition: Edition
    content: Mapping[str, Any]
    record: Mapping[str, Any]
    work: Work
    crew: tuple[Crew, ...]
    photos: tuple[VisitPhoto, ...]
    here: frozenset[str]
    repairs: tuple[Repair, ...]
    papers: tuple[Document, ...]
    conflicts: tuple[Conflict, ...]
    phones: tuple[tuple[str, Any], ...]
    checklist: tuple[Item, ...]
    why: Why


def visit_portrait(*, uid: UUID, by: Actor) -> VisitPortrait:
    """Return a visit that this actor may see; a constant number of queries. Raises: NotFound."""
    visit = visit_seen(uid=uid, by=by)
    record = visit.record
    content = content_signed(record=record) or _waiting(visit)
    work = signed_work(content=content) if content else work_so_far(sheet=visit.sheet)
    open_now = visit.state in VisitState.open_states()
    return VisitPortrait(
        visit=visit, elevator=card_of(elevator=visit.elevator),
        edition=edition_of(name=visit.edition), content=content, record=record_of(record=record),
        work=work, crew=tuple(crew_of(visit_id=visit.pk)),
        photos=tuple(photos_of(visit_id=visit.pk)), here=photos_here(visit=visit),
        repairs=tuple(repairs_around(visits=[visit])),
        papers=tuple(papers_of(document_id=record.pk)) if record else (),
        conflicts=conflicts_of(sheet=visit.sheet) if open_now else (),
        phones=phones_of(sheet=visit.sheet) if open_now else (),
        checklist=_checklist(visit, work) if open_now else (),
        why=why_of(visit=visit, order=orders_of_visits(visit_ids=[visit.pk]).get(visit.pk)),
    )  # fmt: skip


def _waiting(visit: Visit) -> Mapping[str, Any]:
    """Return what the first of the crew has signed and the others have not yet."""
    text = visit.sheet.get("content")
    said = json.loads(text) if text else {}
    return said if isinstance(said, Mapping) else {}


def content_signed(*, record: Document | None) -> Mapping[str, Any]:
    """Return what the crew signed, as a kept record tells it; empty where nothing is kept."""
    content = record_of(record=record).get("content")
    return content if isinstance(content, Mapping) else {}


def record_of(*, record: Document | None) -> Mapping[str, Any]:
    """Return a kept record as it says itself: content and signatures; empty where it is gone."""
    said = json.loads(record.body) if record and record.body else {}
    return said if isinstance(said, Mapping) else {}


def _checklist(visit: Visit, work: Work) -> tuple[Item, ...]:
    """Return what is to be looked at: by the annex of what was answered, else by the kind."""
    if visit.level is None:
        known = items_by_code()
        return tuple(known[code] for code in visit.items if code in known)
    said = [Annex(line.item[0]) for line in work.lines if line.item[:1] in set(Annex)]
    annex = said[0] if said else annex_of(kind=str(visit.elevator.kind))
    return checklist(annex=annex, level=visit.level)
