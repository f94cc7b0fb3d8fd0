import pytest

from hoistway.riders.rules.throttle import suspicion_of
from hoistway.riders.vocabulary import Suspicion


@pytest.mark.parametrize(
    ("genuine", "elevators", "suspicion"),
    [
        (True, 1, Suspicion.NONE), (True, 3, Suspicion.NONE), (True, 4, Suspicion.MANY_PLACES),
        (False, 1, Suspicion.UNVERIFIED_CODE), (False, 9, Suspicion.UNVERIFIED_CODE),
    ],
)  # fmt: skip
def test_a_request_is_doubted_for_its_code_or_for_its_many_places(
    genuine: bool, elevators: int, suspicion: Suspicion
) -> None:
    assert suspicion_of(genuine_code=genuine, elevators_lately=elevators) is suspicion
