"""What an elevator's signals said around a rescue: lanes, numbered marks and a table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.incident import IncidentPortrait
from hoistway.emergency.vocabulary import Deed
from hoistway.telemetry.queries import LaneSample, lane_samples
from hoistway.telemetry.vocabulary import Power, Signal
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.lanes import LaneMark, LaneWords, Sample, telemetry_lanes

BEFORE = timedelta(minutes=2)
"""Shown before the trouble began. Chosen: the last ride before it and its doors."""

LONGEST = timedelta(minutes=50)
"""Longest stretch drawn. Chosen: beyond it the seconds that decide are a pixel wide."""

ROWS = 120
"""Changes in the table. Chosen: the minutes that decide; the history keeps everything."""

_MARKED = frozenset(
    {
        Deed.OPENED, Deed.CALLED, Deed.ACCEPTED, Deed.ESCALATED, Deed.ARRIVED, Deed.CLEARED,
        Deed.FREED, Deed.CLOSED, Deed.FALSE_ALARM,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered instant under the drawing."""

    at: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Change:
    """One signal that took another value."""

    at: datetime
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Signals:
    """The drawing, its marks, and the same as a table."""

    svg: SafeString
    marks: tuple[Mark, ...]
    rows: tuple[Change, ...]


def signals_of(*, portrait: IncidentPortrait, now: datetime) -> Signals | None:
    """Return the signals around a rescue, None where none were kept; one query."""
    since = portrait.began_at - BEFORE
    until = min((portrait.ended_at or now) + BEFORE, since + LONGEST, now)
    samples = lane_samples(elevator_id=portrait.elevator.id, since=since, until=until)
    if not samples:
        return None
    marks = _marks(portrait, until)
    drawing = telemetry_lanes(
        samples=[_drawn(sample, portrait.elevator) for sample in samples], words=_words(),
        marks=[LaneMark(_ms(mark.at), alarm=index == 0) for index, mark in enumerate(marks)],
        from_ms=_ms(since), to_ms=_ms(until),
    )  # fmt: skip
    return Signals(svg=drawing, marks=marks, rows=tuple(_changes(samples, portrait.elevator)))


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _marks(portrait: IncidentPortrait, until: datetime) -> tuple[Mark, ...]:
    began = Mark(portrait.began_at, _("异常开始"))
    steps = (
        Mark(entry.at, spoken(entry.words))
        for entry in portrait.entries
        if entry.deed in _MARKED and entry.at <= until
    )
    return (began, *steps)


def _drawn(sample: LaneSample, elevator: ElevatorCard) -> Sample:
    has_car = not elevator.is_escalator
    return Sample(
        at_ms=_ms(sample.at), occupied=sample.occupied if has_car else None,
        door=int(sample.door) if has_car else None,
        door_zone=sample.door_zone if has_car else None, speed_mps=sample.speed_mps,
        power=list(Power).index(sample.power), codes=tuple(int(code) for code in sample.codes),
    )  # fmt: skip


def _words() -> LaneWords:
    return LaneWords(
        title=_("运行数据"), occupied=_("有人"), door=_("门"), door_zone=_("平层"),
        speed=_("速度"), power=_("供电"), codes=_("代码"),
    )  # fmt: skip


def _yes(value: bool) -> str:
    return _("是") if value else _("否")


def _readings(sample: LaneSample, elevator: ElevatorCard) -> dict[str, str]:
    labels = elevator.floor_labels
    floor = labels[sample.floor] if 0 <= sample.floor < len(labels) else str(sample.floor)
    codes = listed(f"{code} {word(code)}" for code in sample.codes)
    return {
        word(Signal.SERVICE_MODE): word(sample.service_mode),
        word(Signal.CAR_STATUS): _("运行") if sample.running else _("停止"),
        _("楼层"): floor, word(Signal.DOOR_ZONE): _yes(sample.door_zone),
        word(Signal.DOOR): word(sample.door), word(Signal.OCCUPIED): _yes(sample.occupied),
        word(Signal.CALL_PENDING): _yes(sample.call_pending),
        word(Signal.POWER): word(sample.power), word(Signal.CODES): codes or "—",
    }  # fmt: skip


def _changes(samples: list[LaneSample], elevator: ElevatorCard) -> list[Change]:
    before: dict[str, str] = {}
    found: list[Change] = []
    for sample in samples:
        readings = _readings(sample, elevator)
        found += [
            Change(sample.at, name, value)
            for name, value in readings.items()
            if before.get(name) != value
        ]
        before = readings
    return found[:ROWS]
