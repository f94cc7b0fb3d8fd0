"""The page that a trapped person keeps open, and what can be said from it."""

from dataclasses import dataclass
from uuid import uuid4

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.incident import IncidentPortrait, portrait_of
from hoistway.dossier.tracking import Tracking, tracking_of
from hoistway.emergency.queries import incident_at_hand
from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere
from hoistway.foundation.refusal import NotFound
from hoistway.riders.actions import More, tell_more
from hoistway.riders.models import RiderRequest, UnplacedCall
from hoistway.riders.queries import request_with_token, unplaced
from hoistway.riders.vocabulary import AskerKind, Need
from hoistway.web.frame import spoken
from hoistway.web.live import stream
from hoistway.web.templatetags.house import carried


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One optional question; without choices it takes a telephone number."""

    key: str
    title: str
    choices: tuple[Choice, ...]
    answer: str | None


def _mine(token: str) -> RiderRequest:
    found = request_with_token(token=token)
    if found is None:
        raise NotFound
    return found


def _facts(request: RiderRequest) -> dict[str, object]:
    now = clock.now()
    portrait = portrait_of(incident=incident_at_hand(incident_id=request.incident_id), now=now)
    tracking = tracking_of(portrait=portrait, now=now)
    return {
        "tracking": _worded(tracking, request),
        "questions": _questions(portrait) if not tracking.ended else (),
    }


def _worded(tracking: Tracking, request: RiderRequest) -> dict[str, object]:
    """Put the passenger's view into the language of the page."""
    words = {name: spoken(getattr(tracking, name)) for name in ("title", "comfort", "note", "firm")}
    plain = {name: getattr(tracking, name) for name in Tracking.__slots__ if name not in words}
    entries = [
        {"at": e.at, "text": spoken(e.words), "sequence": e.sequence, "deed": e.deed}
        for e in reversed(tracking.entries)
    ]
    return {
        **plain, **words, "entries": entries, "token": request.token,
        "advice": [spoken(line) for line in tracking.advice],
        "say": words["title"], "inside": request.asker is AskerKind.INSIDE,
    }  # fmt: skip


def _questions(portrait: IncidentPortrait) -> tuple[Question, ...]:
    people = tuple(Choice(str(n), f"{n}" if n < 6 else "6+") for n in range(1, 7))
    needs = tuple(Choice(need.value, spoken((need.zh, need.en))) for need in Need)
    known = portrait.needs[-1].value if portrait.needs else None
    asked = _("里面几个人？") if portrait.elevator.may_shut_in else _("几个人受伤或被夹？")
    return (
        Question("people", asked, people, str(portrait.people) if portrait.people else None),
        Question("needs", _("有需要照顾的人吗？"), needs, known),
        Question("phone", _phone_title(portrait), (), None),
    )


def _phone_title(portrait: IncidentPortrait) -> str:
    """Ask for a number, or say that one is known; the link may be shared, so never which."""
    if portrait.caller_phone:
        return _("已留有联系电话，可再留一个（只给救援人员）")
    return _("您的电话（只给救援人员）")


@require_safe
def tracking(request: HttpRequest, token: str) -> HttpResponse:
    """Show who comes, how far, what happened and what comes next."""
    mine = _mine(token)
    facts = {**_facts(mine), "saved": request.GET.get("saved", "")}
    return render(request, "rider/tracking.html", facts)


@require_safe
def tracking_live(request: HttpRequest, token: str) -> HttpResponse:
    """Give the living part of the page alone."""
    return render(request, "rider/_tracking_live.html", _facts(_mine(token)))


async def tracking_events(request: HttpRequest, token: str) -> HttpResponseBase:
    """Stream a sign whenever this rescue changes."""
    mine = await sync_to_async(_mine)(token)
    return await stream(request, f"incident.{mine.incident_id}")


def _more(name: str, value: str) -> More | None:
    key = f"{name}.{value}"[:60]
    if name == "people" and value.isdecimal():
        return More(key=key, people=int(value))
    if name == "needs" and value in {need.value for need in Need}:
        return More(key=key, needs=(Need(value),))
    if name == "phone" and value.strip():
        return More(key=key, phone=value.strip())
    return None


@csrf_exempt
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep one answer; what makes no sense is left unsaid."""
    more = _more(request.POST.get("key", ""), request.POST.get("value", ""))
    if more is not None and not comes_from_elsewhere(request):
        tell_more(token=token, more=more, now=clock.now())
    saved = f"saved={more.key.partition('.')[0]}" if more else ""
    query = carried(request)
    joint = "&" if query else "?"
    there = reverse("rider-tracking", args=[token])
    return redirect(there + query + (joint + saved if saved else ""))


@csrf_exempt
@require_POST
def say_out(request: HttpRequest, token: str) -> HttpResponse:
    """Keep that the people are out; the technician or the desk confirms it."""
    return _say(request, token, More(key="is_out", is_out=True))


@csrf_exempt
@require_POST
def say_worse(request: HttpRequest, token: str) -> HttpResponse:
    """Keep that it is getting worse, each time anew."""
    return _say(request, token, More(key=f"is_worse.{uuid4().hex}", is_worse=True))


def _say(request: HttpRequest, token: str, more: More) -> HttpResponse:
    if not comes_from_elsewhere(request):
        tell_more(token=token, more=more, now=clock.now())
    return redirect(reverse("rider-tracking", args=[token]) + carried(request))


def _placed(token: str) -> UnplacedCall:
    found = unplaced(token=token)
    if found is None:
        raise NotFound
    return found


@require_safe
def placed(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a call by address until the desk has found its elevator, then its rescue."""
    if request_with_token(token=token) is not None:
        return redirect(reverse("rider-tracking", args=[token]) + carried(request))
    return render(request, "rider/placed.html", {"call": _placed(token)})


@require_safe
def placed_live(request: HttpRequest, token: str) -> HttpResponse:
    """Give the part of that page that changes."""
    return render(request, "rider/_placed_live.html", {"call": _placed(token)})


@require_safe
def timeline(request: HttpRequest, token: str) -> HttpResponse:
    """Give the public timeline as data, numbered as stored, for whoever holds the link."""
    mine = _mine(token)
    now = clock.now()
    incident = incident_at_hand(incident_id=mine.incident_id)
    portrait = portrait_of(incident=incident, now=now)
    view = tracking_of(portrait=portrait, now=now)
    return JsonResponse(
        {
            "number": view.number, "state": str(portrait.state),
            "began_at": portrait.began_at.isoformat(), "stored": incident.entries,
            "sequences": [e.sequence for e in portrait.entries],
            "entries": [
                {"sequence": e.sequence, "deed": str(e.deed), "at": e.at.isoformat(),
                 "zh": e.words[0], "en": e.words[1]}
                for e in view.entries
            ],
            "figures": [
                {"name": f.name, "seconds": f.seconds, "limit_s": f.limit_s, "clause": f.clause,
                 "verdict": str(f.verdict)}
                for f in portrait.figures
            ],
        }
    )  # fmt: skip
