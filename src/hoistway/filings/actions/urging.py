"""Remind by message whoever is overdue: on the days of the policy by itself, and by hand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from hoistway.filings.models import Urging
from hoistway.filings.queries.overdue import Overdue, overdue
from hoistway.filings.rules.deadlines import step_on
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.rules.urging import letter
from hoistway.filings.vocabulary import UrgeReason
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import jurisdictions, organisations_of, require
from hoistway.parties.vocabulary import Deed, OrganisationKind

BY_CLOCK = tuple(reason for reason in UrgeReason if reason is not UrgeReason.MISMATCH)
"""What is urged by itself; mismatches have their own clock, which escalates them."""


class NothingOverdue(Refusal):
    """Raised when an organisation has nothing overdue of this sort within the actor's sight."""

    code = "nothing_overdue"
    zh = "该单位目前没有此类逾期事项，无需催办。"
    en = "This organisation has nothing of this sort overdue: there is nothing to urge."


class UrgedToday(Refusal):
    """Raised when the same was urged by hand today already."""

    code = "urged_today"
    zh = "今天已就此事催办过该单位，请明天再催。"
    en = "This organisation was urged about it today. Urge again tomorrow."


class _Step(NamedTuple):
    """One group and the day of urging that has come for it; negative days warn ahead."""

    group: Overdue
    days: int

    @property
    def key(self) -> str:
        """Return what makes this urging one, however often the clock asks."""
        row = self.group
        return (
            f"{row.reason}.{row.organisation_id}.{row.jurisdiction_id}.{row.due:%Y%m%d}.{self.days}"
        )


def urge_overdue(*, now: datetime) -> int:
    """Urge everybody for whom a day of the policy has come; return how many were written to.

    Each organisation gets one message that counts what waits, and each day of each deadline is
    urged once; a night that was missed is made up for by the next. Source: requirements A6.
    """
    steps = _steps(overdue(day=local_day(at=now), reasons=BY_CLOCK), day=local_day(at=now))
    known = set(_known(step.key for step in steps))
    fresh = [step for step in steps if step.key not in known]
    fresh.sort(key=lambda step: (step.group.organisation_id, step.key))
    written = 0
    for _organisation, own in groupby(fresh, key=lambda step: step.group.organisation_id):
        written += _urge(list(own), now=now, by=PLATFORM)
    return written


@transaction.atomic
def urge_now(*, organisation_id: int, reason: UrgeReason, now: datetime, by: Actor) -> Urging:
    """Urge one organisation by hand about what is overdue within the actor's sight, once a day.

    Raises: NotAllowed, NothingOverdue, UrgedToday.
    """
    require(by=by, deed=Deed.CHECK_FILING)
    day = local_day(at=now)
    found = overdue(day=day, by=by, organisation_id=organisation_id, reasons=[reason])
    if not found:
        raise NothingOverdue
    key = f"{reason}.{organisation_id}.{by.jurisdiction_id}.hand.{day:%Y%m%d}"
    oldest = min(row.due for row in found)
    urging, fresh = Urging.objects.get_or_create(
        key=key,
        defaults={
            "reason": reason, "organisation_id": organisation_id,
            "jurisdiction_id": by.jurisdiction_id, "days": (day - oldest).days,
            "count": sum(row.count for row in found), "at": now, "by": by.as_json(),
        },
    )  # fmt: skip
    if not fresh:
        raise UrgedToday
    (organisation,) = organisations_of(organisation_ids=[organisation_id])
    _write(organisation, found, key=key, now=now)
    return urging


def _steps(groups: Iterable[Overdue], *, day: date) -> list[_Step]:
    days = {
        key: policy_on(day=day, jurisdiction_code=code).urge_on_days
        for key, code in jurisdictions().values_list("pk", "code")
    }
    steps = []
    for group in groups:
        if group.warns:
            steps.append(_Step(group, -1))
            continue
        step = step_on(due=group.due, today=day, urge_on_days=days[group.jurisdiction_id])
        if step is not None:
            steps.append(_Step(group, step))
    return steps


def _known(keys: Iterable[str]) -> Iterable[str]:
    asked = list(keys)
    for start in range(0, len(asked), 5_000):
        part = asked[start : start + 5_000]
        yield from Urging.objects.filter(key__in=part).values_list("key", flat=True)


@transaction.atomic
def _urge(steps: Sequence[_Step], *, now: datetime, by: Actor) -> int:
    """Keep the urgings of one organisation and write it one message, both or neither."""
    Urging.objects.bulk_create(
        [
            Urging(
                key=step.key, reason=step.group.reason, days=step.days, count=step.group.count,
                organisation_id=step.group.organisation_id,
                jurisdiction_id=step.group.jurisdiction_id, at=now, by=by.as_json(),
            )
            for step in steps
        ]
    )  # fmt: skip
    (organisation,) = organisations_of(organisation_ids=[steps[0].group.organisation_id])
    digest = sha256("\n".join(step.key for step in steps).encode()).hexdigest()[:16]
    _write(organisation, [step.group for step in steps], key=digest, now=now)
    return 1


def _write(
    organisation: Organisation, groups: Sequence[Overdue], *, key: str, now: datetime
) -> None:  # fmt: skip
    counts: dict[UrgeReason, int] = {}
    for group in groups:
        counts[group.reason] = counts.get(group.reason, 0) + group.count
    zh, en = letter(counts=counts)
    unit = organisation.kind is OrganisationKind.USE_UNIT
    queue_message(
        draft=Draft(
            purpose=Purpose.FILING_URGE, key=f"urge.{key}", organisation_id=organisation.pk,
            person_id=None, phone=organisation.phone, zh=zh, en=en,
            link="/u/filings" if unit else "/f/", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
