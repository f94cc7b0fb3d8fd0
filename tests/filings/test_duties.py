from datetime import date, timedelta

import pytest

from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import duties
from hoistway.filings.vocabulary import FilingState
from hoistway.filings.vocabulary.duties import Duty
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.filed import a_laid_filing, a_laid_firm_filing
from tests.world.parties import NOW, a_firm, a_member
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def test_a_firm_is_told_all_that_waits_what_is_late_first() -> None:
    firm = a_firm()
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    assert [one.duty for one in duties(by=office, day=TODAY)] == [Duty.FILE_FIRM]
    a_laid_firm_filing(firm=firm, state=FilingState.RETURNED, filed_at=NOW - 3 * DAY)
    late, back, held = (an_elevator(site=Site(firm=firm), plate=False) for _ in range(3))
    Elevator.objects.filter(pk=late.pk).update(registered_on=date(2026, 11, 1))
    a_laid_filing(elevator=back, state=FilingState.RETURNED, filed_at=NOW - 2 * DAY)
    Elevator.objects.filter(pk=back.pk).update(registered_on=TODAY)
    a_laid_filing(elevator=held, after=TODAY + 20 * DAY)

    waiting = duties(by=office, day=TODAY)

    assert [(one.duty, one.count, one.is_late) for one in waiting] == [
        (Duty.FILE_ELEVATORS, 1, True), (Duty.MEND_FIRM, 1, False),
        (Duty.MEND_ELEVATORS, 1, False), (Duty.RENEW_CONTRACT, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("agrees", "waits"), [(False, 1), (True, 0)])
def test_another_firms_claim_waits_until_it_is_answered(agrees: bool, waits: int) -> None:
    mine, rival = a_firm(), a_firm()
    a_laid_firm_filing(firm=mine)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=mine))
    claim = a_laid_filing(
        elevator=an_elevator(site=Site(firm=rival), plate=False), state=FilingState.FILED
    )
    consents = [{"organisation": mine.pk}] if agrees else []
    ElevatorFiling.objects.filter(pk=claim.pk).update(rivals=[mine.pk], consents=consents)

    found = [one.count for one in duties(by=office, day=TODAY) if one.duty is Duty.ANSWER_CLAIM]

    assert sum(found) == waits


def test_nobody_else_has_a_firms_duties() -> None:
    with pytest.raises(NotAllowed):
        duties(by=acting(membership=a_member(role=RoleKind.USE_UNIT)), day=TODAY)
