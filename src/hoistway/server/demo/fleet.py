"""The register's elevators as the simulation knows them, and their reports for the wire."""

import json
from datetime import UTC, datetime
from typing import Any

import numpy as np

from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind
from hoistway.simulation.signals import SPEC, Kind, Rows

_PROFILES = {
    PlaceKind.RESIDENTIAL: 0, PlaceKind.OFFICE: 1, PlaceKind.HOSPITAL: 2, PlaceKind.METRO: 3,
    PlaceKind.MALL: 3, PlaceKind.OTHER: 0,
}  # fmt: skip
_POWER = {1: "mains", 2: "battery", 3: "off"}


def specs_of(elevators: list[Elevator]) -> Rows:
    """Return the simulation's description of these elevators, by slot."""
    rows = np.zeros(len(elevators), SPEC)
    for row, elevator in zip(rows, elevators, strict=True):
        kind = Kind.LIFT
        if elevator.kind in ElevatorKind.without_car():
            kind = Kind.ESCALATOR
        elif elevator.kind is ElevatorKind.DUMBWAITER:
            kind = Kind.DUMBWAITER
        labels = elevator.floor_labels
        row["slot"], row["kind"] = elevator.pk, kind
        row["profile"] = _PROFILES.get(elevator.place_kind, 0)
        row["floors"] = max(2, len(labels))
        row["lobby"] = labels.index("1") if "1" in labels else 0
        row["floor_height_m"] = 2.9
        row["rated_speed_mps"] = _believable(elevator.rated_speed_mps, 10.0, 1.75)
        row["door_width_mm"] = 800 if (elevator.rated_load_kg or 0) < 1000 else 900
        row["busy"], row["direction"] = 1.0, 1 + elevator.pk % 2
        age = 2026 - elevator.installed_on.year if elevator.installed_on else None
        row["age_years"] = _believable(age, 60, 8)
        row["device"] = True
        row["battery"] = elevator.pk % 5 != 0
        row["rescue_device"] = elevator.pk % 7 == 0
        row["energy_saving"] = kind is Kind.ESCALATOR
    return rows


_PARKED = 1 | 2 | 16
"""Flags of an empty car that stands shut at a landing and sends its heartbeat."""


def switched_off(*, samples: Any, slots: set[int]) -> Any:
    """Return the reports with those of suspended elevators as their switched-off car sends them.

    Only heartbeats are left of them: out of service, standing, shut and empty.
    """
    if not slots:
        return samples
    off = np.isin(samples["slot"], list(slots))
    kept = samples[~off | (samples["flags"] & 16 > 0)].copy()
    off = np.isin(kept["slot"], list(slots))
    for name in ("service_mode", "car_status", "direction", "speed_mm_s", "floor", "codes"):
        kept[name][off] = 0
    kept["flags"][off], kept["door"][off], kept["people"][off] = _PARKED, 2, 0
    return kept


def _believable(said: float | None, most: float, otherwise: float) -> float:
    """Return what the register says, or a usual value where it slipped: the cars run as built."""
    return said if said is not None and 0 < said <= most else otherwise


def _codes(bits: int) -> list[int]:
    codes = [n for n in range(1, 9) if bits >> n & 1]
    codes += [n + 30 for n in range(10, 18) if bits >> n & 1]
    return codes + ([90] if bits >> 20 & 1 else []) or [0]


def wire_of(*, sample: Any, register_number: str) -> bytes:
    """Return one report as a line of JSON (docs/integrate/telemetry.md)."""
    escalator = int(sample["kind"]) == Kind.ESCALATOR
    flags = int(sample["flags"])
    at = datetime.fromtimestamp(int(sample["at_ms"]) / 1000, tz=UTC)
    told: dict[str, object] = {
        "schema": "escalator.status/1" if escalator else "lift.status/1",
        "elevator": register_number,
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seq": int(sample["seq"]), "service_mode": int(sample["service_mode"]),
        "car_status": int(sample["car_status"]), "direction": int(sample["direction"]),
        "speed_mps": int(sample["speed_mm_s"]) / 1000, "codes": _codes(int(sample["codes"])),
        "heartbeat": bool(flags & 16),
    }  # fmt: skip
    power = _POWER.get(int(sample["power"]))
    if power:
        told["power"] = power
    if not escalator:
        people = int(sample["people"])
        told |= {
            "door_zone": bool(flags & 1), "floor": int(sample["floor"]),
            "door": int(sample["door"]), "door_closed": bool(flags & 2),
            "occupied": bool(flags & 4), "call_pending": bool(flags & 8),
            "people": None if people == 255 else people,
        }  # fmt: skip
    return json.dumps(told, separators=(",", ":")).encode()
