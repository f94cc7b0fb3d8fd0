"""One record of one source, as it stands there, and its traits, by which records are compared."""

from dataclasses import dataclass, fields
from functools import lru_cache

import pyarrow as pa

from hoistway.matching.addresses import address_key, parse_address, plain_building
from hoistway.matching.names import plain_estate, plain_name
from hoistway.matching.signs import (
    is_register_form,
    plain_certificate,
    plain_maker,
    plain_number,
    signs_in_name,
    unit_sign,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a source says of an elevator; texts as they stand, "" and None where it says nothing.

    `key` names the record (in `match_all`) or the elevator it is known to be (at the door);
    numbers in m/s and kg, dates ISO, coordinates WGS-84, `district` a code or a name.
    """

    key: int
    source: str
    register_number: str = ""
    device_code: str = ""
    certificate_number: str = ""
    made_by: str = ""
    serial_number: str = ""
    model: str = ""
    district: str = ""
    address: str = ""
    estate: str = ""
    building: str = ""
    unit_number: str = ""
    name: str = ""
    longitude: float | None = None
    latitude: float | None = None
    kind: str = ""
    stops: int | None = None
    rated_speed_mps: float | None = None
    rated_load_kg: float | None = None
    travel_m: float | None = None
    made_on: str = ""
    installed_on: str = ""
    use_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A record in comparable form. `door` is road with lane or number, `house` the building in it,
    `unit` the use unit's own number for the lift, `lift` its sign in the house as name or address
    tell it, `owner` the use unit.
    """

    register_number: str
    device_code: str
    certificate_number: str
    serial: str
    maker: str
    model: str
    door: str
    district: str
    estate: str
    house: str
    unit: str
    lift: str
    longitude: float | None
    latitude: float | None
    kind: str
    stops: int | None
    speed: float | None
    load: float | None
    travel: float | None
    made: str
    installed: str
    owner: str


_HEIRS = {"卢湾区": "黄浦区", "闸北区": "静安区", "南汇区": "浦东新区", "南汇县": "浦东新区",
          "崇明县": "崇明区"}  # fmt: skip

_TYPES: dict[object, pa.DataType] = {
    int: pa.int64(), str: pa.string(), int | None: pa.int64(), float | None: pa.float64(),
}  # fmt: skip

TABLE = pa.schema([(field.name, _TYPES[field.type]) for field in fields(Record)])
"""Columns of the table that `match_all` reads; texts may be null."""


@lru_cache(maxsize=4_096)
def traits_of(*, record: Record) -> Traits:
    """Return a record's traits.

    Example:
        >>> told = traits_of(record=Record(key=1, source="mobile", building="三号楼",
        ...     address="浦东新区张杨路500弄", unit_number="1#", serial_number="不详"))
        >>> told.door, told.district, told.house, told.unit, told.serial
        ('张杨路500弄', '浦东新区', '3', '1', '')
    """
    register, certificate = numbers_in_place(
        register_number=plain_number(text=record.register_number),
        certificate_number=plain_certificate(text=record.certificate_number),
    )
    address = parse_address(text=record.address)
    house, lift = signs_in_name(text=record.name)
    return Traits(
        register_number=register,
        device_code=plain_number(text=record.device_code),
        certificate_number=certificate,
        serial=plain_number(text=record.serial_number),
        maker=plain_maker(text=record.made_by),
        model=plain_number(text=record.model),
        door=address_key(address=address),
        district=heir_of(district=address.district or record.district),
        estate=plain_estate(text=record.estate),
        house=plain_building(text=record.building) or address.house or house,
        unit=unit_sign(text=record.unit_number),
        lift=lift or address.lift,
        longitude=record.longitude,
        latitude=record.latitude,
        kind=record.kind,
        stops=record.stops,
        speed=record.rated_speed_mps,
        load=record.rated_load_kg,
        travel=record.travel_m,
        made=record.made_on,
        installed=record.installed_on,
        owner=plain_name(text=record.use_unit),
    )


def heir_of(*, district: str) -> str:
    """Return the name of today's district; "" for a code, which no address tells.

    Source: GB/T 2260: 卢湾 2011, 闸北 2015, 南汇 2009, 崇明县 2016.

    Example:
        >>> heir_of(district="卢湾区"), heir_of(district="徐汇区"), heir_of(district="310104")
        ('黄浦区', '徐汇区', '')
    """
    return "" if district.isascii() else _HEIRS.get(district, district)


def numbers_in_place(*, register_number: str, certificate_number: str) -> tuple[str, str]:
    """Return both numbers; a register number written where the certificate's belongs is moved.

    Example:
        >>> numbers_in_place(register_number="", certificate_number="31103101052015060025")
        ('31103101052015060025', '')
    """
    if not register_number and is_register_form(number=certificate_number):
        return certificate_number, ""
    return register_number, certificate_number
