import pytest

from hoistway.registry.rules.cells import tidy
from hoistway.registry.vocabulary import ElevatorKind
from tests.world.register_files import GOOD, a_mapping, fault_of, faults_of, fields_of

_SERIAL = '[columns.serial_number]\nfrom = "出厂编号"'
_TRAVEL = '[columns.travel_m]\nfrom = "出厂编号"\nunit = "ft-in"\nbare = "in"'


@pytest.mark.parametrize("written", ["1.75m/s", "１．７５", "1.75 米/秒", "+1.75"])
def test_numbers_may_carry_their_own_unit(written: str) -> None:
    assert fields_of(速度=written)["rated_speed_mps"] == 1.75


@pytest.mark.parametrize("written", ["2010年8月15日", "２０１０-０８-１５"])
def test_dates_are_read_in_every_declared_format(written: str) -> None:
    assert fields_of(安装日期=written)["installed_on"] == "2010-08-15"


def test_days_since_1900_are_dates_when_declared() -> None:
    mapping = a_mapping(replace=('"%Y-%m-%d", ', '"excel-serial", '))

    assert fields_of(mapping=mapping, 安装日期="40405")["installed_on"] == "2010-08-15"
    assert faults_of(mapping=mapping, 安装日期="404050000") == [("installed_on", "not_a_date")]


@pytest.mark.parametrize("word", ["3110", "曳引驱动乘客电梯", "Traction passenger elevator"])
def test_a_kind_may_be_said_by_code_or_word(word: str) -> None:
    assert fields_of(品种=word)["kind"] == ElevatorKind.TRACTION_PASSENGER


def test_a_decimal_comma_is_read_when_declared() -> None:
    form = 'decimal = ","\nthousands = "."\nempty = ["-"]'
    mapping = a_mapping(replace=('empty = ["-"]', form))
    places = {"经度": "121,4437", "纬度": "31,2304"}

    fields = fields_of(mapping=mapping, 速度="1,75", 载重="1.000", **places)

    assert (fields["rated_speed_mps"], fields["rated_load_kg"]) == (1.75, 1000)
    assert faults_of(mapping=mapping, 速度="1.75", **places) == [
        ("rated_speed_mps", "not_a_number")
    ]


def test_one_column_may_write_its_numbers_in_another_way() -> None:
    mapping = a_mapping(replace=('unit = "m/s"', 'unit = "m/s"\ndecimal = ","'))

    assert fields_of(mapping=mapping, 速度="1,75")["rated_speed_mps"] == 1.75


@pytest.mark.parametrize(
    ("unit", "text", "metres_per_second"),
    [("fpm", "350", 1.778), ("mm/s", "1750", 1.75), ("m/min", "105", 1.75)],
)
def test_speeds_become_metres_per_second(unit: str, text: str, metres_per_second: float) -> None:
    mapping = a_mapping(replace=('unit = "m/s"', f'unit = "{unit}"'))

    assert fields_of(mapping=mapping, 速度=text)["rated_speed_mps"] == metres_per_second


@pytest.mark.parametrize(("unit", "text"), [("lb", "2205"), ("t", "1"), ("lb", "2205 lbs")])
def test_loads_become_whole_kilograms(unit: str, text: str) -> None:
    mapping = a_mapping(replace=('unit = "kg"', f'unit = "{unit}"'))

    assert fields_of(mapping=mapping, 载重=text)["rated_load_kg"] == 1000


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("22 feet 3 inches", 6.7818), ("1 foot 1 inch", 0.3302), ("55' 0\"", 16.764),
        ("11ft 3in", 3.429), ("56ft 0 in", 17.0688), ("30 inches", 0.762), ("303.5", 7.7089),
    ],
)  # fmt: skip
def test_feet_and_inches_become_metres(text: str, metres: float) -> None:
    mapping = a_mapping(replace=(_SERIAL, _TRAVEL))

    assert fields_of(mapping=mapping, 出厂编号=text)["travel_m"] == metres


@pytest.mark.parametrize("text", ["5 feet 14 inches", "feet", "22 metres"])
def test_other_lengths_are_left_out(text: str) -> None:
    mapping = a_mapping(replace=(_SERIAL, _TRAVEL))

    assert faults_of(mapping=mapping, 出厂编号=text) == [("travel_m", "not_a_number")]


