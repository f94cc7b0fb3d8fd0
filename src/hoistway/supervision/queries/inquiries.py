"""What was asked about records: for the regulators of the area and the firm that is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.models import Inquiry, InquiryStep
from hoistway.supervision.rules.irregular import policy_on
from hoistway.supervision.vocabulary import InquiryKind, InquiryState

PENDING = (str(InquiryState.OPEN), str(InquiryState.ANSWERED))


@dataclass(frozen=True, slots=True, kw_only=True)
class InquirySearch:
    """What is asked of the inquiries; empty asks nothing."""

    text: str = ""
    kind: InquiryKind | None = None
    state: InquiryState | None = None
    jurisdiction_code: str = ""
    pending: bool = False
    overdue_on: date | None = None


def inquiries(*, by: Actor) -> QuerySet[Inquiry]:
    """Return the inquiries of the actor's area, or those put to the actor's firm, latest first.

    Raises: NotAllowed.
    """
    if not (may(by=by, deed=Deed.SEE_OVERSIGHT) or may(by=by, deed=Deed.ANSWER_INQUIRY)):
        raise NotAllowed
    firm = reach_of(by=by) is Reach.FIRM
    mine = Q(firm_id=by.organisation_id) if firm else in_reach(by=by)
    around = ("visit__elevator__jurisdiction", "visit__elevator__use_unit", "firm",
              "jurisdiction", "check_made")  # fmt: skip
    return Inquiry.objects.filter(mine).select_related(*around).order_by("-asked_at", "-pk")


def found_inquiries(*, by: Actor, search: InquirySearch) -> QuerySet[Inquiry]:
    """Return the visible inquiries that fit a search. Raises: NotAllowed."""
    found = inquiries(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(firm__name__icontains=word)
            | Q(visit__elevator__address__icontains=word)
            | Q(visit__elevator__register_number__icontains=word)
        )  # fmt: skip
    for column, value in (("kind", search.kind), ("state", search.state)):
        found = found.filter(**{column: value}) if value is not None else found
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    if search.pending:
        found = found.filter(state__in=PENDING)
    if search.overdue_on is not None:
        found = found.filter(late_on(day=search.overdue_on))
    return found


def late_on(*, day: date) -> Q:
    """Return the condition that an answer or a word of the regulator is late on a day."""
    unanswered = Q(state=InquiryState.OPEN, answer_by__lt=day)
    return unanswered | Q(state=InquiryState.ANSWERED, settle_by__lt=day)


def inquiry_seen(*, number: str, by: Actor) -> Inquiry:
    """Return one visible inquiry. Raises: NotAllowed, NotFound."""
    found = inquiries(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def inquiry_steps(*, inquiry_ids: Collection[int]) -> dict[int, list[InquiryStep]]:
    """Return the steps of inquiries by inquiry, the newest first; one query."""
    rows = InquiryStep.objects.filter(inquiry_id__in=inquiry_ids).select_related("file", "note")
    found: dict[int, list[InquiryStep]] = {}
    for row in rows.order_by("-at", "-pk"):
        found.setdefault(row.inquiry_id, []).append(row)
    return found


def inquiries_of_visit(*, visit_id: int, by: Actor) -> list[Inquiry]:
    """Return what was asked about one visit, as far as the actor may read it; one query."""
    if not (may(by=by, deed=Deed.SEE_OVERSIGHT) or may(by=by, deed=Deed.ANSWER_INQUIRY)):
        return []
    return list(inquiries(by=by).filter(visit_id=visit_id))


def answer_days(*, now: datetime) -> int:
    """Return how many working days a firm has to answer, by the edition in force."""
    return policy_on(day=local_day(at=now)).answer_workdays


def inquiry_counts(*, by: Actor, today: date) -> dict[str, int]:
    """Return how many inquiries are open, answered and late; one query. Raises: NotAllowed."""
    rows = inquiries(by=by).order_by().select_related(None)
    told: dict[str, int] = rows.aggregate(
        open=Count("pk", filter=Q(state=InquiryState.OPEN)),
        answered=Count("pk", filter=Q(state=InquiryState.ANSWERED)),
        late=Count("pk", filter=late_on(day=today)),
    )
    return told


def unsound_records(
    *, organisation_ids: Collection[int] | None, first: date, last: date
) -> dict[int, int]:
    """Return how many records of each firm a regulator found not to hold, settled in these days."""
    rows = Inquiry.objects.filter(
        outcome="unsound", settled_at__date__gte=first, settled_at__date__lte=last
    )
    if organisation_ids is not None:
        rows = rows.filter(firm_id__in=list(organisation_ids))
    return dict(rows.values_list("firm_id").annotate(n=Count("visit", distinct=True)).order_by())
