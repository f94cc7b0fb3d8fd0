"""A plan as its page and its table show it, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoistway.maintenance.queries.standards import items_by_code
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import Number, chosen, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.yearplans.drawings import limit_drawing, months_drawing, year_drawing
from hoistway.web.yearplans.reasons import why
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.queries import PlainLine, YearVisit, months_of, plain, visits_of_year
from hoistway.yearplans.vocabulary import LineReason, YearPlanState

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR,
)  # fmt: skip
STATES: dict[YearPlanState, Tone] = {
    YearPlanState.PROPOSED: "caution", YearPlanState.ADOPTED: "safe",
    YearPlanState.SUPERSEDED: "quiet", YearPlanState.ENDED: "quiet",
}  # fmt: skip
WAYS: dict[ItemWay, Tone] = {
    ItemWay.REMOTE: "safe", ItemWay.HINT: "active", ItemWay.SITE: "quiet",
    ItemWay.NEVER_REMOTE: "caution",
}  # fmt: skip
FIXED_VISITS = 24
"""Visits of a year at fixed intervals. Source: 特种设备安全监察条例 art. 31: every 15 days."""

_LONGEST = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One item of a plan in words; `strip` marks the months in which somebody looks at it."""

    item: str
    name: str
    asks: str
    way: ItemWay
    tone: Tone
    interval: str
    why: str
    changed: bool
    strip: SafeString
    months: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One reason why the visits are not further apart."""

    days: int
    why: str
    decided: bool
    drawing: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRows:
    """The items that are checked one way."""

    way: ItemWay
    tone: Tone
    rows: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One alteration by the firm: when, who, why, what."""

    at: datetime
    name: str
    reason: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """A whole plan."""

    plan: YearPlan
    tone: Tone
    numbers: tuple[Number, ...]
    drawing: SafeString
    visits: tuple[YearVisit, ...]
    months: tuple[date, ...]
    ways: tuple[WayRows, ...]
    limits: tuple[LimitRow, ...]
    facts: tuple[tuple[str, str], ...]
    changes: tuple[ChangeRow, ...]


def interval_words(*, days: int, months: int) -> str:
    """Return an interval in words."""
    if months:
        return ngettext("每 %(n)s 个月", "每 %(n)s 个月", months) % {"n": months}
    return ngettext("每 %(n)s 天", "每 %(n)s 天", days) % {"n": days}


def item_name(*, item: str) -> str:
    """Return what an item is called."""
    found = items_by_code().get(item)
    return spoken((found.zh, found.en)) if found else item


def shown_plan(*, plan: YearPlan, lines: Sequence[YearPlanLine]) -> ShownPlan:
    """Return a plan in words and drawings."""
    given = [plain(line=row) for row in lines]
    visits = visits_of_year(lines=given, first=plan.first_day, last=plan.last_day)
    months = months_of(first=plan.first_day, last=plan.last_day)
    rows = line_rows(lines=lines, visits=visits, months=months)
    return ShownPlan(
        plan=plan, tone=STATES[plan.state], visits=tuple(visits), months=tuple(months),
        numbers=_numbers(plan, visits, given), facts=_facts(plan), limits=_limits(plan),
        drawing=year_drawing(
            visits=visits, months=months, first=plan.first_day, last=plan.last_day,
            label=_("一年内的现场维保：每根柱是一次，柱高为项目数"),
        ),
        ways=tuple(
            WayRows(way=way, tone=WAYS[way], rows=found)
            for way in ItemWay
            if (found := tuple(row for row in rows if row.way is way))
        ),
        changes=tuple(_change(said) for said in reversed(plan.changes)),
    )  # fmt: skip


def line_rows(
    *, lines: Sequence[YearPlanLine], visits: Sequence[YearVisit], months: Sequence[date]
) -> list[LineRow]:
    """Return the lines in words, each with the months in which it is looked at on site."""
    places = {month: place for place, month in enumerate(months)}
    marked: dict[str, set[int]] = {}
    for visit in visits:
        for item in visit.items:
            marked.setdefault(item, set()).add(places[visit.on.replace(day=1)])
    return [_line(row, frozenset(marked.get(row.item, ())), len(months)) for row in lines]


