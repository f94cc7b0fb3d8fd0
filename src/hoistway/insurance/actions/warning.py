"""Once a day, Sundays too: who is told that cover runs out, or has run out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.insurance.actions.telling import LINK, named
from hoistway.insurance.models import Cover, GapWarning
from hoistway.insurance.queries.covers import standing_on
from hoistway.insurance.rules.cover import LAPSED_MOMENT, moment
from hoistway.insurance.rules.policy import CoverPolicy, policy_on
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations, organisations_of
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand, survivors_of
from hoistway.registry.vocabulary import UseState

BATCH = 500
"""Elevators looked at in one transaction. Chosen: a second of work."""

_DAY = timedelta(days=1)
_TOLD = {CoverStanding.ENDING, CoverStanding.LAPSED}


@dataclass(frozen=True, slots=True)
class _Gap:
    elevator: Elevator
    last: date
    moment: int


def warn_gaps(*, now: datetime) -> int:
    """Queue the messages of every moment that has come; return how many elevators it was for.

    Each moment of each last day is told once, however often this runs; where a renewal follows
    without a gap there is none to tell. Source: 286号 附件2 四（二）: 脱保 leads out of the pilot.
    """
    today = local_day(at=now)
    policy = policy_on(day=today)
    told = 0
    keys = iter(_near_their_end(today, policy))
    while some := list(islice(keys, BATCH)):
        with transaction.atomic():
            gaps = _fresh(_gaps(some, today, policy), now=now, edition=policy.edition)
            for draft in _drafts(gaps, today):
                queue_message(draft=draft, now=now)
            told += len(gaps)
    return told


def _near_their_end(today: date, policy: CoverPolicy) -> list[int]:
    first = today - timedelta(days=policy.look_back_days - 1)
    after = today + timedelta(days=max(policy.warn_days) + 1)
    rows = Cover.objects.filter(period__endswith__gte=first, period__endswith__lte=after)
    keys = rows.order_by().values_list("elevator_id", flat=True).distinct()
    return sorted(set(survivors_of(elevator_ids=list(keys)).values()))


def _gaps(keys: list[int], today: date, policy: CoverPolicy) -> Iterator[_Gap]:
    standings = standing_on(elevator_ids=keys, day=today)
    oldest = today - timedelta(days=policy.look_back_days)
    for elevator in elevators_at_hand(elevator_ids=keys):
        found = standings[elevator.pk]
        if found.standing not in _TOLD or found.last is None or found.last < oldest:
            continue
        at = moment(last=found.last, day=today, warn_days=policy.warn_days)
        if at is not None and elevator.use_state is not UseState.SCRAPPED:
            yield _Gap(elevator, found.last, at)


def _fresh(gaps: Iterable[_Gap], *, now: datetime, edition: str) -> list[_Gap]:
    """Return those that were not told yet, and keep that they are."""
    fresh = []
    for gap in gaps:
        _, is_new = GapWarning.objects.get_or_create(
            elevator=gap.elevator, last_day=gap.last, days_before=gap.moment,
            defaults={"told_at": now, "edition": edition},
        )  # fmt: skip
        if is_new:
            fresh.append(gap)
    return fresh


def _drafts(gaps: list[_Gap], today: date) -> Iterator[Draft]:
    """Give one message for each organisation, last day and moment; districts learn of lapses."""
    bureaus: dict[int, set[int]] = defaultdict(set)
    for body in organisations(kind=OrganisationKind.BUREAU) if gaps else ():
        bureaus[body.jurisdiction_id].add(body.pk)
    concerned: dict[tuple[int, date, int], list[_Gap]] = defaultdict(list)
    for gap in gaps:
        sides = (gap.elevator.use_unit_id, gap.elevator.firm_id)
        keys = {key for key in sides if key is not None}
        if gap.moment == LAPSED_MOMENT:
            keys |= bureaus[gap.elevator.jurisdiction_id]
        for key in keys:
            concerned[key, gap.last, gap.moment].append(gap)
    told = sorted({key for key, *_ in concerned})
    bodies = {body.pk: body for body in organisations_of(organisation_ids=told)}
    for (key, last, at), ones in sorted(concerned.items()):
        yield _draft(bodies[key], last, at, ones, today)


def _draft(body: Organisation, last: date, at: int, ones: list[_Gap], today: date) -> Draft:
    zh, en = named(addresses=[f"{one.elevator.address} {one.elevator.name}" for one in ones])
    if at == LAPSED_MOMENT:
        told = f"已于 {last} 到期，现已脱保", f"ran out on {last}; there is no cover now"
    else:
        left = (last - today).days
        told = f"将于 {last} 到期（还有 {left} 天）", f"runs out on {last} ({left} days left)"
    standing = "lapsed" if at == LAPSED_MOMENT else "ending"
    first = min(one.elevator.pk for one in ones)
    return Draft(
        purpose=Purpose.INSURANCE, key=f"insurance.{body.pk}.{last}.{at}.{first}",
        organisation_id=body.pk, person_id=None, phone=body.phone,
        link=f"{LINK}?standing={standing}", zh=f"【慧梯】{zh}的电梯安全责任保险{told[0]}，请续保。",
        en=f"[Hoistway] The liability insurance of {en} {told[1]}; please renew it.",
        expires_at=None,
    )  # fmt: skip
