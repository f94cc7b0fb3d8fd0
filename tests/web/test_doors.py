"""One address, many doors: each opens for whom it should, and help stands on every one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoistway.filings.actions import unbind
from hoistway.filings.models import Binding
from hoistway.filings.vocabulary import BindingState
from hoistway.foundation import clock
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.models import Plate, Sighting
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.web.code import landing
from tests.world.emergency import acting
from tests.world.parties import (
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_member,
    a_technician,
    a_use_unit,
    client_of,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
SOS = 'class="sos'


class Place:
    """An elevator with the people who have to do with it."""

    def __init__(self) -> None:
        self.district = a_jurisdiction()
        self.firm, self.unit = a_firm(), a_use_unit()
        self.elevator: Elevator = an_elevator(
            site=Site(firm=self.firm, use_unit=self.unit, jurisdiction=self.district)
        )
        self.technician: Membership = a_technician(firm=self.firm)

    @property
    def plate(self) -> Plate:
        return living_plates(elevator_ids=[self.elevator.pk])[self.elevator.pk]

    @property
    def address(self) -> str:
        return address_of(plate=self.plate, keys=settings.PLATE_KEYS)

    def member(self, role: RoleKind) -> Membership:
        homes = {
            RoleKind.FIRM_OFFICE: self.firm, RoleKind.USE_UNIT: self.unit,
            RoleKind.DISTRICT_REGULATOR: a_bureau(jurisdiction=self.district),
        }  # fmt: skip
        if role is RoleKind.TECHNICIAN:
            return self.technician
        return a_member(role=role, organisation=homes.get(role))

    def opened_by(self, member: Membership, query: str = "") -> str:
        page = client_of(membership=member).get(self.address + query)
        assert page.status_code == 200
        return page.content.decode()


OWN = {
    RoleKind.TECHNICIAN: "我与这台电梯",
    RoleKind.FIRM_OFFICE: "管理绑定",
    RoleKind.USE_UNIT: "申请停用、启用或变更",
    RoleKind.DISTRICT_REGULATOR: "使用单位",
    RoleKind.CITY_REGULATOR: "使用单位",
    RoleKind.INSPECTOR: "现场不一致",
}


@pytest.mark.parametrize("role", OWN)
def test_each_role_opens_its_own_door_with_help_on_it(role: RoleKind) -> None:
    place = Place()

    page = place.opened_by(place.member(role))

    assert OWN[role] in page
    assert '<a class="sos slim"' in page
    assert "tel:110" in page
    assert len(re.findall(r"<h1\b", page)) == 1


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (RoleKind.TECHNICIAN, "这台电梯不由本单位维保"),
        (RoleKind.FIRM_OFFICE, "这台电梯不由本单位维保"),
        (RoleKind.USE_UNIT, "这台电梯不由本单位使用"),
        (RoleKind.DISTRICT_REGULATOR, "这台电梯不在本辖区"),
        (RoleKind.DISPATCHER, "应急处置台"),
    ],
)
def test_who_has_nothing_to_do_with_it_reads_the_public_page_and_why(
    role: RoleKind, why: str
) -> None:
    place = Place()
    elsewhere = a_jurisdiction(code="310115", name="浦东新区")
    bureau = a_bureau(jurisdiction=elsewhere)
    stranger = a_member(
        role=role, organisation=bureau if role is RoleKind.DISTRICT_REGULATOR else None
    )

    page = place.opened_by(stranger)

    assert why in page
    assert "我被困在电梯里" in page


def test_a_regulator_of_another_district_cannot_act_here() -> None:
    place = Place()
    bureau = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    client = client_of(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))

    assert client.get(f"/elevators/{place.elevator.register_number}").status_code == 404


def test_the_public_page_is_one_tap_away_and_leads_back() -> None:
    place = Place()

    page = place.opened_by(place.technician, "?as=public")

    assert "我被困在电梯里" in page
    assert "打开我的页面" in page


def test_doors_are_not_kept_by_anybody_and_the_public_page_sets_no_cookie() -> None:
    place = Place()

    door = client_of(membership=place.technician).get(place.address)
    public = Client().get(place.address)

    assert door["Cache-Control"] == "private, no-store"
    assert "Cookie" in door["Vary"]
    assert "Cookie" in public["Vary"]
    assert public.cookies == {}
    assert place.technician.person.name not in public.content.decode()


@pytest.mark.parametrize("part", ["opening_of", "page_of_door", "public_facts"])
def test_whatever_breaks_help_stands(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place()

    def broken(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing_of_the_kind()")

    monkeypatch.setattr(landing, part, broken)

    for client in (Client(), client_of(membership=place.technician)):
        page = client.get(place.address)
        assert page.status_code == 200
        assert SOS in page.content.decode()


def test_a_room_that_hangs_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Place()

    def hanging(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(60)")

    monkeypatch.setattr(landing, "public_facts", hanging)
    began = clock.now()

    page = Client().get(place.address)

    assert SOS in page.content.decode()
    assert clock.now() - began < timedelta(seconds=30)


@pytest.mark.parametrize("role", [None, *OWN])
def test_more_bindings_and_rescues_cost_no_more_questions(role: RoleKind | None) -> None:
    place = Place()
    client = client_of(membership=place.member(role)) if role else Client()
    bind_on(client_of(membership=place.technician), place)
    client.get(place.address)

    with CaptureQueriesContext(connection) as first:
        client.get(place.address)
    for _ in range(2):
        bind_on(client_of(membership=a_technician(firm=place.firm)), place)
    with CaptureQueriesContext(connection) as second:
        client.get(place.address)

    assert len(first) == len(second)


def bind_on(client: Client, place: Place, **more: object) -> object:
    code, signature = place.address.split("/")[2:]
    form = {"form_id": uuid4(), "known_at": clock.now().isoformat(), **more}
    return client.post(reverse("technician-bind", args=[code, signature]), form)


def test_a_technician_binds_on_the_page_and_the_place_is_kept_where_given() -> None:
    place = Place()
    client = client_of(membership=place.technician)

    bind_on(client, place, longitude="121.443", latitude="31.233", accuracy_m="15")

    assert Binding.objects.get().state is BindingState.BOUND
    assert Sighting.objects.get().plate == place.plate
    assert "已绑定" in client.get(place.address).content.decode()
    assert place.elevator.name in client.get("/t/bindings").content.decode()


def test_a_technician_unbound_while_without_signal_is_told_on_the_page() -> None:
    place = Place()
    client = client_of(membership=place.technician)
    bind_on(client, place)
    known = clock.now().isoformat()
    office = acting(membership=place.member(RoleKind.FIRM_OFFICE))
    held = Binding.objects.get()
    unbind(binding_id=held.pk, reason="调往浦东", now=clock.now(), by=office)

    late = bind_on(client, place, known_at=known)

    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "调往浦东" in late.content.decode()  # type: ignore[attr-defined]
    page = client.get(place.address).content.decode()
    assert "申请再次绑定" in page
    assert "调往浦东" in page


def test_a_copied_address_without_its_signature_binds_nobody() -> None:
    place = Place()
    client = client_of(membership=place.technician)
    code = place.address.split("/")[2]
    form = {"form_id": uuid4(), "known_at": clock.now().isoformat()}

    answer = client.post(reverse("technician-bind", args=[code, "aaaaaaaa"]), form)

    assert answer.status_code == 403
    assert not Binding.objects.exists()
    assert "绑定这台电梯" not in client.get(f"/e/{code}/aaaaaaaa").content.decode()


def test_the_office_agrees_refuses_and_changes_the_rule_on_its_page() -> None:
    place = Place()
    office = client_of(membership=place.member(RoleKind.FIRM_OFFICE))
    office.post("/f/bindings/rule", {"self_binding": "0"})
    bind_on(client_of(membership=place.technician), place)
    held = Binding.objects.get()
    assert held.state is BindingState.ASKED

    office.post(f"/f/bindings/{held.pk}/agree")
    without = office.post(f"/f/bindings/{held.pk}/unbind", {"reason": ""})
    office.post(f"/f/bindings/{held.pk}/unbind", {"reason": "离岗"})

    held.refresh_from_db()
    assert without.status_code == 422
    assert (held.state, held.unbound_reason) == (BindingState.UNBOUND, "离岗")
    page = office.get("/f/bindings").content.decode()
    assert place.technician.person.name in page
    assert office.get("/f/bindings?q=nobody").content.decode().count("离岗") == 0
    file = office.get("/f/bindings?export=csv")
    assert "离岗" in b"".join(file).decode("utf-8-sig")  # type: ignore[arg-type]
