"""What is wrong with a body, field by field, in words that say how to mend it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, Field

_TYPES: dict[str, tuple[str, str]] = {
    "missing": ("缺少此项，请补上", "is missing; add it"),
    "extra_forbidden": ("没有此项，请检查拼写", "is not known; check its spelling"),
    "json_invalid": ("不是有效的 JSON", "is no valid JSON"),
    "enum": ("应为以下之一：{expected}", "must be one of {expected}"),
    "literal_error": ("应为以下之一：{expected}", "must be one of {expected}"),
    "string_type": ("应为文本", "must be text"),
    "string_too_short": ("至少 {min_length} 个字符", "needs at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "may have at most {max_length} characters"),
    "string_pattern_mismatch": ("格式应符合 {pattern}", "must match {pattern}"),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "float_type": ("应为数字", "must be a number"),
    "float_parsing": ("应为数字", "must be a number"),
    "finite_number": ("应为有限的数字", "must be a finite number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "greater_than_equal": ("不小于 {ge}", "must be at least {ge}"),
    "greater_than": ("大于 {gt}", "must be more than {gt}"),
    "less_than_equal": ("不大于 {le}", "must be at most {le}"),
    "less_than": ("小于 {lt}", "must be less than {lt}"),
    "list_type": ("应为数组", "must be an array"),
    "too_long": ("最多 {max_length} 个", "may hold at most {max_length}"),
    "too_short": ("至少 {min_length} 个", "needs at least {min_length}"),
    "dict_type": ("应为对象", "must be an object"),
    "model_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为对象", "must be an object"),
    "date_parsing": ("应为日期，例如 2026-11-22", "must be a day such as 2026-11-22"),
    "date_from_datetime_parsing": ("应为日期，例如 2026-11-22", "must be a day such as 2026-11-22"),
    "datetime_parsing": (
        "应为带时区的时刻，例如 2026-11-22T09:00:00+08:00",
        "must be an instant with offset, such as 2026-11-22T09:00:00+08:00",
    ),
    "timezone_aware": ("时刻须带时区，例如 +08:00", "needs an offset such as +08:00"),
    "uuid_parsing": ("应为 UUID", "must be a UUID"),
}
"""Kinds of mistakes of pydantic 2 → what to say of them."""

_OTHERS = ("此项有误：{said}", "is unsound: {said}")


class Mistake(BaseModel):
    """One thing wrong with a call."""

    where: str = Field(description="Where it stands: body.defects.0.words, query.limit …")
    code: str
    detail: str = Field(description="What is wrong and how to mend it, in the caller's language")


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def mistakes_of(errors: Iterable[Mapping[str, Any]], *, language: str) -> list[Mistake]:
    """Return all that is wrong, in the caller's language, by where it stands."""
    told = [_mistake(error, english=language.startswith("en")) for error in errors]
    return sorted(told, key=lambda one: one.where)


def _mistake(error: Mapping[str, Any], *, english: bool) -> Mistake:
    where = ".".join(str(part) for part in error.get("loc", ())) or "body"
    kind = str(error.get("type", ""))
    sentence = _TYPES.get(kind, _OTHERS)[english]
    facts = _Facts(error.get("ctx") or {}, said=error.get("msg", ""))
    said = sentence.format_map(facts)
    detail = f"`{where}` {said}." if english else f"{where}：{said}。"
    return Mistake(where=where, code=kind, detail=detail)
