"""Which grade an organisation has on a day: that of the last published round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hoistway.credit.models import CreditScore
from hoistway.credit.rules.shown import shown_from
from hoistway.credit.vocabulary import Grade, RoundState
from hoistway.foundation.periods import SHANGHAI, local_day


@dataclass(frozen=True, slots=True)
class GradeNow:
    """A published grade, the round it is from, and the day since which it holds."""

    grade: Grade
    round_number: str
    since: date


def grades_on(*, organisation_ids: Collection[int] | None, day: date) -> dict[int, GradeNow]:
    """Return the grade of each organisation on a day; who was never rated is left out.

    The last round published until then counts, in the version that stood on that day; what was
    repaired or removed before that day, or was shown for its time, counts no more. None asks for
    all. One query. Source: requirements F3; 上海市社会信用条例 art. 35.
    """
    over = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    rows = CreditScore.objects.filter(
        round__state=RoundState.PUBLISHED, round__published_at__lt=over, at__lt=over,
        round__published_at__gte=datetime.combine(shown_from(day=day), time(), SHANGHAI),
    )  # fmt: skip
    if organisation_ids is not None:
        rows = rows.filter(organisation_id__in=organisation_ids)
    latest = rows.order_by("organisation_id", "-round__published_at", "-round_id", "-version")
    columns = latest.distinct("organisation_id").values_list(
        "organisation_id", "grade", "round__number", "round__published_at", "at", "hidden_at"
    )
    found = {}
    for key, grade, number, published, at, hidden in columns:
        if published is None or (hidden is not None and hidden < over):
            continue
        since = max(local_day(at=published), local_day(at=at))
        found[key] = GradeNow(Grade(grade), number, since)
    return found
