"""Questions of the desks about what the public reports."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed, JurisdictionKind
from hoistway.registry.queries import family
from hoistway.riders.models import PublicReport, ReporterPhone, ReportPhoto, ReportStep
from hoistway.riders.rules.policy import ReportPolicy, edition_named
from hoistway.riders.rules.turns import Turn, buttons, is_turn, may_do
from hoistway.riders.rules.turns import passes_to as passes
from hoistway.riders.vocabulary import Desk, PhotoState, ReportDeed, ReportKind, ReportState, Topic

OPEN = sorted(str(state) for state in ReportState.open_states())
_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "use_unit",
    "holder", "jurisdiction", "fault", "claim",
)  # fmt: skip


def reports(*, by: Actor) -> QuerySet[PublicReport]:
    """Return the matters this actor may see, latest first; each is its first report.

    A firm and a use unit see what concerns their elevators, and what was theirs when it was
    reported; what is hidden is seen only by those who may show it again.
    """
    found = PublicReport.objects.filter(_seen(by), joined=None).select_related(*_RELATED)
    return found.order_by("-made_at", "-pk")


def _seen(by: Actor) -> Q:
    if not may(by=by, deed=Deed.SEE_REPORTS):
        return Q(pk__in=[])
    if reach_of(by=by) in (Reach.ALL, Reach.JURISDICTION):
        area = Q(jurisdiction_id=by.jurisdiction_id)
        return Q() if reach_of(by=by) is Reach.ALL else area
    own = Q(holder_id=by.organisation_id)
    own |= in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        own |= Q(firm_id=by.organisation_id)
    else:
        own |= Q(use_unit_id=by.organisation_id)
    shown = Q() if may(by=by, deed=Deed.MODERATE_REPORT) else ~Q(state=ReportState.HIDDEN)
    return own & shown & ~Q(kind=ReportKind.CORRECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSearch:
    """What is asked of the reports; an empty field asks nothing."""

    text: str = ""
    kind: ReportKind | None = None
    topic: Topic | None = None
    state: ReportState | None = None
    desk: Desk | None = None
    jurisdiction_code: str = ""
    overdue: bool = False
    held_photos: bool = False
    hidden: bool = False
    first: date | None = None
    last: date | None = None


def found_reports(*, by: Actor, search: ReportSearch, now: datetime) -> QuerySet[PublicReport]:
    """Return the visible matters that fit: overdue ones first, then by deadline, then latest."""
    found = _narrowed(reports(by=by), search, now)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(words__icontains=word) | Q(firm__name__icontains=word)
            | Q(use_unit__name__icontains=word) | Q(outside_number__icontains=word)
        )  # fmt: skip
    rank = Case(
        When(due_at__lte=now, then=Value(0)), When(due_at__isnull=False, then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    return found.annotate(rank=rank).order_by("rank", "due_at", "-made_at", "-pk")


def _narrowed(
    found: QuerySet[PublicReport], search: ReportSearch, now: datetime
) -> QuerySet[PublicReport]:
    for column in ("kind", "topic", "state", "desk"):
        value = getattr(search, column)
        if value:
            found = found.filter(**{column: value})
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    for wanted, condition in (
        (search.overdue, Q(due_at__lte=now)),
        (search.hidden, Q(state=ReportState.HIDDEN)),
        (search.held_photos, _has_held_photo()),
    ):
        if wanted:
            found = found.filter(condition)
    if search.first:
        found = found.filter(made_at__gte=datetime.combine(search.first, time(), SHANGHAI))
    if search.last:
        after = search.last + timedelta(days=1)
        found = found.filter(made_at__lt=datetime.combine(after, time(), SHANGHAI))
    return found


def _has_held_photo() -> Q:
    held = ReportPhoto.objects.filter(state=PhotoState.HELD)
    own = Exists(held.filter(report=OuterRef("pk")))
    return Q(own) | Q(Exists(held.filter(report__joined=OuterRef("pk"))))


def report_seen(*, number: str, by: Actor) -> PublicReport:
    """Return one visible matter by the number of any of its reports. Raises: NotFound."""
    joined = PublicReport.objects.filter(number=number).values("joined_id")
    found = reports(by=by).filter(Q(number=number) | Q(pk__in=joined)).first()
    if found is None:
        raise NotFound
    return found


def steps_of(*, report_id: int) -> list[ReportStep]:
    """Return the course of a matter, the oldest step first; words of notes are in it."""
    found = ReportStep.objects.filter(report_id=report_id).select_related("file")
    return list(found.order_by("at", "pk"))


def voices_of(*, report_id: int) -> list[PublicReport]:
    """Return the reports that joined a matter, the oldest first; scope was judged before."""
    return list(PublicReport.objects.filter(joined_id=report_id).order_by("made_at", "pk"))


def phones_of(*, report_id: int, by: Actor) -> list[str]:
    """Return the telephones left for a matter, to whose turn it is only, the first left first."""
    report = reports(by=by).filter(pk=report_id).first()
    if report is None or not is_turn(by=by, turn=turn_of(report=report)):
        return []
    found = ReporterPhone.objects.filter(Q(report=report) | Q(report__joined=report))
    return list(found.order_by("left_at", "pk").values_list("phone", flat=True))


def turn_of(*, report: PublicReport, appealed: bool = False) -> Turn:
    """Return what judgement needs of a matter."""
    return Turn(
        kind=report.kind, state=report.state, desk=report.desk, holder_id=report.holder_id,
        jurisdiction_id=report.jurisdiction_id, appealed=appealed,
    )  # fmt: skip


def deeds_open(*, report: PublicReport, by: Actor) -> frozenset[ReportDeed]:
    """Return what this actor may do to a matter now, by the rule that the actions judge by."""
    return buttons(by=by, turn=turn_of(report=report, appealed=is_appealed(report=report)))


def may_act(*, report: PublicReport, deed: ReportDeed, by: Actor) -> bool:
    """Return whether this actor may do one deed to a matter now."""
    appealed = deed is ReportDeed.KEEP_HIDDEN and is_appealed(report=report)
    return may_do(deed=deed, by=by, turn=turn_of(report=report, appealed=appealed))


def is_appealed(*, report: PublicReport) -> bool:
    """Return whether the hiding of a report was appealed and nobody has judged it."""
    return _appealed(PublicReport.objects.filter(pk=report.pk)).exists()


def _appealed(found: QuerySet[PublicReport]) -> QuerySet[PublicReport]:
    said = (ReportDeed.HIDE, ReportDeed.APPEAL, ReportDeed.KEEP_HIDDEN)
    steps = ReportStep.objects.filter(report=OuterRef("pk"), deed__in=said).order_by("-pk")
    hidden = found.filter(state=ReportState.HIDDEN)
    return hidden.alias(last=Subquery(steps.values("deed")[:1])).filter(last=ReportDeed.APPEAL)


def passes_to(*, report: PublicReport, by: Actor) -> tuple[Desk, ...]:
    """Return to which desks this actor may pass a matter on."""
    return passes(by=by, turn=turn_of(report=report), present=present_desks(report=report))


def present_desks(*, report: PublicReport) -> frozenset[Desk]:
    """Return at which desks somebody sits for this elevator."""
    found = {Desk.CITY}
    if report.jurisdiction.kind is not JurisdictionKind.CITY:
        found.add(Desk.DISTRICT)
    if report.firm_id is not None:
        found.add(Desk.FIRM)
    if report.use_unit_id is not None:
        found.add(Desk.USE_UNIT)
    return frozenset(found)


def policy_of(*, report: PublicReport) -> ReportPolicy:
    """Return the edition by which a report was taken in, whatever holds today."""
    return edition_named(edition=report.edition, jurisdiction_code=report.jurisdiction.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits for an actor's own desk, and for a moderator."""

    waiting: int
    overdue: int
    hidden_appeals: int
    held_photos: int


