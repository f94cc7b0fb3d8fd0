"""Who has grounds to leave the pilot, written from annex 2 alone; imports nothing of the product.

A case is one dict of plain values as `exits_cases` makes them. The two chances behind «clearly
above» are worked out in another way than the rule does it: a sum of binomial terms instead of an
incomplete beta function, and a quadrature of the density. Source: 286号 附件2 四（四）2.
"""

from datetime import timedelta
from functools import cache
from math import comb, exp, lgamma
from typing import Any

import numpy as np

Case = dict[str, Any]

FIFTEEN_DAYS_S = 15 * 24 * 3600
MEASURED_DAYS = 30
QUARTER_DAYS = 90
RISE, SURE, CHANCE, LEAST_FAULTS, LEAST_DAYS = 1.5, 0.95, 0.05, 4, 90
LOST_IN_A_DAY = {"consent", "insured", "answered_for", "year_plan", "firm_listed"}


def answers(case: Case) -> dict[str, tuple[str, bool]]:
    """Return the answer to each clause, and whether it takes effect at once."""
    silent = case["silent_s"] >= FIFTEEN_DAYS_S
    failed = case["failed_on"] is not None
    return {
        "inspection_failed": (_said(failed), failed), "silent": (_said(silent), silent),
        "condition_lost": _lost(case), "fault_rate": (_faults(case), False),
        "complaints": (_said(_complained(case)), False),
    }  # fmt: skip


def _said(found: bool) -> str:
    return "found" if found else "not_found"


def _lost(case: Case) -> tuple[str, bool]:
    at_once = not case["bound"] or any(name in LOST_IN_A_DAY for name, _ in case["lost"])
    month = timedelta(days=MEASURED_DAYS)
    lasting = any(name == "online" and case["day"] - month > since for name, since in case["lost"])
    return _said(at_once or lasting), at_once


def _complained(case: Case) -> bool:
    """Three in a quarter whose last day is today."""
    young = [day for day in case["complaints"] if 0 <= (case["day"] - day).days < QUARTER_DAYS]
    return len(young) >= 3


def _faults(case: Case) -> str:
    counts = case["counts"]
    if counts is None:
        return "insufficient"
    own = _rose(counts, case["prior"])
    lived = min(counts["now_days"], counts["before_days"]) >= LEAST_DAYS
    pool_speaks = own == "insufficient" and lived and case["pool_of"] > 1
    return "found" if pool_speaks and _rose(case["pool"], case["prior"]) == "found" else own


def _rose(counts: dict[str, int], prior: tuple[float, float]) -> str:
    days = counts["now_days"], counts["before_days"]
    own = _clearly(counts["now"], counts["before"], *days, *prior)
    if own == "found" or counts["open_now"] == 0:
        return own
    now, before = counts["now"] + counts["open_now"], counts["before"] + counts["open_before"]
    return "causes_open" if _clearly(now, before, *days, *prior) == "found" else own


@cache
def _clearly(
    now: int, before: int, now_days: int, before_days: int, shape: float, prior_days: float
) -> str:  # fmt: skip
    if now_days < LEAST_DAYS or before_days < LEAST_DAYS:
        return "insufficient"
    if now < LEAST_FAULTS:
        return "insufficient" if now * before_days > before * now_days else "not_found"
    share, total = now_days / (now_days + before_days), now + before
    chance = sum(
        comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(now, total + 1)
    )
    if chance > CHANCE:
        return "not_found"
    first, second = now + shape, before + shape
    sure = _above(first, now_days + prior_days, second, before_days + prior_days)
    return _said(sure >= SURE)


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)


def _above(now: float, now_days: float, before: float, before_days: float) -> float:
    """Return the chance that one gamma rate is above RISE times another, by quadrature.

    The share of the former rate in both, each times its days, is a beta variable; x is the
    square of a sine, so that the density has no pole at the ends.
    """
    edge = before_days / (RISE * now_days + before_days)
    end = np.arcsin(np.sqrt(edge))
    angle = (_NODES + 1) * end / 2
    log_front = lgamma(now + before) - lgamma(now) - lgamma(before)
    log_density = (2 * before - 1) * np.log(np.sin(angle)) + (2 * now - 1) * np.log(np.cos(angle))
    return float((_WEIGHTS * np.exp(log_density)).sum() * end * exp(log_front))
