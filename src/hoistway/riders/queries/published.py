"""Reports as anybody may read them: where a matter stands and what was answered, nobody's words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.vocabulary import ReportDeed, ReportKind, ReportState, Topic

_RELATED = (
    "elevator__jurisdiction", "elevator__place", "jurisdiction", "holder", "joined__holder",
    "joined__jurisdiction",
)  # fmt: skip
_ENDED = {ReportState.CLOSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSearch:
    """What is asked of published reports; `is_closed` None asks nothing, empty fields neither."""

    since: datetime
    until: datetime
    topics: Collection[Topic] = ()
    is_closed: bool | None = None
    jurisdiction_code: str = ""
    changed_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a matter: when it last moved, and what was last answered."""

    moved_at: datetime
    answer: str = ""
    taken_up: bool = False


def published_reports(*, search: PublishedSearch) -> QuerySet[PublicReport]:
    """Return the reports of a span, latest first, each with the first of its matter.

    What is hidden is not among them, nor corrections, which are the register's own matter.
    """
    rows = _published().exclude(kind=ReportKind.CORRECTION)
    rows = rows.filter(made_at__gte=search.since, made_at__lte=search.until)
    if search.topics:
        rows = rows.filter(topic__in=search.topics)
    if search.is_closed is not None:
        ended = Q(joined=None, state__in=_ENDED) | Q(joined__state__in=_ENDED)
        going = Q(joined=None) & ~Q(state__in=_ENDED) | Q(joined__isnull=False) & ~Q(
            joined__state__in=_ENDED
        )
        rows = rows.filter(ended if search.is_closed else going)
    if search.jurisdiction_code:
        rows = rows.filter(jurisdiction__code=search.jurisdiction_code)
    if search.changed_after is not None:
        later = ReportStep.objects.filter(
            report=OuterRef("matter_id"), public=True, at__gt=search.changed_after
        )
        rows = rows.annotate(matter_id=Coalesce("joined_id", "pk")).filter(Exists(later))
    return rows.order_by("-made_at", "-pk")


def published_numbered(*, numbers: Collection[str]) -> list[PublicReport]:
    """Return the reports of these numbers, corrections too: who was given a number follows it."""
    return list(_published().filter(number__in=numbers).order_by("-made_at", "-pk"))


def published_behind(*, token: str) -> PublicReport | None:
    """Return the report behind a follow link, None where there is none."""
    return _published().filter(token=token).first()


def _published() -> QuerySet[PublicReport]:
    shown = Q(joined=None) | ~Q(joined__state=ReportState.HIDDEN)
    rows = PublicReport.objects.exclude(state=ReportState.HIDDEN).filter(shown)
    return rows.select_related(*_RELATED)


def courses_of(*, matters: Iterable[PublicReport]) -> dict[int, Course]:
    """Return what became of matters by the key of their first report; one query."""
    firsts = {row.pk: row for row in matters}
    found = {key: Course(moved_at=row.made_at) for key, row in firsts.items()}
    steps = ReportStep.objects.filter(report_id__in=firsts, public=True)
    for step in steps.order_by("at", "pk").only("report_id", "deed", "at", "desk", "words"):
        known, first = found[step.report_id], firsts[step.report_id]
        is_answer = step.deed is ReportDeed.ANSWER
        taken = step.deed is ReportDeed.TAKE_UP and step.desk is first.desk
        found[step.report_id] = Course(
            moved_at=step.at, answer=step.words if is_answer else known.answer,
            taken_up=known.taken_up or taken,
        )  # fmt: skip
    return found
