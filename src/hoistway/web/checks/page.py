"""One check: its record, who still signs, its papers and photos."""

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.recordings import keep_recording
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision import actions
from hoistway.supervision.models import Check
from hoistway.supervision.queries import check_seen, findings_of
from hoistway.web.checks.forms import MOST_DRAWN
from hoistway.web.checks.shown import check_page
from hoistway.web.checks.taking import drawing
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

READERS = (*REGULATORS, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)


class SayForm(forms.Form):
    """A signature, a refusal or a reason."""

    deed = forms.CharField(max_length=20, required=False)
    name = forms.CharField(max_length=40, required=False)
    post = forms.CharField(max_length=40, required=False)
    unit_drawing = forms.CharField(max_length=MOST_DRAWN, required=False)
    words = forms.CharField(max_length=1000, required=False)
    witness = forms.CharField(max_length=60, required=False)


@require_safe
@signed_in(*READERS)
def check(request: HttpRequest, check_number: str) -> HttpResponse:
    """Show one check to officers of its area, and to the organisation it concerns."""
    return _page(request, check_seen(by=by(request), number=check_number))


def unit_facts(*, check: Check) -> tuple[tuple[str, str], ...]:
    """Return what the record says of the organisation, with its labels."""
    labels = {
        "legal_person": _("法定代表人"), "safety_head": _("安全管理负责人"),
        "contact": _("现场联系人"), "post": _("联系人职务"), "phone": _("联系电话"),
        "address": _("检查地点"),
    }  # fmt: skip
    told = [(labels[key], said) for key, said in check.unit_facts.items() if key in labels]
    return tuple(told)


def _page(request: HttpRequest, row: Check, refusal: str = "", status: int = 200) -> HttpResponse:
    shown = check_page(check=row, by=by(request), facts=unit_facts(check=row))
    facts = {"shown": shown, "check": row, "refusal": refusal, "key": uuid4()}
    return render(request, "checks/page.html", facts, status=status)


def _done(request: HttpRequest, row: Check, do: Callable[[SayForm], object]) -> HttpResponse:
    form = SayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, _("内容过长或表单已损坏，请重试。"), 422)
    try:
        do(form)
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, row, no.sentence(language()), no.status)
    return redirect("check", row.number)


@require_POST
@signed_in(*REGULATORS)
def say(request: HttpRequest, check_number: str) -> HttpResponse:
    """Sign as officer, take the unit's hand, note its refusal, or drop the check."""
    actor, now = by(request), clock.now()
    row = check_seen(by=actor, number=check_number)

    def deed(form: SayForm) -> object:
        given = form.cleaned_data
        if given["deed"] == "sign":
            return actions.sign_as_officer(check_id=row.pk, now=now, by=actor)
        if given["deed"] == "hand":
            hand = actions.UnitHand(
                name=given["name"], post=given["post"],
                file=drawing(text=given["unit_drawing"], now=now, by=actor),
            )  # fmt: skip
            return actions.sign_for_unit(check_id=row.pk, hand=hand, now=now, by=actor)
        if given["deed"] == "refuse":
            files = form.files.getlist("refusal_files")
            refusal = actions.UnitRefusal(
                words=given["words"], witness=given["witness"],
                files=[keep_recording(upload=one, now=now, by=actor).sha256 for one in files],
            )  # fmt: skip
            return actions.refuse_signature(
                check_id=row.pk, refusal=refusal, now=now, by=actor
            )  # fmt: skip
        if given["deed"] == "drop":
            return actions.drop_check(check_id=row.pk, words=given["words"], now=now, by=actor)
        raise NotFound

    return _done(request, row, deed)


@require_POST
@signed_in(RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)
def sign(request: HttpRequest, check_number: str) -> HttpResponse:
    """Let the organisation sign by its own sign-in, with its opinion."""
    actor, now = by(request), clock.now()
    row = check_seen(by=actor, number=check_number)

    def deed(form: SayForm) -> object:
        given = form.cleaned_data
        return actions.sign_as_unit(
            check_id=row.pk, post=given["post"], opinion=given["words"], now=now, by=actor
        )

    return _done(request, row, deed)


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, check_number: str, file_hash: str) -> HttpResponseBase:
    """Give a photo, a recording or a signature of a check to whoever may read it.

    Raises: NotFound.
    """
    row = check_seen(by=by(request), number=check_number)
    known = {str(one["file"]) for one in row.signatures}
    known |= set((row.refusal or {}).get("files", []))
    known |= {sha for one in findings_of(check_ids=[row.pk]) for sha in one.files}
    kept = kept_rows(sha256s=[file_hash]).get(file_hash) if file_hash in known else None
    if kept is None:
        raise NotFound
    return served(attachment=kept, name=f"{row.number}-{file_hash[:8]}")
