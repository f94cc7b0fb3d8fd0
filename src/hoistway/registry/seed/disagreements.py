"""What four sources say of the demo's elevators: mostly the same, and a few honest slips."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hoistway.foundation.geo import Point, to_gcj02
from hoistway.registry.rules.identifiers import RETIRED_DISTRICTS
from hoistway.registry.rules.sayings import FieldValue, Saying

Fields = dict[str, FieldValue]

INSPECTED, MAINTAINED, APPROVED = 0.5, 0.35, 0.15
"""Shares of elevators of which a second source speaks. Chosen: the city joins systems that grew
apart; none of them knows all elevators."""

SLIPS = 0.07
"""Share of registered elevators with a slip of the pen. Chosen: enough for a desk to work on, few
enough for a register that people would call good."""

_MEASURED = (
    "register_number", "device_code", "name", "address", "kind", "catalogue", "made_by",
    "serial_number", "stops", "floors", "doors", "rated_speed_mps", "rated_load_kg", "persons",
    "travel_m", "installed_on", "longitude", "latitude", "datum",
)  # fmt: skip
_FILED = ("register_number", "name", "address", "use_unit", "firm", "firm_code", "stops", "model")
_LICENSED = (
    "register_number", "certificate_number", "address", "kind", "catalogue", "jurisdiction",
    "use_unit", "registered_on", "made_by", "serial_number", "estate",
)  # fmt: skip

_HEIRS = {heir: old for old, heir in RETIRED_DISTRICTS.items()}
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Known:
    """One elevator as it really is, and the keys by which its firm files."""

    fields: Fields
    firm_id: int


def _per_minute(said: Fields, chance: Random) -> Fields:
    speed = said.get("rated_speed_mps")
    return {"rated_speed_mps": speed * 60} if isinstance(speed, float) and speed >= 1 else {}


def _tonnes(said: Fields, chance: Random) -> Fields:
    load = said.get("rated_load_kg")
    return {"rated_load_kg": load / 1000} if isinstance(load, int) else {}


def _millimetres(said: Fields, chance: Random) -> Fields:
    travel = said.get("travel_m")
    return {"travel_m": round(travel * 1000)} if isinstance(travel, float) else {}


def _century(said: Fields, chance: Random) -> Fields:
    return {"installed_on": "19" + str(said["installed_on"])[2:]}


def _placeholder(said: Fields, chance: Random) -> Fields:
    return {"serial_number": chance.choice(("不详", "无", "/", "待定"))}


def _retired(said: Fields, chance: Random) -> Fields:
    old = _HEIRS.get(str(said["jurisdiction"]))
    return {"jurisdiction": old} if old else {}


def _offset(said: Fields, chance: Random) -> Fields:
    east, north = said["longitude"], said["latitude"]
    if not isinstance(east, float) or not isinstance(north, float):
        return {}
    point = to_gcj02(Point(east, north))
    return {"longitude": round(point.longitude, 6), "latitude": round(point.latitude, 6)}


def _certificate(said: Fields, chance: Random) -> Fields:
    number = str(said["certificate_number"])
    wrong = (number.translate(_WIDE), number.lower(), number.replace("沪", " 沪 "))
    return {"certificate_number": chance.choice(wrong)}


def _blank_in_estate(said: Fields, chance: Random) -> Fields:
    name = str(said["estate"])
    return {"estate": f"{name[:2]} {name[2:]}"}


def _district_twice(said: Fields, chance: Random) -> Fields:
    address = str(said["address"])
    return {"address": f"{address.partition('区')[0]}区{address}"}


def _one_stop_less(said: Fields, chance: Random) -> Fields:
    stops = said.get("stops")
    return {"stops": stops - 1} if isinstance(stops, int) and stops > 2 else {}


_SLIPS: tuple[Callable[[Fields, Random], Fields], ...] = (
    _per_minute, _tonnes, _millimetres, _century, _placeholder, _retired, _offset, _certificate,
    _blank_in_estate, _district_twice, _one_stop_less,
)  # fmt: skip


def registered(
    *, known: Sequence[Known], chance: Random, now: datetime
) -> tuple[list[Saying], frozenset[int]]:
    """Return what supervision says of each elevator, and of which it slipped."""
    sayings, slipped = [], set()
    for number, one in enumerate(known):
        slip: Fields = {}
        if chance.random() < SLIPS:
            slip = chance.choice(_SLIPS)(one.fields, chance)
        if slip:
            slipped.add(number)
        sayings.append(_saying("supervision", number, one.fields | slip, now - timedelta(days=30)))
    return sayings, frozenset(slipped)


def witnessed(
    *, known: Sequence[Known], slipped: frozenset[int], chance: Random, now: datetime
) -> Iterator[Saying]:
    """Yield what inspection, firms and approval say; a slip always has an inspector who saw it."""
    firms = sorted({(str(k.fields["firm"]), str(k.fields["firm_code"])) for k in known})
    for number, one in enumerate(known):
        days = chance.randrange(40, 360)
        if number in slipped or chance.random() < INSPECTED:
            fields = _part(one.fields, _MEASURED) | _inspectors_slip(one.fields, chance)
            yield _saying("inspection", number, fields, now - timedelta(days=days))
        if chance.random() < MAINTAINED:
            fields = _part(one.fields, _FILED) | _firms_slip(one.fields, firms, chance)
            source = f"firm:{one.firm_id}"
            yield _saying(source, number, fields, now - timedelta(days=days // 4))
        if chance.random() < APPROVED:
            fields = _part(one.fields, _LICENSED)
            yield _saying("approval", number, fields, now - timedelta(days=400 + days))


def strangers(*, now: datetime) -> list[Saying]:
    """Return records of elevators that no register of the demo knows; they wait for a person."""
    return [
        Saying(
            source="inspection", record_key=f"demo-stranger-{number}",
            fields={
                "address": f"上海市浦东新区张杨路{number * 100}号", "name": f"{number}号梯",
                "jurisdiction": "310115", "stops": 10 + number, "made_by": "通力",
                "facts.demo": True,
            },
            observed_at=now - timedelta(days=60),
        )
        for number in (1, 2, 3)
    ]  # fmt: skip


def _saying(source: str, number: int, fields: Mapping[str, FieldValue], at: datetime) -> Saying:
    said = {**fields, "facts.demo": True}
    key = f"demo-{number + 1:06d}"
    return Saying(source=source, record_key=key, fields=said, observed_at=at)


def _part(fields: Fields, names: Sequence[str]) -> Fields:
    return {name: fields[name] for name in names if name in fields}


def _inspectors_slip(fields: Fields, chance: Random) -> Fields:
    """Return where the inspector says otherwise, and nobody can tell from afar who is right."""
    load = fields.get("rated_load_kg")
    if chance.random() < 0.012 and isinstance(load, int):
        return {"rated_load_kg": load + 25}
    if chance.random() < 0.006:
        return {"register_number": str(fields["register_number"]).replace("0", "O", 1)}
    return {}


def _firms_slip(fields: Fields, firms: Sequence[tuple[str, str]], chance: Random) -> Fields:
    """Return where a firm files another firm, or a use unit under an older name."""
    if chance.random() < 0.02:
        name, code = chance.choice(firms)
        return {"firm": name, "firm_code": code}
    if chance.random() < 0.01:
        return {"use_unit": str(fields["use_unit"]).replace("管理处", "服务中心")}
    return {}
