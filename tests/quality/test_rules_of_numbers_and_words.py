"""Rules about numbers, names and who says what, on both sides of each edge."""

from dataclasses import replace

import pytest

from hoistway.quality.rules import (
    address_spelling,
    certificate_form,
    credit_code_mistyped,
    decision_challenged,
    device_code_form,
    estate_spelling,
    garbled_text,
    kind_against_facts,
    kind_by_old_catalogue,
    moves_while_suspended,
    organisation_spelling,
    placeholder,
    register_number_misread,
    renamed_road,
    sources_disagree,
    two_elevators_one_number,
)
from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Around
from tests.world.quality import TODAY, a_portrait, judged

IN = "inspection"
NUMBER = "31103101062015060012"
CODE = "91110000600037341L"


def _says(rule, others=None, around=None, city=None, **held):
    return judged(rule.judge, a_portrait(others=others, around=around, **held), city)


@pytest.mark.parametrize(
    "written", ["１１沪A00001（20）", "梯11沪a00001(20)", "梯 11沪A00001 [20]", "11沪A00001(20)"]
)
def test_a_certificate_number_is_brought_into_its_form(written):
    found = _says(certificate_form, certificate_number=written)

    assert found == [("certificate_number", "梯11沪A00001(20)", True)]


def test_the_old_number_in_the_certificate_field_is_left():
    assert _says(certificate_form, certificate_number=NUMBER) == []


def test_what_cannot_be_brought_into_form_is_asked():
    assert _says(certificate_form, certificate_number="沪A1") == [
        ("certificate_number", None, False)
    ]


def test_a_device_code_is_brought_into_its_form():
    found = _says(device_code_form, device_code="3110 10123 2015 0001a")

    assert found == [("device_code", "31101012320150001A", True)]


@pytest.mark.parametrize(("made_on", "count"), [("2015-06-01", 0), ("2016-06-01", 1)])
def test_the_year_in_a_device_code_is_that_of_making(made_on, count):
    found = _says(device_code_form, device_code="31101012320150001A", made_on=made_on)

    assert [certain for *_, certain in found] == [False] * count


def test_an_old_code_of_21_signs_is_right():
    assert _says(device_code_form, device_code="311012345678920150001") == []


def test_a_mistyped_credit_code_is_mended_by_the_name():
    city = City(day=TODAY, codes_by_name={"春江物业": frozenset({CODE})})

    found = _says(
        credit_code_mistyped, city=city, use_unit="春江物业", use_unit_code="91110000600037314L"
    )

    assert found == [("use_unit_code", CODE, True)]


def test_a_mistyped_code_of_two_namesakes_is_asked():
    city = City(day=TODAY, codes_by_name={"春江物业": frozenset({"9" * 18, "8" * 18})})

    found = _says(credit_code_mistyped, city=city, use_unit="春江物业", use_unit_code="1234")

    assert found == [("use_unit_code", None, False)]


def test_a_valid_code_is_no_finding():
    assert _says(credit_code_mistyped, use_unit="x", use_unit_code=CODE) == []


def test_a_misread_register_number_is_mended_by_who_knows_the_elevator():
    known = {"register_number": NUMBER, "device_code": "31101001720150001"}

    found = _says(
        register_number_misread, {IN: known}, register_number=NUMBER.replace("0", "O", 1),
        device_code="31101001720150001",
    )  # fmt: skip

    assert found == [("register_number", NUMBER, True)]


@pytest.mark.parametrize(("last", "certain"), [("OO12", True), ("B012", False)])
def test_a_letter_of_the_sequence_is_mended_only_if_none_is_written_so(last, certain):
    number = NUMBER[:16] + last
    known = {
        "register_number": number.replace("O", "0", 1).replace("B", "8"), "device_code": "3110",
    }  # fmt: skip

    found = _says(register_number_misread, {IN: known}, register_number=number, device_code="3110")

    assert found == [("register_number", known["register_number"], certain)]


def test_letters_in_the_sequence_are_right():
    number = "311031010620150600A1"

    assert _says(register_number_misread, register_number=number) == []


def test_a_misread_witness_is_no_finding():
    found = _says(
        register_number_misread, {IN: {"register_number": "311O3101062015060012"}},
        register_number=NUMBER,
    )  # fmt: skip

    assert found == []


def test_a_kind_of_the_old_catalogue_is_translated_with_a_witness():
    found = _says(
        kind_by_old_catalogue, {IN: {"kind": "3120"}}, kind="3210",
        register_number="32103101062015060012",
    )  # fmt: skip

    assert found == [("kind", "3120", True)]


def test_a_hydraulic_lift_with_another_class_is_hydraulic():
    assert _says(kind_by_old_catalogue, kind="3210", register_number=NUMBER) == []


def test_an_escalator_with_load_and_stops_is_asked():
    found = _says(kind_against_facts, kind="3310", rated_load_kg=1000, stops=5)

    assert found == [("kind", None, False)]


