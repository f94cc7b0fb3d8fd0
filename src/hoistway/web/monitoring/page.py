"""One elevator: every indicator drawn beside its own past, what deviated, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.queries.standards import items_by_code
from hoistway.monitoring.models import Deviation, DeviationStep
from hoistway.monitoring.queries import (
    Hindrance,
    IndicatorLine,
    amount,
    health_of,
    indicator_lines,
    past_deviations,
    remote_now,
    steps_of,
)
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.desk.shapes import word
from hoistway.web.monitoring.drawn import Drawn, Mark, band, bounds
from hoistway.web.monitoring.shown import (
    HEALTH,
    READERS,
    DeviationRow,
    base_of,
    deviation_rows,
    floor_words,
    is_english,
    values_words,
)
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True)
class FloorRow:
    """One floor of an indicator told by floors."""

    floor: str
    words: str
    score: float | None
    deviates: bool


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One indicator: the line that stands out most drawn, the floors beneath."""

    kind: IndicatorKind
    floor: str
    tone: Tone
    said: str
    words: str
    score: float | None
    days_known: int
    drawing: SafeString
    floors: tuple[FloorRow, ...]


@dataclass(frozen=True, slots=True)
class DeviationCard:
    """One deviation with its items in words, its steps, and whether it may be dismissed."""

    row: DeviationRow
    items: tuple[str, ...]
    steps: tuple[tuple[DeviationStep, str], ...]
    may_dismiss: bool
    key: UUID


@require_safe
@signed_in(*READERS)
def elevator(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show the lines of one elevator. Raises: NotFound."""
    return shown(request, elevator_seen(register_number=register_number, by=by(request)))


def shown(
    request: HttpRequest, found: Elevator, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of an elevator, with a refusal above it if there is one."""
    actor, now = by(request), clock.now()
    card = card_of(elevator=found)
    rows = past_deviations(elevator_id=found.pk, by=actor)
    health = health_of(elevator_ids=[found.pk]).get(found.pk)
    facts = {
        "base": base_of(actor), "elevator": card, "refusal": refusal, "health": health,
        "state": health.state if health else HealthState.UNKNOWN,
        "tone": HEALTH[health.state if health else HealthState.UNKNOWN],
        "regime": regimes(elevator_ids=[found.pk])[found.pk],
        "indicators": _cards(_lines(found, now), rows, card.floor_labels),
        "deviations": _deviations(rows, actor, now),
        "remote": [
            (one.item, item_words(code=one.item), hindrance_words(one.hindrance))
            for one in remote_now(elevator_id=found.pk, now=now)
        ],
    }  # fmt: skip
    return render(request, "monitoring/elevator.html", facts, status=status)


def hindrance_words(why: Hindrance | None) -> str:
    """Return why a remote check does not count; empty where it does."""
    if why is None:
        return ""
    return {
        Hindrance.NO_WITNESS: _("监测数据不能证明该项目，须现场检查"),
        Hindrance.COVERAGE: _("数据覆盖率低于 95 %"),
        Hindrance.UNTOLD: _("有关指标的数据天数不足"),
        Hindrance.DEVIATION: _("该项目有未处置的偏离"),
        Hindrance.ALARM: _("当日有涉及该项目的故障代码或告警"),
    }[why]


def item_words(*, code: str) -> str:
    """Return what an item of the rule is called, in the language of the page."""
    item = items_by_code().get(code)
    if item is None:
        return ""
    return item.en if is_english() else item.zh


_OF_STEPS = frozenset({IndicatorKind.STARTS, IndicatorKind.SIGNALS})
"""What can be told of escalators and moving walks: they have neither car nor doors."""


def _lines(found: Elevator, now: datetime) -> list[IndicatorLine]:
    lines = indicator_lines(elevator_id=found.pk, now=now)
    if found.kind not in ElevatorKind.without_car():
        return lines
    return [line for line in lines if line.kind in _OF_STEPS]


def _cards(
    lines: Sequence[IndicatorLine], rows: Sequence[Deviation], labels: Sequence[str]
) -> list[IndicatorCard]:
    cards = []
    for kind, those in groupby(lines, key=lambda line: line.kind):
        of_kind = list(those)
        worst = max(of_kind, key=lambda line: (line.deviates, line.score or float("-inf")))
        if all(value is None for line in of_kind for value in line.values):
            continue
        marks = _marks([row for row in rows if row.kind is kind])
        cards.append(_card(worst, of_kind, marks, labels))
    return cards


def _card(
    worst: IndicatorLine, lines: Sequence[IndicatorLine], marks: Sequence[Mark],
    labels: Sequence[str],
) -> IndicatorCard:  # fmt: skip
    low, high = bounds(values=worst.values, baseline=worst.baseline, spread=worst.spread)
    said = _said(worst)
    words = _words(worst)
    floor = floor_words(floor=worst.floor, labels=labels)
    drawing = band(of=Drawn(
        first=worst.first, values=worst.values, baseline=worst.baseline, spread=worst.spread,
        marks=marks, low=_short(low, worst.unit), high=_short(high, worst.unit),
        label=f"{word(worst.kind)} {floor}: {words}",
    ))  # fmt: skip
    floors = tuple(
        FloorRow(floor_words(floor=line.floor, labels=labels), _words(line), line.score,
                 line.deviates)
        for line in lines
        if len(lines) > 1
    )  # fmt: skip
    return IndicatorCard(
        worst.kind, floor, HEALTH[said], word(said), words, worst.score, worst.days_known, drawing,
        floors,
    )  # fmt: skip


def _said(line: IndicatorLine) -> HealthState:
    if line.score is None:
        return HealthState.UNKNOWN
    if line.deviates:
        return HealthState.DEVIATING
    return HealthState.WATCHED if line.watched else HealthState.NORMAL


def _words(line: IndicatorLine) -> str:
    said: Mapping[str, float | None] = {"baseline": line.baseline, "value": line.value}
    return values_words(said=said, unit=line.unit)


def _short(value: float, unit: str) -> str:
    return amount(value=value, unit=unit, english=is_english()).split(" ")[0]


def _marks(rows: Sequence[Deviation]) -> list[Mark]:
    marks = []
    for row in rows:
        for at, state, tone in (
            (row.found_at, DeviationState.OPEN, "caution"),
            (row.done_at, DeviationState.DONE, "active"),
            (row.settled_at, row.state, "safe"),
        ):  # fmt: skip
            if at is not None:
                marks.append(Mark(local_day(at=at), f"{row.number} {word(state)}", tone))
    return marks


def _deviations(
    rows: Sequence[Deviation], actor: Actor, now: datetime
) -> list[DeviationCard]:  # fmt: skip
    steps = steps_of(deviation_ids=[row.pk for row in rows])
    is_judge = may(by=actor, deed=Deed.DISMISS_DEVIATION)
    return [
        DeviationCard(
            shown_row, tuple(f"{code} {item_words(code=code)}" for code in row.items),
            tuple((step, _doer(step, actor)) for step in steps.get(row.pk, ())),
            is_judge and row.state in DeviationState.open_states(), uuid4(),
        )
        for row, shown_row in zip(rows, deviation_rows(rows=rows, now=now), strict=True)
    ]  # fmt: skip


def _doer(step: DeviationStep, actor: Actor) -> str:
    """Return who took a step: a name only within the same organisation."""
    if step.by.get("kind") == "system":
        return _("平台自动")
    own = step.by.get("organisation") == actor.organisation_id
    return str(step.by.get("name", "")) if own else _("维保单位")
