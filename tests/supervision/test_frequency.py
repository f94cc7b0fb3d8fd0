"""Each night says how often firms are looked at; persons set it otherwise and plan from it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.queries.paperless import paperless_by_area
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.supervision.actions import GradeTaken, take_grades
from hoistway.supervision.actions.weighing import (
    Choice,
    FrequencyWordless,
    choose_frequency,
    plan_by_frequency,
    weigh_firms,
)
from hoistway.supervision.models import Check, FirmFrequency, FrequencyStep, KeyUnit
from hoistway.supervision.queries.effect import effects, legal_floors, looked_at, plan_of_year
from hoistway.supervision.queries.frequency import (
    FrequencySearch,
    found_frequencies,
    frequencies,
    standing_band,
)
from hoistway.supervision.vocabulary import CheckLead, FrequencyBand, FrequencyGround, KeyGround
from tests.world.emergency import acting
from tests.world.maintenance import a_signed_visit
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, a_use_unit
from tests.world.registry import an_elevator
from tests.world.supervision import a_check

pytestmark = pytest.mark.django_db

TODAY = local_day(at=NOW)
FIRST = FrequencyBand.FIRST


def a_district(*, code: str = "310106") -> Actor:
    bureau = a_bureau(jurisdiction=a_jurisdiction(code=code))
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def weighed(elevator: Elevator, *, grade: str = "") -> FirmFrequency:
    """Return the row of the elevator's firm after a night."""
    if grade:
        one = GradeTaken(
            organisation_id=elevator.firm_id or 0, grade=grade, round_number="2026-1", since=TODAY
        )
        take_grades(grades=[one], now=NOW, by=PLATFORM)
    weigh_firms(now=NOW)
    return FirmFrequency.objects.get(organisation_id=elevator.firm_id or 0)


def test_a_night_tells_each_firm_once_in_each_area_and_keeps_only_changes() -> None:
    elevator = an_elevator()
    row = weighed(elevator)
    assert (row.band, row.elevators) == (FrequencyBand.USUAL, 1)

    again = weigh_firms(now=NOW + timedelta(days=1))
    row = weighed(elevator, grade="D")

    assert (again, row.band, row.since) == (0, FIRST, TODAY)
    assert [str(step.band) for step in FrequencyStep.objects.order_by("pk")] == ["usual", "first"]
    assert [str(FrequencyGround.GRADE_POOR), "D"] in row.reasons


def test_a_firm_that_left_an_area_has_no_row_there_any_more() -> None:
    elevator = an_elevator()
    weighed(elevator)
    Elevator.objects.filter(pk=elevator.pk).update(firm=None)

    weigh_firms(now=NOW)

    assert not FirmFrequency.objects.exists()


def test_a_person_sets_another_band_with_a_reason_until_a_day() -> None:
    """Source: 个人信息保护法 art. 24."""
    row, by = weighed(an_elevator()), a_district()
    form = uuid4()
    for words, days in ((" ", 30), ("整改中", 0), ("整改中", 181)):
        choice = Choice(band=FIRST, words=words, until=TODAY + timedelta(days=days))
        with pytest.raises(FrequencyWordless):
            choose_frequency(frequency_id=row.pk, choice=choice, form_id=form, now=NOW, by=by)

    choice = Choice(band=FIRST, words="整改中", until=TODAY + timedelta(days=180))
    for _ in range(2):
        choose_frequency(frequency_id=row.pk, choice=choice, form_id=form, now=NOW, by=by)

    row.refresh_from_db()
    bands = [standing_band(row=row, day=TODAY + timedelta(days=n)) for n in (180, 181)]
    assert bands == [FIRST, FrequencyBand.USUAL]
    assert FrequencyStep.objects.filter(form_id=form).count() == 1
    fitting = found_frequencies(by=by, search=FrequencySearch(band=FIRST), day=TODAY)
    assert [one.pk for one in fitting] == [row.pk]


def test_another_district_neither_sees_nor_sets_it() -> None:
    row, by = weighed(an_elevator()), a_district(code="310115")

    assert not frequencies(by=by).exists()
    with pytest.raises(NotFound):
        choose_frequency(
            frequency_id=row.pk, form_id=uuid4(), now=NOW, by=by,
            choice=Choice(band=FIRST, words="x", until=TODAY + timedelta(days=3)),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("reasons", "lead"),
    [
        ([["paper", 0.1], ["grade_poor", "C"]], CheckLead.PAPER),
        ([["digital", 1.0], ["grade_poor", "C"]], CheckLead.CREDIT),
        ([["irregular", 0.5]], CheckLead.RECORD),
    ],
)
def test_a_planned_check_says_what_brought_it_about(
    reasons: list[list[object]], lead: CheckLead
) -> None:
    row, by = weighed(an_elevator()), a_district()
    FirmFrequency.objects.filter(pk=row.pk).update(reasons=reasons)
    form = uuid4()

    for key in (form, form, uuid4()):
        plan_by_frequency(frequency_ids=[row.pk], form_id=key, now=NOW, by=by)

    assert [one.lead for one in Check.objects.all()] == [lead]


def test_the_plan_of_a_year_never_falls_below_the_laws_draws() -> None:
    """Source: 市监特设发〔2022〕59号: half of the key units, each one elevator at least."""
    rows = [weighed(an_elevator()) for _ in range(3)]
    area = rows[0].jurisdiction_id
    for row in FirmFrequency.objects.all():
        row.elevators = 20
        row.save(update_fields=["elevators"])

    floors = []
    for count in (12, 14):
        while KeyUnit.objects.count() < count:
            KeyUnit.objects.create(
                organisation=a_use_unit(), jurisdiction_id=area, ground=next(iter(KeyGround)),
                since=TODAY, by={},
            )  # fmt: skip
        floors.append(legal_floors(jurisdiction_ids=[area], day=TODAY)[area])
        told = plan_of_year(by=a_district(), day=TODAY)
        assert sum(told.values()) == max(floors[-1], 3)
    assert floors == [6, 7]


def test_a_firm_reads_the_same_number_as_its_district() -> None:
    row, other = weighed(an_elevator()), an_elevator()
    weighed(other)
    firm = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=row.organisation))
    key = row.organisation_id, row.jurisdiction_id

    told = [plan_of_year(by=by, day=TODAY)[key] for by in (firm, a_district())]

    assert told[0] == told[1]


def test_checks_count_for_the_elevators_they_looked_at_and_by_band() -> None:
    elevator = an_elevator()
    by = a_district()
    check = a_check(organisation=elevator.firm, jurisdiction=elevator.jurisdiction)
    Check.objects.filter(pk=check.pk).update(elevators=[elevator.register_number])
    row = weighed(elevator)

    told = {one.band: one for one in effects(by=by, day=TODAY)}

    key = row.organisation_id, row.jurisdiction_id
    assert looked_at(by=by, day=TODAY) == {key: 1}
    usual = told[FrequencyBand.USUAL]
    assert (usual.firms, usual.since.checks, usual.since.found) == (1, 1, 1.0)
    assert (usual.before.checks, usual.before.found) == (0, None)
    assert usual.since.per_hundred(usual.elevators) == pytest.approx(36_500 / 326)


def test_visits_are_counted_by_firm_and_area_with_their_records() -> None:
    elevator = an_elevator()
    a_signed_visit(elevator=elevator, begun_at=NOW - timedelta(days=2))

    told = paperless_by_area(first=TODAY - timedelta(days=30), last=TODAY)

    one = told[elevator.firm_id or 0, elevator.jurisdiction_id]
    assert (one.due, one.recorded) == (1, 1)
