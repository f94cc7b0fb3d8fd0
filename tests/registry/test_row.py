from datetime import date

import pytest

from hoistway.foundation.geo import Point, distance_m, to_gcj02
from hoistway.registry.rules.draft import Party, Row
from hoistway.registry.rules.row import HeadingsMissing, judge_row, reader_for
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind
from tests.world.register_files import (
    DISTRICTS,
    GOOD,
    a_mapping,
    draft_of,
    faults_of,
    judged,
)


def test_a_good_row_becomes_a_draft() -> None:
    draft = draft_of()

    assert draft.register_number == "31103101032010080012"
    assert draft.address == "延平路135号"
    assert draft.kind is ElevatorKind.TRACTION_PASSENGER
    assert draft.catalogue is Catalogue.C2014
    assert draft.jurisdiction_code == "310106"
    assert draft.use_unit == Party(name="春江物业", credit_code="91110000600037341L")
    assert draft.firm is None
    assert (draft.longitude, draft.latitude, draft.datum) == (121.4437, 31.2304, Datum.WGS84)
    assert draft.floor_labels == ("B1", "1", "2", "3")
    assert (draft.rated_speed_mps, draft.rated_load_kg) == (1.75, 1000)
    assert draft.installed_on == date(2010, 8, 15)
    assert draft.use_state is None


def test_all_reasons_of_a_row_are_said_at_once() -> None:
    faults = faults_of(
        注册代码="3.11E+19", 名称="", 品种="9", 区="卢湾区", 信用代码="91110000600037341X",
        速度="fast", 载重="0", 安装日期="2010-02-30", 经度="",
    )  # fmt: skip

    assert faults == [
        ("register_number", "spoilt"), ("name", "missing"), ("kind", "unknown_code"),
        ("use_unit_code", "check_digit"), ("rated_speed_mps", "not_a_number"),
        ("rated_load_kg", "out_of_range"), ("installed_on", "not_a_date"),
        ("jurisdiction", "unknown_code"), ("longitude", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "heading", "text", "fault"),
    [
        ("register_number", "注册代码", "31103101062010100000", "spoilt"),
        ("register_number", "注册代码", "12345", "shape"),
        ("use_unit_code", "信用代码", "123", "shape"),
        ("serial_number", "出厂编号", "2-Jan", "spoilt"),
        ("name", "名称", "#REF!", "spoilt"),
        ("name", "名称", "梯" * 81, "too_long"),
        ("name", "名称", "1\ufffd梯", "encoding"),
        ("floor_labels", "层站", "1,1234567", "too_long"),
        ("rated_speed_mps", "速度", "nan", "not_a_number"),
        ("rated_speed_mps", "速度", "1,75", "not_a_number"),
        ("rated_speed_mps", "速度", "1.75 fpm", "not_a_number"),
        ("rated_speed_mps", "速度", "26", "out_of_range"),
        ("installed_on", "安装日期", "1066-10-14", "out_of_range"),
        ("longitude", "经度", "3405301.017", "grid"),
        ("latitude", "纬度", "91", "grid"),
        ("longitude", "经度", "", "missing"),
        ("latitude", "纬度", "", "missing"),
        ("use_unit", "使用单位", "-", "missing"),
    ],
)
def test_one_wrong_cell_has_one_reason(field: str, heading: str, text: str, fault: str) -> None:
    assert faults_of(mapping=None, **{heading: text}) == [(field, fault)]


def test_a_place_in_the_sea_is_refused() -> None:
    assert faults_of(经度="0", 纬度="0") == [("longitude", "out_of_range")]


@pytest.mark.parametrize("blank", ["", " ", "-", "\t"])
def test_a_blank_says_nothing(blank: str) -> None:
    draft = draft_of(速度=blank, 载重=blank, 安装日期=blank, 经度=blank, 纬度=blank)

    assert draft.rated_speed_mps is None
    assert draft.installed_on is None
    assert (draft.longitude, draft.datum) == (None, Datum.NONE)


