"""Keep what the detector found and the samples around it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from hoistway.foundation.live import touch
from hoistway.telemetry.models import Alarm, Trace
from hoistway.telemetry.vocabulary import AlarmKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PEOPLE_UNKNOWN = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One turn of an episode: it began, or it ended."""

    elevator_id: int
    kind: AlarmKind
    began_at: datetime
    detected_at: datetime
    ended: bool
    evidence: dict[str, object] = field(default_factory=dict)


@transaction.atomic
def keep_alarms(*, findings: list[Finding], edition: str) -> None:
    """Keep each episode once, however often the log is read, and note where it ended."""
    begun = [
        Alarm(
            elevator_id=finding.elevator_id, kind=finding.kind, began_at=finding.began_at,
            detected_at=finding.detected_at, evidence=finding.evidence, edition=edition,
        )
        for finding in findings
        if not finding.ended
    ]  # fmt: skip
    Alarm.objects.bulk_create(begun, batch_size=2000, ignore_conflicts=True)
    for finding in findings:
        if finding.ended:
            Alarm.objects.filter(
                elevator_id=finding.elevator_id, kind=finding.kind, began_at=finding.began_at,
                ended_at=None,
            ).update(ended_at=finding.detected_at)  # fmt: skip
    if findings:
        touch("alarms", *(f"elevator.{finding.elevator_id}" for finding in findings[:100]))


def keep_traces(*, samples: NDArray[np.void]) -> None:
    """Keep these samples; one that is kept already is passed over."""
    rows = [_trace(sample) for sample in samples]
    Trace.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)


def forget_traces(*, before: datetime) -> int:
    """Delete the samples received before an instant, and return how many."""
    return Trace.objects.filter(received_at__lt=before).delete()[0]


def _trace(sample: np.void) -> Trace:
    people = int(sample["people"])
    return Trace(
        elevator_id=int(sample["slot"]),
        at=_EPOCH + timedelta(milliseconds=int(sample["at_ms"])),
        received_at=_EPOCH + timedelta(milliseconds=int(sample["received_ms"])),
        seq=int(sample["seq"]), flags=int(sample["flags"]), floor=int(sample["floor"]),
        door=int(sample["door"]), car_status=int(sample["car_status"]),
        direction=int(sample["direction"]), service_mode=int(sample["service_mode"]),
        power=int(sample["power"]), people=None if people == _PEOPLE_UNKNOWN else people,
        speed_mm_s=int(sample["speed_mm_s"]), codes=int(sample["codes"]),
    )  # fmt: skip
