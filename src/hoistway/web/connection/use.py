"""One elevator: when it was heard, why not, and what it and its doors did day by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from numpy.typing import NDArray

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.telemetry.queries import (
    Heard,
    Silence,
    continuity_on,
    day_number,
    day_of,
    days_of_use,
    door_days,
    heard,
    hours_of_use,
    silences,
)
from hoistway.web.connection.shown import STEADY, connection_numbers, share_words
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Number, exports
from hoistway.web.parts.columns import Day, columns, strip
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

READERS = (
    RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT,
)  # fmt: skip
DAYS, EXPORTED = 30, 400
WEEK = 7
Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class DoorLine:
    """The doors of one floor over the month, and what the last week says beside it."""

    floor: str
    cycles: int
    opening_s: float | None
    closing_s: float | None
    before_s: float | None
    reversals: int
    failed: int
    slower: bool
    course: list[float]


@dataclass(frozen=True, slots=True)
class UseOfElevator:
    """What the page shows."""

    elevator: "Elevator"
    heard: Heard
    numbers: tuple[Number, ...]
    strip: SafeString
    runs: SafeString
    doors: SafeString
    hours: SafeString
    floors: tuple[DoorLine, ...]
    silences: tuple[Silence, ...]
    days: tuple[dict[str, Cell], ...]


SLOWER = 1.15
"""Chosen: a door whose last week is a sixth slower than its month before is worth a look."""


def use_of(*, elevator: "Elevator", now: datetime) -> UseOfElevator:
    """Return how an elevator was heard and used; a constant number of queries."""
    last = local_day(at=now) - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    asked = {"elevator_ids": [elevator.pk], "first": first, "last": last}
    days, doors = days_of_use(**asked), door_days(**asked)  # type: ignore[arg-type]
    hours = hours_of_use(
        elevator_ids=[elevator.pk], first=last - timedelta(days=WEEK - 1), last=last
    )
    told = continuity_on(elevator_ids=[elevator.pk], now=now).get(elevator.pk)
    known = {int(row["day"]): row for row in days}
    every = [first + timedelta(days=at) for at in range(DAYS)]
    return UseOfElevator(
        elevator=elevator, heard=heard(elevator_id=elevator.pk, now=now),
        numbers=connection_numbers(told) if told else (),
        strip=strip(days=_shares(every, known), label=_("近 30 天每天的在线率"), steady=STEADY),
        runs=columns(days=_counts(every, known, "runs"), label=_("每天运行次数")),
        doors=columns(days=_counts(every, known, "door_cycles"), label=_("每天开门次数")),
        hours=_hours(hours),
        floors=tuple(_floors(doors, elevator.floor_labels, last)),
        silences=tuple(silences(elevator_id=elevator.pk, since=_begin(now), now=now)),
        days=tuple(_line(day_of(number=number), row) for number, row in sorted(known.items())),
    )  # fmt: skip


def _begin(now: datetime) -> datetime:
    return now - timedelta(days=DAYS)


def _name(day: date) -> str:
    return f"{day.month}/{day.day}"


def _shares(every: Sequence[date], known: dict[int, np.void]) -> list[Day]:
    found: list[Day] = []
    for day in every:
        row = known.get(day_number(day=day))
        share = None if row is None or np.isnan(row["online_share"]) else float(row["online_share"])
        found.append((_name(day), share, f"{day:%Y-%m-%d} {share_words(share)}"))
    return found


def _counts(every: Sequence[date], known: dict[int, np.void], name: str) -> list[Day]:
    found: list[Day] = []
    for day in every:
        row = known.get(day_number(day=day))
        count = None if row is None or row["samples"] == 0 else float(row[name])
        words = "—" if count is None else f"{count:.0f}"
        found.append((_name(day), count, f"{day:%Y-%m-%d} {words}"))
    return found


def _hours(hours: Rows) -> SafeString:
    label = _("近 7 天各时段平均运行次数")
    return columns(days=_by_hour(hours), label=label) if len(hours) else SafeString("")


def _by_hour(hours: Rows) -> list[Day]:
    """Return the mean runs of each hour of the day in Shanghai."""
    local = (hours["hour"].astype(np.int64) + 8) % 24
    runs = np.bincount(local, hours["runs"], 24)
    seen = np.maximum(np.bincount(local, minlength=24), 1)
    return [
        (f"{at}:00", float(runs[at] / seen[at]), f"{at}:00 {runs[at] / seen[at]:.1f}")
        for at in range(24)
    ]


def _floors(doors: Rows, labels: Sequence[str], last: date) -> Iterator[DoorLine]:
    recent = doors["day"] > day_number(day=last) - WEEK
    for floor in np.unique(doors["floor"])[::-1]:
        mine = doors["floor"] == floor
        now, before = doors[mine & recent], doors[mine & ~recent]
        closing, past = _middle(now["closing_ms"]), _middle(before["closing_ms"])
        course = doors["closing_ms"][mine].astype(float)
        yield DoorLine(
            floor=labels[floor] if 0 <= floor < len(labels) else str(floor),
            cycles=int(doors["cycles"][mine].sum()), opening_s=_middle(now["opening_ms"]),
            closing_s=closing, before_s=past, reversals=int(doors["reversals"][mine].sum()),
            failed=int(doors["failed"][mine].sum()),
            slower=closing is not None and past is not None and closing > SLOWER * past,
            course=[float(value) for value in course[~np.isnan(course)]],
        )  # fmt: skip


def _middle(values: NDArray[np.float32]) -> float | None:
    """Return the median in seconds of what is known."""
    told = values[~np.isnan(values)]
    return float(np.median(told)) / 1000 if len(told) else None


def _line(day: date, row: np.void) -> dict[str, Cell]:
    share = float(row["online_share"])
    return {
        "day": day, "share": None if np.isnan(share) else share,
        "share_words": share_words(None if np.isnan(share) else share), "runs": int(row["runs"]),
        "doors": int(row["door_cycles"]), "reversals": int(row["reversals"]),
        "failed": int(row["failed_openings"]), "relevels": int(row["relevels"]),
        "off_level": int(row["off_level_stops"]), "km": float(row["distance_m"]) / 1000,
        "hours": float(row["hours_moving"]),
        "energy": None if np.isnan(row["energy_wh"]) else float(row["energy_wh"]) / 1000,
    }  # fmt: skip


def _head() -> list[str]:
    return [
        _("日期"), _("在线率"), _("运行次数"), _("开门次数"), _("关门反转"), _("开门未成"),
        _("再平层"), _("非平层停靠"), _("运行公里"), _("运行小时"), _("电量（千瓦时）"),
    ]  # fmt: skip


def _sheet_rows(elevator: "Elevator", now: datetime) -> Iterator[Sequence[Cell]]:
    last = local_day(at=now) - timedelta(days=1)
    first = last - timedelta(days=EXPORTED - 1)
    for row in days_of_use(elevator_ids=[elevator.pk], first=first, last=last):
        told = _line(day_of(number=int(row["day"])), row)
        told.pop("share_words")
        yield tuple(round(cell, 4) if isinstance(cell, float) else cell for cell in told.values())


@require_safe
@signed_in(*READERS)
def elevator_use(request: HttpRequest, register_number: str) -> HttpResponseBase:
    """Show how one elevator is connected and used, or give its days as a file."""
    elevator, now = elevator_seen(by=by(request), register_number=register_number), clock.now()
    if elevator.register_number != register_number:
        return redirect("elevator-use", elevator.register_number)
    sheet = Sheet(
        name=f"use-{elevator.register_number}", head=_head(), rows=_sheet_rows(elevator, now)
    )
    file = handed_out(request, sheet)
    if file is not None:
        return file
    facts = {
        "use": use_of(elevator=elevator, now=now), "exports": exports(request),
        "steady": share_words(STEADY),
    }  # fmt: skip
    return render(request, "connection/use.html", facts)
