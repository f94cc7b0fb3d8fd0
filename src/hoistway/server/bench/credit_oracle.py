"""Scores by a model's table, written apart from the product; imports nothing of it.

A model is the plain table of an edition's file; a firm is `{"organisation", "fleet", "counts",
"samples", "pool"}` as a round keeps it. All is reckoned in whole fractions.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

Table = dict[str, Any]


def number(said: Any) -> Fraction:
    """Return what a decimal writing says."""
    return Fraction(str(said))


def half_up(value: Fraction, places: int) -> Fraction:
    """Return a value rounded half away from zero."""
    sign = -1 if value < 0 else 1
    scaled = abs(value) * 10**places + Fraction(1, 2)
    return Fraction(sign * (scaled.numerator // scaled.denominator), 10**places)


def _total(parts: Table, counts: Table) -> Fraction:
    total = Fraction(0)
    for name, weight in parts.items():
        total += number(weight) * number(counts.get(name, 0))
    return total if total > 0 else Fraction(0)


def _pair(line: Table, firm: Table) -> tuple[Fraction, Fraction]:
    counts = firm["counts"]
    if line.get("shrink") and firm["pool"]:
        counts = firm["pool"]["counts"]
    top = _total(line["numerator"], counts)
    bottom = _total(line.get("denominator", {}), counts)
    if line["measure"] == "share" and top > bottom:
        top = bottom
    return top, bottom


def _means(table: Table, firms: Sequence[Table]) -> dict[str, tuple[Fraction, Fraction]]:
    """Marshall 1991 for rates, beta-binomial moments for shares; a split fleet counts once."""
    seen, once = set(), []
    for firm in sorted(firms, key=lambda one: int(one["organisation"])):
        who = tuple(firm["pool"]["organisations"]) if firm["pool"] else (firm["organisation"],)
        if who not in seen:
            seen.add(who)
            once.append(firm)
    means = {}
    for line in table["indicator"]:
        if not line.get("shrink"):
            continue
        low, high = (number(one) for one in table["shrink"][line["measure"]])
        per = number(line.get("per", 1))
        pairs = [(top, bottom / per) for top, bottom in (_pair(line, one) for one in once)]
        pairs = [one for one in pairs if one[1] > 0]
        n = sum((one[1] for one in pairs), Fraction(0))
        if not n:
            means[line["key"]] = (Fraction(0), high)
            continue
        mu = sum((one[0] for one in pairs), Fraction(0)) / n
        variance = sum((b * (t / b - mu) ** 2 for t, b in pairs), Fraction(0)) / n
        chance = mu * (1 - mu) if line["measure"] == "share" else mu
        between = variance - chance / (n / len(pairs))
        k = high
        if between > 0:
            k = chance / between
            if line["measure"] == "share":
                k -= 1
        k = low if k < low else high if k > high else k
        means[line["key"]] = (half_up(mu, 12), half_up(k, 6))
    return means


def _value(
    line: Table, firm: Table, means: dict[str, tuple[Fraction, Fraction]]
) -> Fraction | None:
    per, least = number(line.get("per", 1)), number(line.get("least", 0))
    if line["measure"] == "median":
        values = sorted(firm["samples"].get(next(iter(line["numerator"])), []))
        if not values or len(values) < least:
            return None
        half = len(values) // 2
        middle = number(values[half])
        if len(values) % 2 == 0:
            middle = (middle + number(values[half - 1])) / 2
        return middle * per
    top, bottom = _pair(line, firm)
    if line["measure"] == "count":
        return top
    if bottom == 0 or bottom < least:
        return None
    exposure = bottom / per
    if line.get("shrink"):
        mean, strength = means[line["key"]]
        return (top + mean * strength) / (exposure + strength)
    return top / exposure


def _points(line: Table, value: Fraction) -> Fraction:
    if line["rule"] == "steps":
        for bound, points in line["steps"]:
            if (value >= number(bound)) == line.get("rising", True) or value == number(bound):
                return number(points)
        return number(line.get("beyond", 0))
    if line["rule"] == "each":
        if "lot" in line:
            lots = value / number(line["lot"])
            value = Fraction(lots.numerator // lots.denominator)
        points = number(line.get("start", 0)) + number(line["each"]) * value
        if "floor" in line and points < number(line["floor"]):
            points = number(line["floor"])
        if "ceiling" in line and points > number(line["ceiling"]):
            points = number(line["ceiling"])
        return points
    full, zero = number(line["full"]), number(line["zero"])
    part = (value - zero) / (full - zero)
    return number(line["weight"]) * min(Fraction(1), max(Fraction(0), part))


def scores(table: Table, firms: Iterable[Table]) -> dict[int, dict[str, Any]]:
    """Return total, grade and points of every firm, by its key; numbers as decimal text."""
    known = list(firms)
    means = _means(table, known)
    return {int(one["organisation"]): _scored(table, one, means) for one in known}


def _scored(
    table: Table, firm: Table, means: dict[str, tuple[Fraction, Fraction]]
) -> dict[str, Any]:
    points: dict[str, Fraction | None] = {}
    for line in table["indicator"]:
        value = _value(line, firm, means)
        points[line["key"]] = None if value is None else half_up(_points(line, value), 2)
    plain = [one for one in table["indicator"] if one["family"] != "bonus"]
    bonus = sum(
        (points[one["key"]] or Fraction(0) for one in table["indicator"] if one not in plain),
        Fraction(0),
    )
    bonus = min(bonus, number(table["bonus_cap"]))
    sum_of = sum((points[one["key"]] or Fraction(0) for one in plain), Fraction(0))
    total: Fraction | None
    if table["scale"] == "demerit":
        total = max(Fraction(0), sum_of - bonus)
    elif table["scale"] == "base":
        total = number(table["base"]) + sum_of + bonus
    else:
        told = [number(one["weight"]) for one in plain if points[one["key"]] is not None]
        weight = sum(told, Fraction(0))
        total = None
        if weight and weight >= number(table["minimum_weight"]):
            total = half_up(sum_of * number(table["base"]) / weight, 2) + bonus
    return {
        "total": None if total is None else float(total),
        "grade": _grade(table, firm, total),
        "points": {key: None if one is None else float(one) for key, one in points.items()},
    }


def _grade(table: Table, firm: Table, total: Fraction | None) -> str:
    for one in table.get("veto", ()):
        if firm["counts"].get(one["fact"], 0) >= one["at_least"]:
            return "D"
    fleet = firm["pool"]["fleet"] if firm["pool"] else firm["fleet"]
    if total is None or fleet < table["minimum_fleet"] or not table.get("band"):
        return "unrated"
    for one in table["band"]:
        if table["scale"] == "demerit" and total <= number(one["bound"]):
            return str(one["grade"])
        if table["scale"] != "demerit" and total >= number(one["bound"]):
            return str(one["grade"])
    return "D"