def test_bare_numbers_beside_feet_and_inches_need_a_declared_unit() -> None:
    mapping = a_mapping(replace=(_SERIAL, _TRAVEL.replace('bare = "in"', "")))

    assert faults_of(mapping=mapping, 出厂编号="303.5") == [("travel_m", "not_a_number")]


def test_layers_stops_and_doors_may_stand_in_one_cell() -> None:
    columns = "\n".join(
        f'[columns.{field}]\nfrom = "层站门"\nbefore = "{sign}"'
        for field, sign in (("floors", "层"), ("stops", "站"), ("doors", "门"))
    )
    mapping = a_mapping(replace=(_SERIAL, columns))

    fields = fields_of(mapping=mapping, 层站门="7层6站6门")

    assert (fields["floors"], fields["stops"], fields["doors"]) == (7, 6, 6)
    assert fault_of(mapping=mapping, 层站门="7层6站").detail == "a number before «门»"


def test_widths_are_kept_in_millimetres_and_slopes_in_degrees() -> None:
    columns = (
        '[columns.nominal_width_mm]\nfrom = "宽"\nunit = "m"\n'
        '[columns.inclination_deg]\nfrom = "角"'
    )
    mapping = a_mapping(replace=(_SERIAL, columns))

    fields = fields_of(mapping=mapping, 宽="1.0", 角="30°")

    assert (fields["nominal_width_mm"], fields["inclination_deg"]) == (1000, 30)
    assert faults_of(mapping=mapping, 宽="5", 角="41") == [
        ("nominal_width_mm", "out_of_range"), ("inclination_deg", "out_of_range"),
    ]  # fmt: skip


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
[facts.rescue_number]
from = "救援识别码"
type = "identifier"
format = "rescue-number"
digits = 6
[codes.maker]
"春江*" = "三菱"
"""
    mapping = a_mapping(replace=("[columns.serial_number]", more + "[columns.serial_number]"),
                        also=('from = "载重"', 'from = "载重"\ndefault = "630"'))  # fmt: skip

    fields = fields_of(mapping=mapping, 救援识别码="012345")
    assert (fields["estate"], fields["made_by"]) == ("春江苑", "三菱")
    assert fields["facts.rescue_number"] == "012345"
    assert (fields["facts.rope_mm"], fields["facts.checked_on"]) == (1000.0, "2010-08-15")
    blank = fields_of(mapping=mapping, 载重="", 安装日期="", 救援识别码="")
    assert blank["rated_load_kg"] == 630
    assert not any(name.startswith("facts.") for name in blank)
    assert faults_of(mapping=mapping, 使用单位="别家", 信用代码="", 救援识别码="12345") == [
        ("made_by", "unknown_code"), ("facts.rescue_number", "shape"),
    ]  # fmt: skip


def test_the_first_column_that_says_something_is_taken() -> None:
    mapping = a_mapping(replace=('from = "名称"', 'from = ["名称", "出厂编号"]\ntake = "first"'))

    assert fields_of(mapping=mapping)["name"] == GOOD["名称"]
    assert fields_of(mapping=mapping, 名称="-")["name"] == GOOD["出厂编号"]


def test_headings_may_be_spelt_in_several_ways_and_be_absent() -> None:
    mapping = a_mapping(
        replace=("[columns.name]", '[headings]\n"别名" = ["电梯名称"]\n[columns.name]'),
        also=('from = "名称"', 'from = "别名"'),
    )
    optional = a_mapping(
        replace=(_SERIAL, '[columns.estate]\nfrom = "小区"\noptional = true'),
    )

    assert fields_of(mapping=mapping, 电梯名称="东梯")["name"] == "东梯"
    assert "estate" not in fields_of(mapping=optional)


def test_a_weight_that_rounding_would_change_keeps_its_fraction() -> None:
    assert fields_of(载重="40.5")["rated_load_kg"] == 40.5
    assert fields_of(载重="907.18")["rated_load_kg"] == 907


def test_misread_text_keeps_its_signs_so_that_it_can_be_read_anew() -> None:
    misread = "绿地海悦佳苑".encode().decode("latin-1")

    assert tidy(text=misread) == misread
