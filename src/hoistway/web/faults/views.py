"""One fault: its page, its files, and what each side may do about it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.faults import actions
from hoistway.faults.models import Fault
from hoistway.faults.queries import fault_seen, steps_of
from hoistway.faults.vocabulary import FaultCause
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.faults.course import fault_page
from hoistway.web.faults.forms import SayForm
from hoistway.web.faults.shown import READERS, base_of
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in

SAYERS = tuple(role for role in READERS if role is not RoleKind.INSPECTOR)
_PLAIN: Mapping[str, Callable[..., object]] = {
    "mend": actions.mend_fault, "dismiss": actions.dismiss_fault, "reopen": actions.reopen_fault,
    "note": actions.note_fault,
}  # fmt: skip
_NAMING: Mapping[str, Callable[..., object]] = {
    "cause": actions.state_cause,
    "judge": actions.judge_cause,
    "settle": actions.settle_appeal,
}


@require_safe
@signed_in(*READERS)
def fault(request: HttpRequest, fault_number: str) -> HttpResponse:
    """Show one fault with who saw it and what became of it."""
    return _page(request, fault_seen(number=fault_number, by=by(request)))


def _page(
    request: HttpRequest, found: Fault, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "base": base_of(by(request)), "refusal": refusal, "key": uuid4(),
        "shown": fault_page(fault=found, by=by(request), now=clock.now()),
    }  # fmt: skip
    return render(request, "faults/page.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, fault_number: str, fault_step_id: int) -> HttpResponseBase:
    """Give a step's photo or paper to whoever may read the fault. Raises: NotFound."""
    found = fault_seen(number=fault_number, by=by(request))
    step = next((one for one in steps_of(fault_id=found.pk) if one.pk == fault_step_id), None)
    if step is None or step.file is None:
        raise NotFound
    return served(attachment=step.file, name=f"{found.number}-{step.deed}")


@require_POST
@signed_in(*SAYERS)
def say(request: HttpRequest, fault_number: str) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = fault_seen(number=fault_number, by=by(request))
    form = SayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    try:
        _do(request, found, form)
    except Refusal as no:
        fresh = fault_seen(number=fault_number, by=by(request))
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("fault", fault_number)


def _do(request: HttpRequest, found: Fault, form: SayForm) -> object:
    given, now, actor = form.cleaned_data, clock.now(), by(request)
    said: dict[str, Any] = {
        "fault_id": found.pk, "form_id": given["form_id"], "words": given["words"], "now": now,
        "by": actor,
    }  # fmt: skip
    deed = given["deed"]
    if deed == "order":
        urgency = Urgency(given["urgency"] or Urgency.SOON)
        return actions.order_repair(urgency=urgency, **said)
    if deed == "appeal":
        return actions.appeal_cause(file=form.kept(now=now, by=actor), **said)
    if deed in _NAMING and given["cause"]:
        return _NAMING[deed](cause=FaultCause(given["cause"]), **said)
    if deed in _PLAIN:
        return _PLAIN[deed](**said)
    raise NotFound
