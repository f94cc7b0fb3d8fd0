"""Both sayings of every aspect agree: for one pair in Python, and in SQL for a million."""

import random

import duckdb
import pytest

from hoistway.matching.aspects import NAMES, signs_of
from hoistway.matching.numbered import SIGNS
from hoistway.matching.preparing import prepared
from hoistway.matching.record import Record, traits_of
from tests.matching.small_city import table_of

CHOICES: dict[str, tuple[object, ...]] = {
    "register_number": ("", "31103101051999070001", "31103101O51999070001", "31103101051999070010",
                        "3110310105199907001", "32103101051999070001", "不详"),
    "device_code": ("", "31101001719990001", "3110-1001719990001", "3110100171999000I"),
    "certificate_number": ("", "梯11沪A00001(20)", "11沪a00001（20）", "31103101051999070001"),
    "serial_number": ("", "K990001", "K990010", "K99000I", "00000"),
    "made_by": ("", "上海三菱电梯有限公司", "三菱", "日立电梯（中国）有限公司", "不详"),
    "model": ("", "GeN2", "gen-2", "MCA"),
    "district": ("", "310105", "长宁区", "卢湾区"),
    "address": ("", "长宁区仙霞路88弄3号", "仙霞路88弄3号楼1号梯", "上海市长宁区仙霞路90弄",
                "宝山区仙霞路88弄", "Main St 1"),
    "estate": ("", "仙霞花园", "仙霞花园（一期）", "仙霞苑"),
    "building": ("", "3号楼", "三号楼", "4#", "综合楼"),
    "unit_number": ("", "1#", "L1", "A1", "B1", "2号梯", "东梯"),
    "name": ("", "3号楼1号梯", "客梯2", "货梯A"),
    "longitude": (None, 121.40, 121.401, 121.408, 121.47, 31.2),
    "latitude": (None, 31.20, 31.2005, 31.9),
    "kind": ("", "3110", "3120", "3310", "3430"),
    "stops": (None, 0, 18, 19, 30),
    "rated_speed_mps": (None, 0.0, 1.75, 105.0, 1.7501, 2.5),
    "rated_load_kg": (None, 1000.0, 1.0, 13.0, 975.0, 800.0),
    "travel_m": (None, 50.0, 50.4, 50000.0, 33.0),
    "made_on": ("", "1999-07-01", "1999-12-01", "1999", "2001-01-01"),
    "installed_on": ("", "1999-07-01", "2000-07-01"),
    "use_unit": ("", "上海仙霞物业有限公司", "仙霞物业有限责任公司", "别家"),
}  # fmt: skip


def some_records(*, count: int, seed: int) -> list[Record]:
    chance = random.Random(seed)
    return [
        Record(
            key=key,
            source="any",
            **{name: chance.choice(values) for name, values in CHOICES.items()},
        )  # type: ignore[arg-type]
        for key in range(count)
    ]


@pytest.fixture(scope="module")
def records():
    return some_records(count=400, seed=7)


def test_the_table_and_the_single_record_have_the_same_traits(records):
    rows = prepared(table=table_of(records)).to_pylist()

    for record, row in zip(records, rows, strict=True):
        traits = traits_of(record=record)
        alone = {name: getattr(traits, name) for name in row if name not in ("key", "source")}
        assert {name: None if value == "" else value for name, value in alone.items()} == {
            name: row[name] for name in alone
        }


def test_both_sayings_of_every_aspect_agree(records):
    with duckdb.connect() as city:
        city.register("prepared", prepared(table=table_of(records)))
        city.execute("CREATE TABLE record AS SELECT * FROM prepared")
        told = city.execute(
            f"SELECT l.key, r.key, {SIGNS} FROM record l"
            " JOIN record r ON (l.key * 7 + r.key) % 11 = 0"
        ).fetchall()

    for one, other, signs in told:
        pair = signs_of(one=traits_of(record=records[one]), other=traits_of(record=records[other]))
        assert dict(zip(NAMES, pair, strict=True)) == dict(zip(NAMES, signs, strict=True)), (
            records[one], records[other],
        )  # fmt: skip
    assert len(told) > 10_000


@pytest.mark.parametrize(
    ("name", "one", "other", "sign"),
    [
        ("register_number", "31103101051999070001", "3110310105I999070001", "N"),
        ("register_number", "31103101051999070001", "31103101051999070002", "D"),
        ("register_number", "31103101051999070012", "31103101051999070021", "N"),
        ("stops", 18, 19, "N"),
        ("stops", 18, 20, "D"),
        ("rated_speed_mps", 1.75, 105.0, "N"),
        ("rated_speed_mps", 1.75, 1.0, "D"),
        ("rated_load_kg", 1.0, 1000.0, "N"),
        ("kind", "3110", "3120", "N"),
        ("kind", "3110", "3310", "D"),
        ("unit_number", "1#", "L1", "N"),
        ("unit_number", "A1", "B1", "D"),
        ("building", "3号楼", "三幢", "A"),
        ("made_on", "1999-07-01", "1999-12-01", "N"),
    ],
)
def test_an_aspect_tells_agreement_from_difference(name, one, other, sign):
    column = {
        "rated_speed_mps": "speed", "rated_load_kg": "load", "unit_number": "unit",
        "building": "house", "made_on": "made",
    }.get(name, name)  # fmt: skip
    pair = [
        traits_of(record=Record(key=0, source="any", **{name: value})) for value in (one, other)
    ]

    signs = dict(zip(NAMES, signs_of(one=pair[0], other=pair[1]), strict=True))

    assert signs[column] == sign


@pytest.mark.parametrize(
    ("metres", "sign"), [(149.0, "A"), (151.0, "U"), (999.0, "U"), (1001.0, "D")]
)
def test_places_without_address_are_told_by_their_distance(metres, sign):
    one = Record(key=0, source="any", longitude=121.4, latitude=31.2)
    other = Record(key=0, source="any", longitude=121.4, latitude=31.2 + metres / 111_320.0)

    signs = signs_of(one=traits_of(record=one), other=traits_of(record=other))

    assert signs[NAMES.index("spot")] == sign


def test_one_road_and_number_in_two_districts_are_two_places():
    one = Record(key=0, source="any", address="宝山区人民路100号")
    other = Record(key=0, source="any", address="松江区人民路100号")

    signs = signs_of(one=traits_of(record=one), other=traits_of(record=other))

    assert signs[NAMES.index("door")] == "D"
