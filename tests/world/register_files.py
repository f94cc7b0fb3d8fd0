"""Small mappings and rows for tests of the import."""

from hoistway.registry.rules.draft import ElevatorDraft, Finding, Row
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.mapping_file import mapping_of
from hoistway.registry.rules.row import judge_row, reader_for

CITY_MAPPING = """
[register]
name = "Register of a city"
source = "city"
catalogue = "2014"

[file]
empty = ["-"]

[coordinates]
system = "wgs84"

[columns.register_number]
from = "注册代码"
[columns.name]
from = "名称"
[columns.address]
from = ["路", "号"]
join = ""
[columns.kind]
from = "品种"
[columns.jurisdiction]
from = "区"
[columns.use_unit]
from = "使用单位"
[columns.use_unit_code]
from = "信用代码"
[columns.rated_speed_mps]
from = "速度"
unit = "m/s"
[columns.rated_load_kg]
from = "载重"
unit = "kg"
[columns.longitude]
from = "经度"
[columns.latitude]
from = "纬度"
[columns.installed_on]
from = "安装日期"
dates = ["%Y-%m-%d", "%Y年%m月%d日"]
[columns.floor_labels]
from = "层站"
[columns.serial_number]
from = "出厂编号"
"""
"""A small mapping of a Chinese register."""

GOOD = {
    "注册代码": "31103101032010080012",
    "名称": "1号梯",
    "路": "延平路",
    "号": "135号",
    "品种": "3110",
    "区": "静安区",
    "使用单位": "春江物业",
    "信用代码": "91110000600037341L",
    "速度": "1.75",
    "载重": "1000",
    "经度": "121.4437",
    "纬度": "31.2304",
    "安装日期": "2010-08-15",
    "层站": "B1,1,2,3",
    "出厂编号": "A-77",
}
"""A row of that register without fault."""

DISTRICTS = {"310106": "310106", "静安区": "310106"}


def a_mapping(*, replace: tuple[str, str] = ("", ""), also: tuple[str, str] = ("", "")) -> Mapping:
    """Return the small mapping, with one or two texts replaced."""
    text = CITY_MAPPING
    for old, new in (replace, also):
        assert old in text
        text = text.replace(old, new, 1)
    return mapping_of(text=text, file="city.toml")


def judged(*, mapping: Mapping | None = None, **cells: str) -> ElevatorDraft | tuple[Finding, ...]:
    """Return what becomes of the good row with some cells changed."""
    changed = {**GOOD, **cells}
    assert set(changed) == set(GOOD)
    reader = reader_for(mapping=mapping or a_mapping(), header=tuple(GOOD), jurisdictions=DISTRICTS)
    return judge_row(row=Row(line=2, cells=tuple(changed.values())), reader=reader)


def draft_of(*, mapping: Mapping | None = None, **cells: str) -> ElevatorDraft:
    """Return the draft of a row that is not refused."""
    result = judged(mapping=mapping, **cells)
    assert isinstance(result, ElevatorDraft), result
    return result


def faults_of(*, mapping: Mapping | None = None, **cells: str) -> list[tuple[str, str]]:
    """Return field and fault of each reason of a refused row."""
    result = judged(mapping=mapping, **cells)
    assert isinstance(result, tuple), result
    return [(finding.field, str(finding.fault)) for finding in result]
