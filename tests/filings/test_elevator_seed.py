"""The demo's elevators are filed in every state that a desk has to show."""

from random import Random

import pytest

from hoistway.filings.models import ElevatorFiling, Responsibility
from hoistway.filings.queries import days_of, maintainer_on
from hoistway.filings.seed import lay_out_elevators
from hoistway.filings.vocabulary import Basis, FilingState
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from tests.world.filings import a_filing_firm, a_stage
from tests.world.parties import NOW, an_account
from tests.world.registry import Site, an_elevator


@pytest.mark.django_db
def test_most_elevators_are_filed_and_every_other_state_is_there(
    settings: object, tmp_path: object
) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    firms = [a_filing_firm(), a_filing_firm()]
    first = an_elevator(site=Site(firm=firms[0].firm), plate=False)
    stage = a_stage(elevator=first)
    site = Site(firm=firms[0].firm, use_unit=first.use_unit, jurisdiction=first.jurisdiction)
    elevators = [first, *(an_elevator(site=site, plate=False) for _ in range(59))]
    members = [firms[0].office, firms[1].office, stage.unit, stage.district]
    for member in members:
        assert member is not None
        an_account(membership=member)

    lay_out_elevators(
        firms=[one.firm for one in firms], elevators=elevators, chance=Random(1), now=NOW
    )

    states = set(ElevatorFiling.objects.values_list("state", flat=True))
    assert states == {
        FilingState.CHECKED, FilingState.FILED, FilingState.DISPUTED, FilingState.RETURNED,
    }  # fmt: skip
    assert Responsibility.objects.count() == 54
    held = Responsibility.objects.latest("pk").elevator_id
    today = local_day(at=NOW)
    assert maintainer_on(elevator_id=held, day=today).basis is Basis.FILED
    assert days_of(elevator_id=held)[0].maintainer.firm_id == firms[0].firm.pk
    assert {str(RoleKind.FIRM_OFFICE)} == {
        one.filed_by["role"] for one in ElevatorFiling.objects.all()
    }
