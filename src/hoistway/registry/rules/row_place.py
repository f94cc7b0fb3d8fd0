"""Where the row of a register says that its elevator stands."""

from typing import cast

from hoistway.registry.rules.places import Grid, Located, grid_of, located
from hoistway.registry.rules.row_judging import Judging
from hoistway.registry.rules.rows import CellFault
from hoistway.registry.vocabulary import Datum, FaultEffect, RowFault


def judge_place(*, judging: Judging) -> None:
    """Bring a place to WGS-84 and remember how it was given; half a place is none."""
    fields, sides = judging.fields, ("longitude", "latitude")
    said = [side for side in sides if side in fields]
    if any(fault.field in sides for fault in judging.faults):
        _judge_grid(judging)
        if len(said) < 2:
            judging.leave_out(*sides)
            return
    if len(said) == 1:
        other = "latitude" if said == ["longitude"] else "longitude"
        detail = f"{said[0]} is there"
        judging.note(CellFault(RowFault.MISSING, FaultEffect.LEFT_OUT, other, detail=detail))
        judging.leave_out(*sides)
    if len(said) < 2:
        return
    x, y = (float(cast(float, fields[side])) for side in sides)
    place = _located(judging, x, y)
    if place.wrong and not (judging.reader.mapping.keeps_doubtful and _is_plain(judging)):
        fault = RowFault.OUT_OF_RANGE if (x, y) == (0, 0) else RowFault.GRID
        judging.note(
            CellFault(
                fault, FaultEffect.LEFT_OUT, "longitude", "", f"{x:.10g}, {y:.10g}", place.wrong
            )
        )
        judging.leave_out(*sides)
        return
    if place.wrong:
        fields["datum"] = str(Datum.WGS84)
        return
    fields |= {"longitude": place.longitude, "latitude": place.latitude, "datum": str(place.datum)}
    if place.datum is not Datum.WGS84:
        fields |= {"facts.given_x": x, "facts.given_y": y, "facts.given_system": place.system}


def _is_plain(judging: Judging) -> bool:
    return judging.reader.system is None and judging.reader.mapping.grid.datum is Datum.WGS84


def _judge_grid(judging: Judging) -> None:
    """A number beyond degrees betrays another grid."""
    for place, fault in enumerate(judging.faults):
        sides = fault.field in ("longitude", "latitude")
        if sides and fault.fault is RowFault.OUT_OF_RANGE and fault.effect is FaultEffect.LEFT_OUT:
            judging.faults[place] = CellFault(
                RowFault.GRID, fault.effect, fault.field, fault.column, fault.value, "not degrees"
            )


def _located(judging: Judging, x: float, y: float) -> Located:
    reader = judging.reader
    grid: Grid | None = reader.mapping.grid
    if reader.system is not None:
        said = judging.read(reader.system)
        if said is None and reader.mapping.grid.datum is Datum.NONE:
            return Located(wrong="the row does not say its coordinate system")
        if said is not None:
            grid = grid_of(system=str(said))
    if grid is None:
        return Located(wrong="an unknown coordinate system")
    return located(x=x, y=y, grid=grid, convert=reader.about.convert)
