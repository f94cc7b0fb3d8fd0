"""Technicians bind themselves where their firm answers; the office has the last word."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.actions import (
    CannotBind,
    PhoneDeed,
    ReasonNeeded,
    UnboundMeanwhile,
    agree_to_binding,
    bind,
    end_former_bindings,
    set_self_binding,
    unbind,
)
from hoistway.filings.models import Binding
from hoistway.filings.queries import bound_to, open_bindings
from hoistway.filings.rules.binding import Asked, fault_of_binding, state_of_binding
from hoistway.filings.vocabulary import BindingFault, BindingState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.messages.models import Message
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.emergency import acting
from tests.world.parties import LONG_AGO, NOW, a_firm, a_member, a_technician
from tests.world.registry import Site, an_elevator

MINUTE = timedelta(minutes=1)
FINE = Asked(
    by_technician=True, answers=True, is_member=True, is_certified=True, is_scrapped=False,
    self_binding=True, known_at=NOW, office_unbound_at=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("is_scrapped", True, BindingFault.SCRAPPED),
        ("answers", False, BindingFault.NOT_MAINTAINED),
        ("is_member", False, BindingFault.NOT_OF_FIRM),
        ("is_certified", False, BindingFault.NO_CERTIFICATE),
        ("office_unbound_at", NOW, BindingFault.UNBOUND_MEANWHILE),
        ("office_unbound_at", NOW - timedelta(microseconds=1), None),
        ("self_binding", False, None),
    ],
)
def test_each_thing_that_is_missing_is_named(
    field: str, value: object, fault: BindingFault | None
) -> None:
    assert fault_of_binding(asked=FINE) is None
    assert fault_of_binding(asked=replace(FINE, **{field: value})) is fault


@given(
    by_technician=st.booleans(), self_binding=st.booleans(),
    unbound=st.none() | st.just(NOW - MINUTE),
)  # fmt: skip
def test_only_a_free_technician_is_bound_without_the_office(
    by_technician: bool, self_binding: bool, unbound: datetime | None
) -> None:
    asked = replace(
        FINE, by_technician=by_technician, self_binding=self_binding, office_unbound_at=unbound
    )

    waits = by_technician and (not self_binding or unbound is not None)

    assert state_of_binding(asked=asked) is (BindingState.ASKED if waits else BindingState.BOUND)


class Firm:
    """A firm with an elevator, a technician, and its office."""

    def __init__(self, *, certified: bool = True) -> None:
        self.firm = a_firm()
        self.elevator: Elevator = an_elevator(site=Site(firm=self.firm))
        self.member: Membership = a_technician(firm=self.firm, certified=certified)
        self.office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=self.firm))
        self.technician: Actor = acting(membership=self.member)

    def bind(
        self, *, by: Actor | None = None, known_at: datetime = NOW, at: datetime = NOW,
        deed: PhoneDeed | None = None,
    ) -> Binding:  # fmt: skip
        deed = deed or PhoneDeed(form_id=uuid4(), known_at=known_at)
        return bind(
            elevator_id=self.elevator.pk, person_id=self.member.person_id, deed=deed, now=at,
            by=by or self.technician,
        )  # fmt: skip

    def told(self) -> list[str]:
        rows = Message.objects.filter(person_id=self.member.person_id, channel="sms")
        return [row.zh for row in rows.order_by("pk")]


@pytest.mark.django_db
def test_a_technician_binds_himself_once_however_often_the_form_comes() -> None:
    world = Firm()
    deed = PhoneDeed(form_id=uuid4(), known_at=NOW)

    first, again = world.bind(deed=deed), world.bind(deed=deed)

    assert (first.pk, first.state) == (again.pk, BindingState.BOUND)
    assert [one.name for one in bound_to(elevator_id=world.elevator.pk, at=NOW)] == [
        world.member.person.name
    ]


@pytest.mark.django_db
def test_a_technician_binds_nobody_else_and_no_foreign_elevator() -> None:
    world, other = Firm(), Firm()

    with pytest.raises(NotAllowed):
        world.bind(by=other.technician)
    world.elevator = other.elevator
    with pytest.raises(CannotBind, match="does not answer"):
        world.bind()


@pytest.mark.django_db
def test_without_a_certificate_and_on_scrap_nobody_is_bound() -> None:
    with pytest.raises(CannotBind, match="certificate"):
        Firm(certified=False).bind()
    world = Firm()
    world.elevator = an_elevator(site=Site(firm=world.firm), use_state=UseState.SCRAPPED)
    with pytest.raises(CannotBind, match="scrapped"):
        world.bind()


@pytest.mark.django_db
def test_where_the_office_wants_to_agree_the_technician_waits_and_is_told() -> None:
    world = Firm()
    set_self_binding(allowed=False, now=NOW, by=world.office)

    asked = world.bind()
    waiting = asked.state
    agree_to_binding(binding_id=asked.pk, now=NOW, by=world.office)
    agree_to_binding(binding_id=asked.pk, now=NOW + MINUTE, by=world.office)

    asked.refresh_from_db()
    assert (waiting, asked.state) == (BindingState.ASKED, BindingState.BOUND)
    assert len(world.told()) == 1
    assert "已同意" in world.told()[0]


@pytest.mark.django_db
def test_a_technician_unbound_while_without_signal_learns_it_plainly() -> None:
    world = Firm()
    held = world.bind(known_at=NOW - MINUTE)
    unbind(binding_id=held.pk, reason="调往浦东", now=NOW + 10 * MINUTE, by=world.office)

    with pytest.raises(UnboundMeanwhile) as refused:
        world.bind(known_at=NOW + 5 * MINUTE, at=NOW + 30 * MINUTE)

    assert "11-22 12:10" in refused.value.sentence("zh")
    assert "调往浦东" in refused.value.sentence("zh")
    assert not open_bindings(by=world.office).exists()
    assert "调往浦东" in world.told()[0]
    again = world.bind(known_at=NOW + 31 * MINUTE, at=NOW + 31 * MINUTE)
    assert again.state is BindingState.ASKED


@pytest.mark.django_db
def test_a_technicians_late_unbinding_ends_quietly_what_has_ended() -> None:
    world = Firm()
    held = world.bind()
    unbind(binding_id=held.pk, reason="调走", now=NOW + MINUTE, by=world.office)

    unbind(binding_id=held.pk, reason="", now=NOW + 2 * MINUTE, by=world.technician)

    held.refresh_from_db()
    assert (held.ended_at, held.unbound_reason) == (NOW + MINUTE, "调走")
    assert held.unbound_by_office


@pytest.mark.django_db
def test_whoever_unbinds_himself_binds_again_freely() -> None:
    world = Firm()
    unbind(binding_id=world.bind().pk, reason="", now=NOW, by=world.technician)

    assert world.bind(at=NOW + MINUTE).state is BindingState.BOUND


@pytest.mark.django_db
def test_an_office_gives_a_reason_and_reaches_only_its_own() -> None:
    world, other = Firm(), Firm()
    held = world.bind()

    with pytest.raises(ReasonNeeded):
        unbind(binding_id=held.pk, reason=" ", now=NOW, by=world.office)
    with pytest.raises(NotFound):
        unbind(binding_id=held.pk, reason="x", now=NOW, by=other.office)
    with pytest.raises(NotFound):
        agree_to_binding(binding_id=held.pk, now=NOW, by=other.office)


@pytest.mark.django_db
def test_bindings_end_when_another_firm_answers() -> None:
    world = Firm()
    held = world.bind()
    stays = Firm()
    stays.bind()
    Elevator.objects.filter(pk=world.elevator.pk).update(firm=a_firm())

    ended = end_former_bindings(
        elevator_ids=[world.elevator.pk, stays.elevator.pk], now=NOW + MINUTE, by=PLATFORM
    )

    held.refresh_from_db()
    assert (ended, held.state, held.unbound_by_office) == (1, BindingState.UNBOUND, False)
    assert open_bindings(by=stays.office).count() == 1


@pytest.mark.django_db
def test_who_left_the_firm_is_no_longer_named_on_the_elevator() -> None:
    world = Firm()
    world.bind()
    at = NOW + MINUTE
    Membership.objects.filter(pk=world.member.pk).update(period=(LONG_AGO, at))

    assert bound_to(elevator_id=world.elevator.pk, at=NOW)
    assert bound_to(elevator_id=world.elevator.pk, at=at) == []
