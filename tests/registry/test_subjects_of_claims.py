"""Organisations and places have claims of their own, and every change keeps what was before."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import enrol
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions import (
    Change,
    FieldValue,
    Saying,
    correct,
    decide_field,
    undo_correction,
)
from hoistway.registry.actions.claims.settling import settle
from hoistway.registry.models import Claim, Elevator, Place
from hoistway.registry.vocabulary import SourceKind, Subject
from tests.world.parties import NOW, a_jurisdiction, fresh_number
from tests.world.sayings import DAY, a_registered_elevator, a_saying, fields_of, said

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"


def organisation(**more) -> Organisation:
    return Organisation.objects.get(**more)


def test_an_organisation_that_a_record_names_is_enrolled_with_its_claim() -> None:
    lift = a_registered_elevator(firm="上海永大电梯有限公司", firm_code=CODE)

    firm = organisation(pk=lift.firm_id)
    claim = Claim.objects.get(organisation=firm)
    assert (firm.name, firm.credit_code) == ("上海永大电梯有限公司", CODE)
    assert (claim.record_key, claim.source) == (CODE, "supervision")
    assert firm.provenance == {"*": claim.pk}


def test_blanks_and_width_make_no_second_organisation() -> None:
    one = a_registered_elevator(firm="上海永大（集团）公司")
    other = a_registered_elevator(firm="上海 永大(集团)公司")

    assert one.firm_id == other.firm_id


def test_one_code_is_one_organisation_whatever_the_name_and_rank_names_it() -> None:
    one = a_registered_elevator(firm="永大", firm_code=CODE)
    number = one.register_number

    said(a_saying(source="firm:1", register_number=number, firm="永大公司", firm_code=CODE))

    assert organisation(credit_code=CODE).name == "永大"


def test_what_was_enrolled_by_hand_keeps_its_name_and_learns_its_code() -> None:
    firm = enrol(
        kind=OrganisationKind.FIRM, name="甲公司", name_en="", jurisdiction=a_jurisdiction()
    )

    first = a_registered_elevator(firm="甲公司")
    firm.refresh_from_db()
    assert first.firm_id == firm.pk
    assert firm.name == "甲公司"


def test_the_name_of_an_organisation_is_corrected_and_taken_back() -> None:
    firm = enrol(
        kind=OrganisationKind.FIRM, name="甲公 司", name_en="", jurisdiction=a_jurisdiction()
    )
    change = Change(
        organisation_id=firm.pk, field="name", before="甲公 司", after="甲公司",
        rule="organisation_spelling",
    )  # fmt: skip

    (claim,) = correct(changes=[change], now=NOW, by=PLATFORM)
    firm.refresh_from_db()
    assert firm.name == "甲公司"

    undo_correction(claim_id=claim or 0, reason="原名如此", now=NOW, by=PLATFORM)
    firm.refresh_from_db()
    assert firm.name == "甲公 司"
    assert correct(changes=[change], now=NOW, by=PLATFORM) == [None]


def test_elevators_at_one_number_of_a_road_share_a_place() -> None:
    a_jurisdiction()
    there = {"address": "静安区延平路88弄3号", "estate": "春江苑"}
    rows = [fields_of(fresh_number()) | there for _ in range(2)]
    said(*(a_saying(**row) for row in rows))
    said(
        a_saying(source="inspection", **(rows[0] | {"estate": "春江花苑"})),
    )

    place = Place.objects.get()
    assert set(Elevator.objects.values_list("place_id", flat=True)) == {place.pk}
    assert (place.address_key, place.name) == ("延平路88弄", "春江苑")
    assert place.aliases == ["春江花苑"]
    assert place.address == "静安区延平路88弄"
    assert place.provenance["*"] == Claim.objects.get(place=place, source="supervision").pk


def test_an_elevator_that_moves_house_stands_at_another_place() -> None:
    lift = a_registered_elevator(address="静安区延平路88弄3号")
    before = lift.place_id

    decide_field(
        elevator_id=lift.pk, field="address", value="静安区余姚路20号", reason="现场核对",
        now=NOW, by=PLATFORM,
    )  # fmt: skip

    lift.refresh_from_db()
    assert lift.place_id not in (None, before)


def events(name: str, **more):
    return apps.get_model("registry" if name != "Organisation" else "parties", f"{name}Event")


def test_history_keeps_what_was_with_who_and_why() -> None:
    lift = a_registered_elevator(stops=18)

    decide_field(
        elevator_id=lift.pk, field="stops", value=19, reason="现场核对", now=NOW, by=PLATFORM
    )

    (event,) = events("Elevator").objects.filter(pgh_obj_id=lift.pk).select_related("pgh_context")
    assert event.stops == 18
    assert event.pgh_context.metadata == {"by": PLATFORM.as_json(), "reason": "现场核对"}


def test_a_change_of_sources_alone_is_no_history() -> None:
    lift = a_registered_elevator(stops=18)
    record = Claim.objects.get(elevator=lift)

    said(a_saying(record=record.record_key, at=NOW + DAY, **(record.fields | {"facts.x": None})))
    said(a_saying(source="approval", at=NOW + DAY, **record.fields))

    lift.refresh_from_db()
    assert lift.provenance["*"] != record.pk
    assert not events("Elevator").objects.exists()


def test_history_only_grows() -> None:
    lift = a_registered_elevator(stops=18)
    decide_field(elevator_id=lift.pk, field="stops", value=19, reason="x", now=NOW, by=PLATFORM)

    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        events("Elevator").objects.all().delete()


def test_the_database_itself_refuses_a_persons_word_without_a_reason() -> None:
    lift = a_registered_elevator()

    with pytest.raises(IntegrityError, match="person_gives_a_reason"), transaction.atomic():
        Claim.objects.create(
            elevator=lift, source="person", kind=SourceKind.PERSON, record_key="x",
            observed_at=NOW, received_at=NOW, last_seen_at=NOW, fields={"stops": 1},
        )  # fmt: skip


def test_a_retired_district_stays_what_was_said_and_its_heir_answers() -> None:
    lift = a_registered_elevator(jurisdiction="310108")

    assert lift.jurisdiction.code == "310106"
    assert Claim.objects.get(elevator=lift).fields["jurisdiction"] == "310108"


def spoken_organisation(record: str = "O1", *, days: int = 0, **fields: FieldValue) -> Saying:
    said: dict[str, FieldValue] = {"kind": "firm", "name": "甲公司", "credit_code": CODE}
    return Saying(
        subject=Subject.ORGANISATION, source="approval", record_key=record,
        fields=said | {"jurisdiction": "310106"} | fields, observed_at=NOW + days * DAY,
    )  # fmt: skip


def test_a_record_of_an_organisation_enrols_changes_and_repeats_it() -> None:
    a_jurisdiction()

    assert said(spoken_organisation()).created == 1
    assert said(spoken_organisation()).unchanged == 1
    assert said(spoken_organisation(days=1, name="甲电梯公司", phone="110-DEMO")).changed == 1
    assert said(spoken_organisation(name="老名")).older == 1
    assert said(spoken_organisation("O2", kind="shop")).waiting == 1

    firm = organisation()
    assert (firm.name, firm.phone, firm.credit_code) == ("甲电梯公司", "110-DEMO", CODE)


def test_a_record_of_a_place_names_it() -> None:
    lift = a_registered_elevator(address="静安区延平路88弄3号", estate="春江苑")
    about = Saying(
        subject=Subject.PLACE, source="approval", record_key="P1", place_id=lift.place_id or 0,
        fields={"name": "春江苑一期"}, observed_at=NOW + DAY,
    )  # fmt: skip

    assert said(about).changed == 1

    place = Place.objects.get()
    assert (place.name, place.aliases) == ("春江苑一期", ["春江苑"])


def test_what_stood_in_the_register_before_claims_is_carried_over() -> None:
    lift = a_registered_elevator(stops=18, model="NexWay")
    Elevator.objects.filter(pk=lift.pk).update(provenance={})
    Claim.objects.all().delete()
    migration = import_module("hoistway.registry.migrations.0002_claims_and_decisions")

    with connection.cursor() as cursor:
        cursor.execute(migration.CARRY_OVER)

    lift.refresh_from_db()
    claim = Claim.objects.get()
    assert lift.provenance == {"*": claim.pk}
    assert claim.fields["firm"] == "上海永大电梯有限公司"
    assert (claim.fields["stops"], claim.fields["jurisdiction"]) == (18, "310106")
    assert "persons" not in claim.fields
    before = Elevator.objects.filter(pk=lift.pk).values().get()
    settle(elevator_ids=[lift.pk], now=NOW, by=PLATFORM)
    assert Elevator.objects.filter(pk=lift.pk).values().get() == before


def test_what_no_claim_ever_said_stays_when_somebody_speaks_of_another_field() -> None:
    lift = a_registered_elevator(stops=18, model="NexWay")
    Elevator.objects.filter(pk=lift.pk).update(provenance={})
    Claim.objects.all().delete()

    for stops in (19, 20):
        decide_field(
            elevator_id=lift.pk, field="stops", value=stops, reason="x", now=NOW, by=PLATFORM
        )

    lift.refresh_from_db()
    assert (lift.stops, lift.model, lift.place_id is not None) == (20, "NexWay", True)
    assert set(lift.provenance) == {"stops"}
