"""The rows of a firm's year: one per visit, one per line of a record."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.terms import Term
from hoistway.maintenance.rules.items import Item
from hoistway.maintenance.vocabulary import ItemResult
from hoistway.maintenance.vocabulary.regime import called

VISIT_HEAD = (
    "visit 编号", "register_number 注册代码", "elevator 电梯", "address 地址", "use_unit 使用单位",
    "kind 种类", "level 级别", "state 状态", "crew 维保人员", "due_on 最迟日期",
    "counted_on 完成日期", "begun_at 开始", "ended_at 结束", "signed_at 签字", "items 项数",
    "abnormal 异常项", "photos 照片", "record_sha256 记录指纹", "edition 规则版本",
)  # fmt: skip
LINE_HEAD = (
    "visit 编号", "item 项目代码", "name 项目", "result 结果", "value 测量值", "unit 单位",
    "note 备注", "photos 照片",
)  # fmt: skip


class OneVisit(Protocol):
    """What a row needs of a visit."""

    uid: Any
    elevator: Any
    kind: Any
    level: Any
    state: Any
    due_on: date | None
    counted_on: date | None
    begun_at: datetime | None
    signed_at: datetime | None
    record: Any
    edition: str


def visit_row(*, visit: OneVisit, crew: str, content: Mapping[str, Any]) -> list[str | int]:
    """Return the row of one visit, words in Chinese, instants in Shanghai's time."""
    elevator, lines = visit.elevator, _lines(content)
    unit, record = elevator.use_unit, visit.record
    abnormal = sum(line.get("result") == str(ItemResult.ABNORMAL) for line in lines)
    return [
        str(visit.uid), elevator.register_number, elevator.name, elevator.address,
        unit.name if unit else "", _word(visit.kind), _level(visit), _word(visit.state), crew,
        str(visit.due_on or ""), str(visit.counted_on or ""), _clock(visit.begun_at),
        _told(content.get("ended_at")), _clock(visit.signed_at), len(lines), abnormal,
        sum(_count(line.get("photos")) for line in lines), record.sha256 if record else "",
        visit.edition,
    ]  # fmt: skip


def line_rows(
    *, uid: str, content: Mapping[str, Any], items: Mapping[str, Item]
) -> Iterator[list[str | int]]:  # fmt: skip
    """Yield the rows of a record's lines, in its order."""
    words = {str(result): result.zh for result in ItemResult}
    for line in _lines(content):
        code = str(line.get("item", ""))
        name = items[code].zh if code in items else str(line.get("zh") or "")
        result = str(line.get("result", ""))
        yield [
            uid, code, name, words.get(result, result), str(line.get("value") or ""),
            str(line.get("unit") or ""), str(line.get("note") or ""), _count(line.get("photos")),
        ]  # fmt: skip


def _lines(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    told = content.get("lines")
    return [line for line in told if isinstance(line, Mapping)] if isinstance(told, list) else []


def _count(photos: object) -> int:
    return len(photos) if isinstance(photos, list) else 0


def _word(term: object) -> str:
    return term.zh if isinstance(term, Term) else ""


def _level(visit: OneVisit) -> str:
    """Return the level, or that the visit went by need."""
    name = called(kind=visit.kind, level=visit.level)
    return "" if name == visit.kind else name.zh


def _clock(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if at else ""


def _told(text: object) -> str:
    """Return an instant of a record (RFC 3339) in Shanghai's time."""
    if not isinstance(text, str) or not text:
        return ""
    return _clock(datetime.fromisoformat(text))
