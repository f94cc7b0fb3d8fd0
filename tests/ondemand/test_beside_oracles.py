"""The rules of entry and of leaving answer as their oracles do, case by case."""

import pytest

from hoistway.server.bench.pilot_beside import PARTS


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_rule_answers_as_its_oracle_does(part: str) -> None:
    told = PARTS[part](count=2000, seed=7)

    assert told["differs"] == 0
    assert told["in_order"] >= 400
    assert min(told["one_clause_alone"].values()) >= 20
