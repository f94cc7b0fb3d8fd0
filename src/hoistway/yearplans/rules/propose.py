"""A year plan from an elevator's facts: how each item is checked, how often, and why."""

from collections.abc import Mapping
from math import ceil

from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.rules.facts import Need, PlanFacts, Proposal, ProposedLine, Value
from hoistway.yearplans.rules.interval import is_thin, need_of
from hoistway.yearplans.rules.policy import PlanPolicy, level_of
from hoistway.yearplans.rules.rates import YEAR_DAYS
from hoistway.yearplans.vocabulary import LineReason

_MONTHS = {2: 3, 3: 6, 4: 12}
"""The rule's own months of the levels above the half-monthly. Source: TSG T5002-2017."""

_LONGEST_HALF_YEARLY = 12
_MONTH_DAYS = YEAR_DAYS / 12

_Interval = tuple[int, int]


def propose(*, facts: PlanFacts, policy: PlanPolicy) -> Proposal:
    """Return the plan that the platform proposes for one elevator.

    Source: 286号 二（三）, 附件2 三 4; requirements C4, C5.
    """
    need = need_of(facts=facts, policy=policy)
    lines = tuple(_line(code, facts, need, policy) for code in policy.items_of(facts.annex))
    return Proposal(
        edition=policy.edition, lines=lines, need=need,
        visits_a_year=_visits(lines), thin=is_thin(need=need),
    )  # fmt: skip


def interval_days(line: ProposedLine) -> float:
    """Return a line's interval in days, months by their mean length."""
    return line.days or line.months * _MONTH_DAYS


def _visits(lines: tuple[ProposedLine, ...]) -> int:
    on_site = [interval_days(line) for line in lines if line.way is not ItemWay.REMOTE]
    return ceil(YEAR_DAYS / min(on_site)) if on_site else 0


def _line(item: str, facts: PlanFacts, need: Need, policy: PlanPolicy) -> ProposedLine:
    way = policy.ways[item]
    if item in policy.tests:
        return _said(item, way, (0, 12), LineReason.YEARLY_TEST)
    if way is ItemWay.REMOTE and facts.witnessed is not None and item not in facts.witnessed:
        way = ItemWay.SITE  # a remote check that cannot count would bring every visit forward
    trusted = not is_thin(need=need)
    if way in {ItemWay.REMOTE, ItemWay.HINT} and not trusted:
        line = _on_site(item, ItemWay.SITE, need, policy)
    elif way is ItemWay.REMOTE:
        line = _said(item, way, _own(item, policy), LineReason.REMOTE_DATA)
    elif way is ItemWay.HINT:
        line = _hinted(item, need, policy)
    else:
        line = _on_site(item, way, need, policy)
    return _tightened(line, facts, policy)


def _own(item: str, policy: PlanPolicy) -> _Interval:
    """The rule's own interval of an item."""
    level = level_of(item=item)
    return (policy.fixed_days, 0) if level == 1 else (0, _MONTHS[level])


def _of_visit(days: int, policy: PlanPolicy) -> _Interval:
    """The last step is said in months: ninety days may be more than three of them."""
    return (0, policy.max_gap_months) if days >= policy.steps_days[-1] else (days, 0)


def _on_site(item: str, way: ItemWay, need: Need, policy: PlanPolicy) -> ProposedLine:
    level, decided = level_of(item=item), need.decided
    if level == 1:
        return _said(item, way, _of_visit(need.days, policy), decided.reason, decided.values)
    if level == 2 and way is ItemWay.NEVER_REMOTE and need.days > need.fixed_days:
        return _said(item, way, _of_visit(need.days, policy), LineReason.SAFETY_ITEM)
    return _said(item, way, (0, _MONTHS[level]), LineReason.RULE_LEVEL)


def _hinted(item: str, need: Need, policy: PlanPolicy) -> ProposedLine:
    """Items that data hint at are confirmed at every second visit. Source: template 3.3, P."""
    level, own = level_of(item=item), _own(item, policy)
    if level == 1 and need.days > need.fixed_days:
        return _said(item, ItemWay.HINT, _of_visit(2 * need.days, policy), LineReason.REMOTE_DATA)
    if level == 3 and need.days >= policy.old_days:
        return _said(item, ItemWay.HINT, (0, _LONGEST_HALF_YEARLY), LineReason.REMOTE_DATA)
    return _said(item, ItemWay.HINT, own, LineReason.RULE_LEVEL)


def _tightened(line: ProposedLine, facts: PlanFacts, policy: PlanPolicy) -> ProposedLine:
    """Return the line at most as long as the item's own troubles and its maker allow."""
    own = _own(line.item, policy)
    for codes, reason in (
        (facts.deviating, LineReason.INDICATOR), (facts.defects, LineReason.DEFECT),
    ):  # fmt: skip
        if line.item in codes:
            line = _shorter(line, own, reason, {})
            if line.way is ItemWay.REMOTE:  # what departs from its past is looked at on site
                line = _said(line.item, ItemWay.SITE, own, reason)
    for part in facts.part_ages:
        if part.item == line.item and part.years >= part.life_years:
            values = {"years": part.years, "life_years": part.life_years}
            line = _shorter(line, own, LineReason.PART_AGE, values)
    if (days := facts.makers_limits.get(line.item)) is not None:
        line = _shorter(line, (days, 0), LineReason.MAKERS_LIMIT, {"days": days})
    return line


def _shorter(
    line: ProposedLine, interval: _Interval, reason: LineReason, values: Mapping[str, Value]
) -> ProposedLine:
    other = _said(line.item, line.way, interval, reason, values)
    return other if interval_days(other) < interval_days(line) else line


def _said(
    item: str,
    way: ItemWay,
    interval: _Interval,
    reason: LineReason,
    values: Mapping[str, Value] | None = None,
) -> ProposedLine:
    return ProposedLine(
        item=item, way=way, days=interval[0], months=interval[1], reason=reason,
        values=dict(values or {}),
    )  # fmt: skip
