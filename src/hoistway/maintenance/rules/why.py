"""Why a visit is due by its day and why it has its items, in one line of each language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from hoistway.foundation.periods import SHANGHAI
from hoistway.maintenance.rules.items import items_by_code
from hoistway.maintenance.rules.on_demand import NextVisit
from hoistway.maintenance.vocabulary.regime import VisitCause


class Why(NamedTuple):
    """One line in Chinese and in English, empty where there is nothing to explain."""

    zh: str
    en: str


NOTHING = Why("", "")
"""A visit by its level needs no word: the level says it."""


def why_kept(*, coming: NextVisit) -> dict[str, Any]:
    """Return what a visit by need keeps of why it is due and why it has its items.

    With it stand the year plan that asks for it and the edition by which that was made.
    """
    return {
        "plan": coming.plan_uid, "edition": coming.edition,
        "cause": str(coming.cause), "item": coming.first, "last_on": str(coming.last_on),
        "limit_on": str(coming.limit_on), "after": str(coming.after), "always": coming.always,
    }  # fmt: skip


def why_by_need(*, why: Mapping[str, Any], items: int, due_on: object) -> Why:
    """Return why a visit by need is due on its day, and which items it carries.

    Example:
        >>> kept = {"cause": "limit", "item": "", "last_on": "2026-11-30",
        ...         "limit_on": "2027-02-28", "after": "2027-05-28", "always": 14}
        >>> why_by_need(why=kept, items=20, due_on="2027-02-28").en.split(":")[0]
        'Three months after the last visit on site (2026-11-30)'
    """
    if not why:
        return NOTHING
    cause, last = VisitCause(why["cause"]), why["last_on"]
    item = items_by_code().get(why["item"])
    always, after = int(why["always"]), why["after"]
    rest = max(0, items - always)
    if cause is VisitCause.LIMIT or item is None:
        zh = f"距上次现场维保（{last}）满3个月"
        en = f"Three months after the last visit on site ({last})"
    elif cause is VisitCause.ITEM:
        zh = f"{item.code} {item.zh}到期（上次 {last}）"
        en = f"{item.code} {item.en} falls due (last {last})"
    else:
        zh, en = f"{item.code} {item.zh}：{cause.zh}", f"{item.code} {item.en}, {cause.en.lower()}"
    return Why(
        f"{zh}：最迟 {due_on}。共 {items} 项：{always} 项安全项目每次到场必查，"
        f"{rest} 项在再下次到场（不迟于 {after}）之前到期。",
        f"{en}: by {due_on}. Items: {items}; {always} are safety items of every visit, "
        f"{rest} fall due before the visit after this one could come ({after}).",
    )  # fmt: skip


def why_targeted(*, words_zh: str, words_en: str, due_at: datetime) -> Why:
    """Return what a finding of the monitoring asks for, with its hour."""
    hour = f"{due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return Why(
        f"监测发现：{words_zh}。最迟 {hour} 到场。",
        f"Found by monitoring: {words_en}. Somebody must come by {hour}.",
    )
