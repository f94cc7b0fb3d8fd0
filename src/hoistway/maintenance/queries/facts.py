"""The facts of an elevator and its units, as a record names them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hoistway.maintenance.rules.checklists import is_hydraulic
from hoistway.maintenance.rules.completeness import PARAMETERS
from hoistway.maintenance.rules.items import annex_of

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation
    from hoistway.registry.models import Elevator

_COLUMNS = {"rise_m": "travel_m", "nominal_speed_mps": "rated_speed_mps"}
"""Where a parameter of escalators stands in a column of another name."""


def facts_of(*, elevator: "Elevator", firm: "Organisation") -> dict[str, Any]:
    """Return elevator, use unit and firm as texts; what the register does not know is empty.

    Source: TSG T5002-2017 art. 7 (M).
    """
    annex = annex_of(kind=str(elevator.kind), hydraulic=hydraulic(elevator=elevator))
    unit = elevator.use_unit
    return {
        "elevator": {
            "register_number": elevator.register_number, "device_code": elevator.device_code,
            "name": elevator.name, "address": elevator.address, "kind": str(elevator.kind),
            "annex": str(annex), "made_by": elevator.made_by, "model": elevator.model,
            "serial_number": elevator.serial_number, "unit_number": elevator.unit_number,
            "parameters": {name: _parameter(elevator, name) for name in PARAMETERS[annex]},
        },
        "use_unit": _unit(unit),
        "firm": _unit(firm),
    }  # fmt: skip


def hydraulic(*, elevator: "Elevator") -> bool:
    """Return whether the register calls this elevator hydraulic, beyond its kind."""
    return is_hydraulic(drive=str(_other(elevator).get("drive", "")))


def _other(elevator: "Elevator") -> Mapping[str, Any]:
    facts: Mapping[str, Any] = elevator.other_facts or {}
    return facts


def _unit(unit: "Organisation | None") -> dict[str, str]:
    if unit is None:
        return {"name": "", "credit_code": ""}
    return {"name": unit.name, "credit_code": unit.credit_code}


def _parameter(elevator: "Elevator", name: str) -> str:
    if name == "drive":
        return str(_other(elevator).get("drive") or elevator.kind.zh)
    value = getattr(elevator, _COLUMNS.get(name, name), None)
    value = _other(elevator).get(name) if value is None else value
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
