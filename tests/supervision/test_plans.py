"""Double-random plans: 5 % of use units, half of the key ones, draws that anybody repeats."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Organisation
from hoistway.sampling.queries import differences, draw_file
from hoistway.sampling.vocabulary import DrawPurpose, DrawState
from hoistway.supervision.actions import (
    KeyWordsMissing,
    Proposal,
    ShareReached,
    draw_checks,
    end_key_unit,
    freeze_checks,
    keep_key_unit,
    propose_checks,
)
from hoistway.supervision.models import Check, KeyUnit
from hoistway.supervision.queries import key_proposals, key_units, plan_frame, shares
from hoistway.supervision.rules.plan import wanted
from hoistway.supervision.vocabulary import CheckKind, CheckLead, KeyGround
from tests.world.emergency import acting
from tests.world.parties import NOW, a_jurisdiction, a_use_unit
from tests.world.registry import Site, an_elevator
from tests.world.supervision import a_check, two_officers

pytestmark = pytest.mark.django_db


class Area:
    """A district of its own with use units and two officers."""

    def __init__(self, units: int) -> None:
        self.area = a_jurisdiction(code="310151", name="崇明区")
        self.officers = two_officers(jurisdiction=self.area)
        self.by: Actor = acting(membership=self.officers[0])
        self.units = [self.unit() for _ in range(units)]

    def unit(self) -> Organisation:
        """Return a use unit that uses an elevator here."""
        unit = a_use_unit(jurisdiction=self.area)
        an_elevator(site=Site(jurisdiction=self.area, use_unit=unit))
        return unit

    def freeze(self, purpose: DrawPurpose = DrawPurpose.USE_UNITS, size: int | None = None) -> int:
        """Freeze a frame, and return its key."""
        return freeze_checks(
            purpose=purpose, size=size, form_id=uuid4(), now=NOW, by=self.by
        ).pk  # fmt: skip

    def drawn(self, purpose: DrawPurpose = DrawPurpose.USE_UNITS) -> list[Check]:
        """Freeze and draw."""
        return draw_checks(
            draw_id=self.freeze(purpose), seed="0317242", seed_source="彩票", now=NOW, by=self.by
        )


@given(st.integers(0, 4000), st.sampled_from(["0.05", "0.50", "0.25"]))
@settings(max_examples=60, deadline=None)
def test_a_share_is_the_smallest_number_that_is_no_less(population: int, share: str) -> None:
    found, hundredths = wanted(share=share, population=population), int(share[2:])
    assert found * 100 >= population * hundredths > (found - 1) * 100 or found == population == 0


def test_a_draw_sends_two_officers_to_each_and_repeats_bit_by_bit_elsewhere() -> None:
    here = Area(units=21)
    rows = here.drawn()
    assert len(rows) == 2
    assert all(len(one.officers) == 2 and one.lead is CheckLead.DRAW for one in rows)
    draw = rows[0].draw
    assert draw is not None
    said = json.loads(json.dumps(draw_file(draw=draw)))
    assert differences(said=said) == []
    assert differences(said=said | {"seed": "0317243"})
    assert {one.organisation_id for one in rows} <= {one.pk for one in here.units}


def test_the_same_seed_again_is_the_same_checks() -> None:
    here = Area(units=3)
    first = here.drawn()
    draw = first[0].draw
    assert draw is not None
    again = draw_checks(
        draw_id=draw.pk, seed="0317242", seed_source="彩票", now=NOW, by=here.by
    )  # fmt: skip
    assert again == first
    assert draw.state is DrawState.DRAWN


def test_who_was_checked_or_drawn_this_year_is_done_and_not_drawn_again() -> None:
    here = Area(units=20)
    a_check(organisation=here.units[0], jurisdiction=here.area, officers=here.officers)
    frame = plan_frame(
        area=here.area, purpose=DrawPurpose.USE_UNITS, size=None, now=NOW, day=NOW.date()
    )
    assert (frame.population, frame.before, frame.size, len(frame.units)) == (20, 1, 0, 19)
    with pytest.raises(ShareReached):
        here.freeze()
    next_year = NOW + timedelta(days=60)
    later = plan_frame(
        area=here.area, purpose=DrawPurpose.USE_UNITS, size=None, now=next_year,
        day=next_year.date(),
    )  # fmt: skip
    assert (later.before, later.size) == (0, 1)


def test_who_was_checked_after_licensing_is_not_drawn_this_year() -> None:
    """令57号 art. 17."""
    here = Area(units=2)
    proposal = Proposal(
        organisation_id=here.units[0].pk, jurisdiction_id=here.area.pk, form_id=uuid4(),
        kind=CheckKind.LICENCE, lead=CheckLead.INSPECTION,
    )  # fmt: skip
    propose_checks(proposals=[proposal], now=NOW, by=here.by)
    frame = plan_frame(
        area=here.area, purpose=DrawPurpose.USE_UNITS, size=None, now=NOW, day=NOW.date()
    )
    assert (len(frame.units), frame.size) == (1, 1)


def test_half_of_the_key_units_are_drawn_and_count_inside_the_five_percent() -> None:
    here = Area(units=20)
    for unit in here.units[:3]:
        keep_key_unit(
            organisation_id=unit.pk, ground=KeyGround.CROWDS, words="", now=NOW, by=here.by
        )
    rows = here.drawn(DrawPurpose.KEY_UNITS)
    assert len(rows) == 2
    told = {one.purpose: one for one in shares(areas=[here.area], day=NOW.date())}
    every, key = told[DrawPurpose.USE_UNITS], told[DrawPurpose.KEY_UNITS]
    assert (key.population, key.wanted, key.pending) == (3, 2, 2)
    assert (every.population, every.wanted, every.pending) == (20, 1, 2)
    with pytest.raises(ShareReached):
        here.freeze()


def test_crowded_places_are_proposed_as_key_units_and_a_person_decides() -> None:
    here = Area(units=1)
    assert key_proposals(jurisdiction_id=here.area.pk) == {}
    lift = an_elevator(site=Site(jurisdiction=here.area, use_unit=here.units[0]))
    type(lift).objects.filter(pk=lift.pk).update(place_kind="hospital")
    assert key_proposals(jurisdiction_id=here.area.pk) == {here.units[0].pk: ["hospital"]}
    row = keep_key_unit(
        organisation_id=here.units[0].pk, ground=KeyGround.CROWDS, words="", now=NOW, by=here.by
    )
    assert key_proposals(jurisdiction_id=here.area.pk) == {}
    end_key_unit(key_unit_id=row.pk, now=NOW, by=here.by)
    assert not key_units(by=here.by).exists()
    assert KeyUnit.objects.filter(pk=row.pk, until=NOW.date()).exists()


def test_an_accident_or_complaints_are_named_and_another_district_ends_nothing() -> None:
    here = Area(units=1)
    with pytest.raises(KeyWordsMissing):
        keep_key_unit(
            organisation_id=here.units[0].pk, ground=KeyGround.ACCIDENT, words=" ", now=NOW,
            by=here.by,
        )  # fmt: skip
    row = keep_key_unit(
        organisation_id=here.units[0].pk, ground=KeyGround.OTHER, words="养老院", now=NOW,
        by=here.by,
    )  # fmt: skip
    other = acting(membership=two_officers(jurisdiction=a_jurisdiction())[0])
    with pytest.raises(NotFound):
        end_key_unit(key_unit_id=row.pk, now=NOW, by=other)
