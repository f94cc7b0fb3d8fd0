"""On the technician's phone: the use unit's person reads the record and confirms it by a code."""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import card_of
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.foundation.telephones import masked
from hoistway.maintenance.actions.phone_codes import ask_code, confirm_by_code
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.answers import answerers_of, code_under_way
from hoistway.maintenance.queries.summaries import summary_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.answers.forms import CodeForm
from hoistway.web.answers.shown import answer_view
from hoistway.web.answers.views import signed_visit
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.TECHNICIAN)
def confirm_here(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Send a code to the registered telephone of the use unit, and take the digits."""
    visit, now = signed_visit(request, visit_uid), clock.now()
    if request.method != "POST":
        return _page(request, visit, now=now)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, now=now, refusal=_("请先更正以下内容"), status=422)
    try:
        _act(request, visit, form, now)
    except (NotFound, NotAllowed):
        raise
    except Refusal as no:
        said = no.sentence(language())
        return _page(request, visit, now=now, refusal=said, status=no.status)
    return redirect("technician-confirm-here", visit_uid)


def _act(request: HttpRequest, visit: Visit, form: CodeForm, now: datetime) -> None:
    told = form.cleaned_data
    if told["deed"] == "ask":
        ask_code(visit_uid=visit.uid, person_id=told["person"] or 0, now=now, by=by(request))
    else:
        confirm_by_code(
            visit_uid=visit.uid, digits=told["digits"], form_id=told["form_id"], now=now,
            by=by(request),
        )  # fmt: skip


def _page(
    request: HttpRequest, visit: Visit, *, now: datetime, refusal: str = "", status: int = 200
) -> HttpResponse:
    code = code_under_way(visit_id=visit.pk, now=now)
    facts = {
        "visit": visit, "elevator": card_of(elevator=visit.elevator), "refusal": refusal,
        "summary": summary_of(visit=visit), "answer": answer_view(visit=visit, by=by(request)),
        "people": [
            (one.person_id, one.name, masked(phone=one.phone))
            for one in answerers_of(visit=visit, now=now)
        ],
        "code": code, "sent_to": masked(phone=code.person.phone) if code else "",
        "demo_phone": code.person.phone if code and settings.DEMO else "", "form_id": uuid4(),
    }  # fmt: skip
    return render(request, "maintenance/here.html", facts, status=status)
