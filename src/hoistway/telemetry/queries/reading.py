"""The reader of the intake for those who judge samples without taking them in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from hoistway.detection.batch import DUMBWAITER, ESCALATOR, LIFT
from hoistway.registry.queries import numbers_of_maker, reporting_elevators
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.telemetry.queries.mappings import mapping_at_hand
from hoistway.telemetry.rules.complaints import Unfit
from hoistway.telemetry.rules.mapped import UnfitError, instant_of, object_of, read_mapped
from hoistway.telemetry.rules.wire import Arrival, Listed, read_sample

__all__ = ["Arrival", "Listed", "Read", "Reader", "Unfit", "kind_number", "listed_elevators"]


def kind_number(kind: ElevatorKind | str) -> int:
    """Return the kind as it stands in sample records."""
    if kind in ElevatorKind.without_car():
        return ESCALATOR
    return DUMBWAITER if kind == ElevatorKind.DUMBWAITER else LIFT


def listed_elevators(*, after_id: int = 0) -> dict[str, Listed]:
    """Return the elevators of the register with keys above `after_id`."""
    return {
        number: Listed(
            slot=key, kind=kind_number(kind), firm_id=firm, use_unit_id=unit, labels=labels
        )
        for number, key, kind, firm, unit, labels in reporting_elevators(after_id=after_id)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One row: its record, or why it is unfit; `words` are codes that no mapping knows."""

    record: bytes = b""
    unfit: Unfit | None = None
    words: tuple[str, ...] = ()


class _Made(msgspec.Struct):
    at: datetime


class Reader:
    """Reads rows as the intake would, one by one.

    Raises: UnknownMapping.
    """

    def __init__(self, *, mapping: str = "") -> None:
        self._mapping = mapping_at_hand(label=mapping) if mapping else None

    def read(
        self, *, payload: bytes, received_ms: int | None,
        may_speak_for: Callable[[str, Listed], bool], register: Mapping[str, Listed],
    ) -> Read:  # fmt: skip
        """Return what becomes of a row; one whose receipt is not known arrived when it was made."""
        arrival = Arrival(
            received_ms=self._made_ms(payload) if received_ms is None else received_ms, source=0,
            register=register, may_speak_for=may_speak_for,
        )  # fmt: skip
        words: tuple[str, ...] = ()
        if self._mapping is None:
            result = read_sample(payload=payload, arrival=arrival)
        else:
            result, words = read_mapped(
                payload=payload, mapping=self._mapping, arrival=arrival, number_of=number_of_maker
            )
        if isinstance(result, Unfit):
            return Read(unfit=result, words=words)
        return Read(record=result, words=words)

    def _made_ms(self, payload: bytes) -> int:
        """Return the instant that a row names, 0 where it names none: it is unfit anyhow."""
        if self._mapping is None:
            return _made_ms(payload)
        instant = self._mapping.instant
        try:
            at = instant_of(value=object_of(payload=payload).get(instant.field), instant=instant)
        except UnfitError:
            return 0
        return int(at.timestamp() * 1000)


def number_of_maker(maker: str, serial: str) -> str:
    """Return the register number of the one elevator of this maker with this serial number."""
    found = numbers_of_maker(maker=maker, serial=serial)
    return found[0] if len(found) == 1 else ""


def _made_ms(payload: bytes) -> int:
    try:
        at = msgspec.json.decode(payload, type=_Made).at
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return 0
    return int(at.timestamp() * 1000) if at.tzinfo else 0
