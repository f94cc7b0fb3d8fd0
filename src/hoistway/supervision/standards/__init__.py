"""What supervision goes by, as dated data: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_HERE = Path(__file__).parent


def order_editions() -> dict[str, dict[str, Any]]:
    """Return the tables of what holds for orders, by the name of the edition."""
    return tables(_HERE / "orders")


def checklists() -> dict[str, dict[str, Any]]:
    """Return the table of each checklist by its name, `use-2022` for `use-2022.toml`."""
    return tables(_HERE / "checklists")


def plans() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the yearly shares by its name."""
    return tables(_HERE / "plans")


def oversight_editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the online desk by its name."""
    return tables(_HERE / "oversight")


def frequencies() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of how often firms are looked at, by its name."""
    return tables(_HERE / "frequencies")