def test_blanks_and_doubled_districts_leave_an_address():
    found = _says(address_spelling, address="上海市上海市 静安区静安区延平路１２號")

    assert found == [("address", "上海市静安区延平路12号", True)]


@pytest.mark.parametrize(
    "right", ["静安区延平路12弄3号", "浦东新区中国（上海）自由贸易试验区龙通南路3弄1号"]
)
def test_right_addresses_are_left(right):
    assert _says(address_spelling, address=right) == []


def test_a_renamed_road_gets_its_new_name_in_its_district():
    found = _says(renamed_road, jurisdiction="310106", address="静安区静安寺路12号")

    assert found == [("address", "静安区南京西路12号", True)]


def test_a_road_of_the_old_name_in_another_district_is_left():
    assert _says(renamed_road, jurisdiction="310112", address="闵行区静安寺路12号") == []


def test_one_estate_takes_the_spelling_of_most():
    found = _says(
        estate_spelling, around=Around(estates={"春江花园（一期）": 4}), estate="春江 花园(一期)"
    )

    assert found == [("estate", "春江花园（一期）", True)]


def test_another_garden_is_another_estate():
    assert _says(estate_spelling, around=Around(estates={"春江花园": 4}), estate="春江花苑") == []


def test_a_longer_name_of_an_estate_is_asked():
    found = _says(estate_spelling, around=Around(estates={"春江花园": 4}), estate="春江花园小区")

    assert found == [("estate", "春江花园", False)]


def test_an_organisation_takes_the_spelling_of_most_under_its_code():
    city = City(day=TODAY, usual_names={(CODE, "春江物业"): "上海春江物业有限公司"})

    found = _says(
        organisation_spelling, city=city, use_unit="上海市春江物业有限责任公司", use_unit_code=CODE
    )

    assert found == [("use_unit", "上海春江物业有限公司", True)]


def test_a_new_name_under_the_same_code_is_left():
    city = City(day=TODAY, usual_names={(CODE, "春江物业"): "上海春江物业有限公司"})

    assert _says(organisation_spelling, city=city, use_unit="万家服务", use_unit_code=CODE) == []


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030"])
def test_garbled_text_is_read_anew(encoding):
    garbled = "桂林公寓".encode().decode(encoding)

    assert _says(garbled_text, name=garbled) == [("name", "桂林公寓", True)]


def test_plain_chinese_is_not_garbled():
    assert _says(garbled_text, name="春江花园1号梯", made_by="蒂升电梯（上海）有限公司") == []


@pytest.mark.parametrize("written", ["无", "不 详", "/", "null", "000000", "123456"])
def test_a_placeholder_is_dropped(written):
    (verdict,) = placeholder.judge(portrait=a_portrait(serial_number=written), city=City(day=TODAY))

    assert (verdict.changes, verdict.certain) == ({"serial_number": None}, True)


def test_a_name_with_a_placeholders_sign_is_a_name():
    assert _says(placeholder, name="无锡路1号梯", unit_number="0") == []


def test_a_newer_source_that_disagrees_is_asked():
    found = _says(sources_disagree, {IN: {"stops": 12}}, stops=11)

    assert found == [("stops", 12, False)]


def test_the_same_address_said_shorter_is_no_disagreement():
    found = _says(
        sources_disagree, {IN: {"address": "静安区延平路12号"}},
        address="上海市静安区江宁路街道延平路12号",
    )  # fmt: skip

    assert found == []


def test_a_new_word_after_a_decision_is_told():
    decided = {"person": {"stops": 11}, IN: {"stops": 12}}
    portrait = replace(a_portrait(others=decided, stops=10), held={"stops": 11})
    portrait = replace(portrait, holders={"stops": portrait.said["stops"][1].claim_id})

    assert judged(decision_challenged.judge, portrait) == [("stops", 12, False)]


def test_what_was_said_before_a_decision_is_settled():
    decided = {IN: {"stops": 12}, "person": {"stops": 11}}
    portrait = replace(a_portrait(others=decided, stops=10), held={"stops": 11})
    portrait = replace(portrait, holders={"stops": portrait.said["stops"][2].claim_id})

    assert judged(decision_challenged.judge, portrait) == []


def test_a_suspended_elevator_that_runs_is_asked():
    moved = {"telemetry": {"facts.moved_at": "2026-11-20T08:00:00+00:00"}}

    found = _says(moves_while_suspended, moved, use_state="suspended")

    assert found == [("use_state", None, False)]
    assert _says(moves_while_suspended, moved, use_state="in_use") == []


def test_records_that_contradict_too_much_are_strangers():
    held = {"serial_number": "D1", "device_code": "31101001720150001", "made_on": "2015-01-01"}
    other = {"serial_number": "D2", "device_code": "31101001720150002", "made_on": "2016-01-01"}

    portrait = a_portrait(others={IN: other, "approval": {**held, "made_on": "2016-01-01"}}, **held)
    strangers = two_elevators_one_number.strangers_in(portrait=portrait)

    assert strangers == frozenset({2})
