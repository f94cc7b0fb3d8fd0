"""One record beside what its elevator did, and what a regulator asks about it."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.visit import visit_portrait
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.supervision.actions.inquiring import Asked, ask_firm
from hoistway.supervision.queries.inquiries import answer_days, inquiries_of_visit
from hoistway.supervision.queries.oversight import look_of
from hoistway.supervision.vocabulary import InquiryKind
from hoistway.web.frame import language
from hoistway.web.notices.forms import SaidForm
from hoistway.web.oversight.beside import beside
from hoistway.web.oversight.shown import desk_row, inquiry_row
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.visits.evidence import evidence_shown


class AskForm(SaidForm):
    """What is asked of the firm."""

    kind = forms.ChoiceField(choices=InquiryKind.choices)


@require_safe
@signed_in(*REGULATORS)
def record(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Show one record beside telemetry and photos. Raises: NotFound."""
    return _page(request, visit_uid)


def _page(
    request: HttpRequest, uid: UUID, *, refusal: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    actor, now = by(request), clock.now()
    portrait = visit_portrait(uid=uid, by=actor)
    visit = portrait.visit
    look = look_of(visit_id=visit.pk)
    today = local_day(at=now)
    asked = inquiries_of_visit(visit_id=visit.pk, by=actor)
    facts = {
        "row": desk_row(visit=visit, look=look), "look": look, "work": portrait.work,
        "elevator": portrait.elevator, "crew": portrait.crew, "refusal": refusal,
        "beside": beside(portrait=portrait, now=now), "key": uuid4(),
        "evidence": evidence_shown(visit_id=visit.pk, by=actor),
        "inquiries": [inquiry_row(inquiry=one, today=today) for one in asked],
        "kinds": list(InquiryKind), "answer_days": answer_days(now=now),
    }  # fmt: skip
    return render(request, "oversight/record.html", facts, status=status)


@require_POST
@signed_in(*REGULATORS)
def ask(request: HttpRequest, visit_uid: UUID) -> HttpResponse:
    """Ask the firm; a refusal stands above the record. Raises: NotFound."""
    form, actor, now = AskForm(request.POST, request.FILES), by(request), clock.now()
    if not form.is_valid():
        refusal = _("内容过长或表单已损坏，请重试。")
        return _page(request, visit_uid, refusal=refusal, status=422)
    given = form.cleaned_data
    try:
        asked = Asked(
            form_id=given["form_id"], words=given["words"], file=form.kept(now=now, by=actor)
        )
        row = ask_firm(
            visit_uid=visit_uid, kind=InquiryKind(given["kind"]), asked=asked, now=now, by=actor
        )
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, visit_uid, refusal=no.sentence(language()), status=no.status)
    return redirect("inquiry", row.number)
