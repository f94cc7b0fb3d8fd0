from datetime import date, timedelta

import pytest

from hoistway.foundation.credit_code import credit_check_digit
from hoistway.lifecycle.rules.filing import (
    AHEAD,
    CHANGEABLE,
    CodeNotSound,
    EndsBeforeItBegins,
    InArrears,
    NotChangeable,
    NothingChanges,
    ReasonMissing,
    TooFarAhead,
    UnitIncomplete,
    require_sound,
)
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.registry.vocabulary import Field
from tests.world.lifecycle import a_wish

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
CODE = "91310106000000001" + credit_check_digit(body="91310106000000001")
HELD = {"name": "1号梯", "use_unit": "春江物业", "use_unit_code": "91310000000000000X"}


def judged(**wish: object) -> dict[str, str]:
    asked = a_wish(**{"on": TODAY, **wish})  # type: ignore[arg-type]
    return require_sound(wish=asked, today=TODAY, held=HELD)


def changed(**changes: str) -> dict[str, str]:
    return judged(kind=UseRequestKind.CHANGE, changes=changes)


def test_nothing_is_filed_in_arrears() -> None:
    assert judged(on=TODAY) == {}
    with pytest.raises(InArrears):
        judged(on=TODAY - DAY)


def test_a_day_lies_a_year_ahead_at_most() -> None:
    assert judged(on=TODAY + AHEAD) == {}
    with pytest.raises(TooFarAhead):
        judged(on=TODAY + AHEAD + DAY)


def test_a_suspension_ends_after_it_begins() -> None:
    assert judged(until=TODAY + DAY) == {}
    with pytest.raises(EndsBeforeItBegins):
        judged(until=TODAY)


def test_a_request_gives_its_reason() -> None:
    with pytest.raises(ReasonMissing):
        judged(reason="  ")


def test_only_what_differs_is_asked_to_change() -> None:
    assert changed(name=" 2号梯 ", estate="") == {"name": "2号梯"}
    with pytest.raises(NothingChanges):
        changed(name="1号梯")
    with pytest.raises(NothingChanges):
        changed()


def test_what_other_requests_carry_along_is_no_change() -> None:
    assert judged(kind=UseRequestKind.SCRAP, changes={"name": "2号梯"}) == {}


@pytest.mark.parametrize("field", [field for field in Field if field not in CHANGEABLE])
def test_a_use_unit_changes_neither_numbers_nor_technical_facts_nor_the_firm(
    field: Field,
) -> None:
    with pytest.raises(NotChangeable):
        changed(**{str(field): "x"})


def test_a_new_use_unit_has_another_name_and_another_sound_code() -> None:
    assert changed(use_unit="新天物业", use_unit_code=CODE.lower()) == {
        "use_unit": "新天物业", "use_unit_code": CODE,
    }  # fmt: skip
    with pytest.raises(UnitIncomplete):
        changed(use_unit="新天物业")
    with pytest.raises(UnitIncomplete):
        changed(use_unit="新天物业", use_unit_code=HELD["use_unit_code"])
    with pytest.raises(UnitIncomplete):
        changed(use_unit_code=CODE)
    with pytest.raises(CodeNotSound):
        changed(use_unit="新天物业", use_unit_code=CODE[:17] + ("0" if CODE[17] != "0" else "1"))
