"""The open matters of an elevator, as anybody there may read them; one tap says «me too»."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere, origin_of
from hoistway.foundation.refusal import NotFound
from hoistway.plates.vocabulary import Scan
from hoistway.riders.actions import me_too
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import open_reports_of, past_reports, steps_of
from hoistway.riders.vocabulary import ReportKind, ReportState, Topic
from hoistway.web.rider.device import device_of, fresh_device, remember
from hoistway.web.rider.leading import led
from hoistway.web.rider.plain import standing_of, told_steps
from hoistway.web.rider.views import card_of_code, scanned, unknown_code
from hoistway.web.templatetags.house import carried

MOST = 3  # Chosen: what fits above the form of a phone without pushing it out of sight.
SEEN_DAYS = 180  # Chosen: half a year, in which an answer is still looked for.


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter as a line with a button."""

    number: str
    topic: Topic
    made_at: datetime
    due_at: datetime | None
    count: int


_SHARED = {ReportKind.FAULT, ReportKind.COMPLAINT}
"""Kinds that others may meet as well; an idea or a correction is one person's."""


def matters_at(*, elevator_id: int, kinds: Collection[ReportKind] = _SHARED) -> tuple[Matter, ...]:
    """Return the open matters at an elevator, the most felt first."""
    known = open_reports_of(elevator_ids=[elevator_id]).get(elevator_id, [])
    found = [
        Matter(one.number, one.topic, one.made_at, one.due_at, one.people)
        for one in known
        if one.kind in kinds and one.kind in _SHARED
    ]
    return tuple(sorted(found, key=lambda one: -one.count)[:MOST])


def _seen(elevator_id: int, number: str, now: datetime) -> PublicReport:
    since = now - timedelta(days=SEEN_DAYS)
    for one in past_reports(elevator_id=elevator_id, since=since):
        if one.number == number and one.state is not ReportState.HIDDEN:
            return one.joined or one
    raise NotFound


@require_safe
def matter(request: HttpRequest, code: str, signature: str, report_number: str) -> HttpResponse:
    """Show how a matter stands, without the words of whoever reported it. Raises: NotFound."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    now = clock.now()
    first = _seen(found.elevator_id, report_number, now)
    steps = [step for step in steps_of(report_id=first.pk) if step.public]
    facts = {
        "plate": printed, "elevator": card_of_code(found), "first": first, "people": 1 + first.also,
        "standing": standing_of(first=first, steps=steps, now=now),
        "steps": told_steps(steps=steps), "said": request.GET.get("said", ""),
        "is_open": first.state in ReportState.open_states(), "is_shared": first.kind in _SHARED,
    }  # fmt: skip
    return render(request, "rider/matter.html", facts)


@csrf_exempt
@require_POST
def say_me_too(request: HttpRequest, code: str, signature: str, report_number: str) -> HttpResponse:
    """Count one more who has the same trouble, once per browser. Raises: NotFound."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    there = reverse("rider-matter", args=[printed.code, printed.signature, report_number])
    if "me" not in request.POST or comes_from_elsewhere(request):
        return redirect(there + carried(request))
    device = device_of(request)
    if not device and "asked" not in request.GET:
        return _ask_again(request)
    now = clock.now()
    first = _seen(found.elevator_id, report_number, now)
    me_too(report_id=first.pk, form_id=uuid4(), origin=origin_of(request), device=device, now=now)
    return led(request, there, said="me-too")


def _ask_again(request: HttpRequest) -> HttpResponse:
    """Give the browser its number and let it send the same form again at once.

    One that keeps no cookies comes back without it and is counted by its network.
    """
    query = request.GET.copy()
    query["asked"] = "1"
    response = redirect(f"{request.path}?{query.urlencode()}", preserve_request=True)
    remember(response, device=fresh_device())
    return response
