"""What a phone takes along before it goes where no signal is."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.maintenance.queries.packs import Wish, pack_of_days, pack_of_elevator
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.web.desk.shapes import chosen
from hoistway.web.signing_in import by
from hoistway.web.technician.phone_door import phone_door

MOST_DAYS, DAYS = 7, 2
"""Days of a pack. Chosen: today and tomorrow; a week for who goes to the islands."""


@require_safe
@phone_door
def pack(request: HttpRequest) -> HttpResponse:
    """Give the jobs of the next days, whole."""
    asked = request.GET.get("days", "")
    days = min(int(asked), MOST_DAYS) if asked.isascii() and asked.isdigit() else DAYS
    return JsonResponse(pack_of_days(days=max(days, 1), now=clock.now(), by=by(request)))


@require_safe
@phone_door
def pack_of_one(request: HttpRequest, register_number: str) -> HttpResponse:
    """Give what waits on one elevator, and a fresh job of the kind that is asked for."""
    kind = chosen(VisitKind, request.GET.get("kind", ""))
    level = chosen(Level, request.GET.get("level", ""))
    wish = Wish(
        kind=VisitKind(kind) if kind is not None else None,
        level=Level(level) if level is not None else None,
    )
    found = pack_of_elevator(
        register_number=register_number, wish=wish, now=clock.now(), by=by(request)
    )
    return JsonResponse(found)
