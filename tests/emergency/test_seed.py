"""The demo's past rescues: laid down set by set, yet each as if its deeds had been done."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from hoistway.emergency.actions.closing import figure_json
from hoistway.emergency.models import Call, Evaluation, Incident, Report, TimelineEntry
from hoistway.emergency.rules.evaluation import Course, evaluate
from hoistway.emergency.rules.lifecycle import state_after
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.seed import lay_out, lay_out_rescues
from hoistway.emergency.seed.plans import planned
from hoistway.emergency.vocabulary import CallState, Cause, Deed, IncidentSource, IncidentState
from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.foundation.periods import local_day
from hoistway.parties.seed import Cast
from hoistway.registry.models import Elevator
from tests.world.emergency import a_rescue
from tests.world.parties import NOW, a_firm, a_technician
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

OFTEN = 2.0
"""Rescues of an elevator in a year, so that a small fleet shows every way."""


def a_city() -> tuple[Cast, list[Elevator]]:
    """Return two firms with crews and stations, and thirty lifts of theirs."""
    firms = [a_firm() for _ in range(3)]
    crews = {firm.pk: [a_technician(firm=firm) for _ in range(6)] for firm in firms}
    rows = [an_elevator(site=Site(firm=firms[n % 3])) for n in range(30)]
    cast = Cast(jurisdictions={}, firms=firms, crews=crews, dispatch_centre=firms[0])
    lay_out(cast=cast, elevators=rows, chance=Random(1), now=NOW)
    return cast, rows


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[Incident]:
    monkeypatch.setattr("hoistway.emergency.seed.plans.PER_YEAR", OFTEN)
    cast, rows = a_city()
    lay_out_rescues(cast=cast, elevators=rows, seed=286, now=NOW)
    return list(Incident.objects.select_related("elevator").order_by("pk"))


def steps_of(one: Incident) -> list[TimelineEntry]:
    return list(TimelineEntry.objects.filter(incident=one).order_by("sequence"))


def first_at(steps: list[TimelineEntry], deed: Deed) -> object:
    return next((step.at for step in steps if step.deed is deed), None)


def test_each_laid_rescue_is_one_whose_deeds_were_done(laid: list[Incident]) -> None:
    stands_in_its_columns_as_in_its_steps(laid)
    is_judged_as_the_rule_says_of_its_columns(laid)
    has_no_live_call_and_who_came_is_done(laid)
    has_left_a_mended_fault_if_the_elevator_was_the_cause(laid)


def stands_in_its_columns_as_in_its_steps(laid: list[Incident]) -> None:
    for one in laid:
        steps, state = steps_of(one), IncidentState.OPEN
        for step in steps:
            state = state_after(state=state, deed=step.deed)
            assert step.state is state
        assert state is one.state is IncidentState.CLOSED
        assert [step.sequence for step in steps] == list(range(1, one.entries + 1))
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert one.began_at <= one.opened_at < (one.closed_at or NOW) < NOW
        for column, deed in (
            ("opened_at", Deed.OPENED), ("firm_told_at", Deed.CALLED),
            ("accepted_at", Deed.ACCEPTED), ("arrived_at", Deed.ARRIVED),
            ("freed_at", Deed.FREED), ("closed_at", Deed.CLOSED),
        ):  # fmt: skip
            assert getattr(one, column) == first_at(steps, deed), (one.number, column)
        levels = [step.facts["level"] for step in steps if step.deed is Deed.ESCALATED]
        assert (levels or ["1"])[-1] == str(one.level)


def is_judged_as_the_rule_says_of_its_columns(laid: list[Incident]) -> None:
    for one in laid:
        told = Report.objects.filter(
            incident=one, source=IncidentSource.TELEMETRY, received_at__lte=one.opened_at
        )
        course = Course(
            began_at=one.began_at, opened_at=one.opened_at, firm_told_at=one.firm_told_at,
            accepted_at=one.accepted_at, arrived_at=one.arrived_at, freed_at=one.freed_at,
            found_by_telemetry=told.exists(),
        )  # fmt: skip
        policy = policy_on(day=local_day(at=one.opened_at))
        figures = evaluate(course=course, policy=policy)
        kept = Evaluation.objects.get(incident=one)
        assert kept.figures == [figure_json(figure=figure) for figure in figures]
        assert steps_of(one)[-1].facts["evaluation"] == kept.pk


def has_no_live_call_and_who_came_is_done(laid: list[Incident]) -> None:
    assert not Call.objects.filter(state__in=sorted(CallState.live_states())).exists()
    for one in laid:
        done = Call.objects.filter(incident=one, state=CallState.DONE)
        assert done.count() == (one.arrived_at is not None)
        called = [step.facts["call"] for step in steps_of(one) if step.deed is Deed.CALLED]
        assert called == list(
            Call.objects.filter(incident=one).order_by("pk").values_list("pk", flat=True)
        )


def test_a_laid_rescue_keeps_what_a_rescue_that_was_closed_keeps(laid: list[Incident]) -> None:
    real = a_rescue()
    source = Report.objects.get(incident=real).source
    alike = next(
        one
        for one in laid
        if Counter(s.deed for s in steps_of(one)) == Counter(s.deed for s in steps_of(real))
        and one.cause in Cause.of_the_elevator()
        and Report.objects.get(incident=one).source is source
    )
    for column in Incident._meta.fields:
        filled = [getattr(row, column.attname) not in (None, "") for row in (real, alike)]
        assert filled[0] == filled[1], column.attname
    for theirs, ours in zip(steps_of(real), steps_of(alike), strict=True):
        assert (theirs.deed, set(theirs.by)) == (ours.deed, set(ours.by))
        assert theirs.deed is Deed.OPENED or set(theirs.facts) == set(ours.facts), theirs.deed
        assert theirs.by["kind"] == ours.by["kind"]
    calls = [Call.objects.get(incident=row) for row in (real, alike)]
    assert set(calls[0].explanation) == set(calls[1].explanation)
    for column in Call._meta.fields:
        assert len({getattr(call, column.attname) is None for call in calls}) == 1, column.attname
    seen = [Sighting.objects.get(key=f"rescue.{row.number}") for row in (real, alike)]
    assert seen[0].facts.keys() == seen[1].facts.keys()
    kept = {(s.source, s.kind, s.fault.group, s.fault.stopped, s.fault.edition) for s in seen}
    assert len(kept) == 1
    assert all(s.seen_at == r.began_at for s, r in zip(seen, (real, alike), strict=True))


def has_left_a_mended_fault_if_the_elevator_was_the_cause(laid: list[Incident]) -> None:
    own = [one for one in laid if one.cause in Cause.of_the_elevator()]
    assert Fault.objects.count() == len(own) > 0
    assert not Fault.objects.filter(mended_at__isnull=True).exists()
    assert FaultStep.objects.filter(deed="open").count() == len(own)


def test_rescues_of_every_way_are_as_frequent_as_said(laid: list[Incident]) -> None:
    days = (local_day(at=NOW) - date(2025, 1, 1)).days
    assert 0.85 <= len(laid) / (30 * OFTEN * days / 365) <= 1
    assert min(local_day(at=one.opened_at) for one in laid) >= date(2025, 1, 1)
    took = sorted(one.arrived_at - one.firm_told_at for one in laid if one.arrived_at)  # type: ignore[operator]
    assert timedelta(minutes=9) < took[len(took) // 2] < timedelta(minutes=15)
    late = sum(one > timedelta(minutes=30) for one in took) / len(took)
    assert 0 < late < 0.15
    deeds = {str(step.deed) for step in TimelineEntry.objects.all()}
    assert deeds >= {"unanswered", "declined", "shortfall", "overdue", "reported", "cleared"}
    assert {str(one.level) for one in laid} == {"1", "2", "3"}


def test_the_same_seed_plans_the_same_rescues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoistway.emergency.seed.plans.PER_YEAR", OFTEN)
    rows = [an_elevator() for _ in range(4)]
    first, again = (planned(elevators=rows, chance=Random(7), now=NOW) for _ in range(2))
    assert first == again
    assert first != planned(elevators=rows, chance=Random(8), now=NOW)
