"""The rules of entry and of leaving beside their oracles, on random cases."""

from collections import Counter
from time import perf_counter
from typing import Any

from hoistway.ondemand.rules.entry import judge_elevator
from hoistway.ondemand.rules.exits import judge_exit
from hoistway.ondemand.rules.policy import edition_named
from hoistway.server.bench import entry_cases, entry_oracle, exits_cases, exits_oracle

EDITION = "286-2020"


def entries(*, count: int, seed: int) -> dict[str, Any]:
    """Return in how many cases rule and oracle name other failing clauses."""
    policy, began = edition_named(edition=EDITION), perf_counter()
    differs, whole, alone = 0, 0, Counter[str]()
    for case in entry_cases.cases(count=count, seed=seed):
        said = judge_elevator(facts=entry_cases.facts_of(case), policy=policy)
        wrong = {str(one.clause) for one in said if not one.holds}
        differs += wrong != entry_oracle.fails(case)
        whole += not wrong
        if len(wrong) == 1:
            alone.update(wrong)
    return _told(count, differs, whole, alone, began)


def exits(*, count: int, seed: int) -> dict[str, Any]:
    """Return in how many cases rule and oracle answer a clause otherwise."""
    policy, began = edition_named(edition=EDITION), perf_counter()
    differs, whole, alone = 0, 0, Counter[str]()
    for case in exits_cases.cases(count=count, seed=seed):
        verdicts = judge_exit(facts=exits_cases.facts_of(case), policy=policy)
        said = {str(one.clause): (str(one.answer), one.at_once) for one in verdicts}
        differs += said != exits_oracle.answers(case)
        found = {clause for clause, (answer, _) in said.items() if answer == "found"}
        whole += not found
        if len(found) == 1:
            alone.update(found)
    return _told(count, differs, whole, alone, began)


def _told(
    count: int, differs: int, whole: int, alone: Counter[str], began: float
) -> dict[str, Any]:  # fmt: skip
    return {
        "cases": count, "differs": differs, "in_order": whole, "one_clause_alone": dict(alone),
        "seconds": round(perf_counter() - began, 2),
    }  # fmt: skip


PARTS = {"eligibility": entries, "exits": exits}
