"""What is overdue or about to run out, grouped by who has to act; every count is made by SQL."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate

from hoistway.filings.models import ElevatorFiling, FirmFiling, Mismatch, Responsibility
from hoistway.filings.queries.ending import Ending, contracts_ending, papers_ending
from hoistway.filings.queries.maintainers import not_filed
from hoistway.filings.rules.deadlines import elevator_due_on, firm_due_on, warning_on
from hoistway.filings.rules.policy import FilingPolicy, policy_on
from hoistway.filings.vocabulary import (
    FilingKind,
    FilingState,
    MismatchState,
    UnitAnswer,
    UrgeReason,
)
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import in_reach, jurisdictions
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState

_OPEN = sorted(str(state) for state in FilingState.open_states())


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """So many things of one organisation that were due on a day, or end on it (`warns`)."""

    reason: UrgeReason
    organisation_id: int
    jurisdiction_id: int
    due: date
    count: int
    warns: bool = False


def in_use(*, by: Actor) -> QuerySet[Elevator]:
    """Return the visible elevators that somebody has to maintain."""
    return elevators(by=by).filter(use_state=UseState.IN_USE)


def unfiled(*, by: Actor, day: date) -> QuerySet[Elevator]:
    """Return the elevators in use for which on a day nobody answers and no filing waits.

    Both conditions become anti-joins.
    """
    waits = ElevatorFiling.objects.filter(elevator_id=OuterRef("pk"), state__in=_OPEN)
    waits = waits.exclude(kind=FilingKind.END)
    return not_filed(by=by, day=day).filter(~Exists(waits))


def never_filed(*, by: Actor, day: date) -> QuerySet[Elevator]:
    """Return of the unfiled elevators those of which no filing waits to be mended either."""
    back = ElevatorFiling.objects.filter(elevator_id=OuterRef("pk"), state=FilingState.RETURNED)
    return unfiled(by=by, day=day).filter(~Exists(back))


def unfiled_since(*, rows: QuerySet[Elevator], day: date, first: date) -> QuerySet[Elevator]:
    """Annotate `since`: registration or end of the last responsibility, not before `first`."""
    ended = Responsibility.objects.filter(
        elevator_id=OuterRef("pk"), period__endswith__lte=day
    ).order_by("-period")
    return rows.annotate(
        since=Greatest(
            Coalesce("registered_on", TruncDate("recorded_at", tzinfo=SHANGHAI)),
            Subquery(ended.values("period__endswith")[:1]), Value(first),
        )
    )  # fmt: skip


def overdue(
    *, day: date, by: Actor = PLATFORM, organisation_id: int | None = None,
    reasons: Iterable[UrgeReason] = tuple(UrgeReason),
) -> list[Overdue]:  # fmt: skip
    """Return what is overdue on a day within this actor's sight; some two queries a reason."""
    book = Book(day)
    found: Counter[Overdue] = Counter()
    for reason in reasons:
        for row in _ASK[reason](book, by, organisation_id):
            found[replace(row, count=0)] += row.count
    rows = [replace(row, count=count) for row, count in found.items()]
    return sorted(rows, key=lambda row: (row.organisation_id, row.reason, row.due))


class Book:
    """The policies of a day by jurisdiction, read once."""

    def __init__(self, day: date) -> None:
        self.day = day
        codes = dict(jurisdictions().values_list("pk", "code"))
        self._by = {key: policy_on(day=day, jurisdiction_code=code) for key, code in codes.items()}
        self.whole = policy_on(day=day)
        self.policies = (self.whole, *self._by.values())

    def of(self, jurisdiction_id: int) -> FilingPolicy:
        """Return the policy of one jurisdiction."""
        return self._by.get(jurisdiction_id, self.whole)


def _own(column: str, organisation_id: int | None) -> Q:
    return Q() if organisation_id is None else Q(**{column: organisation_id})


def _grouped(
    rows: QuerySet[Any], organisation: str, jurisdiction: str, day: str
) -> Iterator[tuple[int, int, date, int]]:
    keys = (organisation, jurisdiction, day)
    counted = rows.order_by().values_list(*keys).annotate(n=Count("pk"))
    yield from counted


