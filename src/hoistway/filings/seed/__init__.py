"""The filings of the demo city."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from hoistway.filings.seed.contracts import filers
from hoistway.filings.seed.disputes import dispute
from hoistway.filings.seed.draws import draw_and_urge
from hoistway.filings.seed.elevators import file_bulk
from hoistway.filings.seed.firms import lay_out_firms
from hoistway.filings.seed.mismatches import lay_out_mismatches
from hoistway.registry.models import Elevator

__all__ = ["lay_out_filings", "lay_out_firms", "lay_out_mismatches"]


def lay_out_filings(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let the firms file the elevators that they maintain, and the districts look at them.

    A few are disputed, some were drawn to be checked for truth, and the overdue are urged.
    """
    firms = {row.firm.pk: row.firm for row in elevators if row.firm is not None}
    known = filers(firms=[firms[key] for key in sorted(firms)], now=now)
    filed = file_bulk(filers=known, elevators=elevators, chance=chance, now=now)
    dispute(filers=known, elevators=elevators, chance=chance, now=now)
    draw_and_urge(filings=filed, chance=chance, now=now)
