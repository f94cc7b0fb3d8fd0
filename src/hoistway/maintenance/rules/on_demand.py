"""The next visit to an elevator that follows a year plan: by which day, and with which items.

Days are calendar days in Shanghai; a last day is the last on which the visit is still in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from hoistway.maintenance.rules.calibration import Governor, calibration_due, calibration_item
from hoistway.maintenance.rules.items import Item, checklist, items_by_code
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.on_demand_policy import OnDemandPolicy
from hoistway.maintenance.rules.pauses import DAY, Pause, paused_days
from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.rules.seasons import in_season
from hoistway.maintenance.vocabulary import Annex, Level
from hoistway.maintenance.vocabulary.regime import ItemWay, VisitCause

_OFTEN = frozenset({Level.HALF_MONTH, Level.QUARTER})
_BY_DATA = frozenset({ItemWay.REMOTE, ItemWay.HINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """How one item is checked and how often: exactly one of `days` and `months`."""

    item: str
    way: ItemWay
    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """Return the last day for the check that follows one on a day."""
        if self.months:
            return months_after(day=day, months=self.months)
        return day + self.days * DAY


class LastDone(NamedTuple):
    """When an item was looked at on site last, and when its data counted last."""

    on_site: date
    remote: date | None = None

    @property
    def last(self) -> date:
        """The later of both."""
        return max(self.on_site, self.remote) if self.remote else self.on_site


@dataclass(frozen=True, slots=True, kw_only=True)
class ByNeed:
    """What is known of one elevator on demand; `done` names every item of its annex.

    `plan_uid` and `edition` are those of the year plan that it follows.
    """

    annex: Annex
    since: date
    today: date
    on_site_on: date
    lines: Mapping[str, PlanLine]
    done: Mapping[str, LastDone]
    pauses: tuple[Pause, ...] = ()
    governor: Governor = field(default_factory=Governor)
    plan_uid: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDue:
    """When one item falls due, and by what; `on_site` says whether somebody must come for it."""

    item: str
    way: ItemWay
    last_on: date
    due_on: date
    on_site: bool
    cause: VisitCause = VisitCause.ITEM


@dataclass(frozen=True, slots=True, kw_only=True)
class NextVisit:
    """The next visit: its last day, its items in the order of the annex, and why.

    `first` is the item that fixes the day, `limit_on` three months after the last visit, `after`
    the day by which the visit that follows could do what this one leaves; `plan_uid` and
    `edition` are those of the year plan that asks for it.
    """

    due_on: date
    items: tuple[str, ...]
    cause: VisitCause
    first: str
    last_on: date
    limit_on: date
    after: date
    always: int
    plan_uid: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The editions that hold on a day: of maintenance, and of maintenance on demand."""

    policy: MaintenancePolicy
    on_demand: OnDemandPolicy


def limit_on(*, by_need: ByNeed, limits: Limits) -> date:
    """Return the last day of any next visit: three calendar months after the last one on site.

    Days out of use do not count.
    Source: 沪市监特种〔2020〕286号 二（三）: 现场维保间隔最长不得超过3个月.
    """
    last = by_need.on_site_on
    day = months_after(day=last, months=limits.on_demand.max_gap_months)
    return day + idle_days(by_need=by_need) * DAY


def idle_days(*, by_need: ByNeed) -> int:
    """Return how many days since the last visit on site the elevator was out of use."""
    return paused_days(since=by_need.on_site_on, pauses=by_need.pauses)


def items_due(*, by_need: ByNeed, limits: Limits) -> tuple[ItemDue, ...]:
    """Return when each item of the annex falls due, in the order of the annex."""
    items = checklist(annex=by_need.annex, level=Level.YEAR)
    return tuple(_due(one, by_need, limits) for one in items)


def _line(item: Item, by_need: ByNeed, limits: Limits) -> PlanLine:
    """Return the plan's line; an item that the plan forgot keeps the rule's own interval."""
    line = by_need.lines.get(item.code)
    if line is not None and (line.days or line.months):
        return line
    policy = limits.policy
    months = {
        Level.HALF_MONTH: 0, Level.QUARTER: policy.quarter_months,
        Level.HALF_YEAR: policy.half_year_months, Level.YEAR: policy.year_months,
    }[item.level]  # fmt: skip
    days = 0 if months else policy.half_month_days
    return PlanLine(item=item.code, way=ItemWay.SITE, days=days, months=months)


