"""Yearly self-inspections that wait for a reviewer of the firm, who is not the inspector."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions import review_visit
from hoistway.maintenance.queries.repairs import waiting_reviews
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.frame import language
from hoistway.web.repairs.review_rows import review_rows
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.FIRM_OFFICE)
def reviews(request: HttpRequest) -> HttpResponse:
    """Show what waits for review, and complete a report by the reviewer's word."""
    if request.method != "POST":
        return _page(request)
    try:
        uid = UUID(request.POST.get("visit", ""))
        review_visit(visit_uid=uid, now=clock.now(), by=by(request))
    except ValueError:
        return _page(request, refusal=_("请先更正以下内容"), status=422)
    except (NotFound, NotAllowed):
        raise
    except Refusal as no:
        return _page(request, refusal=no.sentence(language()), status=no.status)
    return redirect("firm-reviews")


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    read = or_failed(lambda: paged(request, waiting_reviews(by=by(request))))
    rows, pages = read or ([], None)
    facts = {
        "rows": review_rows(visits=rows), "pages": pages, "failed": read is None,
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "repairs/reviews.html", facts, status=status)
