"""Whatever firms, use unit and district do in whatever order: one day never has two firms."""

from functools import partial
from itertools import pairwise
from random import Random
from uuid import uuid4

import pytest

from hoistway.filings.actions import (
    agree_to_hand_over,
    answer_filing,
    check_filing,
    file_elevator,
    object_to_filing,
    return_filing,
    reverse_decision,
    rule_filing,
    settle_due,
    turn_day,
    withdraw_filing,
)
from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.queries import days_of, maintainer_on, maintainers_on
from hoistway.filings.vocabulary import Basis, FilingKind, FilingState
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.registry.models import Elevator
from tests.world.filings import DAY, TODAY, a_filing_firm, a_filing_wish, a_stage, days_later

pytestmark = pytest.mark.django_db

DEEDS = (
    "file", "file", "file", "confirm", "confirm", "deny", "check", "check", "return", "withdraw",
    "object", "agree", "rule", "reverse", "wait",
)  # fmt: skip


class _Play:
    """One elevator, three firms, and the dice."""

    def __init__(self, seed):
        self.dice = Random(seed)
        self.stage, self.firms = a_stage(), [a_filing_firm() for _ in range(3)]
        self.at, self.done = 0.0, set()

    @property
    def now(self):
        return days_later(self.at)

    def _open(self):
        rows = ElevatorFiling.objects.filter(state__in=["filed", "disputed"]).order_by("pk")
        return self.dice.choice(list(rows) or [ElevatorFiling(pk=0)]).pk

    def _wish(self, firm):
        first = TODAY + self.dice.randrange(-30, 30) * DAY
        last = None if self.dice.random() < 0.3 else first + self.dice.randrange(40) * DAY
        kind = self.dice.choice([FilingKind.START, *FilingKind])
        return a_filing_wish(firm=firm, kind=kind, first=first, last=last)

    def _file(self, firm):
        return file_elevator(
            elevator_id=self.stage.elevator.pk, wish=self._wish(firm), form_id=uuid4(),
            now=self.now, by=firm.by,
        )  # fmt: skip

    def _reverse(self, by):
        last = Decision.objects.order_by("-pk").values_list("pk", flat=True).first()
        return reverse_decision(decision_id=last or 0, reason="x", now=self.now, by=by)

    def _wait(self):
        settle_due(now=self.now)
        turn_day(now=self.now)

    def step(self):
        deed, stage = self.dice.choice(DEEDS), self.stage
        firm = self.dice.choice(self.firms)
        desk = self.dice.choice([stage.by_district, stage.by_colleague, stage.by_city])
        self.at += self.dice.choice([0, 0.01, 1, 3])
        given = {"filing_id": self._open(), "now": self.now}
        answer = partial(answer_filing, **given, reason="x", by=stage.by_unit)
        {
            "file": lambda: self._file(firm),
            "confirm": lambda: answer(confirms=True),
            "deny": lambda: answer(confirms=False),
            "check": lambda: check_filing(**given, by=desk),
            "return": lambda: return_filing(**given, reason="x", by=desk),
            "withdraw": lambda: withdraw_filing(**given, by=firm.by),
            "object": lambda: object_to_filing(
                **given, reason="x", evidence_id=None, form_id=uuid4(), by=firm.by
            ),
            "agree": lambda: agree_to_hand_over(**given, by=firm.by),
            "rule": lambda: rule_filing(
                **given, accept=self.dice.random() < 0.6, reason="x", by=desk
            ),
            "reverse": lambda: self._reverse(desk),
            "wait": self._wait,
        }[deed]()
        self.done.add(deed)

    def require_one_answer(self):
        key, today = self.stage.elevator.pk, local_day(at=self.now)
        rows = list(Responsibility.objects.filter(elevator_id=key).order_by("period"))
        for one, after in pairwise(rows):
            assert one.period.upper is not None
            assert one.period.upper <= after.period.lower
        accepted = {FilingState.CHECKED}
        assert {row.filing.state for row in rows} <= accepted
        for stretch in days_of(elevator_id=key):
            on = maintainer_on(elevator_id=key, day=stretch.since)
            assert (on.firm_id, on.filing_id) == (
                stretch.maintainer.firm_id, stretch.maintainer.filing_id,
            )  # fmt: skip
        turn_day(now=self.now)
        answer = maintainers_on(elevator_ids=[key], day=today)[key]
        held = Elevator.objects.get(pk=key).firm_id
        assert held == answer.firm_id
        assert (answer.basis is Basis.NOBODY) == (held is None)


def _played(seed, steps):
    play = _Play(seed)
    for _ in range(steps):
        try:
            play.step()
        except Refusal:
            continue
        play.require_one_answer()
    return play.done


def test_no_order_of_deeds_gives_one_day_two_firms():
    done = _played(1, 45)

    assert {"file", "check", "confirm"} <= done


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 32))
def test_no_order_of_deeds_gives_one_day_two_firms_over_many_plays(seed):
    _played(seed, 120)
