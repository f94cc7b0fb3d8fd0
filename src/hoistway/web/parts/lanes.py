"""What an elevator's signals said around an incident, as inline SVG: one lane per signal.

Lanes share one time axis; vertical marks are the alarm and the deeds of the timeline, numbered
as in the list below the drawing. Words come from the caller, so the drawing knows no language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from django.utils.safestring import SafeString

from hoistway.web.parts.words import second_words

_WIDTH, _LEFT, _RIGHT = 960, 92, 12
_INNER = _WIDTH - _LEFT - _RIGHT
_TOP, _LANE, _BAND, _SPEED = 26, 34, 18, 62
_TICKS = 6
_DOOR_CLASSES = ("lane-none", "lane-half", "", "lane-half", "lane-on", "", "lane-warn")
_TICK_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400)


@dataclass(frozen=True, slots=True)
class Sample:
    """One reported state; None where the elevator does not report the signal.

    `door` 0–6 as Shanghai Door_Status, `power` 1 mains, 2 battery, 3 off; `codes` are the fault
    and event numbers of GB/T 24476-2017 that this sample carries.
    """

    at_ms: int
    occupied: bool | None = None
    door: int | None = None
    door_zone: bool | None = None
    speed_mps: float | None = None
    power: int | None = None
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An instant worth a vertical line; `alarm` stands out."""

    at_ms: int
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class LaneWords:
    """The names of the lanes in the language of the page."""

    title: str
    occupied: str
    door: str
    door_zone: str
    speed: str
    power: str
    codes: str


@dataclass(frozen=True, slots=True)
class _Axis:
    from_ms: int
    to_ms: int

    def x(self, at_ms: int) -> float:
        share = (min(max(at_ms, self.from_ms), self.to_ms) - self.from_ms) / (
            self.to_ms - self.from_ms
        )
        return _LEFT + share * _INNER


def telemetry_lanes(
    *,
    samples: Sequence[Sample],
    marks: Sequence[LaneMark],
    words: LaneWords,
    from_ms: int,
    to_ms: int,
) -> SafeString:
    """Return the lanes of the samples (in order of time) between two instants.

    A state holds until the next sample; before the first one nothing is drawn.
    """
    axis = _Axis(from_ms, max(to_ms, from_ms + 1))
    lanes: list[tuple[str, str, int]] = [
        (words.occupied, _bands(samples, axis, _occupied_class), _LANE),
        (words.door, _bands(samples, axis, _door_class), _LANE),
        (words.door_zone, _bands(samples, axis, _zone_class), _LANE),
        (words.speed, _speed_line(samples, axis), _SPEED),
        (words.power, _bands(samples, axis, _power_class), _LANE),
        (words.codes, _code_ticks(samples, axis), _LANE),
    ]
    y, drawn = _TOP, []
    for name, inside, height in lanes:
        bed = f'<rect class="lane-bed" x="{_LEFT}" width="{_INNER}" height="{height - 8}"/>'
        text = f'<text class="lane-name" x="0" y="{(height - 8) / 2 + 5:.0f}">{escape(name)}</text>'
        drawn.append(f'<g transform="translate(0 {y})">{bed}{text}{inside}</g>')
        y += height
    body = "".join(drawn) + _ticks(axis, y) + _marks(marks, axis, y)
    return SafeString(
        f'<svg viewBox="0 0 {_WIDTH} {y + 22}" role="img" aria-label="{escape(words.title)}">'
        f"{body}</svg>"
    )


def _runs(
    samples: Sequence[Sample], axis: _Axis, read: Callable[[Sample], str]
) -> list[tuple[float, float, str]]:
    """Return the spans of equal reading as (left, right, reading), joined where they touch."""
    runs: list[tuple[float, float, str]] = []
    for index, sample in enumerate(samples):
        ends = samples[index + 1].at_ms if index + 1 < len(samples) else axis.to_ms
        if ends <= axis.from_ms or sample.at_ms >= axis.to_ms:
            continue
        reading = read(sample)
        if runs and runs[-1][2] == reading:
            runs[-1] = (runs[-1][0], axis.x(ends), reading)
        else:
            runs.append((axis.x(sample.at_ms), axis.x(ends), reading))
    return runs


def _bands(samples: Sequence[Sample], axis: _Axis, read: Callable[[Sample], str]) -> str:
    return "".join(
        f'<rect class="{name}" x="{left:.1f}" y="4" width="{max(1.0, right - left):.1f}" '
        f'height="{_BAND}"/>'
        for left, right, name in _runs(samples, axis, read)
        if name
    )


