"""The tables of the registry room."""

from hoistway.registry.models.claims import Claim, Hold, Merge
from hoistway.registry.models.elevators import Elevator, Place, SearchEntry
from hoistway.registry.models.imports import ImportRun, RowFinding

__all__ = [
    "Claim", "Elevator", "Hold", "ImportRun", "Merge", "Place", "RowFinding", "SearchEntry",
]  # fmt: skip
