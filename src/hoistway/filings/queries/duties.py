"""What a firm has to do about filings, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import TruncDate

from hoistway.filings.models import ElevatorFiling, Mismatch, Objection
from hoistway.filings.queries.firms import latest_firm_filing
from hoistway.filings.queries.overdue import Overdue, never_filed, overdue, unfiled_since
from hoistway.filings.rules.deadlines import elevator_due_on
from hoistway.filings.rules.policy import FilingPolicy, policy_on
from hoistway.filings.vocabulary import FilingState, MismatchState, UrgeReason
from hoistway.filings.vocabulary.duties import Duty
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed

_ENDING = {
    UrgeReason.CONTRACT_ENDS: Duty.RENEW_CONTRACT,
    UrgeReason.LICENCE_ENDS: Duty.RENEW_LICENCE,
    UrgeReason.CERTIFICATE_ENDS: Duty.RENEW_CERTIFICATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """So much of one duty waits; `due` is the first last day, None where none is set."""

    duty: Duty
    count: int
    due: date | None
    is_late: bool


def duties(*, by: Actor, day: date) -> list[Waiting]:
    """Return what waits for the actor's firm, what is late first. Raises: NotAllowed."""
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    policy = policy_on(day=day)
    found = [
        *_firm(by, policy, day), *_unfiled(by, policy, day), *_returned(by, policy, day),
        *_claims(by, day), *_ending(by, day), *_mismatches(by, day),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.is_late, one.due or date.max, one.duty))


def _waiting(duty: Duty, count: int, due: date | None, day: date) -> Waiting:
    return Waiting(duty=duty, count=count, due=due, is_late=due is not None and due < day)


def _firm(by: Actor, policy: FilingPolicy, day: date) -> Iterator[Waiting]:
    """A firm that never filed, or whose last filing was returned or withdrawn."""
    last = latest_firm_filing(firm_id=by.organisation_id)
    if last is None or last.state is FilingState.WITHDRAWN:
        late = overdue(
            day=day, organisation_id=by.organisation_id, reasons=[UrgeReason.FIRM_NOT_FILED]
        )
        yield _waiting(Duty.FILE_FIRM, 1, late[0].due if late else None, day)
    elif last.state is FilingState.RETURNED and last.checked_at is not None:
        due = local_day(at=last.checked_at) + timedelta(days=policy.file_within_days)
        yield _waiting(Duty.MEND_FIRM, 1, due, day)


def _unfiled(by: Actor, policy: FilingPolicy, day: date) -> Iterator[Waiting]:
    rows = unfiled_since(rows=never_filed(by=by, day=day), day=day, first=policy.in_force)
    told = rows.order_by().aggregate(n=Count("pk"), first=Min("since"))
    if told["n"]:
        due = elevator_due_on(policy=policy, since=told["first"])
        yield _waiting(Duty.FILE_ELEVATORS, told["n"], due, day)


def _returned(by: Actor, policy: FilingPolicy, day: date) -> Iterator[Waiting]:
    later = ElevatorFiling.objects.filter(
        elevator_id=OuterRef("elevator_id"), filed_at__gt=OuterRef("filed_at")
    )
    rows = ElevatorFiling.objects.filter(
        ~Exists(later), firm_id=by.organisation_id, state=FilingState.RETURNED
    ).annotate(back=TruncDate("checked_at", tzinfo=SHANGHAI))
    told = rows.aggregate(n=Count("pk"), first=Min("back"))
    if told["n"]:
        due = told["first"] + timedelta(days=policy.file_within_days)
        yield _waiting(Duty.MEND_ELEVATORS, told["n"], due, day)


def _claims(by: Actor, day: date) -> Iterator[Waiting]:
    """Filings of other firms about which this one has neither agreed nor objected."""
    me = by.organisation_id
    said = Objection.objects.filter(filing_id=OuterRef("pk"), organisation_id=me)
    rows = ElevatorFiling.objects.filter(
        ~Exists(said), rivals__contains=[me],
        state__in=sorted(str(state) for state in FilingState.open_states()),
    ).exclude(Q(consents__contains=[{"organisation": me}]) | Q(firm_id=me))  # fmt: skip
    told = rows.aggregate(n=Count("pk"), first=Min("objection_until"))
    if told["n"]:
        until = told["first"]
        yield _waiting(Duty.ANSWER_CLAIM, told["n"], until and local_day(at=until), day)


def _ending(by: Actor, day: date) -> Iterator[Waiting]:
    """Contracts, licences and certificates that have ended or soon will."""
    found: dict[UrgeReason, list[Overdue]] = {}
    for one in overdue(day=day, organisation_id=by.organisation_id, reasons=_ENDING):
        found.setdefault(one.reason, []).append(one)
    for reason, ones in found.items():
        due = min(one.due for one in ones)
        yield _waiting(_ENDING[reason], sum(one.count for one in ones), due, day)


def _mismatches(by: Actor, day: date) -> Iterator[Waiting]:
    rows = Mismatch.objects.filter(
        in_reach(by=by), state__in=sorted(str(state) for state in MismatchState.open_states())
    )
    told = rows.aggregate(n=Count("pk"), first=Min("due_at"))
    if told["n"]:
        first = told["first"]
        yield _waiting(Duty.SETTLE_MISMATCH, told["n"], first and local_day(at=first), day)
