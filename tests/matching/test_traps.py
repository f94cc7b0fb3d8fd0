"""What looks like one elevator and is two, and what looks like two and is one."""

from dataclasses import replace

import pytest

from hoistway.matching.record import Record
from hoistway.matching.whole import Workplace, match_all
from tests.matching.small_city import city, table_of

BASE = 1_000_000
SAID = Record(
    key=BASE, source="supervision", register_number="31103101051999070001",
    device_code="31101001719990001", serial_number="K990001", made_by="上海三菱电梯有限公司",
    district="长宁区", address="长宁区仙霞路88弄3号", estate="仙霞花园", building="3号楼",
    unit_number="1#", kind="3110", stops=18, rated_load_kg=1000.0, rated_speed_mps=1.75,
    longitude=121.40, latitude=31.20,
)  # fmt: skip


@pytest.fixture
def told_with_a_city(tmp_path):
    """Match records beside a small city, from which the shares are learnt."""
    table, _ = city(count=400)

    def told(*records: Record) -> tuple[list[int], dict[tuple[int, int], dict[str, object]]]:
        rows = table.to_pylist() + table_of(list(records)).to_pylist()
        whole = type(table).from_pylist(rows, schema=table.schema)
        answer = match_all(table=whole, workplace=Workplace(folder=tmp_path))
        clusters = dict(
            zip(
                answer.clusters["key"].to_pylist(),
                answer.clusters["cluster"].to_pylist(),
                strict=True,
            )
        )
        links = {
            (link["key_a"] - BASE, link["key_b"] - BASE): link for link in answer.links.to_pylist()
        }
        return [clusters[record.key] - BASE for record in records], links

    return told


def said(at: int, source: str, **changes: object) -> Record:
    return replace(SAID, key=BASE + at, source=source, **changes)


def numberless(at: int, source: str, **changes: object) -> Record:
    none = {"register_number": "", "device_code": "", "serial_number": ""}
    return said(at, source, **none, **changes)


def test_twins_of_one_serial_in_two_places_stay_two(told_with_a_city):
    clusters, _ = told_with_a_city(
        said(0, "supervision", register_number="", device_code=""),
        said(
            1,
            "mobile",
            register_number="",
            device_code="",
            address="张江路5号",
            estate="",
            longitude=121.6,
        ),
    )

    assert clusters == [0, 1]


def test_twins_of_one_serial_in_one_house_stay_two(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision", register_number="", device_code=""),
        said(1, "mobile", register_number="", device_code="", unit_number="2#"),
    )

    assert clusters == [0, 1]
    assert (0, 1) not in links or links[0, 1]["certainty"] == "ask"


def test_one_serial_in_one_house_with_one_sign_is_one(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision", register_number="", device_code=""),
        said(1, "mobile", register_number="", device_code=""),
    )

    assert clusters == [0, 0]
    assert links[0, 1]["reason"] == "serial_and_place"


def test_two_estates_of_one_name_in_two_districts_stay_two(told_with_a_city):
    clusters, _ = told_with_a_city(
        numberless(0, "supervision"),
        numberless(
            1,
            "mobile",
            district="宝山区",
            address="宝山区牡丹江路9弄3号",
            longitude=121.48,
            latitude=31.40,
        ),
    )

    assert clusters == [0, 1]


def test_twin_towers_with_the_same_numbers_of_buildings_stay_two(told_with_a_city):
    other = {"address": "长宁区仙霞路90弄3号", "longitude": 121.4015}
    _, links = told_with_a_city(
        numberless(0, "supervision"), numberless(1, "supervision", **other),
        numberless(2, "mobile"), numberless(3, "mobile", **other),
    )  # fmt: skip

    assert [pair for pair in links if pair[0] >= 0] == [(0, 2), (1, 3)]


def test_a_house_that_was_renumbered_keeps_its_elevator(told_with_a_city):
    clusters, _ = told_with_a_city(
        said(0, "supervision"), said(1, "approval", address="长宁区仙霞路188弄3号")
    )

    assert clusters == [0, 0]


def test_two_elevators_under_one_number_stay_two(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision"),
        said(
            1,
            "inspection",
            device_code="31101001719990002",
            serial_number="K990002",
            unit_number="2#",
        ),
    )

    assert clusters == [0, 1]
    assert links.get((0, 1), {}).get("certainty") in {None, "ask"}


def test_a_third_record_of_few_words_does_not_bring_two_elevators_together(told_with_a_city):
    clusters, _ = told_with_a_city(
        said(0, "supervision"),
        said(
            1, "inspection", device_code="31101001719990002", serial_number="K990002",
            unit_number="2#",
        ),
        Record(key=BASE + 2, source="telemetry", register_number=SAID.register_number, stops=18),
    )  # fmt: skip

    assert clusters[0] != clusters[1]


def test_a_number_copied_onto_a_neighbour_is_asked(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision"),
        said(1, "mobile", device_code="", serial_number="", unit_number="2#"),
    )

    assert clusters == [0, 1]
    assert links[0, 1]["certainty"] == "ask"


def test_twins_without_sign_or_number_are_not_guessed(told_with_a_city):
    clusters, _ = told_with_a_city(
        numberless(0, "supervision", unit_number=""), numberless(1, "supervision", unit_number=""),
        numberless(2, "mobile", unit_number=""),
    )  # fmt: skip

    assert clusters == [0, 1, 2]


def test_an_elevator_that_one_source_lists_twice_is_one_where_that_is_proved(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision"), said(1, "supervision"), said(2, "mobile")
    )

    assert clusters == [0, 0, 0]
    assert links[0, 1]["reason"] == "listed_twice"


def test_an_elevator_that_one_source_lists_twice_is_asked_where_a_number_differs(told_with_a_city):
    clusters, links = told_with_a_city(
        said(0, "supervision"), said(1, "supervision", register_number="31103101051999070009")
    )

    assert clusters == [0, 1]
    assert links[0, 1]["certainty"] == "ask"


def test_a_misread_number_is_found_by_its_place(told_with_a_city):
    clusters, _ = told_with_a_city(
        said(0, "supervision", device_code="", serial_number=""),
        said(1, "mobile", device_code="", serial_number="", register_number="3110310105I999070001"),
    )

    assert clusters == [0, 0]


def test_a_number_that_stands_in_every_row_tells_nothing(told_with_a_city):
    rows = [
        said(at, source, register_number="88888888888888880001", device_code="", serial_number="",
             address=f"长宁区仙霞路{at}号", estate="", longitude=None, latitude=None)
        for at, source in enumerate(["supervision"] * 5 + ["mobile"] * 5)
    ]  # fmt: skip

    clusters, _ = told_with_a_city(*rows)

    assert clusters == list(range(10))