def _elevators(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    rows = never_filed(by=by, day=book.day).filter(_own("firm_id", only), firm__isnull=False)
    since = unfiled_since(rows=rows, day=book.day, first=book.whole.in_force)
    for whom, where, at, count in _grouped(since, "firm_id", "jurisdiction_id", "since"):
        due = elevator_due_on(policy=book.of(where), since=at)
        if due < book.day:
            yield Overdue(
                reason=UrgeReason.ELEVATOR_NOT_FILED, organisation_id=whom,
                jurisdiction_id=where, due=due, count=count,
            )  # fmt: skip


def _firms(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    filed = FirmFiling.objects.filter(
        firm_id=OuterRef("firm_id"), state__in=[*_OPEN, FilingState.CHECKED]
    )
    rows = in_use(by=by).filter(_own("firm_id", only), ~Exists(filed), firm__isnull=False)
    since = Min(Coalesce("registered_on", TruncDate("recorded_at", tzinfo=SHANGHAI)))
    keys = ("firm_id", "firm__jurisdiction_id")
    for whom, where, at in rows.order_by().values_list(*keys).annotate(since=since):
        policy = book.of(where)
        due = firm_due_on(policy=policy, since=max(at, policy.in_force))
        if due < book.day:
            yield Overdue(
                reason=UrgeReason.FIRM_NOT_FILED, organisation_id=whom, jurisdiction_id=where,
                due=due, count=1,
            )  # fmt: skip


def _returned(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    later = ElevatorFiling.objects.filter(
        elevator_id=OuterRef("elevator_id"), filed_at__gt=OuterRef("filed_at")
    )
    of_firms = FirmFiling.objects.filter(
        firm_id=OuterRef("firm_id"), filed_at__gt=OuterRef("filed_at")
    )
    seen = in_reach(by=by, prefix="elevator__")
    own = _own("firm_id", only) & Q(state=FilingState.RETURNED)
    elevators_back = ElevatorFiling.objects.filter(own, seen, ~Exists(later))
    firms_back = FirmFiling.objects.filter(own, in_reach(by=by), ~Exists(of_firms))
    for rows in (elevators_back, firms_back):
        dated = rows.annotate(back=TruncDate("checked_at", tzinfo=SHANGHAI))
        for whom, where, at, count in _grouped(dated, "firm_id", "jurisdiction_id", "back"):
            due = at + timedelta(days=book.of(where).file_within_days)
            if due < book.day:
                yield Overdue(
                    reason=UrgeReason.RETURNED, organisation_id=whom, jurisdiction_id=where,
                    due=due, count=count,
                )  # fmt: skip


def _silent(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    rows = ElevatorFiling.objects.filter(
        in_reach(by=by, prefix="elevator__"), _own("elevator__use_unit_id", only),
        state__in=_OPEN, unit_answer=UnitAnswer.ASKED, elevator__use_unit__isnull=False,
    ).annotate(asked=TruncDate("filed_at", tzinfo=SHANGHAI))  # fmt: skip
    columns = ("elevator__use_unit_id", "jurisdiction_id", "asked")
    for whom, where, at, count in _grouped(rows, *columns):
        due = at + timedelta(days=book.of(where).unit_answer_days)
        if due < book.day:
            yield Overdue(
                reason=UrgeReason.UNIT_SILENT, organisation_id=whom, jurisdiction_id=where,
                due=due, count=count,
            )  # fmt: skip


def _mismatches(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    still = Mismatch.objects.filter(
        in_reach(by=by, prefix="elevator__"), due_at__isnull=False,
        state__in=sorted(str(state) for state in MismatchState.open_states()),
    ).annotate(until=TruncDate("due_at", tzinfo=SHANGHAI))  # fmt: skip
    for who in ("firm_id", "use_unit_id"):
        rows = still.filter(_own(who, only), until__lt=book.day, **{f"{who}__isnull": False})
        for whom, where, at, count in _grouped(rows, who, "jurisdiction_id", "until"):
            yield Overdue(
                reason=UrgeReason.MISMATCH, organisation_id=whom, jurisdiction_id=where, due=at,
                count=count,
            )  # fmt: skip


def _contracts(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
    furthest = book.day + timedelta(days=max(one.contract_warn_days for one in book.policies))
    for row in contracts_ending(by=by, day=book.day, until=furthest, organisation_id=only):
        ahead = book.of(row.jurisdiction_id).contract_warn_days
        if warning_on(ends=row.ends, today=book.day, warn_days=ahead):
            yield _ending(UrgeReason.CONTRACT_ENDS, row, book.day)


def _papers(reason: UrgeReason) -> "Asked":
    """Return how to ask for licences or certificates that run out."""

    def asked(book: Book, by: Actor, only: int | None) -> Iterator[Overdue]:
        for kind, row in papers_ending(by=by, day=book.day, organisation_id=only):
            if kind is reason:
                yield _ending(reason, row, book.day)

    return asked


def _ending(reason: UrgeReason, row: Ending, day: date) -> Overdue:
    """Return a warning ahead of the last day, something overdue after it."""
    warns = row.ends > day
    return Overdue(
        reason=reason, organisation_id=row.organisation_id, jurisdiction_id=row.jurisdiction_id,
        due=row.ends if warns else row.ends - timedelta(days=1), count=row.count, warns=warns,
    )  # fmt: skip


Asked = Callable[[Book, Actor, int | None], Iterator[Overdue]]

_ASK: Mapping[UrgeReason, Asked] = {
    UrgeReason.FIRM_NOT_FILED: _firms,
    UrgeReason.ELEVATOR_NOT_FILED: _elevators,
    UrgeReason.RETURNED: _returned,
    UrgeReason.UNIT_SILENT: _silent,
    UrgeReason.CONTRACT_ENDS: _contracts,
    UrgeReason.LICENCE_ENDS: _papers(UrgeReason.LICENCE_ENDS),
    UrgeReason.CERTIFICATE_ENDS: _papers(UrgeReason.CERTIFICATE_ENDS),
    UrgeReason.MISMATCH: _mismatches,
}
