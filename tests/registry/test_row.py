from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.registry.rules.fault_words import detail_in
from hoistway.registry.rules.reader import HeadingsMissing, reader_for
from hoistway.registry.rules.row import judge_row
from hoistway.registry.rules.rows import Row, TypedDay, TypedNumber
from hoistway.registry.vocabulary import FaultEffect, RowFault
from tests.world.register_files import (
    ABOUT,
    GOOD,
    OBSERVED,
    a_mapping,
    fault_of,
    faults_of,
    fields_of,
    judged,
)

HEADINGS = tuple(GOOD)
LEFT_OUT, KEPT, REFUSED = FaultEffect.LEFT_OUT, FaultEffect.KEPT, FaultEffect.REFUSED


def test_a_good_row_says_what_it_says() -> None:
    result = judged()

    assert result.faults == ()
    assert result.saying is not None
    saying = result.saying
    assert (saying.source, saying.record_key) == ("city", "31103101032010080012")
    assert (saying.observed_at, saying.origin) == (OBSERVED, {"line": 2})
    assert saying.fields == {
        "register_number": "31103101032010080012", "name": "1号梯", "address": "延平路135号",
        "kind": "3110", "catalogue": "2014", "jurisdiction": "310106", "use_unit": "春江物业",
        "use_unit_code": "91110000600037341L", "rated_speed_mps": 1.75, "rated_load_kg": 1000,
        "longitude": 121.4437, "latitude": 31.2304, "datum": "wgs84", "installed_on": "2010-08-15",
        "floor_labels": ["B1", "1", "2", "3"], "serial_number": "A-77",
    }  # fmt: skip


def test_all_that_is_wrong_in_a_row_is_said_at_once() -> None:
    faults = faults_of(
        注册代码="3.11E+19", 名称="", 品种="9", 区="卢家湾", 信用代码="91110000600037341X",
        速度="fast", 载重="0", 安装日期="2010-02-30", 经度="",
    )  # fmt: skip

    assert faults == [
        ("register_number", "spoilt"), ("kind", "unknown_code"), ("use_unit_code", "check_digit"),
        ("rated_speed_mps", "not_a_number"), ("rated_load_kg", "out_of_range"),
        ("installed_on", "not_a_date"), ("jurisdiction", "unknown_code"),
        ("longitude", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "heading", "text", "fault", "effect"),
    [
        ("register_number", "注册代码", "31103101062010100000", "spoilt", REFUSED),
        ("register_number", "注册代码", "3110310106201010001", "spoilt", REFUSED),
        ("register_number", "注册代码", "12345", "shape", REFUSED),
        ("register_number", "注册代码", "", "missing", REFUSED),
        ("register_number", "注册代码", "'", "missing", REFUSED),
        ("address", "路", "延" * 200, "too_long", REFUSED),
        ("kind", "品种", "9", "unknown_code", REFUSED),
        ("jurisdiction", "区", "卢家湾", "unknown_code", REFUSED),
        ("use_unit_code", "信用代码", "123", "shape", KEPT),
        ("use_unit_code", "信用代码", "91110000600037341X", "check_digit", KEPT),
        ("use_unit_code", "信用代码", "110000600037341000", "spoilt", LEFT_OUT),
        ("serial_number", "出厂编号", "2-Jan", "spoilt", LEFT_OUT),
        ("serial_number", "出厂编号", "1000.0", "spoilt", LEFT_OUT),
        ("name", "名称", "#REF!", "spoilt", LEFT_OUT),
        ("name", "名称", "1月2日", "spoilt", LEFT_OUT),
        ("name", "名称", "梯" * 81, "too_long", LEFT_OUT),
        ("name", "名称", "1\ufffd梯", "encoding", LEFT_OUT),
        ("floor_labels", "层站", "1,1234567", "too_long", LEFT_OUT),
        ("floor_labels", "层站", "1月2日", "spoilt", LEFT_OUT),
        ("rated_speed_mps", "速度", "nan", "not_a_number", LEFT_OUT),
        ("rated_speed_mps", "速度", "1,75", "not_a_number", LEFT_OUT),
        ("rated_speed_mps", "速度", "1.75 fpm", "not_a_number", LEFT_OUT),
        ("rated_speed_mps", "速度", "26", "out_of_range", LEFT_OUT),
        ("rated_speed_mps", "速度", "1月75日", "spoilt", LEFT_OUT),
        ("rated_speed_mps", "速度", "#VALUE!", "spoilt", LEFT_OUT),
        ("installed_on", "安装日期", "1066-10-14", "out_of_range", LEFT_OUT),
        ("installed_on", "安装日期", "########", "spoilt", LEFT_OUT),
        ("longitude", "经度", "3405301.017", "grid", LEFT_OUT),
        ("latitude", "纬度", "91", "grid", LEFT_OUT),
        ("longitude", "经度", "", "missing", LEFT_OUT),
        ("latitude", "纬度", "", "missing", LEFT_OUT),
        ("use_unit", "使用单位", "-", "missing", KEPT),
    ],
)
def test_one_wrong_cell_has_one_fault_and_costs_the_row_only_where_it_is_needed(
    field: str, heading: str, text: str, fault: str, effect: FaultEffect
) -> None:
    result = judged(**{heading: text})

    assert [(one.field, str(one.fault), one.effect) for one in result.faults] == [
        (field, fault, effect)
    ]
    assert (result.saying is None) is (effect is REFUSED)
    if result.saying is not None:
        assert (field in result.saying.fields) is (effect is KEPT and field != "use_unit")
    detail = result.faults[0].detail
    assert not detail or detail_in(language="zh-hans", detail=detail) != detail


