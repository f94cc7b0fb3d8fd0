"""Reports that a regulator found true and due to maintenance."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Max

from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.riders.models import ReportStep
from hoistway.riders.vocabulary import ReportDeed, ReportVerdict


def upheld_complaints(*, elevator_ids: Collection[int], since: date) -> dict[int, list[date]]:
    """Return the days on which reports about each elevator were found due to maintenance.

    One query; a matter that several people reported is one. The last word on it counts.
    Source: 286号 附件2 四（四）2（3）.
    """
    begin = datetime.combine(since, time(), SHANGHAI)
    rows = ReportStep.objects.filter(
        among("report__elevator_id", elevator_ids), deed=ReportDeed.VERIFY, at__gte=begin,
        report__verdict=ReportVerdict.MAINTENANCE, report__joined=None,
    )  # fmt: skip
    found: dict[int, list[date]] = defaultdict(list)
    told = rows.values_list("report_id", "report__elevator_id").annotate(last=Max("at"))
    for _report, key, at in told.order_by("report_id"):
        found[key].append(local_day(at=at))
    return dict(found)


def elevator_of_report(*, report_id: int) -> int | None:
    """Return which elevator a report is about."""
    rows = ReportStep.objects.filter(report_id=report_id)
    return rows.values_list("report__elevator_id", flat=True).first()