def _line(row: YearPlanLine, months: frozenset[int], count: int) -> LineRow:
    found = items_by_code().get(row.item)
    return LineRow(
        item=row.item, name=item_name(item=row.item),
        asks=spoken((found.asks_zh, found.asks_en)) if found else "", way=ItemWay(row.way),
        tone=WAYS[ItemWay(row.way)], interval=interval_words(days=row.days, months=row.months),
        why=why(reason=row.reason, values=row.values),
        changed=row.reason is LineReason.FIRMS_CHOICE, months=months,
        strip=months_drawing(marked=months, count=count),
    )  # fmt: skip


def _numbers(
    plan: YearPlan, visits: Sequence[YearVisit], lines: Sequence[PlainLine]
) -> tuple[Number, ...]:  # fmt: skip
    came = [plan.first_day, *(one.on for one in visits)]
    longest = max(((later - day).days for day, later in pairwise(came)), default=0)
    count = {way: sum(line.way is way for line in lines) for way in ItemWay}
    return (
        Number(label=_("全年现场维保"), value=len(visits), unit=_("次"),
            note=_("固定周期 %(n)s 次") % {"n": FIXED_VISITS}),
        Number(label=_("现场间隔最长"), value=longest, unit=_("天"), note=_("不得超过3个月")),
        Number(label=word(ItemWay.REMOTE), value=count[ItemWay.REMOTE], unit=_("项"),
            note=_("另有 %(n)s 项远程提示") % {"n": count[ItemWay.HINT]}),
        Number(label=word(ItemWay.SITE), value=count[ItemWay.SITE] + count[ItemWay.NEVER_REMOTE],
            unit=_("项"), note=_("其中 %(n)s 项为安全项目") % {"n": count[ItemWay.NEVER_REMOTE]}),
    )  # fmt: skip


def _limits(plan: YearPlan) -> tuple[LimitRow, ...]:
    said: Sequence[Mapping[str, Any]] = (plan.need or {}).get("limits") or ()
    tightest = min((one["days"] for one in said), default=0)
    first = next((place for place, one in enumerate(said) if one["days"] == tightest), -1)
    rows = [
        LimitRow(
            days=one["days"], decided=place == first,
            why=_limit_words(one),
            drawing=limit_drawing(days=one["days"], most=_LONGEST, decided=place == first),
        )
        for place, one in enumerate(said)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.days, not row.decided)))


def _limit_words(said: Mapping[str, Any]) -> str:
    reason = chosen(LineReason, str(said["reason"]))
    return why(reason=reason, values=said["values"]) if isinstance(reason, LineReason) else ""


def _facts(plan: YearPlan) -> tuple[tuple[str, str], ...]:
    said, need = plan.facts or {}, plan.need or {}
    rows: list[tuple[str, str]] = []
    if (years := said.get("age_years")) is not None:
        rows.append((word(LineReason.AGE), _("%(n)s 年") % {"n": f"{years:g}"}))
    if (share := said.get("online_share")) is not None:
        facts = {"share": f"{share:.1%}", "days": said.get("known_days", 0)}
        rows.append((_("监测在线"), _("%(share)s，%(days)s 天") % facts))
    if (ratio := said.get("use_ratio")) is not None:
        rows.append((word(LineReason.USE), _("同类电梯的 %(n)s 倍") % {"n": f"{ratio:g}"}))
    if said:
        facts = {"n": said.get("past_faults", 0), "days": said.get("past_days", 0)}
        rows.append((_("故障"), _("%(days)s 天内 %(n)s 次") % facts))
    if need:
        facts = {name: f"{need[name]:.1f}" for name in ("rate", "rate_low", "rate_high")}
        words = _("每年 %(rate)s 次（置信区间 %(rate_low)s–%(rate_high)s）") % facts
        rows.append((_("故障率估计"), words))
    for name, label in (("deviating", _("监测偏离的项目")), ("defects", _("检验发现问题的项目"))):
        if said.get(name):
            rows.append((label, " ".join(said[name])))
    return tuple(rows)


def _change(said: Mapping[str, Any]) -> ChangeRow:
    return ChangeRow(
        at=datetime.fromisoformat(said["at"]), name=str(said["by"].get("name", "")),
        reason=str(said["reason"]),
        lines=tuple(
            f"{one[0]} {item_name(item=one[0])}: {interval_words(days=one[2], months=one[3])} → "
            f"{interval_words(days=one[5], months=one[6])}"
            for one in said["lines"]
        ),
    )  # fmt: skip
