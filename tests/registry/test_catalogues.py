from hoistway.registry.rules.catalogues import COLLIDING, code_of_2004, heir_of_2004
from hoistway.registry.standards import catalogue_2004, catalogue_2014
from hoistway.registry.vocabulary import Catalogue, ElevatorKind, RowFault
from tests.world.register_files import a_mapping, fault_of, fields_of

OLD = ('catalogue = "2014"', 'catalogue = "2004"')


def test_the_table_of_2014_is_the_list_of_kinds() -> None:
    assert {str(kind): kind.zh for kind in ElevatorKind} == catalogue_2014.KINDS


def test_every_heir_is_a_kind_of_2014_and_only_one_code_has_none() -> None:
    assert set(catalogue_2004.HEIRS.values()) <= set(catalogue_2014.KINDS)
    assert set(catalogue_2004.KINDS) - set(catalogue_2004.HEIRS) == {"3120"}


def test_six_codes_mean_one_kind_in_2004_and_another_in_2014() -> None:
    assert sorted(COLLIDING) == ["3120", "3130", "3210", "3220", "3310", "3320"]
    assert heir_of_2004(code="3310") == "3210"
    assert code_of_2004(word="自动扶梯") == "3500"


def test_the_same_digits_are_read_by_the_declared_catalogue_only() -> None:
    assert fields_of(品种="3310")["kind"] == ElevatorKind.ESCALATOR
    old = fields_of(mapping=a_mapping(replace=OLD), 品种="3310")
    assert (old["kind"], old["facts.kind_2004"]) == (ElevatorKind.HYDRAULIC_PASSENGER, "3310")
    assert old["catalogue"] == Catalogue.C2014


def test_a_kind_without_heir_is_refused_with_the_reason() -> None:
    fault = fault_of(mapping=a_mapping(replace=OLD), 品种="强制式客梯")

    assert (fault.fault, fault.detail) == (
        RowFault.UNKNOWN_CODE, "3120 of 2004 has no heir in the catalogue of 2014",
    )  # fmt: skip


def test_an_old_code_in_a_register_of_2014_is_refused_and_named() -> None:
    assert fault_of(品种="3170").detail == "3170 of the catalogue of 2004"
    assert fault_of(品种="病床客梯").detail == "3170 of the catalogue of 2004"


def test_a_column_may_say_for_each_row_which_catalogue_it_uses() -> None:
    mapping = a_mapping(
        replace=("[columns.kind]", '[columns.catalogue]\nfrom = "目录"\n[columns.kind]')
    )

    assert fields_of(mapping=mapping, 目录="2004", 品种="3130")["kind"] == "3110"
    assert fields_of(mapping=mapping, 目录="2014", 品种="3130")["kind"] == "3130"
    assert fields_of(mapping=mapping, 目录="", 品种="3130")["kind"] == "3130"
    foreign = fields_of(mapping=mapping, 目录="foreign", 品种="3130")
    assert (foreign["kind"], foreign["catalogue"]) == ("3130", "foreign")
