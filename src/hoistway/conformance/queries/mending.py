"""How to mend what the intake refuses: one sentence a reason, in both languages."""

from hoistway.conformance.rules.report import RowFault
from hoistway.conformance.rules.rows import Row
from hoistway.telemetry.queries.reading import Unfit
from hoistway.telemetry.vocabulary import RefusedReason

_RAW = 300
"""Letters kept of a row. Chosen: an ordinary sample is whole."""

MENDS: dict[RefusedReason, tuple[str, str]] = {
    RefusedReason.TOO_LARGE: (
        "一条样本不超过 4,096 字节；不要附图片或日志。",
        "One sample has at most 4,096 bytes; send no pictures or logs with it.",
    ),
    RefusedReason.NOT_UTF8: ("以 UTF-8 编码发送。", "Send UTF-8."),
    RefusedReason.NOT_JSON: (
        "每行一个完整的 JSON 对象。", "Send one whole JSON object on each line.",
    ),
    RefusedReason.NOT_AN_OBJECT: (
        "一条样本是一个 JSON 对象。", "One sample is one JSON object.",
    ),
    RefusedReason.DUPLICATE_FIELD: (
        "同一字段只写一次。", "Write each field once.",
    ),
    RefusedReason.UNKNOWN_SCHEMA: (
        "schema 写 lift.status/1 或 escalator.status/1。",
        "Let `schema` be lift.status/1 or escalator.status/1.",
    ),
    RefusedReason.WRONG_SCHEMA: (
        "直梯用 lift.status/1，扶梯和人行道用 escalator.status/1。",
        "Lifts report by lift.status/1, escalators and walks by escalator.status/1.",
    ),
    RefusedReason.MISSING_FIELD: (
        "补上必填字段；确无此信号的终端不能接入。",
        "Add the field; a device without that signal cannot be connected.",
    ),
    RefusedReason.UNKNOWN_FIELD: (
        "删去或改正字段名；另有格式的平台选一个代码映射。",
        "Drop or rename the field; a platform with a form of its own chooses a mapping.",
    ),
    RefusedReason.WRONG_TYPE: (
        "按文档的类型发送，数字不加引号。", "Send the documented type; numbers without quotes.",
    ),
    RefusedReason.OUT_OF_RANGE: (
        "按 GB/T 24476-2017 的取值发送；自有代码选一个代码映射。",
        "Send the values of GB/T 24476-2017; own codes need a mapping.",
    ),
    RefusedReason.BAD_INSTANT: (
        "时间写成带时区的 RFC 3339，例如 2026-11-22T12:00:00+08:00。",
        "Write instants as RFC 3339 with offset, such as 2026-11-22T12:00:00+08:00.",
    ),
    RefusedReason.FUTURE: ("校准终端时钟。", "Set the device's clock."),
    RefusedReason.ANCIENT: (
        "七天内补传；更早的不再收。", "Send stored samples within seven days.",
    ),
    RefusedReason.UNKNOWN_ELEVATOR: (
        "核对注册代码；新梯先办使用登记。",
        "Check the register number; a new elevator is registered first.",
    ),
    RefusedReason.FOREIGN_ELEVATOR: (
        "只报本单位维保或使用的电梯；接手后先备案。",
        "Report for your own elevators; file the maintenance of a new one first.",
    ),
}  # fmt: skip
"""Reason of a refusal → how to mend it, in Chinese and English."""


def fault_of(*, row: Row, unfit: Unfit) -> RowFault:
    """Return the refusal of a row by the intake as a line of the report."""
    zh, en = MENDS.get(unfit.reason, ("", ""))
    return RowFault(
        row=row.number, code=str(unfit.reason), zh=unfit.reason.zh, en=unfit.sentence,
        mend_zh=zh, mend_en=en, raw=row.raw[:_RAW].decode("utf-8", "replace"),
    )  # fmt: skip
