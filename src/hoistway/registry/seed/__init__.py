"""The elevators of the demo city: real districts and streets, invented estates and numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, pi, radians, sin, sqrt
from random import Random

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.geo import Point, distance_m
from hoistway.parties.actions import appoint, enrol, open_account
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.seed import SETTLED, Cast, no_phone, person_name
from hoistway.parties.standards.shanghai_areas import DISTRICTS, LINGANG, STREETS
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.actions.claims import Saying, Tally, say
from hoistway.registry.models import Elevator
from hoistway.registry.seed.disagreements import (
    Fields,
    Known,
    registered,
    strangers,
    witnessed,
)
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind, PlaceKind, UseState

CENTRES: dict[str, tuple[float, float, float, int]] = {
    "310101": (121.482, 31.218, 1.9, 8), "310104": (121.434, 31.169, 2.6, 8),
    "310105": (121.359, 31.207, 1.8, 6), "310106": (121.438, 31.289, 1.5, 8),
    "310107": (121.400, 31.250, 2.2, 7), "310109": (121.476, 31.284, 1.4, 6),
    "310110": (121.531, 31.286, 2.9, 8), "310112": (121.422, 31.057, 5.4, 12),
    "310113": (121.410, 31.387, 7.3, 9), "310114": (121.231, 31.349, 9.1, 8),
    "310115": (121.655, 31.191, 12.2, 24), "310116": (121.294, 30.820, 7.9, 4),
    "310117": (121.221, 31.027, 9.7, 8), "310118": (121.140, 31.200, 6.5, 5),
    "310120": (121.512, 30.894, 10.9, 6), "310151": (121.527, 31.657, 9.4, 3),
    "3100LG": (121.925, 30.900, 4.0, 4),
}  # fmt: skip
"""District → centre (WGS-84 degrees), radius in km, share of the city: circles that lie inside the
outlines of `parties.standards`. Chosen for the demo; nothing else reads it."""

_LARGE_FIRMS, _ELEVATORS_A_FIRM, _SMALL_SHARE = 4, 80, 6
"""At least so many firms have most elevators, one more for each so many; one estate in so many
goes to any firm. Chosen: a demo of 300 shows grades, and firms too small for one."""

_A_FEW = 40
"""Chosen: up to so many elevators the estates are small, so that several firms have some."""

_OLD_CODE = {
    ElevatorKind.TRACTION_PASSENGER: "3110", ElevatorKind.TRACTION_GOODS: "3210",
    ElevatorKind.ESCALATOR: "3500", ElevatorKind.DUMBWAITER: "3400",
}  # fmt: skip
"""Register numbers begin with the code of the catalogue of 2004, not of 2014 (pitfall 5.3)."""

_NAMES = {
    PlaceKind.RESIDENTIAL: ("花园", "苑", "新村", "公寓", "名邸", "雅居"),
    PlaceKind.OFFICE: ("大厦", "国际广场", "中心", "商务楼"),
    PlaceKind.HOSPITAL: ("医院", "中心医院"),
    PlaceKind.METRO: ("站",),
    PlaceKind.MALL: ("购物中心", "广场", "百货"),
}
_STEMS = (
    *("春江", "锦绣", "明珠", "海悦", "绿洲", "金桥", "文华", "东方", "古美", "延安", "嘉里"),
    *("龙华", "长风", "新天", "和平", "大华", "真如", "七宝", "南翔", "惠南", "周浦", "高行"),
)
_MAKERS = ("三菱", "日立", "通力", "迅达", "奥的斯", "蒂森", "康力", "永大")


_BATCH = 1000
"""Sayings taken in at once. Chosen: as a file is taken in."""


@dataclass(frozen=True, slots=True)
class Estate:
    """One site with its units, before its elevators."""

    name: str
    address: str
    place: Point
    place_kind: PlaceKind
    jurisdiction: Jurisdiction
    area_code: str
    street: tuple[str, str]
    use_unit: Organisation
    firm: Organisation


def _place_near(centre: tuple[float, float, float, int], chance: Random) -> Point:
    longitude, latitude, radius_km, _ = centre
    distance, angle = radius_km * sqrt(chance.random()), 2 * pi * chance.random()
    return Point(
        round(longitude + distance * sin(angle) / (111.32 * cos(radians(latitude))), 6),
        round(latitude + distance * cos(angle) / 111.32, 6),
    )


def _firms_near(cast: Cast, code: str, *, estate: int, elevators: int) -> list[Organisation]:
    """Return the three firms that sit nearest: nobody maintains elevators across the whole city.

    In a small city few firms have most of the elevators, and the others every sixth estate: else
    no fleet would be large enough to be rated.
    """
    codes = {area.pk: c for c, area in cast.jurisdictions.items()}
    here = Point(*CENTRES[code][:2])
    large = max(_LARGE_FIRMS, elevators // _ELEVATORS_A_FIRM)
    return sorted(
        cast.firms if estate % _SMALL_SHARE == 0 else cast.firms[:large],
        key=lambda f: (distance_m(here, Point(*CENTRES[codes[f.jurisdiction_id]][:2])), f.pk),
    )[:3]


def _road(street: str, chance: Random) -> str:
    """Return an invented road that carries the street's own name, so that it stands where it is."""
    stem = street.removesuffix("街道").removesuffix("镇").removesuffix("乡").removesuffix("新村")
    return stem + chance.choice(("路", "东路", "西路", "南路", "支路"))


