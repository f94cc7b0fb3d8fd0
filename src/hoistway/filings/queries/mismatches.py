"""Questions about mismatches between site and filing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.filings.models import ElevatorFiling, FirmFiling, Mismatch, MismatchStep, SiteCheck
from hoistway.filings.queries.held import filed_facts, filing_in_force
from hoistway.filings.rules.mismatches import (
    Standing,
    Voice,
    confirmed_value,
    has_changed,
    needs,
)
from hoistway.filings.vocabulary import (
    FilingState,
    MismatchDeed,
    MismatchField,
    MismatchState,
    UnitAnswer,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, family, survivor_of

__all__ = [
    "MismatchSearch", "Standing", "Voice", "confirmed_value", "due_mismatches",
    "found_mismatches", "has_changed", "mismatch_seen", "mismatches", "needs", "open_ids",
    "open_mismatches", "open_mismatches_of", "overdue_mismatches", "site_checks_by",
    "site_checks_of", "standing_of", "steps_of", "unanswered_by",
]  # fmt: skip

_OPEN = sorted(str(state) for state in MismatchState.open_states())
_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "use_unit",
    "reporter", "jurisdiction", "photo",
)  # fmt: skip
_BY_FILING = frozenset({MismatchField.FIRM, MismatchField.TECHNICIANS})
"""Facts that an elevator's filing states; its check holds the word of firm and use unit."""


