"""Write the demo's past rescues: each moved by the rule of rescues, all kept set by set."""

from collections.abc import Sequence
from random import Random

from hoistway.emergency.actions.closing import figure_json
from hoistway.emergency.models import Call, Evaluation, Incident, Report, TimelineEntry
from hoistway.emergency.rules.evaluation import Course, evaluate
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.seed.courses import Story
from hoistway.emergency.seed.crews import Crews
from hoistway.emergency.seed.plans import Plan
from hoistway.emergency.seed.ways import run
from hoistway.emergency.vocabulary import (
    Deed,
    IncidentKind,
    IncidentSource,
    IncidentState,
    Verdict,
)
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.periods import local_day


def lay_down(*, plans: Sequence[Plan], crews: Crews, chance: Random) -> list[Incident]:
    """Write the rescues of these plans, each with all its rows; return them in their order."""
    keys = fresh_keys(table="emergency_incident", count=len(plans))
    judged = fresh_keys(table="emergency_evaluation", count=len(plans))
    stories = []
    for key, evaluation, plan in zip(keys, judged, plans, strict=True):
        story = _story(key, plan, chance)
        run(story=story, plan=plan, crews=crews, chance=chance)
        _judge(story, evaluation)
        stories.append(story)
    _number_calls(stories)
    Incident.objects.bulk_create([one.incident for one in stories])
    Report.objects.bulk_create([row for one in stories for row in one.reports])
    Call.objects.bulk_create([row for one in stories for row in one.calls])
    Evaluation.objects.bulk_create([one.evaluation for one in stories if one.evaluation])
    TimelineEntry.objects.bulk_create([row for one in stories for row in one.steps])
    return [one.incident for one in stories]


def _story(key: int, plan: Plan, chance: Random) -> Story:
    opened = plan.opened_at
    incident = Incident(
        pk=key, number=f"{local_day(at=opened):%y%m%d}{key:06d}", elevator=plan.elevator,
        kind=IncidentKind.ENTRAPMENT, state=IncidentState.OPEN, firm_id=plan.elevator.firm_id,
        began_at=plan.began_at, opened_at=opened, drill=False,
    )  # fmt: skip
    return Story(incident=incident, policy=policy_on(day=local_day(at=opened)), chance=chance)


def _judge(story: Story, key: int) -> None:
    """Judge a finished rescue by the rule that judges every rescue."""
    incident, policy = story.incident, story.policy
    seen = [row for row in story.reports if row.source is IncidentSource.TELEMETRY]
    course = Course(
        began_at=incident.began_at, opened_at=incident.opened_at,
        firm_told_at=incident.firm_told_at, accepted_at=incident.accepted_at,
        arrived_at=incident.arrived_at, freed_at=incident.freed_at,
        found_by_telemetry=any(row.received_at <= incident.opened_at for row in seen),
    )  # fmt: skip
    figures = [figure_json(figure=one) for one in evaluate(course=course, policy=policy)]
    closing = story.steps[-1]
    at = incident.closed_at or closing.at
    by = next(row.by for row in story.steps if row.deed is Deed.CLOSED)
    story.evaluation = Evaluation(
        pk=key, incident=incident, edition=policy.edition, at=at, by=by, figures=figures, note=""
    )
    over = [one["name"] for one in figures if one["verdict"] == Verdict.EXCEEDED]
    facts: dict[str, object] = {
        "edition": policy.edition, "exceeded": over, "evaluation": key, "note": "",
    }  # fmt: skip
    story.step(Deed.EVALUATED, at=at, by=by, facts=facts)


def _number_calls(stories: Sequence[Story]) -> None:
    """Give the calls their keys, and the steps that speak of them."""
    calls = [call for story in stories for call in story.calls]
    keys = fresh_keys(table="emergency_call", count=len(calls))
    for key, call in zip(keys, calls, strict=True):
        call.pk = key
    for story in stories:
        for row, call in story.about:
            row.facts = {"call": call.pk, **row.facts}
