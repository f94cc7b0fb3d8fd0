"""Small mappings and rows for tests of the import."""

from dataclasses import replace
from datetime import UTC, datetime

from hoistway.registry.adapters.grids import Grids
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.mapping_file import mapping_of
from hoistway.registry.rules.reader import Circumstances, reader_for
from hoistway.registry.rules.row import judge_row
from hoistway.registry.rules.rows import CellFault, Judged, Row
from hoistway.registry.rules.sayings import FieldValue

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

DISTRICTS = {"310106": "310106", "静安区": "310106", "卢湾区": "310103"}

OBSERVED = datetime(2026, 11, 1, tzinfo=UTC)

ABOUT = Circumstances(
    source="city",
    observed_at=OBSERVED,
    latest=datetime(2026, 11, 23, tzinfo=UTC),
    jurisdictions=DISTRICTS,
    convert=Grids().convert,
)
"""A file of the city, read on 22 November 2026."""


def a_mapping(*, replace: tuple[str, str] = ("", ""), also: tuple[str, str] = ("", "")) -> Mapping:
    """Return the small mapping, with one or two texts replaced."""
    text = CITY_MAPPING
    for old, new in (replace, also):
        assert old in text
        text = text.replace(old, new, 1)
    return mapping_of(text=text, file="city.toml")


def judged(*, mapping: Mapping | None = None, only: str = "", **cells: str) -> Judged:
    """Return what becomes of the good row with some cells changed, and some columns added."""
    changed = {**GOOD, **cells}
    about = replace(ABOUT, only_jurisdiction=only)
    reader = reader_for(mapping=mapping or a_mapping(), header=tuple(changed), about=about)
    return judge_row(row=Row(line=2, cells=tuple(changed.values())), reader=reader)


def fields_of(*, mapping: Mapping | None = None, **cells: str) -> dict[str, FieldValue]:
    """Return what a row says that is not refused."""
    result = judged(mapping=mapping, **cells)
    assert result.saying is not None, result.faults
    return dict(result.saying.fields)


def faults_of(*, mapping: Mapping | None = None, **cells: str) -> list[tuple[str, str]]:
    """Return field and fault of all that is wrong in a row."""
    result = judged(mapping=mapping, **cells)
    return [(fault.field, str(fault.fault)) for fault in result.faults]


def fault_of(*, mapping: Mapping | None = None, **cells: str) -> CellFault:
    """Return the one fault of a row."""
    (fault,) = judged(mapping=mapping, **cells).faults
    return fault
