from itertools import product
from pathlib import Path

import pytest

from hoistway.emergency.rules.lifecycle import MOVES, MOVING, WrongMoment, state_after
from hoistway.emergency.vocabulary import Deed, IncidentState

PAGE = Path(__file__).parents[2] / "docs" / "rescue-states.md"
EVERY_PAIR = list(product(IncidentState, Deed))

EXPECTED = {
    "open": {
        "accepted": "accepted", "freed": "freed", "false_alarm": "false_alarm",
    },
    "accepted": {
        "accepted": "accepted", "withdrawn": "open", "arrived": "arrived", "freed": "freed",
        "false_alarm": "false_alarm",
    },
    "arrived": {
        "accepted": "arrived", "withdrawn": "open", "freed": "freed",
        "false_alarm": "false_alarm",
    },
    "freed": {"closed": "closed"},
    "closed": {},
    "false_alarm": {},
}  # fmt: skip
"""Written by hand from the course of a rescue, not from the table of the code."""

KEEPERS = {
    "opened", "reported", "called", "declined", "unanswered", "stood_down", "under_way", "cleared",
    "escalated", "shortfall", "noted", "told", "overdue", "evaluated",
}  # fmt: skip


def test_every_deed_either_moves_rescues_or_is_only_kept() -> None:
    assert {str(deed) for deed in Deed} - {str(deed) for deed in MOVING} == KEEPERS


@pytest.mark.parametrize(("state", "deed"), EVERY_PAIR)
def test_a_deed_moves_a_rescue_as_the_course_says_or_is_refused(
    state: IncidentState, deed: Deed
) -> None:
    expected = str(state) if str(deed) in KEEPERS else EXPECTED[str(state)].get(str(deed))

    try:
        after: str | None = str(state_after(state=state, deed=deed))
    except WrongMoment:
        after = None

    assert after == expected


def test_a_refusal_names_the_state_and_the_deed() -> None:
    with pytest.raises(WrongMoment) as refused:
        state_after(state=IncidentState.CLOSED, deed=Deed.ARRIVED)

    assert refused.value.sentence("en") == (
        "The rescue is “Closed”; “Arrived” does not fit. Reload to see its progress."
    )
    assert refused.value.sentence("zh").startswith("当前状态为“已完成”，不能进行“到达现场”")


def test_every_state_but_the_final_ones_leads_on() -> None:
    leads_on = {state for state, _ in MOVES}

    assert leads_on == set(IncidentState) - IncidentState.final_states()


def drawn() -> str:
    """The machine as a mermaid drawing and a table, from the one table of the code."""
    lines = [
        "# How a rescue moves",
        "",
        "Drawn from `src/hoistway/emergency/rules/lifecycle.py` by",
        "`tests/emergency/test_lifecycle.py`; the test fails when this page is stale and says how",
        "to draw it again. Deeds that are not shown leave the state as it is.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state} : {state.zh} {state.en}" for state in IncidentState),
        f"    [*] --> {IncidentState.OPEN} : {Deed.OPENED.zh} {Deed.OPENED.en}",
        *(f"    {a} --> {b} : {deed.zh} {deed.en}" for (a, deed), b in MOVES.items()),
        *(f"    {s} --> [*]" for s in IncidentState if s in IncidentState.final_states()),
        "```",
        "",
        "| State 状态 | Deed 动作 | Becomes 变为 |",
        "|---|---|---|",
        *(
            f"| {a.zh} {a.en} | {deed.zh} {deed.en} | {b.zh} {b.en} |"
            for (a, deed), b in MOVES.items()
        ),
        "",
    ]
    return "\n".join(lines)


def test_the_drawing_in_the_docs_is_the_table_of_the_code() -> None:
    """To draw it anew: `python -m tests.emergency.test_lifecycle` with PYTHONPATH=src."""
    assert PAGE.read_text(encoding="utf-8") == drawn()


if __name__ == "__main__":
    PAGE.write_text(drawn(), encoding="utf-8")
