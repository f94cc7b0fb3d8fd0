"""Fleets that were split: firms that handed elevators to each other and share what firms do not.

A group is scored with one value for its shrunken indicators, as if the fleet were still one; so
nothing is won by splitting it, and the score says so.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from hoistway.credit.rules.exact import Number
from hoistway.credit.rules.facts import Pool, SubjectFacts
from hoistway.credit.vocabulary import SplitSign

_HANDED = """
SELECT a.firm_id, b.firm_id, count(DISTINCT a.elevator_id)
FROM filings_responsibility a
JOIN filings_responsibility b ON b.elevator_id = a.elevator_id AND b.firm_id <> a.firm_id
  AND lower(b.period) BETWEEN upper(a.period) AND upper(a.period) + %(abandoned_days)s::int
WHERE upper(a.period) > %(until)s::date - %(split_days)s::int AND upper(a.period) <= %(until)s
GROUP BY a.firm_id, b.firm_id
HAVING count(DISTINCT a.elevator_id) >= %(split_elevators)s
  AND count(DISTINCT a.elevator_id) * 100 >= %(split_percent)s * (
    SELECT count(DISTINCT elevator_id) FROM filings_responsibility f
    WHERE f.firm_id = a.firm_id
      AND f.period && daterange(%(until)s::date - %(split_days)s::int, %(until)s))
ORDER BY a.firm_id, b.firm_id
"""
"""Pairs of firms between which so many elevators, and so large a part of a fleet, changed hands."""

_SIGNS = """
WITH told AS (
  SELECT o.id AS firm_id, 'telephone' AS sign, o.phone AS word FROM parties_organisation o
  WHERE o.id = ANY(%(firms)s)
  UNION SELECT firm_id, 'telephone', content ->> 'duty_phone' FROM filings_firmfiling
  WHERE firm_id = ANY(%(firms)s) AND state = 'checked'
  UNION SELECT firm_id, 'telephone', phone FROM filings_servicepoint
  WHERE firm_id = ANY(%(firms)s)
  UNION SELECT firm_id, 'address', regexp_replace(address, '[[:space:]]', '', 'g')
  FROM filings_servicepoint WHERE firm_id = ANY(%(firms)s)
  UNION SELECT firm_id, 'staff', person_id::text FROM filings_binding
  WHERE firm_id = ANY(%(firms)s) AND state IN ('bound', 'unbound')
    AND period && tstzrange(%(end)s::timestamptz - make_interval(days => %(split_days)s), %(end)s)
  UNION SELECT f.firm_id, 'certificate', one ->> 'number' FROM filings_firmfiling f,
    jsonb_array_elements(f.content -> 'staff') AS one
  WHERE f.firm_id = ANY(%(firms)s) AND f.state = 'checked'
)
SELECT a.firm_id, b.firm_id, a.sign FROM told a
JOIN told b ON b.sign = a.sign AND b.word = a.word AND b.firm_id > a.firm_id
WHERE a.word <> '' GROUP BY a.firm_id, b.firm_id, a.sign ORDER BY 1, 2, 3
"""
"""What two firms have in common: duty telephone, address of a service point, technicians.

The legal representative is no part of a filing, so it cannot be compared."""

_CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A fleet of which elevators passed from one firm to another, and what both share."""

    giver: int
    taker: int
    elevators: int
    signs: tuple[SplitSign, ...]


def splits(*, values: Mapping[str, Any]) -> list[Split]:
    """Return the fleets that were split within the edition's days; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDED, values)
        handed = cursor.fetchall()
        firms = sorted({key for giver, taker, _ in handed for key in (giver, taker)})
        if not firms:
            return []
        cursor.execute(_SIGNS, {**values, "firms": firms})
        shared: dict[frozenset[int], set[SplitSign]] = defaultdict(set)
        for one, other, sign in cursor.fetchall():
            word = SplitSign.STAFF if sign == _CERTIFICATE else SplitSign(sign)
            shared[frozenset((one, other))].add(word)
    return [
        Split(giver=giver, taker=taker, elevators=many, signs=tuple(sorted(signs, key=str)))
        for giver, taker, many in handed
        if (signs := shared.get(frozenset((giver, taker)), set()))
    ]


def pools(
    *, subjects: Mapping[int, SubjectFacts], values: Mapping[str, Any], days: int
) -> dict[int, SubjectFacts]:
    """Return the subjects, those of a split fleet with the pool of their group."""
    found = splits(values=values)
    result = dict(subjects)
    for group in _groups(found):
        members = [subjects[key] for key in sorted(group) if key in subjects]
        if len(members) < 2:
            continue
        signs = {str(one) for told in found if told.giver in group for one in told.signs}
        counts = _added(members)
        pool = Pool(
            organisation_ids=tuple(one.organisation_id for one in members),
            fleet=int((2 * counts.get("elevator_days", 0) + days) // (2 * days)),
            counts=counts, reasons=tuple(sorted(signs)),
        )  # fmt: skip
        for one in members:
            result[one.organisation_id] = replace(one, pool=pool)
    return result


def _added(members: Collection[SubjectFacts]) -> dict[str, Number]:
    total: dict[str, Number] = defaultdict(int)
    for one in members:
        for fact, amount in one.counts.items():
            total[fact] = round(total[fact] + amount, 6)
    return dict(total)


def _groups(found: Collection[Split]) -> list[set[int]]:
    groups: list[set[int]] = []
    for one in found:
        joined = {one.giver, one.taker}
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups
