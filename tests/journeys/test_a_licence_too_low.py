"""A firm of level B files an elevator of 4 m/s, and gets the level it lacks."""

import pytest

from hoistway.filings.actions import HasFaults, check_filing, judge_firm_again, return_filing
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import FilingSearch, found_filings, maintainer_on
from hoistway.filings.vocabulary import Basis, Fault, FilingState, LicenceLevel
from hoistway.registry.models import Elevator
from tests.world.filings import TODAY, a_filing_firm, a_stage, an_elevator_filing
from tests.world.firm_filings import Office, a_content, a_firm_filing, a_licence
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def test_a_level_too_low_for_four_metres_per_second_is_never_checked_as_right():
    firm, stage = a_filing_firm(level=LicenceLevel.B), a_stage()
    Elevator.objects.filter(pk=stage.elevator.pk).update(rated_speed_mps=4.0)

    filing = an_elevator_filing(stage=stage, firm=firm, confirmed=True)

    assert filing.faults == [{"fault": str(Fault.LEVEL_TOO_LOW), "about": "4.0", "blocking": True}]
    with pytest.raises(HasFaults) as refused:
        check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)
    assert "许可级别低于额定速度" in refused.value.sentence("zh")
    incomplete = FilingSearch(complete=False)
    assert list(found_filings(by=stage.by_district, search=incomplete)) == [filing]

    return_filing(filing_id=filing.pk, reason="许可级别不足", now=NOW, by=stage.by_district)
    filing.refresh_from_db()
    answer = maintainer_on(elevator_id=stage.elevator.pk, day=TODAY)
    assert filing.state is FilingState.RETURNED
    assert (answer.basis, answer.firm_id) == (Basis.REGISTER, stage.elevator.firm_id)


def test_a_firm_that_raises_its_level_need_not_file_its_elevators_again():
    firm, stage = a_filing_firm(level=LicenceLevel.B), a_stage()
    Elevator.objects.filter(pk=stage.elevator.pk).update(rated_speed_mps=4.0)
    filing = an_elevator_filing(stage=stage, firm=firm, confirmed=True)

    raised = a_firm_filing(
        office=Office(firm.firm, firm.office, stage.district), checked=True,
        content=a_content(
            name=firm.firm.name, credit_code=firm.firm.credit_code,
            licences=(a_licence(level=LicenceLevel.A2),),
        ),
    )  # fmt: skip
    judge_firm_again(firm_filing_id=raised.pk, now=NOW)
    check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)

    assert ElevatorFiling.objects.get(pk=filing.pk).state is FilingState.CHECKED
