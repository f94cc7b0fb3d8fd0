"""One mismatch: its page, its photo, and what each side may do about it."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.filings.actions.mismatches import (
    answer_mismatch,
    confirm_mismatch,
    dismiss_mismatch,
    verify_mismatch,
)
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import mismatch_seen
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.inspector.compare import COMPARERS
from hoistway.web.mismatches.course import mismatch_page
from hoistway.web.mismatches.forms import DismissForm, WordsForm
from hoistway.web.mismatches.listing import READERS
from hoistway.web.parts.attachment import served
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

ASKED = (RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)


@require_safe
@signed_in(*READERS)
def mismatch(request: HttpRequest, mismatch_number: str) -> HttpResponse:
    """Show one mismatch with what it still waits for."""
    return _page(request, mismatch_seen(number=mismatch_number, by=by(request)))


def _page(
    request: HttpRequest, found: Mismatch, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "shown": mismatch_page(mismatch=found, by=by(request)), "refusal": refusal,
        "keys": {deed: uuid4() for deed in ("answer", "confirm", "verify")},
    }  # fmt: skip
    return render(request, "mismatch/page.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def photo(request: HttpRequest, mismatch_number: str) -> HttpResponseBase:
    """Give the photo of the site to whoever may read the mismatch. Raises: NotFound."""
    found = mismatch_seen(number=mismatch_number, by=by(request))
    if found.photo is None:
        raise NotFound
    return served(attachment=found.photo, name=found.number)


def _done(request: HttpRequest, number: str, do: Callable[[int], object]) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = mismatch_seen(number=number, by=by(request))
    try:
        do(found.pk)
    except Refusal as no:
        return _page(request, found, refusal=no.sentence(language()), status=no.status)
    return redirect("mismatch", number)


def _said(request: HttpRequest, number: str, deed: Callable[..., object]) -> HttpResponse:
    form = WordsForm(request.POST)
    if not form.is_valid():
        found = mismatch_seen(number=number, by=by(request))
        return _page(request, found, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    given = form.cleaned_data
    return _done(
        request, number,
        lambda key: deed(
            mismatch_id=key, words=given["words"], form_id=given["form_id"], now=clock.now(),
            by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(*ASKED)
def answer(request: HttpRequest, mismatch_number: str) -> HttpResponse:
    """Take what use unit or firm says."""
    return _said(request, mismatch_number, answer_mismatch)


@require_POST
@signed_in(*ASKED)
def confirm(request: HttpRequest, mismatch_number: str) -> HttpResponse:
    """Take the confirmation of use unit or firm."""
    return _said(request, mismatch_number, confirm_mismatch)


@require_POST
@signed_in(*COMPARERS)
def verify(request: HttpRequest, mismatch_number: str) -> HttpResponse:
    """Take that site and filing were seen to agree again."""
    return _said(request, mismatch_number, verify_mismatch)


@require_POST
@signed_in(*REGULATORS)
def dismiss(request: HttpRequest, mismatch_number: str) -> HttpResponse:
    """Dismiss the note of the site with a reason."""
    form = DismissForm(request.POST)
    reason = form.cleaned_data["words"] if form.is_valid() else ""
    return _done(
        request, mismatch_number,
        lambda key: dismiss_mismatch(
            mismatch_id=key, reason=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip
