"""One visit: what was done, what was found, and how it is proven."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.visit import visit_portrait
from hoistway.ledger.queries import hold_of
from hoistway.maintenance.queries.visit import photo_seen
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.supervision.queries.inquiries import inquiries_of_visit
from hoistway.web.answers.shown import answer_view
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in
from hoistway.web.visits.evidence import evidence_shown
from hoistway.web.visits.shown import visit_page

READERS = (
    RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR,
)  # fmt: skip


@require_safe
@signed_in(*READERS)
def visit(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Show one visit in whatever state it is."""
    return page(request, visit_uid)


def page(
    request: HttpRequest, uid: UUID, *, refusal: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    """Render the page of a visit, with a refusal above it where a deed was refused."""
    portrait = visit_portrait(uid=uid, by=by(request))
    facts = {
        "shown": visit_page(portrait=portrait, by=by(request)), "refusal": refusal,
        "hold": hold_of(elevator_id=portrait.visit.elevator_id),
        "answer": answer_view(visit=portrait.visit, by=by(request)),
        "evidence": evidence_shown(visit_id=portrait.visit.pk, by=by(request)),
        "inquiries": inquiries_of_visit(visit_id=portrait.visit.pk, by=by(request)),
        "may_hold": may(by=by(request), deed=Deed.HOLD_RECORDS), "hold_id": uuid4(),
    }  # fmt: skip
    return render(request, "maintenance/visit.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def photo(request: HttpRequest, visit_uid: UUID, sha256: str) -> HttpResponseBase:
    """Give the bytes of a photo as the phone made them. Raises: NotFound."""
    found = photo_seen(uid=visit_uid, sha256=sha256, by=by(request))
    return served(attachment=found, name=sha256[:16])
