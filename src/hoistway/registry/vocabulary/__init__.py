"""The words of the registry room."""

from hoistway.registry.vocabulary.claims import DecisionReason, SourceKind, Subject
from hoistway.registry.vocabulary.fields import Field
from hoistway.registry.vocabulary.imports import FaultEffect, ObservedFrom, RowFault, RunState
from hoistway.registry.vocabulary.kinds import (
    Catalogue,
    Datum,
    ElevatorKind,
    PlaceKind,
    UseState,
)

__all__ = [
    "Catalogue", "Datum", "DecisionReason", "ElevatorKind", "FaultEffect", "Field", "ObservedFrom",
    "PlaceKind", "RowFault", "RunState", "SourceKind", "Subject", "UseState",
]  # fmt: skip
