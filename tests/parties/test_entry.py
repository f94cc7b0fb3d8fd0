from datetime import UTC, date, datetime

import pytest

from hoistway.parties.rules.enrolment import (
    judge_jurisdiction,
    judge_organisation,
    judge_person,
    judge_station,
)
from hoistway.parties.rules.entry import Entry
from hoistway.parties.vocabulary import OrganisationKind, RoleKind

TODAY = date(2026, 11, 22)
HELD = {"kind": "T", "number": "T-1", "from": TODAY, "until": TODAY}
PERSON: dict[str, object] = {
    "name": "王", "phone": "110", "organisation": "申恒", "role": "technician", "login": "wang",
    "certificates": [HELD],
}  # fmt: skip


def faults(entry: Entry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.fault)) for finding in entry.findings]


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        (date(2026, 11, 22), datetime(2026, 11, 21, 16, tzinfo=UTC)),
        (datetime(2026, 11, 22, 8), datetime(2026, 11, 22, 0, tzinfo=UTC)),  # noqa: DTZ001 -- as TOML gives it
        (datetime(2026, 11, 22, 8, tzinfo=UTC), datetime(2026, 11, 22, 8, tzinfo=UTC)),
    ],
)
def test_an_instant_without_offset_is_shanghais(value: object, instant: datetime) -> None:
    assert Entry({"from": value}).instant("from") == instant


@pytest.mark.parametrize("code", ["firm", "维保单位", "Maintenance firm"])
def test_a_word_is_known_by_code_chinese_and_english(code: str) -> None:
    assert Entry({"kind": code}).word("kind", OrganisationKind) is OrganisationKind.FIRM


@pytest.mark.parametrize(
    ("phone", "fits"),
    [("110", True), ("+86 21 0000 0110", True), ("13", True), ("1", False), ("1a", False)],
)
def test_a_telephone_number_can_be_dialled(phone: str, fits: bool) -> None:
    entry = Entry({"phone": phone})

    entry.phone("phone")

    assert entry.fits is fits


@pytest.mark.parametrize(
    ("value", "fault"),
    [(None, "missing"), (True, "wrong_type"), ("1", "wrong_type"), (90.1, "out_of_range")],
)
def test_what_is_no_angle_is_found(value: object, fault: str) -> None:
    entry = Entry({} if value is None else {"latitude": value})

    assert entry.degrees("latitude", most=90) == 0.0
    assert faults(entry) == [("latitude", fault)]


@pytest.mark.parametrize("edge", [-90, 90.0])
def test_the_poles_are_places(edge: float) -> None:
    assert Entry({"latitude": edge}).degrees("latitude", most=90) == edge


def test_texts_lists_and_days_of_another_type_are_found() -> None:
    entry = Entry({"name": 1, "duty": {}, "from": "2026-01-01", "long": "x" * 9})

    entry.text("name", most=8)
    entry.text("long", most=8)
    entry.inside("duty")
    entry.day("from")

    assert faults(entry) == [
        ("name", "wrong_type"), ("long", "too_long"), ("duty", "wrong_type"),
        ("from", "wrong_type"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "warned"), [(date(2026, 11, 21), True), (TODAY, False), (date(2026, 11, 23), True)]
)
def test_a_certificate_that_is_not_in_force_is_a_note_and_no_refusal(
    day: date, warned: bool
) -> None:
    entry = Entry(PERSON)

    judged = judge_person(entry=entry, today=day)

    assert judged is not None
    assert (("certificates", "cannot_be_called") in faults(entry)) is warned


def test_only_technicians_are_on_call() -> None:
    duty = [{"from": TODAY, "until": date(2026, 11, 23)}]
    entry = Entry(PERSON | {"role": str(RoleKind.DISPATCHER), "duty": duty})

    assert judge_person(entry=entry, today=TODAY) is None
    assert faults(entry) == [("duty", "unknown_key")]


def test_a_shift_ends_after_it_begins() -> None:
    entry = Entry(PERSON | {"duty": [{"from": TODAY, "until": TODAY}]})

    assert judge_person(entry=entry, today=TODAY) is None
    assert faults(entry) == [("duty[1].until", "ends_before_start")]


@pytest.mark.parametrize(
    ("kind", "faulty"),
    [("firm", True), ("dispatch_centre", True), ("use_unit", False), ("bureau", False)],
)
def test_firms_and_desks_must_be_reachable(kind: str, faulty: bool) -> None:
    entry = Entry({"kind": kind, "name": "甲", "jurisdiction": "310101"})

    judge_organisation(entry=entry)

    assert (("phone", "missing") in faults(entry)) is faulty


@pytest.mark.parametrize(
    ("code", "fault"),
    [("91310101ma1fl0001d", None), ("91310101MA1FL0001E", "check_digit"), ("9131", "shape")],
)
def test_a_credit_code_is_checked(code: str, fault: str | None) -> None:
    entry = Entry({"kind": "bureau", "name": "甲", "jurisdiction": "1", "credit_code": code})

    draft = judge_organisation(entry=entry)

    assert faults(entry) == ([("credit_code", fault)] if fault else [])
    assert (draft.credit_code if draft else None) == (None if fault else "91310101MA1FL0001D")


def test_a_district_names_its_city_and_a_code_has_no_spaces() -> None:
    entry = Entry({"code": "31 01", "kind": "district", "name": "区", "name_en": "District"})

    assert judge_jurisdiction(entry=entry) is None
    assert faults(entry) == [("code", "shape"), ("city", "missing")]


def test_a_station_is_a_place_of_a_firm() -> None:
    entry = Entry({"firm": "甲", "name": "站", "longitude": 121.5, "latitude": 31.2})

    draft = judge_station(entry=entry)

    assert draft is not None
    assert (draft.place.longitude, draft.place.latitude) == (121.5, 31.2)
