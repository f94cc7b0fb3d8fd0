"""How a report reads as a service request: the specification's fields, and ours when asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from hoistway.foundation.periods import SHANGHAI
from hoistway.openapi.open311.said import Tree, english
from hoistway.plates.models import Plate
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import Course, courses_of
from hoistway.riders.vocabulary import Desk, ReportState

_DESKS_OF_BUREAUS = {Desk.DISTRICT, Desk.CITY}


def w3(at: datetime) -> str:
    """Return an instant as the specification has it (W3C note on dates and times)."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def wants_extensions(*, request: HttpRequest) -> bool:
    """Return whether a call asks for more than the specification has."""
    said = request.GET.get("extensions", "") or request.POST.get("extensions", "")
    return said.lower() == "true"


def told_requests(*, rows: Sequence[PublicReport], extensions: bool) -> Tree:
    """Return the tree of requests; the same few queries however many."""
    firsts = {first.pk: first for first in (row.joined or row for row in rows)}
    courses = courses_of(matters=firsts.values())
    plates = living_plates(elevator_ids={row.elevator_id for row in rows}) if extensions else {}
    return [_request(row, courses, plates, extensions=extensions) for row in rows]


def _request(
    row: PublicReport, courses: Mapping[int, Course], plates: Mapping[int, Plate], *,
    extensions: bool,
) -> Tree:  # fmt: skip
    first, lift = row.joined or row, row.elevator
    course, language = courses[first.pk], get_language() or "zh"
    closed = first.state is ReportState.CLOSED
    moved_at = (first.closed_at if closed else None) or course.moved_at
    longitude, latitude = _place(lift)
    told: dict[str, Tree] = {
        "service_request_id": row.number,
        "status": "closed" if closed else "open",
        "status_notes": _notes(row, first, course),
        "service_name": row.topic.in_language(language),
        "service_code": str(row.topic),
        "description": "",
        "agency_responsible": _agency(first),
        "service_notice": "" if closed else promise_of(first=first),
        "requested_datetime": w3(row.made_at),
        "updated_datetime": w3(max(moved_at, row.made_at)),
        "expected_datetime": w3(first.promised_at),
        "address": _address(lift),
        "address_id": lift.register_number,
        "zipcode": "",
        "lat": latitude,
        "long": longitude,
        "media_url": "",
    }
    if extensions:
        told["extended_attributes"] = _more(row, first, plates.get(lift.pk))
    return told


def _more(row: PublicReport, first: PublicReport, plate: Plate | None) -> Tree:
    return {
        "kind": str(row.kind), "topic": str(row.topic), "state": str(first.state),
        "desk": str(first.desk), "level": first.level, "reopened": first.reopened,
        "people": 1 + first.also, "same_as": first.number if first.pk != row.pk else "",
        "verdict": str(first.verdict), "mended": first.is_mended,
        "answered_datetime": w3(first.answered_at) if first.answered_at else "",
        "jurisdiction_id": row.jurisdiction.code, "register_number": row.elevator.register_number,
        "elevator_url": _page(plate),
    }  # fmt: skip


def _page(plate: Plate | None) -> str:
    if plate is None:
        return ""
    return f"{settings.BASE_URL}{address_of(plate=plate, keys=settings.PLATE_KEYS)}"


def page_of(*, elevator_id: int) -> str:
    """Return the page of the code of an elevator, where help is called; else where codes go."""
    plate = living_plates(elevator_ids=[elevator_id]).get(elevator_id)
    return _page(plate) or f"{settings.BASE_URL}/e"


def _place(lift: Elevator) -> tuple[float | None, float | None]:
    """Return longitude and latitude of the elevator, else those of its estate."""
    if lift.longitude is not None:
        return lift.longitude, lift.latitude
    return (lift.place.longitude, lift.place.latitude) if lift.place else (None, None)


def _address(lift: Elevator) -> str:
    """Return what is most specific first. Source: GeoReport v2, address."""
    area = lift.jurisdiction
    named: str = area.name_en if english() else area.name_zh
    return ", ".join(part for part in (lift.name, lift.building, lift.address, named) if part)


def _agency(first: PublicReport) -> str:
    """Return the desk whose turn it is, with the name of its organisation where it has one."""
    desk: str = first.desk.in_language(get_language() or "zh")
    if first.holder is None or first.desk in _DESKS_OF_BUREAUS:
        return desk
    return f"{desk} {first.holder.name}"


def promise_of(*, first: PublicReport) -> str:
    """Return who answers until when, for whoever has reported."""
    due = first.due_at
    if first.state is ReportState.ANSWERED or due is None:
        return ""
    until = f"{due.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if english():
        return f"{_agency(first)} answers by {until}; silence moves it one level up."
    return f"{_agency(first)}应在 {until} 前答复；逾期自动上交上一级。"


def _notes(row: PublicReport, first: PublicReport, course: Course) -> str:
    said = [first.state.in_language("en" if english() else "zh")]
    if first.state is ReportState.OPEN and course.taken_up:
        said = ["taken up" if english() else "已受理"]
    if first.pk != row.pk:
        same = (f"与 {first.number} 同一事项", f"the same matter as {first.number}")
        said.append(same[english()])
    if course.answer:
        said.append(course.answer)
    return (": " if english() else "：").join(said)