def _due(item: Item, by_need: ByNeed, limits: Limits) -> ItemDue:
    line, done, rule = _line(item, by_need, limits), by_need.done[item.code], limits.on_demand
    by_data = line.way in _BY_DATA
    last = done.last if by_data else done.on_site
    remote = line.way is ItemWay.REMOTE
    months = rule.remote_site_months if remote else rule.site_months[str(item.level)]
    due = _moved(line.after(last), last, by_need)
    seen_by = _moved(months_after(day=done.on_site, months=months), done.on_site, by_need)
    on_site = not (remote and _fresh(done, by_need, rule))
    if not on_site:
        due = max(due, by_need.today + DAY)
    found = ItemDue(
        item=item.code, way=line.way, last_on=last, due_on=min(due, seen_by),
        on_site=on_site or seen_by <= due,
    )  # fmt: skip
    return _by_other_clocks(item, found, by_need, limits.policy)


def _moved(due: date, last: date, by_need: ByNeed) -> date:
    """Return a last day moved by the days without use since then."""
    return due + paused_days(since=last, pauses=by_need.pauses) * DAY if by_need.pauses else due


def _fresh(done: LastDone, by_need: ByNeed, rule: OnDemandPolicy) -> bool:
    """Return whether the item's data still count; a plan that has just begun gets its chance."""
    heard = max(by_need.since, done.remote) if done.remote else by_need.since
    return by_need.today - heard <= timedelta(days=rule.remote_fresh_days)


def _by_other_clocks(
    item: Item, found: ItemDue, by_need: ByNeed, policy: MaintenancePolicy
) -> ItemDue:
    """Return the item brought forward by its season or by the governor's calibration."""
    if item.before:
        due = in_season(due=found.due_on, last=found.last_on, level=item.level, policy=policy)
        if due < found.due_on:
            return replace(found, due_on=due, on_site=True, cause=VisitCause.SEASON)
    asks = calibration_item(annex=by_need.annex)
    if asks is not None and asks.code == item.code:
        due_by = calibration_due(annex=by_need.annex, governor=by_need.governor)
        if due_by is not None and due_by < found.due_on:
            return replace(found, due_on=due_by, on_site=True, cause=VisitCause.CALIBRATION)
    return found


def next_by_need(*, by_need: ByNeed, limits: Limits) -> NextVisit:
    """Return the next visit of an elevator on demand.

    It is due with the first item for which somebody must come, never later than three months
    after the last visit on site. It carries all items that fall due before the visit after it
    could come, and each safety item of the lower levels that data may never check.
    """
    dues = items_due(by_need=by_need, limits=limits)
    limit = limit_on(by_need=by_need, limits=limits)
    site = [one for one in dues if one.on_site]
    earliest = min(site, key=lambda one: one.due_on, default=None)
    capped = earliest is None or limit < earliest.due_on
    due_on = limit if earliest is None else min(limit, earliest.due_on)
    after = _after(due_on, site, by_need, limits)
    items = tuple(
        one.item for one in dues
        if _always(one) or (one.on_site and (one.due_on == due_on or one.due_on < after))
    )  # fmt: skip
    return NextVisit(
        due_on=due_on, items=items or _half_month(by_need.annex),
        cause=VisitCause.LIMIT if capped or earliest is None else earliest.cause,
        first="" if capped or earliest is None else earliest.item,
        last_on=by_need.on_site_on if capped or earliest is None else earliest.last_on,
        limit_on=limit, after=after, always=sum(map(_always, dues)),
        plan_uid=by_need.plan_uid, edition=by_need.edition,
    )  # fmt: skip


def _after(due_on: date, site: Sequence[ItemDue], by_need: ByNeed, limits: Limits) -> date:
    """Return by when the visit after the next must come: the shortest interval of the plan."""
    named = items_by_code()
    lines = (_line(named[one.item], by_need, limits) for one in site)
    longest = months_after(day=due_on, months=limits.on_demand.max_gap_months)
    return min([longest, *(line.after(due_on) for line in lines)])


def _always(one: ItemDue) -> bool:
    """Return whether an item belongs to every visit on site."""
    return one.way is ItemWay.NEVER_REMOTE and one.item[2] in "12"


def _half_month(annex: Annex) -> tuple[str, ...]:
    return tuple(one.code for one in checklist(annex=annex, level=Level.HALF_MONTH))


def coming_by_need(*, by_need: ByNeed, limits: Limits, last: date) -> list[NextVisit]:
    """Return the visits that fall due until `last` if each is done on its last day.

    Items that their data check are taken as checked on every day to come.
    """
    found: list[NextVisit] = []
    held = by_need
    while True:
        coming = next_by_need(by_need=held, limits=limits)
        done_on = max(coming.due_on, held.today)
        if done_on > last or (found and coming.due_on <= found[-1].due_on):
            return found
        found.append(coming)
        done = dict(held.done)
        for code in done:
            remote = done_on if done[code].remote else None
            on_site = done_on if code in coming.items else done[code].on_site
            done[code] = LastDone(on_site, remote)
        held = replace(held, done=done, on_site_on=done_on, today=done_on)