@pytest.mark.parametrize("written", ["1.75m/s", "１．７５", "1.75 米/秒", "+1.75"])
def test_numbers_may_carry_their_own_unit(written: str) -> None:
    assert draft_of(速度=written).rated_speed_mps == 1.75


@pytest.mark.parametrize("written", ["2010年8月15日", "２０１０-０８-１５"])
def test_dates_are_read_in_every_declared_format(written: str) -> None:
    assert draft_of(安装日期=written).installed_on == date(2010, 8, 15)


def test_days_since_1900_are_dates_when_declared() -> None:
    mapping = a_mapping(replace=('"%Y-%m-%d", ', '"excel-serial", '))

    assert draft_of(mapping=mapping, 安装日期="40405").installed_on == date(2010, 8, 15)
    assert faults_of(mapping=mapping, 安装日期="404050000") == [("installed_on", "not_a_date")]


@pytest.mark.parametrize("word", ["3110", "曳引驱动乘客电梯", "Traction passenger elevator"])
def test_a_kind_may_be_said_by_code_or_word(word: str) -> None:
    assert draft_of(品种=word).kind is ElevatorKind.TRACTION_PASSENGER


def test_a_decimal_comma_is_read_when_declared() -> None:
    form = 'decimal = ","\nthousands = "."\nempty = ["-"]'
    mapping = a_mapping(replace=('empty = ["-"]', form))
    places = {"经度": "121,4437", "纬度": "31,2304"}

    draft = draft_of(mapping=mapping, 速度="1,75", 载重="1.000", **places)

    assert (draft.rated_speed_mps, draft.rated_load_kg) == (1.75, 1000)
    assert faults_of(mapping=mapping, 速度="1.75", **places) == [
        ("rated_speed_mps", "not_a_number")
    ]


@pytest.mark.parametrize(
    ("unit", "text", "metres_per_second"),
    [("fpm", "350", 1.778), ("mm/s", "1750", 1.75), ("m/min", "105", 1.75)],
)
def test_speeds_become_metres_per_second(unit: str, text: str, metres_per_second: float) -> None:
    mapping = a_mapping(replace=('unit = "m/s"', f'unit = "{unit}"'))

    assert draft_of(mapping=mapping, 速度=text).rated_speed_mps == metres_per_second


@pytest.mark.parametrize(("unit", "text"), [("lb", "2205"), ("t", "1"), ("lb", "2205 lbs")])
def test_loads_become_whole_kilograms(unit: str, text: str) -> None:
    mapping = a_mapping(replace=('unit = "kg"', f'unit = "{unit}"'))

    assert draft_of(mapping=mapping, 载重=text).rated_load_kg == 1000


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("22 feet 3 inches", 6.7818), ("1 foot 1 inch", 0.3302), ("55' 0\"", 16.764),
        ("11ft 3in", 3.429), ("56ft 0 in", 17.0688), ("30 inches", 0.762), ("303.5", 7.7089),
    ],
)  # fmt: skip
def test_feet_and_inches_become_metres(text: str, metres: float) -> None:
    mapping = a_mapping(replace=('[columns.serial_number]\nfrom = "出厂编号"', _TRAVEL))

    assert draft_of(mapping=mapping, 出厂编号=text).travel_m == metres


@pytest.mark.parametrize("text", ["5 feet 14 inches", "feet", "22 metres"])
def test_other_lengths_are_refused(text: str) -> None:
    mapping = a_mapping(replace=('[columns.serial_number]\nfrom = "出厂编号"', _TRAVEL))

    assert faults_of(mapping=mapping, 出厂编号=text) == [("travel_m", "not_a_number")]


def test_bare_numbers_beside_feet_and_inches_need_a_declared_unit() -> None:
    travel = _TRAVEL.replace('bare = "in"', "")
    mapping = a_mapping(replace=('[columns.serial_number]\nfrom = "出厂编号"', travel))

    assert faults_of(mapping=mapping, 出厂编号="303.5") == [("travel_m", "not_a_number")]


