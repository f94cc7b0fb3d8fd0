"""Questions about exit cases and warnings: who sees which, what happened, whose turn it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.models import ExitCase, ExitStep, ExitWarning
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, ExitState
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed

_RELATED = (
    "firm_pilot__firm", "firm_pilot__period", "elevator_pilot__elevator__jurisdiction",
    "elevator_pilot__firm_pilot__firm", "elevator_pilot__firm_pilot__period",
    "elevator_pilot__elevator__use_unit", "elevator_pilot__jurisdiction", "jurisdiction",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitSearch:
    """What is asked of the cases; an empty field asks nothing."""

    text: str = ""
    clause: ExitClause | None = None
    state: ExitState | None = None
    jurisdiction_code: str = ""


def _seen(by: Actor) -> Q:
    """Return the condition on cases and warnings alike: what concerns this actor."""
    if not may(by=by, deed=Deed.SEE_PILOT):
        return Q(pk__in=[])
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return Q(elevator_pilot__jurisdiction_id=by.jurisdiction_id)
    if reach is Reach.FIRM:
        own = Q(firm_pilot__firm_id=by.organisation_id)
        return own | Q(elevator_pilot__firm_pilot__firm_id=by.organisation_id)
    if reach is Reach.USE_UNIT:
        return Q(elevator_pilot__elevator__use_unit_id=by.organisation_id)
    return Q(pk__in=[])


def exit_cases(*, by: Actor) -> QuerySet[ExitCase]:
    """Return the exit cases that this actor may see, the latest first.

    The district sees its elevators', the city all, a firm and a use unit their own.
    """
    return ExitCase.objects.filter(_seen(by)).select_related(*_RELATED).order_by("-pk")


def found_exit_cases(*, by: Actor, search: ExitSearch) -> QuerySet[ExitCase]:
    """Return the visible cases that fit, the latest first."""
    found = exit_cases(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(firm_pilot__firm__name__icontains=word)
            | Q(elevator_pilot__firm_pilot__firm__name__icontains=word)
            | Q(elevator_pilot__elevator__register_number__icontains=word)
            | Q(elevator_pilot__elevator__address__icontains=word)
            | Q(elevator_pilot__elevator__use_unit__name__icontains=word)
        )
    if search.clause:
        found = found.filter(clause=search.clause)
    if search.state:
        found = found.filter(state=search.state)
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    return found


def case_seen(*, by: Actor, number: str) -> ExitCase:
    """Return one visible case. Raises: NotFound."""
    found = exit_cases(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def exit_steps(*, case_id: int) -> list[ExitStep]:
    """Return what happened in a case, the oldest step first."""
    rows = ExitStep.objects.filter(case_id=case_id).select_related("file")
    return list(rows.order_by("at", "pk"))


def exit_step_behind(*, step_id: int) -> ExitStep | None:
    """Return one step with its case, as an event names it."""
    related = [f"case__{name}" for name in _RELATED]
    return ExitStep.objects.select_related(*related).filter(pk=step_id).first()


def warnings_of(*, by: Actor) -> QuerySet[ExitWarning]:
    """Return what this actor was warned of, or others in its sight, the latest first."""
    related = (
        "firm_pilot__firm", "elevator_pilot__elevator", "elevator_pilot__firm_pilot__firm",
    )  # fmt: skip
    return ExitWarning.objects.filter(_seen(by)).select_related(*related).order_by("-at", "-pk")


def cases_of_pilots(*, pilot_ids: Collection[int]) -> dict[int, list[ExitCase]]:
    """Return the cases of these elevators' ways, the latest first; scope was judged."""
    rows = ExitCase.objects.filter(elevator_pilot_id__in=pilot_ids).order_by("-pk")
    found: dict[int, list[ExitCase]] = {}
    for row in rows:
        found.setdefault(row.elevator_pilot_id or 0, []).append(row)
    return found


def sides_of(*, case: ExitCase) -> frozenset[int]:
    """Return the organisations that are heard: the firm, and for an elevator its use unit."""
    pilot = case.elevator_pilot
    if pilot is None:
        return frozenset({case.firm_pilot.firm_id} if case.firm_pilot else ())
    keys = {pilot.firm_pilot.firm_id, pilot.elevator.use_unit_id}
    return frozenset(key for key in keys if key)


def heard(*, case: ExitCase) -> frozenset[int]:
    """Return which organisations have answered."""
    rows = ExitStep.objects.filter(case=case, deed=ExitDeed.ANSWERED)
    return frozenset(int(row.by.get("organisation") or 0) for row in rows)


def is_ripe(*, case: ExitCase, now: datetime) -> bool:
    """Return whether a decision may be made: all sides are heard, or the days to answer over."""
    over = local_day(at=now) > case.answer_by
    return case.state in ExitState.pending() and (over or case.state is ExitState.ANSWERED)


def decides(*, case: ExitCase, by: Actor) -> bool:
    """Return whether this actor decides the case: the district on elevators, the city on firms."""
    if case.firm_pilot_id:
        return may(by=by, deed=Deed.LIST_PILOT_FIRM)
    own = by.jurisdiction_id == case.jurisdiction_id or reach_of(by=by) is Reach.ALL
    return may(by=by, deed=Deed.CHECK_PILOT) and own and not may(by=by, deed=Deed.LIST_PILOT_FIRM)


def appeal_waits(*, case: ExitCase) -> bool:
    """Return whether a decision was appealed and nobody has settled it."""
    return case.appealed_at is not None and case.settled_at is None


def may_appeal(*, case: ExitCase, by: Actor, day: date) -> bool:
    """Return whether this actor may appeal: one of the sides, in time, once, against an exit."""
    in_time = case.appeal_by is not None and day <= case.appeal_by
    own = by.organisation_id in sides_of(case=case) and may(by=by, deed=Deed.ANSWER_EXIT)
    return own and in_time and case.appealed_at is None and case.state is ExitState.EXITED


def settles(*, case: ExitCase, by: Actor) -> bool:
    """Return whether this actor settles the appeal: a regulator in sight, not who decided."""
    deed = Deed.LIST_PILOT_FIRM if case.firm_pilot_id else Deed.CHECK_PILOT
    decided_by = (case.decided_by or {}).get("person")
    return appeal_waits(case=case) and may(by=by, deed=deed) and by.person_id != decided_by