def mismatches(*, by: Actor) -> QuerySet[Mismatch]:
    """Return the mismatches this actor may see, latest first.

    A firm or use unit that was asked still sees what became of it when the elevator has gone on.
    """
    if not may(by=by, deed=Deed.SEE_MISMATCHES):
        return Mismatch.objects.none()
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        seen |= Q(firm_id=by.organisation_id)
    elif reach_of(by=by) is Reach.USE_UNIT:
        seen |= Q(use_unit_id=by.organisation_id)
    return Mismatch.objects.filter(seen).select_related(*_RELATED).order_by("-opened_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchSearch:
    """What is asked of the mismatches; an empty field asks nothing."""

    text: str = ""
    field: MismatchField | None = None
    states: frozenset[MismatchState] = frozenset()
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def found_mismatches(*, by: Actor, search: MismatchSearch) -> QuerySet[Mismatch]:
    """Return the visible mismatches that fit, latest first."""
    found = mismatches(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(found__icontains=word) | Q(filed__icontains=word)
            | Q(firm__name__icontains=word) | Q(use_unit__name__icontains=word)
        )  # fmt: skip
    if search.field:
        found = found.filter(field=search.field)
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    if search.first:
        found = found.filter(opened_at__gte=datetime.combine(search.first, time(), SHANGHAI))
    if search.last:
        after = search.last + timedelta(days=1)
        found = found.filter(opened_at__lt=datetime.combine(after, time(), SHANGHAI))
    return found


def open_mismatches(*, by: Actor) -> QuerySet[Mismatch]:
    """Return the visible mismatches in which somebody still has to act."""
    return mismatches(by=by).filter(state__in=_OPEN)


def unanswered_by(*, by: Actor) -> QuerySet[Mismatch]:
    """Return the open mismatches about which this actor's organisation has said nothing yet."""
    told = MismatchStep.objects.filter(
        mismatch=OuterRef("pk"), by__organisation=by.organisation_id,
        deed__in=[str(MismatchDeed.ANSWER), str(MismatchDeed.CONFIRM)],
    )  # fmt: skip
    return open_mismatches(by=by).filter(~Exists(told))


def overdue_mismatches(*, by: Actor) -> QuerySet[Mismatch]:
    """Return the open mismatches that the clock has escalated."""
    return open_mismatches(by=by).filter(level__gt=0)


def mismatch_seen(*, number: str, by: Actor) -> Mismatch:
    """Return one visible mismatch. Raises: NotFound."""
    found = mismatches(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def open_mismatches_of(*, elevator_id: int) -> list[Mismatch]:
    """Return what is open about an elevator, latest first; scope was judged by the caller."""
    found = Mismatch.objects.filter(
        elevator_id__in=family(elevator_id=elevator_id), state__in=_OPEN
    )
    return list(found.select_related(*_RELATED).order_by("-opened_at", "-pk"))


def steps_of(*, mismatch_id: int) -> list[MismatchStep]:
    """Return the course of a mismatch, the oldest step first."""
    return list(MismatchStep.objects.filter(mismatch_id=mismatch_id).order_by("at", "pk"))


def site_checks_of(*, elevator_id: int) -> QuerySet[SiteCheck]:
    """Return the comparisons of an elevator's site with its filing, latest first."""
    found = SiteCheck.objects.filter(elevator_id__in=family(elevator_id=elevator_id))
    return found.select_related("reporter").order_by("-at", "-pk")


def site_checks_by(*, by: Actor) -> QuerySet[SiteCheck]:
    """Return the comparisons that this actor's organisation has made, latest first."""
    found = SiteCheck.objects.filter(reporter_id=by.organisation_id)
    return found.select_related("elevator", "elevator__jurisdiction").order_by("-at", "-pk")


def due_mismatches(*, now: datetime) -> list[int]:
    """Return the open mismatches whose moment has passed (partial index), the earliest first."""
    found = Mismatch.objects.filter(state__in=_OPEN, due_at__lte=now)
    return list(found.order_by("due_at", "pk").values_list("pk", flat=True))


def open_ids(*, elevator_ids: Iterable[int] = (), firm_id: int = 0) -> list[int]:
    """Return the open mismatches of these elevators, or of all elevators of a firm."""
    found = Mismatch.objects.filter(state__in=_OPEN)
    if firm_id:
        found = found.filter(elevator__firm_id=firm_id)
    else:
        found = found.filter(elevator_id__in=list(elevator_ids))
    return list(found.order_by("pk").values_list("pk", flat=True))


def standing_of(*, mismatch: Mismatch, steps: Iterable[MismatchStep]) -> Standing:
    """Return where a mismatch stands now, from the register, the filings and its own steps."""
    elevator = elevator_at_hand(elevator_id=survivor_of(elevator_id=mismatch.elevator_id))
    held = filed_facts(elevator=elevator)[mismatch.field]
    steps = list(steps)
    unit_filing, firm_filing = _said_by_filing(mismatch, elevator)
    return Standing(
        field=mismatch.field, filed=mismatch.filed, found=mismatch.found, now=held.text,
        names=held.names,
        unit=_voice(elevator.use_unit_id, steps, unit_filing),
        firm=_voice(elevator.firm_id, steps, firm_filing),
        verified=_told(steps, MismatchDeed.VERIFY),
    )  # fmt: skip


def _voice(organisation_id: int | None, steps: list[MismatchStep], filing: str) -> Voice:
    if organisation_id is None:
        return Voice(asked=False)
    own = [step for step in steps if step.by.get("organisation") == organisation_id]
    return Voice(asked=True, confirmed=_told(own, MismatchDeed.CONFIRM), filing=filing)


def _told(steps: list[MismatchStep], deed: MismatchDeed) -> tuple[str, ...]:
    return tuple(str(step.facts.get("value", "")) for step in steps if step.deed is deed)


def _said_by_filing(mismatch: Mismatch, elevator: Elevator) -> tuple[str, str]:
    """Return by which filings, checked since, use unit and firm have spoken of this fact."""
    if mismatch.field in _BY_FILING:
        filing = filing_in_force(elevator=elevator)
        if filing is None or _last_word(filing) < mismatch.opened_at:
            return "", ""
        confirmed = filing.unit_answer is UnitAnswer.CONFIRMED
        return filing.number if confirmed else "", filing.number
    if mismatch.field is MismatchField.DUTY_PHONE:
        since = FirmFiling.objects.filter(
            firm_id=elevator.firm_id, state=FilingState.CHECKED,
            checked_at__gte=mismatch.opened_at,
        )  # fmt: skip
        return "", since.values_list("number", flat=True).first() or ""
    return "", ""


def _last_word(filing: ElevatorFiling) -> datetime:
    """Return when the last of firm, use unit and district has spoken of a filing."""
    said = (filing.filed_at, filing.answered_at, filing.checked_at)
    return max(at for at in said if at is not None)
