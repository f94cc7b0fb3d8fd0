"""The page behind a follow link: how it stands, the answer, one tap back, and one's own data."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.elevator import card_of
from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.actions import push_key
from hoistway.plates.queries import address_of, living_plates
from hoistway.riders.actions import (
    add_photo,
    appeal_hidden,
    ask_phone_code,
    confirm_phone,
    erase_report,
    forget_phone,
    leave_phone,
    say_mended,
)
from hoistway.riders.queries import Followed, kept_of, report_behind
from hoistway.riders.vocabulary import ReportKind, ReportState
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.rider.leading import led
from hoistway.web.rider.plain import answer_of, desk_words, standing_of, told_steps
from hoistway.web.templatetags.house import carried

SAID = {
    "filed", "photo", "photo-failed", "mended", "not-mended", "appealed", "phone", "code-sent",
    "confirmed", "phone-gone", "erased",
}  # fmt: skip


def _followed(token: str) -> Followed:
    found = report_behind(token=token)
    if found is None:
        raise NotFound
    return found


@require_safe
def following(request: HttpRequest, report_token: str) -> HttpResponse:
    """Show the number, the deadline, the answer and each step. Raises: NotFound."""
    said = request.GET.get("said", "")
    return _page(request, _followed(report_token), said=said if said in SAID else "")


def _page(
    request: HttpRequest, found: Followed, *, said: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    now, first, own = clock.now(), found.first, found.own
    answer, until = answer_of(steps=found.steps), found.reopen_until
    may_reopen = found.may_say_mended and (until is None or now <= until)
    facts = {
        "own": own, "first": first, "elevator": card_of(elevator=own.elevator),
        "standing": standing_of(first=first, steps=found.steps, now=now),
        "answer": answer, "answerer": desk_words(answer.desk) if answer else "",
        "steps": told_steps(steps=found.steps), "photos": found.photos, "people": found.people,
        "phone": found.phone, "phone_verified": found.phone_verified,
        "may_reopen": may_reopen, "asks": may_reopen and own.is_mended is not True,
        "may_appeal": found.may_appeal,
        "is_erased": found.is_erased, "form_id": uuid4(), "said": said, "refusal": refusal,
        "is_open": first.state in ReportState.open_states(),
        "is_fault": own.kind is ReportKind.FAULT, "typed": request.POST.get("words", ""),
        "push_key": push_key(),
        **_ways(request, own.elevator_id, first.number),
    }  # fmt: skip
    response = render(request, "rider/following.html", facts, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ways(request: HttpRequest, elevator_id: int, number: str) -> dict[str, str]:
    """Return the ways to the code's page, and to the page of the matter that may be passed on."""
    plate = living_plates(elevator_ids=[elevator_id]).get(elevator_id)
    if plate is None:
        return {}
    landing = address_of(plate=plate, keys=settings.PLATE_KEYS)
    query = carried(request)
    return {"landing_href": f"{landing}{query}", "matter_href": f"{landing}/report/{number}{query}"}


@csrf_exempt
@require_POST
def say(request: HttpRequest, report_token: str) -> HttpResponse:
    """Take what the reporter says or asks for; a refusal stands on the page with what was typed."""
    deed = _DEEDS.get(request.POST.get("deed", ""))
    form_id = _uuid(request.POST.get("form_id", ""))
    there = reverse("rider-following", args=[report_token])
    found = _followed(report_token)
    if deed is None or form_id is None or comes_from_elsewhere(request):
        return redirect(there + carried(request))
    try:
        said = deed(request, report_token, form_id, clock.now())
    except Refusal as refusal:
        sentence = refusal.sentence(language())
        return _page(request, _followed(report_token), refusal=sentence, status=refusal.status)
    return led(request, there, said=said, number=found.own.number)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


Deed = Callable[[HttpRequest, str, UUID, datetime], str]


def _photo(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    upload = request.FILES.get("photo")
    if upload is None:
        return "photo-failed"
    add_photo(token=token, form_id=form_id, upload=upload, now=now)
    return "photo"


def _mended(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    say_mended(token=token, mended=True, form_id=form_id, now=now)
    return "mended"


def _not_mended(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    words = request.POST.get("words", "")[:1000]
    say_mended(token=token, mended=False, form_id=form_id, words=words, now=now)
    return "not-mended"


def _appeal(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    words = request.POST.get("words", "")[:1000]
    appeal_hidden(token=token, form_id=form_id, words=words, now=now)
    return "appealed"


def _phone(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    """Keep the number and send the code: one tap, since nobody wants the one without the other."""
    leave_phone(token=token, phone=request.POST.get("phone", "").strip()[:32], now=now)
    ask_phone_code(token=token, now=now)
    return "code-sent"


def _code(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    ask_phone_code(token=token, now=now)
    return "code-sent"


def _confirm(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    confirm_phone(token=token, code=request.POST.get("code", "").strip()[:12], now=now)
    return "confirmed"


def _forget_phone(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    forget_phone(token=token)
    return "phone-gone"


def _erase(request: HttpRequest, token: str, form_id: UUID, now: datetime) -> str:
    erase_report(token=token, form_id=form_id, now=now)
    return "erased"


_DEEDS: dict[str, Deed] = {
    "photo": _photo, "mended": _mended, "not-mended": _not_mended, "appeal": _appeal,
    "phone": _phone, "code": _code, "confirm": _confirm, "forget-phone": _forget_phone,
    "erase": _erase,
}  # fmt: skip
"""What the buttons of the page say."""


@require_safe
def own_data(request: HttpRequest, report_token: str) -> HttpResponse:
    """Give all that is kept of a reporter as data.

    Source: 个人信息保护法 art. 45. Raises: NotFound.
    """
    number = _followed(report_token).own.number
    kept = kept_of(token=report_token)
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def own_photo(request: HttpRequest, report_token: str, report_photo_id: int) -> HttpResponse:
    """Show one's own photo. Raises: NotFound."""
    for photo in _followed(report_token).photos:
        if photo.pk == report_photo_id and photo.attachment is not None:
            return served(attachment=photo.attachment, name=f"photo-{report_photo_id}")
    raise NotFound
