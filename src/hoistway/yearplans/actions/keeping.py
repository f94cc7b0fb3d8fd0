"""Keep versions of plans: the rows of what was proposed or altered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import Max

from hoistway.foundation.actors import Actor
from hoistway.foundation.bulk import fresh_keys
from hoistway.yearplans.models import PlanRun, YearPlan, YearPlanLine
from hoistway.yearplans.rules.facts import Need, PlanFacts, Proposal
from hoistway.yearplans.rules.limits import PlainLine
from hoistway.yearplans.rules.year import months_on, visits_of_year
from hoistway.yearplans.vocabulary import YearPlanState

_TABLE = "yearplans_yearplan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What was proposed for one elevator, and from what."""

    elevator_id: int
    firm_id: int
    facts: PlanFacts
    proposal: Proposal


def keep_proposals(
    *, found: Sequence[Proposed], first_day: date, run: PlanRun | None, now: datetime, by: Actor
) -> list[YearPlan]:
    """Keep a new version for each elevator; what was proposed before is replaced by it."""
    keys = [one.elevator_id for one in found]
    newest = _newest(keys)
    last = last_day(first=first_day)
    plans = [
        YearPlan(
            pk=key, uid=uuid4(), elevator_id=one.elevator_id, firm_id=one.firm_id,
            version=newest.get(one.elevator_id, 0) + 1, run=run, annex=one.facts.annex,
            state=YearPlanState.PROPOSED, first_day=first_day, last_day=last,
            visits=_visits(one.proposal, first_day, last), facts=told_facts(facts=one.facts),
            need=told_need(need=one.proposal.need), thin=one.proposal.thin,
            edition=one.proposal.edition, made_at=now, made_by=by.as_json(),
        )
        for key, one in zip(fresh_keys(table=_TABLE, count=len(found)), found, strict=True)
    ]  # fmt: skip
    YearPlan.objects.filter(elevator_id__in=keys, state=YearPlanState.PROPOSED).update(
        state=YearPlanState.SUPERSEDED
    )
    YearPlan.objects.bulk_create(plans)
    YearPlanLine.objects.bulk_create(
        (
            YearPlanLine(
                plan=plan, item=line.item, way=line.way, days=line.days, months=line.months,
                reason=line.reason, values=dict(line.values),
            )
            for plan, one in zip(plans, found, strict=True) for line in one.proposal.lines
        ),
        batch_size=2_000,
    )  # fmt: skip
    return plans


def _newest(keys: Sequence[int]) -> Mapping[int, int]:
    rows = YearPlan.objects.filter(elevator_id__in=keys).values_list("elevator_id")
    return dict(rows.annotate(newest=Max("version")).order_by())


def last_day(*, first: date) -> date:
    """Return the last day of a plan that begins on a day: a calendar year."""
    return months_on(day=first, months=12) - timedelta(days=1)


def _visits(proposal: Proposal, first: date, last: date) -> int:
    lines = [PlainLine(one.item, one.way, one.days, one.months) for one in proposal.lines]
    return len(visits_of_year(lines=lines, first=first, last=last))


def told_facts(*, facts: PlanFacts) -> dict[str, object]:
    """Return the facts as they are kept; of the fleet only what every elevator shares."""
    said = asdict(facts)
    fleet = said.pop("fleet")
    said["fleet"] = {"prior": fleet["prior"], "sighted": sorted(fleet["sighted"])}
    return said


def told_need(*, need: Need) -> dict[str, object]:
    """Return how the interval came about as it is kept."""
    return asdict(need)
