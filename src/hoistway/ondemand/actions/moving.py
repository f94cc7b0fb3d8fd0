"""Move many elevators by one form: each by itself, those that cannot are named with the reason."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.among import among
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.events import ElevatorPilotsMoved
from hoistway.ondemand.models import ElevatorPilot, ElevatorPilotStep
from hoistway.ondemand.rules.way import led_to
from hoistway.ondemand.vocabulary import PilotDeed

MOST_AT_ONCE = 2_000
"""Elevators of one form. Chosen: a large firm's district; about five seconds."""


class ReasonMissing(Refusal):
    """Raised when a refusal, a return or a revocation does not say why."""

    code = "pilot_reason_missing"
    zh = "请写明理由，各方会看到。"
    en = "Say why; all sides will read it."
    status = 422


@dataclass(slots=True, kw_only=True)
class MovedReport:
    """What came of one form: moved ways, and by register number why others were not."""

    form_id: UUID
    moved: list[ElevatorPilot] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One deed as it is entered for each elevator."""

    deed: PilotDeed
    form_id: UUID
    words: str = ""
    edition: str = ""


def needed(words: str) -> str:
    """Return a reason without its margins. Raises: ReasonMissing."""
    if not words.strip():
        raise ReasonMissing
    return words.strip()[:1000]


def held_pilots(*, pilot_ids: Collection[int], seen: Q) -> list[ElevatorPilot]:
    """Return ways that nobody else can move until the transaction ends; `seen` keeps the own."""
    related = ("elevator", "use_unit", "firm_pilot__firm", "jurisdiction")
    rows = ElevatorPilot.objects.select_for_update(of=("self",)).select_related(*related)
    return list(
        rows.filter(seen, among("id", sorted(set(pilot_ids))[:MOST_AT_ONCE])).order_by("pk")
    )


def known(*, step: Step, pilots: Iterable[ElevatorPilot]) -> set[int]:
    """Return which of these ways this form has moved already."""
    keys = [one.pk for one in pilots]
    rows = ElevatorPilotStep.objects.filter(among("pilot_id", keys), form_id=step.form_id)
    return set(rows.values_list("pilot_id", flat=True))


def fitting(
    *, pilots: Iterable[ElevatorPilot], step: Step
) -> tuple[list[ElevatorPilot], MovedReport]:
    """Return which of these may take a step now, and a report that names the others.

    What this form has moved already counts as moved.
    """
    report, fit = MovedReport(form_id=step.form_id), []
    pilots = list(pilots)
    before = known(step=step, pilots=pilots)
    for pilot in pilots:
        if pilot.pk in before:
            report.moved.append(pilot)
            continue
        try:
            led_to(state=pilot.state, deed=step.deed)
        except Refusal as refusal:
            report.refused[pilot.elevator.register_number] = refusal
        else:
            fit.append(pilot)
    return fit, report


def move(
    *, pilots: Collection[ElevatorPilot], step: Step, columns: Mapping[str, Any],
    facts: Mapping[int, Mapping[str, Any]] | None = None, now: datetime, by: Actor,
) -> None:  # fmt: skip
    """Take a step with held ways that fit, and announce it.

    `facts` are by way. Announces: ElevatorPilotsMoved.
    """
    if not pilots:
        return
    for pilot in pilots:
        pilot.state = led_to(state=pilot.state, deed=step.deed)
        for name, value in columns.items():
            setattr(pilot, name, value)
    ElevatorPilot.objects.bulk_update(pilots, ["state", *columns], batch_size=500)
    enter(pilots=pilots, step=step, facts=facts, now=now, by=by)
    announce(ElevatorPilotsMoved(form_id=str(step.form_id), pilot_ids=[one.pk for one in pilots]))
    touch("pilot")


def enter(
    *, pilots: Iterable[ElevatorPilot], step: Step,
    facts: Mapping[int, Mapping[str, Any]] | None = None, now: datetime, by: Actor,
) -> None:  # fmt: skip
    """Enter one step for each way; the state stays."""
    ElevatorPilotStep.objects.bulk_create(
        ElevatorPilotStep(
            pilot=one, form_id=step.form_id, deed=step.deed, words=step.words,
            facts=dict((facts or {}).get(one.pk, {})), edition=step.edition, at=now,
            by=by.as_json(),
        )
        for one in pilots
    )  # fmt: skip
