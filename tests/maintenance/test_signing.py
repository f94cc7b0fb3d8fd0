"""From sign-in to the record: signatures, completeness, and what the platform keeps."""

import pytest

from hoistway.maintenance.vocabulary import VisitState
from tests.world.maintenance import a_signed_visit

pytestmark = pytest.mark.django_db


def test_a_visit_counts_when_its_whole_crew_has_signed():
    visit = a_signed_visit()

    assert visit.state is VisitState.SIGNED
    assert visit.record is not None
