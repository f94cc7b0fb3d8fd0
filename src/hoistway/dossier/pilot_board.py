"""The pilot by district on one page: filing, posting, connection, pilot, sampling, exits (H1)."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.progress import ProgressRow, progress_of
from hoistway.dossier.values import Pair
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ondemand.queries.board import PilotCount, pilot_counts
from hoistway.ondemand.queries.samples import SampleShare, districts, sample_shares
from hoistway.plates.vocabulary import CoverageBy
from hoistway.telemetry.queries.connected import connected_by_area


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotBoardRow:
    """One district; shares are of its elevators in use, None without any."""

    code: str
    name: Pair
    progress: ProgressRow | None
    elevators: int
    connected: int
    live: int
    pilot: PilotCount
    sample: SampleShare

    @property
    def connected_share(self) -> float | None:
        """The share of elevators that were ever heard."""
        return self.connected / self.elevators if self.elevators else None

    @property
    def pilot_share(self) -> float | None:
        """The share of elevators in the pilot."""
        inside = self.pilot.listed + self.pilot.provisional
        return inside / self.elevators if self.elevators else None


def pilot_board(*, by: Actor, now: datetime) -> tuple[PilotBoardRow, ...]:
    """Return the districts in the actor's sight, by code; a constant number of queries.

    Raises: NotAllowed.
    """
    counts = pilot_counts(by=by)
    rows = {one.key: one for one in progress_of(by=by, now=now, group=CoverageBy.DISTRICT).rows}
    heard = connected_by_area(by=by, now=now)
    areas = [one for one in districts() if one.code in rows or one.pk in counts]
    shares = sample_shares(by=by, areas=areas, day=local_day(at=now))
    found = []
    for area, share in zip(areas, shares, strict=True):
        progress = rows.get(area.code)
        ever, live = heard.get(area.pk, (0, 0))
        found.append(
            PilotBoardRow(
                code=area.code, name=(area.name_zh, area.name_en), progress=progress,
                elevators=progress.standing.elevators if progress else 0, connected=ever,
                live=live, pilot=counts.get(area.pk, PilotCount()), sample=share,
            )
        )  # fmt: skip
    return tuple(found)
