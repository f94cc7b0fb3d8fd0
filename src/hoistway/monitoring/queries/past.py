"""Earlier deviations as the judgement needs them."""

from collections.abc import Collection
from datetime import date

from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.rules.past import Earlier
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.telemetry.queries import day_number


def earlier_of(*, elevator_ids: Collection[int], since: date) -> list[Earlier]:
    """Return the deviations that still mean something for the past of their lines; one query."""
    rows = Deviation.objects.filter(among("elevator_id", elevator_ids))
    rows = rows.exclude(kind=IndicatorKind.SILENCE)
    return [
        _earlier(row)
        for row in rows.order_by("pk")
        if row.state in DeviationState.open_states() or _ended(row) >= since
    ]


def _ended(row: Deviation) -> date:
    return local_day(at=row.settled_at or row.done_at or row.found_at)


def _earlier(row: Deviation) -> Earlier:
    is_open = row.state in DeviationState.open_states()
    said = row.evidence
    return Earlier(
        slot=row.elevator_id, kind=row.kind, floors=tuple(said.get("floors", ())),
        state=row.state, found_on=day_number(day=local_day(at=row.found_at)),
        ended_on=None if is_open else day_number(day=_ended(row)),
        baseline=float(said["baseline"]), spread=float(said["spread"]),
        value=float(said["value"]),
    )  # fmt: skip
