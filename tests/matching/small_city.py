"""A small invented city as four sources list it, with gaps, slips and records without a number."""

import random
from dataclasses import dataclass, fields

import pyarrow as pa

from hoistway.matching.record import TABLE, Record

ROADS = ("张杨路", "衡山路", "虹桥路", "天山西路", "桂林东路", "漕溪北路", "沪南公路", "川沙路")
ESTATES = ("春江花园", "锦绣苑", "明珠公寓", "海悦名邸", "绿洲雅居", "金桥大厦")
MAKERS = (
    ("上海三菱电梯有限公司", "三菱"),
    ("日立电梯（中国）有限公司", "日立"),
    ("通力电梯有限公司", "通力电梯"),
)
DISTRICTS = ("徐汇区", "静安区", "浦东新区", "闵行区")
SOURCES = ("supervision", "inspection", "mobile", "firm:7")


@dataclass(frozen=True)
class Lift:
    """A true lift; `index` is what the records' cluster should be."""

    index: int
    door: str
    estate: str
    district: str
    house: int
    unit: int
    maker: int
    stops: int
    load: float
    made: str


def lifts(*, count: int, seed: int) -> list[Lift]:
    """Return lifts of houses of one to four; the lifts of a house are twins."""
    chance, found, number = random.Random(seed), [], 0
    while len(found) < count:
        number += 1
        estate, district = chance.choice(ESTATES), chance.choice(DISTRICTS)
        door = f"{chance.choice(ROADS)}{number}{chance.choice('弄号')}"
        for house in range(1, chance.choice((1, 2, 4)) + 1):
            maker, stops = chance.randrange(3), chance.randrange(5, 33)
            load, made = (
                chance.choice((630.0, 800.0, 1050.0)),
                f"20{chance.randrange(10, 24)}-05-03",
            )
            for unit in range(1, chance.choice((1, 2, 2, 4)) + 1):
                found.append(
                    Lift(len(found), door, estate, district, house, unit, maker, stops, load, made)
                )
    return found[:count]


def city(
    *, count: int = 800, seed: int = 1, numberless: float = 0.15
) -> tuple[pa.Table, list[int]]:
    """Return the table of all records and, row by row, the lift that each speaks of."""
    chance = random.Random(seed * 31)
    said = [
        (
            record_of(lift, source, len(SOURCES) * lift.index + at + 1, chance, numberless),
            lift.index,
        )
        for lift in lifts(count=count, seed=seed)
        for at, source in enumerate(SOURCES)
        if chance.random() < 0.97
    ]
    chance.shuffle(said)
    return table_of([record for record, _ in said]), [index for _, index in said]


def record_of(
    lift: Lift, source: str, key: int, chance: random.Random, numberless: float = 0.0
) -> Record:
    """Return what a source says of a lift, in the source's own spelling."""
    at = SOURCES.index(source)
    none = chance.random() < numberless
    address = (
        f"上海市{lift.district}{lift.door}{lift.house}号楼", f"{lift.door}{lift.house}幢",
        lift.door, f"上海{lift.district}{lift.door}（近人民路）{lift.house}栋",
    )[at]  # fmt: skip

    def told(share: float, value: str) -> str:
        return value if chance.random() < share else ""

    return Record(
        key=key,
        source=source,
        register_number="" if none else told(0.8, f"311031010120150{lift.index:05d}"),
        device_code="" if none else told(0.7, f"311010{at % 1}01720150{lift.index:04d}"),
        serial_number="" if none else told(0.7, f"K{lift.index * 7919 % 1_000_000:06d}"),
        made_by=MAKERS[lift.maker][at % 2],
        address=told(0.98, address),
        estate=told(0.8, lift.estate),
        building=(f"{lift.house}号楼", "", f"{lift.house}#", f"{lift.house}幢")[at],
        unit_number=told(
            0.98, (f"{lift.unit}#", f"{lift.unit:02d}", f"L{lift.unit}", str(lift.unit))[at]
        ),
        kind="3110",
        stops=lift.stops + (chance.random() < 0.01),
        rated_load_kg=lift.load / 1000 if chance.random() < 0.01 else lift.load,
        made_on=told(0.6, lift.made),
    )


def table_of(records: list[Record]) -> pa.Table:
    """Return records as the table that the whole reads."""
    names = [field.name for field in fields(Record)]
    rows = [{name: getattr(record, name) for name in names} for record in records]
    return pa.Table.from_pylist(rows, schema=TABLE)


def shares(clusters: dict[int, int], truth: dict[int, int]) -> tuple[float, float]:
    """Return precision and recall over all pairs of records of one cluster, one lift."""

    def pairs(groups: list[object]) -> int:
        sizes: dict[object, int] = {}
        for group in groups:
            sizes[group] = sizes.get(group, 0) + 1
        return sum(size * (size - 1) // 2 for size in sizes.values())

    both = pairs([(clusters[key], truth[key]) for key in truth])
    return both / pairs([clusters[key] for key in truth]), both / pairs(list(truth.values()))
