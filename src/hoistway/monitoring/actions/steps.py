"""Open a deviation, move it, keep each step and announce it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.monitoring.events import DeviationMoved
from hoistway.monitoring.models import Deviation, DeviationStep
from hoistway.monitoring.vocabulary import DeviationState

MOST_WORDS = 500


class DeviationWordsMissing(Refusal):
    """Raised when a deviation is dismissed without a reason."""

    code = "deviation_words_missing"
    zh = "请写明无需处置的理由。"
    en = "Please say why nothing needs to be done."
    status = 422


class DeviationMovedOn(Refusal):
    """Raised when a deed does not fit where a deviation stands."""

    code = "deviation_moved_on"
    zh = "该偏离的状态是“{zh}”，不能进行此操作。"
    en = "This deviation is “{en}”; that cannot be done now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What goes with a step: words, the facts it was judged by, the form it came with."""

    words: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    form_id: UUID = field(default_factory=uuid4)


def opened(*, deviation: Deviation, now: datetime, by: Actor) -> Deviation:
    """Keep a new deviation under a number of its own. Announces: DeviationMoved."""
    key = fresh_key(table="monitoring_deviation")
    deviation.pk, deviation.number = key, f"PL{local_day(at=now):%y%m%d}{key:06d}"
    deviation.save(force_insert=True)
    step(deviation, DeviationState.OPEN, now=now, by=by, said=Said(facts=deviation.evidence))
    return deviation


def step(
    deviation: Deviation, state: DeviationState, *, now: datetime, by: Actor, said: Said,
    **columns: object,
) -> DeviationStep:  # fmt: skip
    """Move a held deviation, keep the step and announce it. Announces: DeviationMoved."""
    deviation.state = state
    for name, value in columns.items():
        setattr(deviation, name, value)
    deviation.save(update_fields=["state", *columns])
    row = DeviationStep.objects.create(
        deviation=deviation, form_id=said.form_id, state=state, at=now, by=by.as_json(),
        words=said.words.strip()[:MOST_WORDS], facts=dict(said.facts),
    )  # fmt: skip
    announce(DeviationMoved(step_id=row.pk))
    touch("monitoring", f"monitoring.{deviation.elevator_id}")
    return row
