"""Where elevators may stand: streets of Shanghai, distances, and the grids that web maps use."""

import csv
from dataclasses import dataclass
from importlib.resources import files
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from random import Random

from hoistway.foundation.geo import Point, to_gcj02

DISTRICTS: dict[str, tuple[str, int]] = {
    "310101": ("黄浦区", 8), "310104": ("徐汇区", 8), "310105": ("长宁区", 6),
    "310106": ("静安区", 8), "310107": ("普陀区", 7), "310109": ("虹口区", 6),
    "310110": ("杨浦区", 8), "310112": ("闵行区", 12), "310113": ("宝山区", 9),
    "310114": ("嘉定区", 8), "310115": ("浦东新区", 26), "310116": ("金山区", 4),
    "310117": ("松江区", 8), "310118": ("青浦区", 5), "310120": ("奉贤区", 6),
    "310151": ("崇明区", 3),
}  # fmt: skip
"""District → name and share of the city's elevators. Source of codes: GB/T 2260; shares Chosen."""

RETIRED: dict[str, tuple[str, str, int]] = {
    "310101": ("310103", "卢湾区", 2011), "310106": ("310108", "闸北区", 2015),
    "310115": ("310119", "南汇区", 2009), "310151": ("310230", "崇明县", 2016),
}  # fmt: skip
"""Heir → the district that ended in it, and the year. Source: GB/T 2260."""

LINGANG = ("3100LG", "临港新片区")
LINGANG_TOWNS = frozenset({"南汇新城镇", "泥城镇", "书院镇", "万祥镇"})

_INNER = "310110"
"""Districts up to this code are small: estates keep nearer to the heart of their street."""

METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Street:
    """A street or town with a point inside its district."""

    code: str
    name: str
    district: str
    longitude: float
    latitude: float

    @property
    def district_name(self) -> str:
        """The name of the district."""
        return DISTRICTS[self.district][0]


@dataclass(frozen=True, slots=True)
class Renaming:
    """A road's old and new name; the numbers of its houses stayed."""

    district: str
    old: str
    new: str


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _streets() -> tuple[Street, ...]:
    """Return all streets; codes and names are official, the points invented inside the district."""
    return tuple(
        Street(
            code=row["code"], name=row["name"], district=row["code"][:6],
            longitude=float(row["longitude"]), latitude=float(row["latitude"]),
        )
        for row in _rows("streets.csv")
    )  # fmt: skip


STREETS = _streets()
RENAMED_ROADS = tuple(Renaming(**row) for row in _rows("renamed_roads.csv"))
"""The first four are real (上海地名志, M), the last two invented."""

OF_DISTRICT = {code: [s for s in STREETS if s.district == code] for code in DISTRICTS}


def moved(
    *, longitude: float, latitude: float, east_m: float, north_m: float
) -> tuple[float, float]:
    """Return the point so many metres to the east and north."""
    per_degree = METRES_A_DEGREE * cos(radians(latitude))
    return round(longitude + east_m / per_degree, 6), round(latitude + north_m / METRES_A_DEGREE, 6)


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two near points (longitude, latitude) in metres."""
    east = (a[0] - b[0]) * METRES_A_DEGREE * cos(radians(a[1]))
    return hypot(east, (a[1] - b[1]) * METRES_A_DEGREE)


def place_in(*, street: Street, chance: Random) -> tuple[float, float]:
    """Return a point of the street, so far inside its district as the district is wide."""
    reach = 450.0 if street.district <= _INNER else 1200.0
    radius, angle = reach * sqrt(chance.random()), 2 * pi * chance.random()
    return moved(
        longitude=street.longitude, latitude=street.latitude,
        east_m=radius * sin(angle), north_m=radius * cos(angle),
    )  # fmt: skip


def on_gcj02(place: tuple[float, float]) -> tuple[float, float]:
    """Return the point as GCJ-02 writes it."""
    point = to_gcj02(Point(*place))
    return round(point.longitude, 6), round(point.latitude, 6)


def on_bd09(place: tuple[float, float]) -> tuple[float, float]:
    """Return the point as BD-09 writes it. Source: Baidu developer documentation (M)."""
    x, y = on_gcj02(place)
    z = hypot(x, y) + 0.00002 * sin(y * pi * 3000 / 180)
    theta = atan2(y, x) + 0.000003 * cos(x * pi * 3000 / 180)
    return round(z * cos(theta) + 0.0065, 6), round(z * sin(theta) + 0.006, 6)
