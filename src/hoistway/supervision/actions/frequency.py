"""How often firms are looked at: what credit hands over, what a night works out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.supervision.models import FirmGrade
from hoistway.supervision.queries.frequency import grades_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTaken:
    """The grade of a firm from a day on; an empty grade takes away what was there."""

    organisation_id: int
    grade: str
    round_number: str
    since: date


@transaction.atomic
def take_grades(*, grades: Collection[GradeTaken], now: datetime, by: Actor) -> int:
    """Keep the grades that credit has published; return how many are new.

    What stands already is not kept twice, so a round may hand its grades over again.
    """
    standing = grades_taken(organisation_ids=[one.organisation_id for one in grades])
    fresh = [one for one in grades if standing.get(one.organisation_id) != _said(one)]
    FirmGrade.objects.bulk_create(
        FirmGrade(
            organisation_id=one.organisation_id, grade=one.grade, since=one.since,
            round_number=one.round_number, taken_at=now, taken_by=by.as_json(),
        )
        for one in fresh
    )  # fmt: skip
    return len(fresh)


def _said(one: GradeTaken) -> tuple[str, str, date]:
    return one.grade, one.round_number, one.since
