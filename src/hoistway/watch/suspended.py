"""An elevator that is registered as out of use and runs all the same is told to the district."""

from datetime import UTC, datetime
from pathlib import Path

from hoistway.foundation.actors import PLATFORM
from hoistway.lifecycle.queries import suspended_since
from hoistway.quality.actions import end_findings, raise_finding
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.queries import suspended_elevators
from hoistway.telemetry.actions.movement import keep_movements
from hoistway.telemetry.queries import movements
from hoistway.telemetry.rules.movement import SHANGHAI, Run, is_in_use

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def look_after_the_suspended(*, folder: Path, now: datetime) -> int:
    """Look for runs of suspended elevators; return how many are found to be in use.

    Three runs in normal service since the suspension make a finding with their instants; where
    the suspension has ended, the finding ends too. Repeating it changes nothing.
    Source: 特种设备安全法 art. 47–48.
    """
    still = _still_since()
    keep_movements(folder=folder, still_since=still, now=now)
    end_findings(
        kind=FindingKind.MOVES_WHILE_SUSPENDED, except_elevators=set(still), now=now, by=PLATFORM
    )
    found = 0
    for elevator_id, runs in movements(elevator_ids=list(still)).items():
        if is_in_use(runs=runs):
            found += 1
            raise_finding(
                kind=FindingKind.MOVES_WHILE_SUSPENDED, elevator_id=elevator_id, value="suspended",
                inputs=_evidence(runs, still[elevator_id]), now=now, by=PLATFORM,
            )  # fmt: skip
    return found


def _still_since() -> dict[int, datetime]:
    """Return since when each suspended elevator should stand still: its request, else its claim."""
    claimed = suspended_elevators()
    asked = suspended_since(elevator_ids=list(claimed))
    return {key: asked.get(key) or since or _LONG_AGO for key, since in claimed.items()}


def _evidence(runs: list[Run], since: datetime) -> dict[str, object]:
    return {
        "suspended_since": since.isoformat(),
        "runs": [
            {
                "began_at": run.began_at.isoformat(), "ended_at": run.ended_at.isoformat(),
                "lowest": run.lowest, "highest": run.highest, "speed_mps": run.speed_mps,
            }
            for run in runs[: SHANGHAI.runs]
        ],
        "needed": SHANGHAI.runs,
    }  # fmt: skip