def _estate(
    cast: Cast, code: str, serials: Counter[str], near: list[Organisation], *, chance: Random,
    now: datetime,
) -> Estate:  # fmt: skip
    area = cast.jurisdictions[code]
    area_code = "310115" if code == LINGANG[0] else code
    own = [(s, name) for s, name, district in STREETS if district == area_code]
    lingang = [(s, name) for s, name in own if name in {"南汇新城镇", "泥城镇"}]
    street = chance.choice(lingang if code == LINGANG[0] else own)
    kind = chance.choices(list(_NAMES), weights=[66, 16, 4, 6, 8])[0]
    name = chance.choice(_STEMS) + chance.choice(_NAMES[kind])
    office = f"{area.name_zh}{name}物业"
    serials[office] += 1
    which = "" if serials[office] == 1 else "一二三四五六七八九"[min(serials[office], 9) - 1]
    unit = enrol(
        kind=OrganisationKind.USE_UNIT, jurisdiction=area, phone=no_phone(chance=chance),
        name=f"{office}{which and f'第{which}'}管理处",
        name_en=f"{area.name_en} property office {chance.randrange(100, 999)}",
    )  # fmt: skip
    member = appoint(
        name=person_name(chance=chance), phone=no_phone(chance=chance), organisation=unit,
        role=RoleKind.USE_UNIT, since=now - SETTLED,
    )  # fmt: skip
    open_account(membership=member, login=f"demo-unit-{unit.pk}", password=None)
    firm = chance.choice(near)
    district = {code: name for code, name, _ in DISTRICTS}[area_code]
    return Estate(
        name=name, place=_place_near(CENTRES[code], chance), place_kind=kind, jurisdiction=area,
        address=f"{district}{street[1]}{_road(street[1], chance)}{chance.randrange(1, 1200)}号",
        area_code=area_code, street=street, use_unit=unit, firm=firm,
    )  # fmt: skip


def _kind_at(place: PlaceKind, chance: Random) -> ElevatorKind:
    if place in {PlaceKind.METRO, PlaceKind.MALL} and chance.random() < 0.55:
        return ElevatorKind.ESCALATOR
    if place is PlaceKind.MALL and chance.random() < 0.08:
        return ElevatorKind.DUMBWAITER
    if chance.random() < 0.04:
        return ElevatorKind.TRACTION_GOODS
    return ElevatorKind.TRACTION_PASSENGER


def _floors_at(place: PlaceKind, kind: ElevatorKind, chance: Random) -> list[str]:
    if kind is ElevatorKind.ESCALATOR:
        return []
    low, high = {
        PlaceKind.RESIDENTIAL: (6, 33), PlaceKind.OFFICE: (8, 46), PlaceKind.HOSPITAL: (5, 18),
        PlaceKind.METRO: (2, 3), PlaceKind.MALL: (4, 9),
    }.get(place, (2, 8))  # fmt: skip
    above = chance.randint(low, high)
    below = ["B2", "B1"][-chance.choice([0, 1, 1, 2]) :] if chance.random() < 0.6 else []
    return below + [str(n) for n in range(1, above + 1)]


