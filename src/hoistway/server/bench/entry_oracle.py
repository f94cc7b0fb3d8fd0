"""Who may be in the pilot, written from annex 2 alone; imports nothing of the product.

A case is one dict of plain values as `entry_cases` makes them; days are `date`, spans seconds.
Every number stands here a second time on purpose. Source: 286号 附件2 一, 三, 四.
"""

from datetime import date
from typing import Any

Case = dict[str, Any]

FIFTEEN_DAYS_S = 15 * 24 * 3600
ONE_DAY_S = 24 * 3600


def fails(case: Case) -> set[str]:
    """Return the clauses that do not hold, by their names."""
    found = {
        "period": _in_period(case), "firm_listed": _listed(case), "answered_for": _own(case),
        "consent": _agreed(case), "online": _online(case), "insured": _insured(case),
        "year_plan": _planned(case), "inspected": _inspected(case),
    }  # fmt: skip
    return {name for name, holds in found.items() if not holds}


def _in_period(case: Case) -> bool:
    first, last = case["period_first"], case["period_last"]
    return first is not None and last is not None and first <= case["day"] <= last


def _listed(case: Case) -> bool:
    listed = _stands(case["listed"], case["ended"], case["day"])
    return listed and _on_or_before(case["promise"], case["day"])


def _own(case: Case) -> bool:
    return case["maintainer"] is not None and case["maintainer"] == case["firm"]


def _agreed(case: Case) -> bool:
    same = case["unit"] is not None and case["unit"] == case["consent_unit"]
    return same and _stands(case["consented"], case["revoked"], case["day"])


def _online(case: Case) -> bool:
    """三 2: connected, in real time, continuously: 95 % over 30 days, no gap over 24 hours."""
    silent, gap = case["silent_s"], case["gap_s"]
    if not case["device"] or case["last_data"] is None or silent is None:
        return False
    if silent >= FIFTEEN_DAYS_S or silent > ONE_DAY_S or (gap is not None and gap > ONE_DAY_S):
        return False
    share = case["share"]
    return case["days_known"] >= 30 and share is not None and not share < 0.95


def _insured(case: Case) -> bool:
    last = case["insured_last"]
    begun = _on_or_before(case["insured_first"], case["day"])
    return begun and last is not None and not last < case["day"]


def _planned(case: Case) -> bool:
    last = case["plan_last"]
    own = case["plan"] and case["plan_firm"] == case["firm"]
    return bool(own and case["plan_items"] and last is not None and not last < case["day"])


def _inspected(case: Case) -> bool:
    overdue = case["due"] is not None and case["due"] < case["day"]
    return case["passed"] is not False and not overdue


def _on_or_before(when: date | None, day: date) -> bool:
    return when is not None and not day < when


def _stands(since: date | None, until: date | None, day: date) -> bool:
    """From the first day on; on the day of the end it stands no more."""
    return _on_or_before(since, day) and (until is None or day < until)
