"""What a firm's office says about a deviation."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.monitoring.actions import dismiss_deviation
from hoistway.monitoring.queries import deviation_seen
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.monitoring.page import shown
from hoistway.web.signing_in import by, signed_in


class DismissForm(forms.Form):
    """The reason, and the form it came with."""

    form_id = forms.UUIDField()
    words = forms.CharField(max_length=500, required=False)


@require_POST
@signed_in(RoleKind.FIRM_OFFICE)
def dismiss(request: HttpRequest, deviation_number: str) -> HttpResponse:
    """Dismiss a deviation with a reason; a refusal stands above the elevator's page."""
    seen = deviation_seen(number=deviation_number, by=by(request))
    form = DismissForm(request.POST)
    if not form.is_valid():
        refusal = _("内容过长或表单已损坏，请重试。")
        return shown(request, seen.elevator, refusal=refusal, status=422)
    given = form.cleaned_data
    try:
        dismiss_deviation(
            number=seen.number, form_id=given["form_id"], words=given["words"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return shown(request, seen.elevator, refusal=no.sentence(language()), status=no.status)
    return redirect("monitoring-elevator", seen.elevator.register_number)