def _known(estate: Estate, number: int, serials: Counter[str], *, chance: Random) -> Known:
    """Return an elevator of an estate as it really is."""
    kind = _kind_at(estate.place_kind, chance)
    floors = _floors_at(estate.place_kind, kind, chance)
    year, month = chance.randint(2006, 2025), chance.randint(1, 12)
    prefix = f"{_OLD_CODE[kind]}{estate.area_code}{year}{month:02d}"
    serials[prefix] += 1
    serials[""] += 1
    walks = kind is ElevatorKind.ESCALATOR
    block = (number - 1) // 2 + 1
    fields: Fields = {
        "register_number": f"{prefix}{serials[prefix]:04d}", "address": estate.address,
        "name": f"{block}号楼{number}{'扶梯' if walks else '号梯'}", "estate": estate.name,
        "kind": str(kind), "catalogue": str(Catalogue.C2014), "use_state": str(UseState.IN_USE),
        "place_kind": str(estate.place_kind), "jurisdiction": estate.jurisdiction.code,
        "street_code": estate.street[0], "street": estate.street[1], "datum": str(Datum.WGS84),
        "use_unit": estate.use_unit.name, "firm": estate.firm.name,
        "firm_code": estate.firm.credit_code,
        "longitude": estate.place.longitude + chance.uniform(-0.0006, 0.0006),
        "latitude": estate.place.latitude + chance.uniform(-0.0005, 0.0005),
        "floor_labels": floors,
        "rated_speed_mps": 0.5 if walks else _speed_for(len(floors)),
        "rated_load_kg": _load_for(kind, chance),
        "travel_m": round(2.9 * max(1, len(floors) - 1), 1), "made_by": chance.choice(_MAKERS),
        "serial_number": f"D{chance.randrange(10**7):07d}", "unit_number": f"{number}#",
        "building": f"{block}号楼", "installed_on": f"{year}-{month:02d}-01",
        "registered_on": f"{year}-{month:02d}-20", "made_on": f"{year - 1}-{month:02d}-05",
        "certificate_number": f"梯{kind[1:3]}沪A{serials['']:05d}({year % 100:02d})",
    }  # fmt: skip
    maker = 100 + _MAKERS.index(str(fields["made_by"]))
    fields["device_code"] = f"{kind}10{maker}{year - 1}{serials['']:05d}"
    if not walks:
        stops = len(floors)
        fields |= {"floors": stops, "stops": stops, "doors": stops}
    if not walks and kind is not ElevatorKind.DUMBWAITER:
        fields["persons"] = int(str(fields["rated_load_kg"])) // 75
    return Known(fields=fields, firm_id=estate.firm.pk)


def _load_for(kind: ElevatorKind, chance: Random) -> int | None:
    """Return a rated load; a dumbwaiter carries at most 300 kg. Source: GB 25194 (M)."""
    loads = (100, 200, 250) if kind is ElevatorKind.DUMBWAITER else (800, 1000, 1050)
    load = chance.choice(loads)
    return None if kind is ElevatorKind.ESCALATOR else load


def _speed_for(floors: int) -> float:
    """Return the preferred rated speed for travel ÷ 20 s. Source: dossier 2.5."""
    wanted = 2.9 * max(1, floors - 1) / 20
    return next((v for v in (1.0, 1.5, 1.75, 2.0, 2.5, 4.0) if v >= wanted), 4.0)


def lay_out(*, cast: Cast, elevators: int, chance: Random, now: datetime) -> list[Elevator]:
    """Lay out estates over all jurisdictions and their elevators; return these by key.

    Every fact enters as what a source says, slips of the pen included, so that the register's
    desk has something true to do.
    """
    shares = {code: share for code, (_, _, _, share) in CENTRES.items()}
    serials: Counter[str] = Counter()
    known: list[Known] = []
    codes, estates = list(CENTRES), 0
    while len(known) < elevators:
        code = codes.pop(0) if codes else chance.choices(list(shares), list(shares.values()))[0]
        near = _firms_near(cast, code, estate=estates, elevators=elevators)
        estate, estates = _estate(cast, code, serials, near, chance=chance, now=now), estates + 1
        largest = 22 if elevators > _A_FEW else 6  # else two estates are all of a small city
        size = min(chance.randint(4, largest), elevators - len(known))
        for number in range(1, size + 1):
            known.append(_known(estate, number, serials, chance=chance))
    own = Random(chance.getrandbits(64))
    sayings, slipped = registered(known=known, chance=own, now=now)
    tally = _say(sayings, now)
    _say([*witnessed(known=known, slipped=slipped, chance=own, now=now), *strangers(now=now)], now)
    rows = Elevator.objects.filter(pk__range=(tally.first_id, tally.last_id)).order_by("pk")
    return list(rows.select_related("jurisdiction", "use_unit", "firm"))


def _say(sayings: Sequence[Saying], now: datetime) -> Tally:
    tally = Tally()
    for start in range(0, len(sayings), _BATCH):
        tally += say(sayings=sayings[start : start + _BATCH], now=now, by=PLATFORM)
    return tally
