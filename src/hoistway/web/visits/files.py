"""The record of a visit as files: the kept text, and on paper."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.ledger.actions import court_bundle
from hoistway.ledger.models import Document
from hoistway.ledger.queries.papers import papers_of
from hoistway.maintenance.queries.standards import UNVERIFIED, edition_of, mark_of
from hoistway.maintenance.queries.visit import visit_seen
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.signing_in import by, signed_in
from hoistway.web.visits.document import document_of
from hoistway.web.visits.page import READERS

TEMPLATE = Path(__file__).with_name("record.typ")


@require_safe
@signed_in(*READERS)
def record_json(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Give the record as it is kept, letter by letter: its SHA-256 is the number of the record.

    Nothing may be added to it, so the mark of an unverified edition stands in the name of the
    file and in a header. Raises: NotFound.
    """
    visit = visit_seen(uid=visit_uid, by=by(request))
    record = _kept(visit.record)
    response = HttpResponse(record.body, content_type="application/json; charset=utf-8")
    mark = mark_of(name=visit.edition)[1]
    marked = "-unverified-standard" if mark else ""
    response.headers["Content-Disposition"] = (
        f'attachment; filename="record-{record.uid}{marked}.json"'
    )
    if mark:
        response.headers["X-Standard"] = f"{visit.edition}: {UNVERIFIED[1]}"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@signed_in(*READERS)
def record_pdf(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Give the record on paper, in the language of the page. Raises: NotFound, NoFont."""
    visit = visit_seen(uid=visit_uid, by=by(request))
    record = _kept(visit.record)
    data = document_of(
        record=record, papers=list(papers_of(document_id=record.pk)),
        edition=edition_of(name=visit.edition), now=clock.now(), base_url=settings.BASE_URL,
    )  # fmt: skip
    made = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="record-{record.uid}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@signed_in(*READERS)
def bundle(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Give all that a court needs to check the record without the platform. Raises: NotFound."""
    visit = visit_seen(uid=visit_uid, by=by(request))
    record = _kept(visit.record)
    response = HttpResponse(court_bundle(document=record), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="court-{record.uid}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept(record: Document | None) -> Document:
    if record is None or not record.body:
        raise NotFound
    return record
