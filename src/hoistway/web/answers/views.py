"""One signed visit: the use unit's answer, the firm's reply, and corrections."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import card_of
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.answers import confirm_visit, object_to_visit
from hoistway.maintenance.actions.notes import Correction, correct_record, reply_to_objection
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.answers import signed_visits
from hoistway.maintenance.queries.summaries import summary_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.answers.forms import AnswerForm
from hoistway.web.answers.shown import answer_view
from hoistway.web.frame import language
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

READERS = (RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, *REGULATORS)
Act = Callable[[HttpRequest, UUID, AnswerForm], object]


def signed_visit(request: HttpRequest, uid: UUID) -> Visit:
    """Return a signed visit that this reader may see. Raises: NotFound."""
    found = signed_visits(by=by(request)).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*READERS)
def answer(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Show a record in brief with what was said of it, or take a word of use unit or firm."""
    visit = signed_visit(request, visit_uid)
    if request.method != "POST":
        return _page(request, visit)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, refusal=_("请先更正以下内容"), status=422)
    try:
        _ACTS[form.cleaned_data["deed"]](request, visit_uid, form)
    except (NotFound, NotAllowed):
        raise
    except Refusal as no:
        visit = signed_visit(request, visit_uid)
        return _page(request, visit, refusal=no.sentence(language()), status=no.status)
    return redirect("visit-answer", visit_uid)


def _page(
    request: HttpRequest, visit: Visit, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "visit": visit, "elevator": card_of(elevator=visit.elevator), "refusal": refusal,
        "summary": summary_of(visit=visit), "answer": answer_view(visit=visit, by=by(request)),
    }  # fmt: skip
    return render(request, "maintenance/answer.html", facts, status=status)


def _confirm(request: HttpRequest, uid: UUID, form: AnswerForm) -> object:
    told = form.cleaned_data
    return confirm_visit(visit_uid=uid, form_id=told["form_id"], now=clock.now(), by=by(request))


def _object(request: HttpRequest, uid: UUID, form: AnswerForm) -> object:
    told = form.cleaned_data
    return object_to_visit(
        visit_uid=uid, reason=told["words"], form_id=told["form_id"], now=clock.now(),
        by=by(request),
    )  # fmt: skip


def _reply(request: HttpRequest, uid: UUID, form: AnswerForm) -> object:
    told = form.cleaned_data
    return reply_to_objection(
        visit_uid=uid, words=told["words"], form_id=told["form_id"], now=clock.now(),
        by=by(request),
    )  # fmt: skip


def _correct(request: HttpRequest, uid: UUID, form: AnswerForm) -> object:
    told = form.cleaned_data
    said = Correction(about=told["about"], reads=told["reads"], words=told["words"])
    return correct_record(
        visit_uid=uid, correction=said, form_id=told["form_id"], now=clock.now(), by=by(request)
    )


_ACTS: dict[str, Act] = {
    "confirm": _confirm, "object": _object, "reply": _reply, "correct": _correct,
}  # fmt: skip
