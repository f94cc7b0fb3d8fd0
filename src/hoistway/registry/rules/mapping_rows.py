"""Read what a mapping file says of rows: their key, source and day, and where things stand."""

from collections.abc import Mapping as Pairs
from dataclasses import replace
from datetime import date

from hoistway.registry.rules.mapping import CodeList, Column, RowSays
from hoistway.registry.rules.mapping_columns import plain_column
from hoistway.registry.rules.mapping_table import Table
from hoistway.registry.rules.places import EPSG, Grid, grid_of
from hoistway.registry.rules.targets import OBSERVED, RECORD, SOURCE, SYSTEM
from hoistway.registry.vocabulary import Datum

_KNOWN = "wgs84, gcj02, bd09, none or a code such as EPSG:4549"


def row_says_of(*, register: Table, places: Table, codes: Pairs[str, CodeList]) -> RowSays:
    """Return which columns say the key, the source, the day and the system of each row."""
    record = register.text("record", default="")
    source = register.text("source_from", default="")
    observed = register.text("observed", default="")
    if _as_day(observed) is not None:
        observed = ""
    formats = register.texts("observed_dates") or ("%Y-%m-%d",)
    return RowSays(
        record=plain_column(target=RECORD, heading=record) if record else None,
        source=plain_column(target=SOURCE, heading=source) if source else None,
        observed=plain_column(target=OBSERVED, heading=observed, dates=formats)
        if observed
        else None,
        system=_system_column(places, codes),
    )


def observed_day(*, register: Table) -> date | None:
    """Return the one day on which a register says its facts were so, if it says one."""
    return _as_day(register.text("observed", default=""))


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _system_column(places: Table, codes: Pairs[str, CodeList]) -> Column | None:
    heading = places.text("system_from", default="")
    if not heading:
        return None
    column = plain_column(target=SYSTEM, heading=heading)
    if "codes" not in places.values:
        return column
    name = places.text("codes")
    if name not in codes:
        raise places.bad("codes", f"there is no code list [codes.{name}] in this file.")
    listed = codes[name]
    for code in (*listed.exact.values(), *(code for _, code in listed.patterns)):
        if grid_of(system=code) is None:
            raise places.bad("codes", f"its list leads to «{code}»; known are {_KNOWN}.")
    return replace(column, codes=listed)


def grid_in(*, table: Table) -> Grid:
    """Return the coordinate system of a register; a word that nobody knows is refused."""
    table.only(("system", "zones", "system_from", "codes"))
    if "zones" in table.values:
        return Grid(datum=Datum.GRID, zones=_zones(table))
    system = table.text("system", default=str(Datum.NONE))
    grid = grid_of(system=system)
    if grid is None:
        sentence = (
            f"«{system}» is not stored as longitude and latitude here. Known are {_KNOWN}; "
            "convert the places of any other grid before the import, or leave them out."
        )
        raise table.bad("system", sentence)
    return grid


def _zones(table: Table) -> dict[str, str]:
    if "system" in table.values:
        raise table.bad("system", "a register has either one system or zones, not both.")
    zones = table.table("zones")
    found = {}
    for zone in zones.values:
        code = zones.text(zone).upper()
        if not zone.isdigit() or not EPSG.fullmatch(code):
            raise zones.bad(zone, 'a zone is written as "3" = "EPSG:5683".')
        found[zone] = code
    return found