def _occupied_class(sample: Sample) -> str:
    return "lane-on" if sample.occupied else ""


def _door_class(sample: Sample) -> str:
    """Open doors are filled, moving ones half, shut ones empty, those held ajar amber."""
    return _DOOR_CLASSES[sample.door or 0]


def _zone_class(sample: Sample) -> str:
    if sample.door_zone is None:
        return "lane-none"
    return "lane-good" if sample.door_zone else "lane-warn"


def _power_class(sample: Sample) -> str:
    return {1: "lane-good", 2: "lane-warn", 3: "lane-bad"}.get(sample.power or 0, "lane-none")


def _speed_line(samples: Sequence[Sample], axis: _Axis) -> str:
    known = [s for s in samples if s.speed_mps is not None and s.at_ms <= axis.to_ms]
    if not known:
        return ""
    top = max(0.5, *(abs(s.speed_mps or 0.0) for s in known))
    middle, reach = (_SPEED - 8) / 2, (_SPEED - 8) / 2 - 5
    points: list[str] = []
    for index, sample in enumerate(known):
        y = middle - (sample.speed_mps or 0.0) / top * reach
        ends = known[index + 1].at_ms if index + 1 < len(known) else axis.to_ms
        if ends >= axis.from_ms:
            points += [f"{axis.x(sample.at_ms):.1f},{y:.1f}", f"{axis.x(ends):.1f},{y:.1f}"]
    right = _WIDTH - _RIGHT
    return (
        f'<path class="lane-zero" d="M{_LEFT} {middle}H{right}"/>'
        f'<polyline class="lane-line" points="{" ".join(points)}"/>'
        f'<text class="lane-word" x="{right - 4}" y="14" text-anchor="end">±{top:.1f} m/s</text>'
    )


def _code_ticks(samples: Sequence[Sample], axis: _Axis) -> str:
    before: tuple[int, ...] = ()
    drawn: list[str] = []
    for sample in samples:
        fresh = [code for code in sample.codes if code and code not in before]
        before = sample.codes
        if fresh and axis.from_ms <= sample.at_ms <= axis.to_ms:
            x, text = axis.x(sample.at_ms), " ".join(str(code) for code in fresh)
            drawn.append(
                f'<path class="lane-code" d="M{x:.1f} 2V24"/>'
                f'<text class="lane-code-text" x="{x + 4:.1f}" y="18">{text}</text>'
            )
    return "".join(drawn)


def _ticks(axis: _Axis, bottom: int) -> str:
    span_s = (axis.to_ms - axis.from_ms) / 1000
    step_s = next((s for s in _TICK_STEPS_S if span_s / s <= _TICKS), _TICK_STEPS_S[-1])
    first = -(-axis.from_ms // (step_s * 1000)) * step_s * 1000
    drawn = []
    for at_ms in range(first, axis.to_ms + 1, step_s * 1000):
        x, words = axis.x(at_ms), second_words(datetime.fromtimestamp(at_ms / 1000, tz=UTC))
        drawn.append(f'<path class="lane-grid" d="M{x:.1f} {_TOP}V{bottom}"/>')
        if _LEFT + 20 <= x <= _WIDTH - _RIGHT - 20:
            drawn.append(f'<text class="lane-time" x="{x:.1f}" y="{bottom + 14}">{words}</text>')
    return "".join(drawn)


def _marks(marks: Sequence[LaneMark], axis: _Axis, bottom: int) -> str:
    """Return numbered flags; a flag that would cover its neighbour stands to the right of it."""
    drawn: list[str] = []
    free_from = 0.0
    for number, mark in enumerate(marks, start=1):
        if not axis.from_ms <= mark.at_ms <= axis.to_ms:
            continue
        x, kind = axis.x(mark.at_ms), " alarm" if mark.alarm else ""
        centre = max(x, free_from + 10)
        free_from = centre + 10
        drawn.append(
            f'<path class="lane-mark{kind}" d="M{centre:.1f} 18L{x:.1f} {_TOP}V{bottom}"/>'
            f'<circle class="lane-flag{kind}" cx="{centre:.1f}" cy="10" r="9"/>'
            f'<text class="lane-flag-text{kind}" x="{centre:.1f}" y="14">{number}</text>'
        )
    return "".join(drawn)
