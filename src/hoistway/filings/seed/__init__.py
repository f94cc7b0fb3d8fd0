"""The filings of the demo city."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from hoistway.filings.seed.contracts import filers
from hoistway.filings.seed.disputes import dispute
from hoistway.filings.seed.elevators import file_bulk
from hoistway.filings.seed.firms import lay_out_firms
from hoistway.parties.models import Organisation
from hoistway.registry.models import Elevator

__all__ = ["lay_out_elevators", "lay_out_firms"]


def lay_out_elevators(
    *, firms: Sequence[Organisation], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> None:  # fmt: skip
    """Let the firms file the elevators that they maintain; a few of them are disputed."""
    known = filers(firms=firms, now=now)
    file_bulk(filers=known, elevators=elevators, chance=chance, now=now)
    dispute(filers=known, elevators=elevators, chance=chance, now=now)