_TRAVEL = '[columns.travel_m]\nfrom = "出厂编号"\nunit = "ft-in"\nbare = "in"'


def test_gcj02_is_stored_as_wgs84_and_remembered() -> None:
    truth = Point(121.4437, 31.2304)
    given = to_gcj02(truth)
    mapping = a_mapping(replace=('system = "wgs84"', 'system = "gcj02"'))

    draft = draft_of(mapping=mapping, 经度=f"{given.longitude}", 纬度=f"{given.latitude}")

    assert draft.datum is Datum.GCJ02
    assert draft.longitude is not None
    assert draft.latitude is not None
    assert distance_m(Point(draft.longitude, draft.latitude), truth) < 0.05


def test_gcj02_outside_china_is_refused() -> None:
    mapping = a_mapping(replace=('system = "wgs84"', 'system = "gcj02"'))

    assert faults_of(mapping=mapping, 经度="-76.5", 纬度="38.9") == [("longitude", "grid")]


def test_a_kind_of_2004_is_translated_and_its_old_code_kept() -> None:
    codes = '[codes.old]\n"3150" = "3110"'
    mapping = a_mapping(replace=('catalogue = "2014"', 'catalogue = "2004"\n' + codes),
                        also=('from = "品种"', 'from = "品种"\ncodes = "old"'))  # fmt: skip

    draft = draft_of(mapping=mapping, 品种="3150")

    assert (draft.kind, draft.catalogue) == (ElevatorKind.TRACTION_PASSENGER, Catalogue.C2014)
    assert draft.other_facts == {"kind_2004": "3150"}


@pytest.mark.parametrize("cells", [(), ("1",), (*GOOD.values(), "one more")])
def test_a_row_of_another_width_is_refused(cells: tuple[str, ...]) -> None:
    reader = reader_for(mapping=a_mapping(), header=tuple(GOOD), jurisdictions=DISTRICTS)

    result = judge_row(row=Row(line=9, cells=cells), reader=reader)

    assert isinstance(result, tuple)
    assert [str(finding.fault) for finding in result] == ["row_shape"]


@pytest.mark.parametrize("header", [(), ("注册代码",), (*GOOD, "注册代码")])
def test_missing_or_doubled_headings_are_named(header: tuple[str, ...]) -> None:
    with pytest.raises(HeadingsMissing) as caught:
        reader_for(mapping=a_mapping(), header=header, jurisdictions={})

    wrong = "注册代码" if len(header) != 1 else "名称"
    assert wrong in caught.value.sentence("en")


def test_a_reason_reads_as_one_line() -> None:
    result = judged(速度="26")

    assert isinstance(result, tuple)
    reason = result[0].reason()
    assert reason == ("rated_speed_mps / «速度»: Outside the possible range: «26» (0.01 to 25 m/s)")
    assert result[0].reason(language="zh-hans").startswith("rated_speed_mps / «速度»: 超出")


def test_constants_defaults_facts_and_listed_texts_are_read() -> None:
    more = """
[columns.estate]
constant = "春江苑"
[columns.made_by]
from = "使用单位"
codes = "maker"
[facts.rope_mm]
from = "载重"
type = "number"
[facts.checked_on]
from = "安装日期"
type = "date"
dates = ["%Y-%m-%d"]
[codes.maker]
"春江*" = "三菱"
"""
    mapping = a_mapping(replace=("[columns.serial_number]", more + "[columns.serial_number]"),
                        also=('from = "载重"', 'from = "载重"\ndefault = "630"'))  # fmt: skip

    draft = draft_of(mapping=mapping)
    assert (draft.estate, draft.made_by) == ("春江苑", "三菱")
    assert draft.other_facts == {"rope_mm": 1000.0, "checked_on": "2010-08-15"}
    blank = draft_of(mapping=mapping, 载重="", 安装日期="")
    assert blank.rated_load_kg == 630
    assert blank.other_facts == {}
    assert faults_of(mapping=mapping, 使用单位="别家", 信用代码="") == [("made_by", "unknown_code")]
