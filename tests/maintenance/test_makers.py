"""What a maker's manual asks joins the checklist of its elevators, and only of these."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.maintenance.actions import (
    BadMakersItem,
    MakersDraft,
    end_makers_item,
    enter_makers_item,
)
from hoistway.maintenance.models import MakersItem, Visit
from hoistway.maintenance.queries.checklists import checklist_of, checklists_of, makers_lines
from hoistway.maintenance.vocabulary import ItemPlace, Level, VisitKind
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.world.emergency import acting
from tests.world.parties import NOW, a_firm, a_member, a_technician
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
BEFORE, TODAY = date(2026, 11, 21), date(2026, 11, 22)


def a_draft(**said: Any) -> MakersDraft:
    empty: dict[str, Any] = {
        "form_id": uuid4(), "made_by": "上海三菱", "model": "", "item": "", "level": None,
        "place": None, "words": "", "asks": "", "at_least": None, "at_most": None, "unit": "",
        "manual": "使用维护说明书 7.2",
    }  # fmt: skip
    return MakersDraft(**{**empty, **said})


def further(**said: Any) -> MakersDraft:
    return a_draft(level=Level.QUARTER, place=ItemPlace.CAR, words="轿厢隔爆接合面", **said)


def entered(draft: MakersDraft, firm: Organisation) -> MakersItem:
    by = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    return enter_makers_item(draft=draft, now=NOW, by=by)


def items(elevator: Elevator, day: date, level: Level = Level.QUARTER) -> dict[str, Any]:
    assert elevator.firm_id is not None
    lines = makers_lines(firm_id=elevator.firm_id, day=day)
    return {one.code: one for one in checklist_of(visit=due(elevator, level), lines=lines, day=day)}


def due(elevator: Elevator, level: Level = Level.QUARTER) -> Visit:
    return Visit(elevator=elevator, firm=elevator.firm, kind=VisitKind.MAINTENANCE, level=level)


def made(elevator: Elevator, by: str, model: str = "") -> Elevator:
    elevator.made_by, elevator.model = by, model
    return elevator


def test_a_limit_counts_for_its_maker_from_its_day() -> None:
    theirs = made(an_elevator(), "上海三菱")
    other = made(an_elevator(), "其他")
    entered(a_draft(item="A-1-05", at_most=Decimal("0.7"), unit="mm"), theirs.firm)

    assert items(theirs, BEFORE)["A-1-05"].at_most is None
    assert items(theirs, TODAY)["A-1-05"].at_most == Decimal("0.7")
    assert items(other, TODAY)["A-1-05"].at_most is None


@pytest.mark.parametrize(("asked", "held"), [("6", "7"), ("8", "8")])
def test_a_maker_makes_a_limit_of_the_rule_stricter_and_never_looser(asked: str, held: str) -> None:
    lift = made(an_elevator(), "上海三菱")
    entered(a_draft(item="A-1-29", at_least=Decimal(asked)), lift.firm)

    assert items(lift, TODAY)["A-1-29"].at_least == Decimal(held)


def test_the_limit_of_a_model_stands_before_that_of_all_models() -> None:
    lift = made(an_elevator(), "上海三菱", "ＧＰＳ-3")
    entered(a_draft(item="A-1-05", at_most=Decimal("0.7")), lift.firm)
    entered(a_draft(item="A-1-05", at_most=Decimal("0.9"), model="gps-3"), lift.firm)

    assert items(lift, TODAY)["A-1-05"].at_most == Decimal("0.9")


def test_further_items_take_the_place_of_the_one_that_stands_for_them_from_their_level() -> None:
    lift = made(an_elevator(kind=ElevatorKind.EXPLOSION_PROOF), "上海三菱")
    assert "M-1-01" in items(lift, TODAY)
    line = entered(further(), lift.firm)

    assert "M-1-01" in items(lift, TODAY, Level.HALF_MONTH)
    found = items(lift, TODAY)
    assert "M-1-01" not in found
    assert found[f"M-2-{line.pk:02}"].zh == "轿厢隔爆接合面"


def test_a_phone_that_was_packed_before_brings_its_old_checklist() -> None:
    lift = made(an_elevator(), "上海三菱")
    line = entered(a_draft(item="A-1-05", at_most=Decimal("0.7")), lift.firm)
    by = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=lift.firm))

    end_makers_item(item_id=line.pk, now=NOW + timedelta(days=9), by=by)

    good = {
        day: [
            {one.code: one for one in found}["A-1-05"].at_most
            for found in checklists_of(visit=due(lift), day=date(2026, 12, day))
        ]
        for day in (1, 2, 3)
    }
    assert good == {1: [None, Decimal("0.7")], 2: [None, Decimal("0.7")], 3: [None]}


@pytest.mark.parametrize(
    "draft",
    [
        a_draft(item="A-1-05"), a_draft(item="Z-1-05", at_most=Decimal(1)), a_draft(words="x"),
        a_draft(item="A-1-05", at_least=Decimal(2), at_most=Decimal(1)),
        further(manual=" "), further(made_by=""),
    ],
    ids=["no limit", "no such item", "no level", "crossed", "no manual", "no maker"],
)  # fmt: skip
def test_a_line_that_says_nothing_is_refused(draft: MakersDraft) -> None:
    with pytest.raises(BadMakersItem):
        entered(draft, a_firm())

    assert not MakersItem.objects.exists()


def test_a_repeated_form_is_one_line_and_another_firm_cannot_end_it() -> None:
    firm = a_firm()
    draft = further()

    line, again = entered(draft, firm), entered(draft, firm)

    assert line == again
    stranger = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=a_firm()))
    with pytest.raises(NotFound):
        end_makers_item(item_id=line.pk, now=NOW, by=stranger)
    with pytest.raises(NotAllowed):
        enter_makers_item(draft=draft, now=NOW, by=acting(membership=a_technician(firm=firm)))
