"""The same registers as people keep them in spreadsheets: Chinese headings, words, bad rows."""

import csv
from pathlib import Path
from random import Random
from typing import Any, TextIO

from hoistway.simulation.registers.elevators import Facts
from hoistway.simulation.registers.sources import APPROVAL, FIRM, INSPECTION, SUPERVISION
from hoistway.simulation.registers.spoiling import SPOILT
from hoistway.simulation.registers.world import Told

HEADINGS: dict[str, str] = {
    "register_number": "注册代码", "device_code": "设备代码",
    "certificate_number": "使用登记证编号", "serial_number": "出厂编号",
    "unit_number": "单位内编号", "name": "设备名称", "address": "设备地址",
    "estate": "小区名称", "building": "楼栋", "street": "所在街镇", "street_code": "街镇代码",
    "jurisdiction": "监管辖区", "longitude": "经度", "latitude": "纬度", "kind": "设备品种",
    "use_state": "使用状态", "place_kind": "场所类型", "use_unit": "使用单位",
    "use_unit_code": "使用单位信用代码", "firm": "维保单位", "firm_code": "维保单位信用代码",
    "made_by": "制造单位", "model": "型号", "made_on": "制造日期", "installed_on": "监检合格日期",
    "registered_on": "登记日期", "repaired_on": "重大修理日期", "floor_labels": "层站标识",
    "floors": "层", "stops": "站", "doors": "门", "rated_speed_mps": "额定速度",
    "rated_load_kg": "额定载重量", "persons": "额定人数", "travel_m": "提升高度",
    "inclination_deg": "倾斜角", "nominal_width_mm": "名义宽度",
}  # fmt: skip

_WORDS = {
    "use_state": {"in_use": "在用", "suspended": "停用", "scrapped": "报废"},
    "place_kind": {"residential": "住宅", "office": "办公", "hospital": "医院", "metro": "轨道交通",
                   "mall": "商场", "other": "其他"},
    "kind": {"3110": "曳引驱动乘客电梯", "3120": "曳引驱动载货电梯", "3130": "强制驱动载货电梯",
             "3210": "液压乘客电梯", "3220": "液压载货电梯", "3310": "自动扶梯",
             "3320": "自动人行道", "3410": "防爆电梯", "3420": "消防员电梯", "3430": "杂物电梯"},
}  # fmt: skip
_UNITS = {
    "rated_speed_mps": "m/s",
    "rated_load_kg": "kg",
    "travel_m": "m",
    "nominal_width_mm": "mm",
}
_ENCODINGS = {FIRM: "gb18030"}
_NEVER = {
    SUPERVISION: set(), INSPECTION: {"firm", "firm_code", "street", "street_code", "use_state"},
    APPROVAL: {"firm", "firm_code", "street", "street_code"},
    FIRM: {"certificate_number", "street", "street_code", "registered_on"},
}  # fmt: skip
"""Headings that the table of a source does not have."""

REGISTER = "register"
BAD_ROWS = 0.05


class Tables:
    """Writes `register.csv` (all elevators, 5 % of the rows bad) and a table for each source."""

    def __init__(self, *, folder: Path, seed: int) -> None:
        self._chance = Random(seed)
        self._files: list[TextIO] = []
        self._writers: dict[str, Any] = {}
        self._fields: dict[str, list[str]] = {}
        self.bad_rows = 0
        for source in (REGISTER, SUPERVISION, INSPECTION, APPROVAL, FIRM):
            self._open(folder, source)

    def _open(self, folder: Path, source: str) -> None:
        kind = SUPERVISION if source == REGISTER else source
        fields = [name for name in HEADINGS if name not in _NEVER[kind]]
        encoding = _ENCODINGS.get(kind, "utf-8")
        file = (folder / f"{source}.csv").open("w", encoding=encoding, newline="")
        self._files.append(file)
        self._fields[source] = fields
        self._writers[source] = csv.writer(file, lineterminator="\n")
        self._writers[source].writerow(["记录号", "更新日期", *(HEADINGS[name] for name in fields)])
        text = mapping_text(source=kind, fields=fields, encoding=encoding)
        (folder / f"{source}.toml").write_text(text, encoding="utf-8")

    def add(self, told: Told) -> None:
        """Write the rows of one elevator."""
        number = told.elevator.label[1:]
        row = self._row(REGISTER, f"S{number}", "2026-10-01", told.elevator.facts)
        if self._chance.random() < BAD_ROWS:
            self._chance.choice(SPOILT)(row, self._fields[REGISTER])
            self.bad_rows += 1
        self._writers[REGISTER].writerow(row)
        for entry in told.entries:
            kind = entry.source.partition(":")[0]
            if kind in self._writers:
                row = self._row(kind, entry.key, f"{entry.observed}", entry.fields)
                self._writers[kind].writerow(row)

    def _row(self, table: str, key: str, observed: str, facts: Facts) -> list[str]:
        return [key, observed, *(_cell(name, facts.get(name)) for name in self._fields[table])]

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()


def _cell(field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    return _WORDS[field].get(str(value), str(value)) if field in _WORDS else str(value)


def mapping_text(*, source: str, fields: list[str], encoding: str) -> str:
    """Return the mapping file by which a table is imported."""
    lines = [
        "[register]", f'name = "{source}"', f'source = "{source}"', 'catalogue = "2014"',
        'record = "记录号"', 'observed = "更新日期"', "", "[file]", f'encoding = "{encoding}"', "",
        "[coordinates]", 'system = "wgs84"',
    ]  # fmt: skip
    for name in fields:
        lines += ["", f"[columns.{name}]", f'from = "{HEADINGS[name]}"']
        if name in _UNITS:
            lines.append(f'unit = "{_UNITS[name]}"')
        if name.endswith("_on"):
            lines.append('dates = ["%Y-%m-%d"]')
    return "\n".join(lines) + "\n"