def test_half_a_place_is_left_out_as_a_whole() -> None:
    for cells in ({"经度": ""}, {"纬度": "x"}, {"经度": "181"}, {"经度": "0", "纬度": "0"}):
        fields = fields_of(**cells)
        assert {"longitude", "latitude", "datum"}.isdisjoint(fields)


def test_limits_hold_on_both_sides() -> None:
    assert fields_of(速度="25", 载重="10")["rated_load_kg"] == 10
    assert faults_of(速度="25.01") == [("rated_speed_mps", "out_of_range")]
    assert faults_of(速度="0.009") == [("rated_speed_mps", "out_of_range")]
    assert fields_of(经度="180", 纬度="90")["longitude"] == 180
    assert fields_of(安装日期="1853-01-01")["installed_on"] == "1853-01-01"
    assert faults_of(安装日期="1852-12-31") == [("installed_on", "out_of_range")]


def test_a_register_that_keeps_doubts_says_what_it_said_and_marks_it() -> None:
    mapping = a_mapping(replace=('source = "city"', 'source = "city"\ndoubtful = "keep"'))

    result = judged(mapping=mapping, 速度="105", 经度="31.2304", 纬度="121.4437")

    assert result.saying is not None
    assert result.saying.fields["rated_speed_mps"] == 105
    assert result.saying.fields["latitude"] == 121.4437
    assert {fault.effect for fault in result.faults} == {KEPT}
    assert "jurisdiction" in faults_of(mapping=mapping, 区="卢家湾")[0]
    assert fields_of(mapping=mapping, 载重="0.8")["rated_load_kg"] == 0.8
    assert faults_of(mapping=mapping, 载重="99999999999") == [("rated_load_kg", "out_of_range")]
    assert "rated_load_kg" not in fields_of(mapping=mapping, 载重="99999999999")


def test_a_register_that_keeps_doubts_leaves_garbled_text_as_it_is() -> None:
    mapping = a_mapping(replace=('source = "city"', 'source = "city"\ndoubtful = "keep"'))
    garbled = "号梯　".encode().decode("latin-1")

    assert fields_of(mapping=mapping, 名称=f" {garbled}\n")["name"] == garbled
    assert fields_of(mapping=mapping, 名称="1\ufffd梯")["name"] == "1\ufffd梯"


def test_a_retired_district_is_kept_as_it_was_said() -> None:
    assert fields_of(区="卢湾区")["jurisdiction"] == "310103"


def test_a_district_may_not_speak_of_its_neighbours() -> None:
    assert judged(only="310106").faults == ()
    (fault,) = judged(only="310101").faults
    assert (fault.fault, fault.effect) == (RowFault.OUTSIDE, REFUSED)


@pytest.mark.parametrize("blank", ["", " ", "-", "\t"])
def test_a_blank_says_nothing(blank: str) -> None:
    fields = fields_of(速度=blank, 载重=blank, 安装日期=blank, 经度=blank, 纬度=blank)

    assert {"rated_speed_mps", "installed_on", "longitude", "datum"}.isdisjoint(fields)


