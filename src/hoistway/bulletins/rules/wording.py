"""What a bulletin must say, and for how long it may stand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope
from hoistway.foundation.refusal import Refusal

LONGEST = timedelta(days=366)
"""Chosen: what should be known for more than a year is a rule, not a bulletin."""

LONGEST_STOP = timedelta(days=90)
"""Chosen: an elevator that stands longer is suspended by registration, not by a bulletin."""


class TextMissing(Refusal):
    """Raised when a bulletin lacks its Chinese title or text."""

    code = "text_missing"
    zh = "请写明中文标题和正文。"
    en = "Give the Chinese title and text."
    status = 422


class HalfEnglish(Refusal):
    """Raised when only one of title and text is translated."""

    code = "half_english"
    zh = "英文标题和正文须一并填写，或都不填。"
    en = "Translate both title and text, or neither."
    status = 422


class PeriodWrong(Refusal):
    """Raised when a bulletin ends before it begins, has ended already, or stands too long."""

    code = "period_wrong"
    zh = "展示时间有误：须晚于现在结束，且不超过 {days} 天。"
    en = "The period is wrong: it must end after now and last no more than {days} days."
    status = 422


class ScopeWrong(Refusal):
    """Raised when a bulletin does not say whom it concerns, or speaks for a wider area."""

    code = "scope_wrong"
    zh = "请选择本单位有权发布的范围。"
    en = "Choose whom it concerns among those you may speak to."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A bulletin as it is written; instants are aware, the key fits the scope."""

    kind: BulletinKind
    scope: BulletinScope
    title_zh: str
    text_zh: str
    begins: datetime
    ends: datetime
    form_id: UUID
    title_en: str = ""
    text_en: str = ""
    jurisdiction_id: int | None = None
    place_id: int | None = None
    elevator_id: int | None = None


def require_sound(*, draft: Draft, now: datetime) -> None:
    """Refuse a bulletin that cannot stand as it is written.

    Raises: TextMissing, HalfEnglish, PeriodWrong.
    """
    if not draft.title_zh.strip() or not draft.text_zh.strip():
        raise TextMissing
    if bool(draft.title_en.strip()) is not bool(draft.text_en.strip()):
        raise HalfEnglish
    longest = LONGEST_STOP if draft.kind is BulletinKind.STOPPED else LONGEST
    if draft.ends <= max(draft.begins, now) or draft.ends - draft.begins > longest:
        raise PeriodWrong(days=longest.days)


def is_public_at_once(*, kind: BulletinKind, scope: BulletinScope) -> bool:
    """Return whether a bulletin is public before anybody else has read it.

    That an elevator stands is told at once to those who would step into it; the district may
    take it down. Source: 上海市电梯安全管理办法（2023）, the duty after a stop of 24 hours (M).

    Example:
        >>> is_public_at_once(kind=BulletinKind.STOPPED, scope=BulletinScope.CITY)
        False
    """
    return kind is BulletinKind.STOPPED and scope is BulletinScope.ELEVATOR
