"""The passenger's way: scan or type, confirm, sent. Two taps, no cookie, nothing refused."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere, origin_of
from hoistway.foundation.refusal import Refusal
from hoistway.plates.queries import Resolved, resolve, resolve_spoken
from hoistway.plates.vocabulary import Scan
from hoistway.registry.queries import elevator_at_hand
from hoistway.riders.actions import Cry, ask_for_rescue, call_without_code
from hoistway.riders.vocabulary import AskerKind
from hoistway.web.templatetags.house import carried

WHO = {"inside": AskerKind.INSIDE, "outside": AskerKind.OUTSIDE, "hurt": AskerKind.AT_ESCALATOR}


@dataclass(frozen=True, slots=True)
class Printed:
    """The code as the page carries it on."""

    code: str
    signature: str
    verified: bool
    void: bool


def scanned(code: str, signature: str) -> tuple[Resolved, Printed]:
    """Return what a code leads to, and the code as pages carry it on."""
    found = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    kept = signature if found.scan is Scan.UNVERIFIED else found.signature
    printed = Printed(
        code=found.code, signature=kept or "-", verified=found.scan is not Scan.UNVERIFIED,
        void=found.scan is Scan.VOID,
    )  # fmt: skip
    return found, printed


def card_of_code(found: Resolved) -> ElevatorCard:
    """Return the card of the elevator that a code leads to."""
    return card_of(elevator=elevator_at_hand(elevator_id=found.elevator_id))


class CodeForm(forms.Form):
    """What stands on the plate, as a person types it."""

    code = forms.CharField(
        label=_("识别码或 12 位字符"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip


class AddressForm(forms.Form):
    """Where somebody is, when no code leads there."""

    address = forms.CharField(
        label=_("地址：路名、门牌、楼号、第几台"), max_length=300, required=True,
        error_messages={"required": _("请写下地址，或直接拨打 110。")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("电话（可不填）"), max_length=32, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    typed_code = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


@require_safe
def type_code(request: HttpRequest) -> HttpResponse:
    """Take a rescue number or a code that somebody types."""
    if "code" not in request.GET:
        return render(request, "rider/type_code.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    if form.is_valid():
        found = resolve_spoken(typed=form.cleaned_data["code"], keys=settings.PLATE_KEYS)
        if found.scan is not Scan.UNKNOWN:
            there = reverse("rider-landing", args=[found.code, found.signature])
            return redirect(there + carried(request))
        form.add_error("code", _("没有这个号码。请核对牌上的号码，或按地址求助。"))
    return render(request, "rider/type_code.html", {"form": form}, status=404)


@require_safe
def unknown_code(request: HttpRequest, typed: str = "", status: int = 200) -> HttpResponse:
    """Offer help by address when no code can be read."""
    form = AddressForm(initial={"form_id": uuid4(), "typed_code": typed})
    return render(request, "rider/unknown_code.html", {"form": form}, status=status)


@require_safe
def confirm(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Ask once more and give the form its number: the second tap sends help."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    return _confirm(request, found, printed, request.GET.get("who", "inside"))


def _confirm(request: HttpRequest, found: Resolved, printed: Printed, who: str) -> HttpResponse:
    card = card_of_code(found)
    if who not in WHO:
        who = "inside"
    if not card.may_shut_in:
        who = "hurt"
    facts = {"plate": printed, "elevator": card, "who": who, "form_id": uuid4()}
    return render(request, "rider/confirm.html", facts)


@csrf_exempt
@require_POST
def call(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Send help; the same form again leads to the same rescue.

    A form sent from another site is answered by the confirmation page, never by a refusal.
    """
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    who = request.POST.get("who", "inside")
    form_id = _uuid(request.POST.get("form_id", ""))
    if form_id is None or comes_from_elsewhere(request):
        return _confirm(request, found, printed, who)
    card = card_of_code(found)
    cry = Cry(
        elevator_id=found.elevator_id, has_car=card.may_shut_in, form_id=form_id,
        asker=WHO.get(who, AskerKind.INSIDE),
        genuine_code=found.scan is not Scan.UNVERIFIED, origin=origin_of(request),
    )  # fmt: skip
    made = ask_for_rescue(cry=cry, now=clock.now())
    there = reverse("rider-tracking", args=[made.token])
    return redirect(there + carried(request))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@csrf_exempt
@require_POST
def call_address(request: HttpRequest) -> HttpResponse:
    """Take a call for help by address and put it before the desk at once."""
    form = AddressForm(request.POST)
    if not form.is_valid() or comes_from_elsewhere(request):
        return render(request, "rider/unknown_code.html", {"form": form}, status=422)
    data = form.cleaned_data
    try:
        made = call_without_code(
            form_id=data["form_id"], typed_code=data["typed_code"], address=data["address"],
            phone=data["phone"], now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("address", refusal.sentence(request.GET.get("lang", "zh")))
        return render(request, "rider/unknown_code.html", {"form": form}, status=422)
    return redirect(reverse("rider-placed", args=[made.token]) + carried(request))