@pytest.mark.parametrize("cells", [(), ("1",), (*GOOD.values(), "one more")])
def test_a_row_of_another_width_is_refused(cells: tuple[str, ...]) -> None:
    reader = reader_for(mapping=a_mapping(), header=HEADINGS, about=ABOUT)

    result = judge_row(row=Row(line=9, cells=cells), reader=reader)

    assert result.saying is None
    assert [str(fault.fault) for fault in result.faults] == ["row_shape"]


@pytest.mark.parametrize("header", [(), ("注册代码",), (*GOOD, "注册代码")])
def test_missing_or_doubled_headings_are_named(header: tuple[str, ...]) -> None:
    with pytest.raises(HeadingsMissing) as caught:
        reader_for(mapping=a_mapping(), header=header, about=ABOUT)

    wrong = "注册代码" if len(header) != 1 else "名称"
    assert wrong in caught.value.sentence("en")


def test_a_reason_reads_as_one_line() -> None:
    fault = fault_of(速度="26")

    assert fault.reason() == (
        "rated_speed_mps / «速度»: Outside the possible range: «26» (0.01 to 25 m/s)"
    )
    assert fault.reason(language="zh-hans").startswith("rated_speed_mps / «速度»: 超出")


def test_a_number_in_a_wrong_column_is_named() -> None:
    device = '[columns.device_code]\nfrom = "设备代码"\n[columns.serial_number]'
    mapping = a_mapping(replace=("[columns.serial_number]", device))

    fault = fault_of(mapping=mapping, 设备代码="31103101032010080012")

    assert (fault.field, fault.effect) == ("device_code", KEPT)
    assert fault.detail == "this is the form of a register number"


def test_typed_cells_speak_for_themselves() -> None:
    assert fields_of(速度=TypedNumber("1.75"), 载重=TypedNumber("1000"))["rated_speed_mps"] == 1.75
    assert fields_of(安装日期=TypedDay("2010-08-15"))["installed_on"] == "2010-08-15"
    assert fields_of(出厂编号=TypedNumber("4711"))["serial_number"] == "4711"
    assert fault_of(出厂编号=TypedNumber("1234567890123456")).detail == (
        "a number cell keeps fifteen digits of 16"
    )
    assert fault_of(出厂编号=TypedDay("2010-01-02")).detail == "turned into a date"
    assert fault_of(速度=TypedDay("2010-01-02")).detail == "turned into a date"


def test_each_row_may_say_its_own_record_source_and_day() -> None:
    own = 'record = "记录"\nsource_from = "来源"\nobserved = "日期"'
    mapping = a_mapping(replace=('source = "city"', own))
    cells = {"记录": "R-1", "来源": "inspection:institute", "日期": "2026-10-01", "注册代码": ""}

    saying = judged(mapping=mapping, **cells).saying
    undated = judged(mapping=mapping, **{**cells, "日期": ""}).saying

    assert saying is not None
    assert undated is not None
    assert (saying.record_key, saying.source) == ("R-1", "inspection:institute")
    assert saying.observed_at == datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert undated.observed_at == OBSERVED
    for wrong in (
        {"记录": ""}, {"来源": ""}, {"来源": "person"}, {"来源": "rule:outside_city"},
        {"日期": "2026-11-24"}, {"日期": "soon"},
    ):  # fmt: skip
        assert judged(mapping=mapping, **{**cells, **wrong}).saying is None


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(HEADINGS), st.text(max_size=60)))
def test_no_text_makes_a_reader_stumble(cells: dict[str, str]) -> None:
    values = tuple({**GOOD, **cells}.values())
    reader = reader_for(mapping=a_mapping(), header=HEADINGS, about=ABOUT)

    once = judge_row(row=Row(2, values), reader=reader)
    again = judge_row(row=Row(2, values), reader=reader)

    assert once == again
    assert (once.saying is None) is any(one.effect is REFUSED for one in once.faults)


@settings(deadline=None)
@given(st.sampled_from(HEADINGS), st.one_of(st.floats(), st.integers()), st.dates())
def test_no_typed_cell_makes_a_reader_stumble(heading: str, number: float, day: object) -> None:
    for cell in (TypedNumber(number), TypedDay(day)):
        judged(**{heading: cell})
