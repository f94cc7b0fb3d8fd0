"""What a use unit may ask for, and from which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hoistway.foundation.credit_code import is_credit_code
from hoistway.foundation.refusal import Refusal
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.registry.vocabulary import Field

AHEAD = timedelta(days=366)
"""How far ahead a day may lie. Chosen: a year covers a planned rebuilding; more is a slip."""

CHANGEABLE: dict[Field, int] = {
    Field.USE_UNIT: 120, Field.USE_UNIT_CODE: 18, Field.NAME: 80, Field.UNIT_NUMBER: 40,
    Field.ESTATE: 80, Field.BUILDING: 40,
}  # fmt: skip
"""What a use unit may ask to change, with the most signs of each. Source: TSG 08 变更登记 (M):
unit and name; numbers, kind and technical facts follow certificates, the firm its own filing."""


class InArrears(Refusal):
    """Raised when a request should hold from a day that is already past."""

    code = "in_arrears"
    zh = "生效日期 {on} 早于提交当天 {today}。停用、启用、报废和变更不得事后补办。"
    en = "{on} lies before today, {today}. Nothing of this kind can be filed in arrears."
    clause = "TSG 08"
    status = 422


class TooFarAhead(Refusal):
    """Raised when the day lies so far ahead that it must be a slip."""

    code = "too_far_ahead"
    zh = "生效日期最晚为 {last}。"
    en = "The day may be {last} at the latest."
    status = 422


class EndsBeforeItBegins(Refusal):
    """Raised when a suspension should end before or on its first day."""

    code = "ends_before_it_begins"
    zh = "预计恢复日期须晚于停用日期。"
    en = "The expected end must come after the first day of the suspension."
    status = 422


class ReasonMissing(Refusal):
    """Raised when a request or its return gives no reason."""

    code = "reason_missing"
    zh = "请写明理由。"
    en = "Please give a reason."
    status = 422


class NothingChanges(Refusal):
    """Raised when a change names nothing new."""

    code = "nothing_changes"
    zh = "请至少填写一项与现登记不同的内容。"
    en = "Name at least one fact that differs from the register."
    status = 422


class NotChangeable(Refusal):
    """Raised when a use unit asks to change what it does not decide."""

    code = "not_changeable"
    zh = "“{zh}”不能由使用单位申请变更。"
    en = "“{en}” is not changed by a request of the use unit."
    clause = "TSG 08"
    status = 422


class CodeNotSound(Refusal):
    """Raised when the new use unit's credit code has a wrong check digit."""

    code = "code_not_sound"
    zh = "统一社会信用代码 {code} 校验不通过，请核对。"
    en = "The credit code {code} fails its check digit; please compare it with the licence."
    clause = "GB 32100-2015"
    status = 422


class UnitIncomplete(Refusal):
    """Raised when a new use unit is named without its code, or a code without another name."""

    code = "unit_incomplete"
    zh = "变更使用单位时，请同时填写新单位的名称和统一社会信用代码，两者都须与现单位不同。"
    en = "A new use unit needs its name and its credit code, both unlike those of the present one."
    clause = "GB 32100-2015"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a use unit asks: kind, first day, expected end of a suspension, new facts, why."""

    kind: UseRequestKind
    effective_on: date
    reason: str
    until: date | None = None
    changes: Mapping[str, str] = field(default_factory=dict)


def require_sound(*, wish: Wish, today: date, held: Mapping[str, str]) -> dict[str, str]:
    """Return what would change, or refuse; `today` is the day of filing in Shanghai.

    Raises: InArrears, TooFarAhead, EndsBeforeItBegins, ReasonMissing, NothingChanges,
    NotChangeable, UnitIncomplete, CodeNotSound.

    Example:
        >>> day = date(2026, 11, 22)
        >>> wish = Wish(kind=UseRequestKind.SUSPEND, effective_on=day, reason="大修")
        >>> require_sound(wish=wish, today=day, held={})
        {}
    """
    if not wish.reason.strip():
        raise ReasonMissing
    if wish.effective_on < today:
        raise InArrears(on=wish.effective_on, today=today)
    if wish.effective_on > today + AHEAD:
        raise TooFarAhead(last=today + AHEAD)
    if wish.until is not None and wish.until <= wish.effective_on:
        raise EndsBeforeItBegins
    if wish.kind is not UseRequestKind.CHANGE:
        return {}
    return _changes(wish.changes, held)


def _changes(wanted: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    changes: dict[str, str] = {}
    for code, value in wanted.items():
        asked = Field(code)
        if asked not in CHANGEABLE:
            raise NotChangeable(zh=asked.zh, en=asked.en)
        text = value.strip()[: CHANGEABLE[asked]]
        if text and text != held.get(code, ""):
            changes[code] = text
    if not changes:
        raise NothingChanges
    return changes | _new_unit(changes)


def _new_unit(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the new unit's code in its one form; name and code change together or not at all."""
    name = changes.get(str(Field.USE_UNIT), "")
    code = changes.get(str(Field.USE_UNIT_CODE), "").upper()
    if bool(name) != bool(code):
        raise UnitIncomplete
    if code and not is_credit_code(code=code):
        raise CodeNotSound(code=code)
    return {str(Field.USE_UNIT_CODE): code} if code else {}
