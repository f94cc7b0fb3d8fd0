"""The whole table of records made comparable, column by column; each distinct text is read once."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from hoistway.matching.addresses import address_key, parse_address, plain_building
from hoistway.matching.names import plain_estate, plain_name
from hoistway.matching.record import TABLE, heir_of
from hoistway.matching.signs import (
    plain_certificate,
    plain_maker,
    plain_number,
    signs_in_name,
    unit_sign,
)

_REGISTER_FORM = "^[0-9]{16}[0-9A-Z]{4}$"
_AS_THEY_ARE = {
    "longitude": "longitude", "latitude": "latitude", "kind": "kind", "stops": "stops",
    "speed": "rated_speed_mps", "load": "rated_load_kg", "travel": "travel_m",
    "made": "made_on", "installed": "installed_on",
}  # fmt: skip


def prepared(*, table: pa.Table) -> pa.Table:
    """Return the traits of all records in the order of their keys, null where nothing is said.

    The table has the columns `record.TABLE`; columns that are not there count as empty.
    """
    table = _whole(table).sort_by("key").combine_chunks()
    columns = {name: table[name] for name in ("key", "source")}
    columns |= _numbers(table)
    columns |= {
        "serial": _read(table["serial_number"], lambda text: plain_number(text=text)),
        "maker": _read(table["made_by"], lambda text: plain_maker(text=text)),
        "model": _read(table["model"], lambda text: plain_number(text=text)),
    }
    columns |= _places(table)
    columns |= {name: _filled(table[column]) for name, column in _AS_THEY_ARE.items()}
    columns["owner"] = _read(table["use_unit"], lambda text: plain_name(text=text))
    return pa.table(columns)


def _whole(table: pa.Table) -> pa.Table:
    """Return the table with all columns of `record.TABLE` in their types."""
    there = set(table.column_names)

    def filled(field: pa.Field) -> pa.ChunkedArray | pa.Array:
        if field.name not in there:
            return pa.nulls(len(table), field.type)
        return table[field.name].cast(field.type)

    return pa.table([filled(field) for field in TABLE], schema=TABLE)


def _numbers(table: pa.Table) -> dict[str, pa.Array]:
    """Return the three official numbers, a register number in the wrong column put right."""
    register = _read(table["register_number"], lambda text: plain_number(text=text))
    certificate = _read(table["certificate_number"], lambda text: plain_certificate(text=text))
    moved = pc.and_(
        pc.is_null(register),
        pc.fill_null(pc.match_substring_regex(certificate, _REGISTER_FORM), False),
    )
    nothing = pa.scalar(None, pa.string())
    return {
        "register_number": pc.if_else(moved, certificate, register),
        "device_code": _read(table["device_code"], lambda text: plain_number(text=text)),
        "certificate_number": pc.if_else(moved, nothing, certificate),
    }


def _places(table: pa.Table) -> dict[str, pa.Array]:
    """Return door, spot's names, house and lift; the plainest field that says a thing counts."""
    address = _parts(table["address"], _in_address)
    name = _parts(table["name"], lambda text: signs_in_name(text=text))
    named = _read(table["district"], lambda text: heir_of(district=text))
    building = _read(table["building"], lambda text: plain_building(text=text))
    return {
        "door": address[0],
        "district": pc.coalesce(address[1], named),
        "estate": _read(table["estate"], lambda text: plain_estate(text=text)),
        "house": pc.coalesce(building, address[2], name[0]),
        "unit": _read(table["unit_number"], lambda text: unit_sign(text=text)),
        "lift": pc.coalesce(name[1], address[3]),
    }


def _in_address(text: str) -> tuple[str, ...]:
    """Return door, district, house and lift of an address."""
    address = parse_address(text=text)
    door = address_key(address=address)
    return door, heir_of(district=address.district), address.house, address.lift


def _parts(
    column: pa.ChunkedArray, reading: Callable[[str], tuple[str, ...]]
) -> tuple[pa.Array, ...]:
    """Return the columns that each text tells of, each distinct text read once."""
    coded = _coded(column)
    read = [reading(text) for text in coded.dictionary.to_pylist()]
    width = len(reading(""))
    return tuple(
        pa.array([parts[at] or None for parts in read], pa.string()).take(coded.indices)
        for at in range(width)
    )


def _coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    coded = pc.dictionary_encode(column.combine_chunks())
    return coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded


def _read(column: pa.ChunkedArray, reading: Callable[[str], str]) -> pa.Array:
    """Return the column as it is read, each distinct text once; "" becomes null."""
    coded = _coded(column)
    read = [reading(text) or None for text in coded.dictionary.to_pylist()]
    return pa.array(read, pa.string()).take(coded.indices)


def _filled(column: pa.ChunkedArray) -> pa.Array:
    """Return the column with "" as null."""
    if column.type != pa.string():
        return column
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
