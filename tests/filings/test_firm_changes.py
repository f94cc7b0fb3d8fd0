from dataclasses import replace

from hoistway.filings.rules.firm_changes import SENSITIVE, FirmChange, Part, changes
from hoistway.filings.vocabulary import LicenceLevel
from tests.world.firm_filings import DAY, a_content, a_licence, a_point, a_worker

BEFORE = a_content()


def test_the_same_filing_changes_nothing() -> None:
    assert changes(before=BEFORE, after=replace(BEFORE)) == []


def test_every_kind_of_change_is_named_in_the_order_of_the_form() -> None:
    (licence,), (worker,) = BEFORE.licences, BEFORE.staff
    higher = replace(licence, level=LicenceLevel.A1)
    longer = replace(worker, last=worker.last + DAY)  # type: ignore[operator]
    after = replace(
        BEFORE, name="新名", credit_code="X", duty_phone="021-1", licences=(higher,), points=(),
        staff=(longer,),
    )  # fmt: skip

    assert changes(before=BEFORE, after=after) == [
        FirmChange(Part.NAME, BEFORE.name, "新名"),
        FirmChange(Part.CREDIT_CODE, BEFORE.credit_code, "X"),
        FirmChange(Part.DUTY_PHONE, BEFORE.duty_phone, "021-1"),
        FirmChange(Part.LICENCES, licence, higher),
        FirmChange(Part.POINTS, BEFORE.points[0], None),
        FirmChange(Part.STAFF, worker, longer),
    ]


def test_what_comes_and_goes_has_one_side_only() -> None:
    fresh, point, person = a_licence(number="TS-2"), a_point(name="长宁站"), a_worker()
    after = replace(BEFORE, licences=(fresh,), points=(*BEFORE.points, point), staff=(person,))

    assert changes(before=BEFORE, after=after) == [
        FirmChange(Part.LICENCES, BEFORE.licences[0], None),
        FirmChange(Part.LICENCES, None, fresh),
        FirmChange(Part.POINTS, None, point),
        FirmChange(Part.STAFF, BEFORE.staff[0], None),
        FirmChange(Part.STAFF, None, person),
    ]


def test_what_a_firm_is_may_do_and_where_it_is_called_is_looked_at_first() -> None:
    found = {part for part in Part if FirmChange(part, "a", "b").sensitive}

    assert found == SENSITIVE == {Part.NAME, Part.CREDIT_CODE, Part.DUTY_PHONE, Part.LICENCES}