def waiting_counts(*, by: Actor, now: datetime) -> Waiting:
    """Return how many matters wait for this actor's desk, and what waits to be looked at."""
    mine = Q(_at_desk(by), state__in=OPEN)
    seen = reports(by=by).order_by()
    counted = seen.aggregate(
        waiting=Count("pk", filter=mine), overdue=Count("pk", filter=mine & Q(due_at__lte=now))
    )
    if not may(by=by, deed=Deed.MODERATE_REPORT):
        return Waiting(**counted, hidden_appeals=0, held_photos=0)
    photos = ReportPhoto.objects.filter(
        Q(report__in=seen.values("pk")) | Q(report__joined__in=seen.values("pk")),
        state=PhotoState.HELD,
    )  # fmt: skip
    return Waiting(
        **counted, hidden_appeals=_appealed(seen).count(), held_photos=photos.count()
    )  # fmt: skip


def _at_desk(by: Actor) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q(desk=Desk.CITY)
    if reach is Reach.JURISDICTION:
        return Q(desk=Desk.DISTRICT)
    return Q(holder_id=by.organisation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """What the public page of an elevator says of an open report; no words, nobody's data."""

    report_id: int
    number: str
    kind: ReportKind
    topic: Topic
    desk: Desk
    made_at: datetime
    due_at: datetime | None
    people: int


def open_reports_of(*, elevator_ids: Collection[int]) -> dict[int, list[OpenMatter]]:
    """Return what is open about elevators, by elevator, the oldest first; one query."""
    found = PublicReport.objects.filter(
        elevator_id__in=elevator_ids, joined=None, state__in=OPEN
    ).exclude(kind=ReportKind.CORRECTION)
    columns = "elevator_id", "pk", "number", "kind", "topic", "desk", "made_at", "due_at", "also"
    matters: dict[int, list[OpenMatter]] = {}
    for row in found.order_by("made_at", "pk").only(*columns):
        matters.setdefault(row.elevator_id, []).append(
            OpenMatter(
                report_id=row.pk, number=row.number, kind=row.kind, topic=row.topic,
                desk=row.desk, made_at=row.made_at, due_at=row.due_at, people=1 + row.also,
            )
        )  # fmt: skip
    return matters


def past_reports(*, elevator_id: int, since: datetime) -> list[PublicReport]:
    """Return the matters of an elevator since an instant, latest first; the caller judged scope."""
    found = PublicReport.objects.filter(
        elevator_id__in=family(elevator_id=elevator_id), joined=None, made_at__gte=since
    ).exclude(state=ReportState.HIDDEN)
    return list(found.select_related(*_RELATED).order_by("-made_at", "-pk"))


def due_reports(*, now: datetime) -> list[int]:
    """Return the matters whose desk was silent too long and that can still go up."""
    found = PublicReport.objects.filter(due_at__lte=now, state__in=OPEN).exclude(desk=Desk.CITY)
    return list(found.order_by("due_at", "pk").values_list("pk", flat=True))


def closing_reports(*, now: datetime) -> list[int]:
    """Return the answered matters that nobody has objected to in time."""
    found = PublicReport.objects.filter(closes_at__lte=now)
    return list(found.order_by("closes_at", "pk").values_list("pk", flat=True))
