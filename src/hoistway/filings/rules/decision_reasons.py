"""Is a filing to be accepted, does it still wait, or must the district rule? With the reasons."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from hoistway.filings.vocabulary import Fault, FilingKind, UnitAnswer
from hoistway.filings.vocabulary.decisions import Ground


class Outcome(Enum):
    """What is to be done with a filing now."""

    ACCEPT = "accept"
    WAIT = "wait"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A firm that holds or claims some of the same days, and what it says of it.

    `confirmed`: the use unit confirms its open claim too; `accepted`: its claim to these days was
    accepted while the judged filing was open.
    """

    firm_id: int
    agrees: bool = False
    ends: bool = False
    objects: bool = False
    confirmed: bool = False
    accepted: bool = False

    @property
    def stands_against(self) -> bool:
        """Whether its days are still its own as far as it has said."""
        return not (self.agrees or self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that decides over one filing; instants are aware, `waits_until` ends the objections.

    `answer_until` is when the use unit should have answered; `blocking` are the faults with which
    nothing is accepted.
    """

    kind: FilingKind
    checked: bool
    unit: UnitAnswer
    answer_until: datetime
    blocking: tuple[Fault, ...] = ()
    rivals: tuple[Rival, ...] = ()
    unit_objects: bool = False
    waits_until: datetime | None = None

    @property
    def against(self) -> tuple[Rival, ...]:
        """The rivals that have neither agreed nor ended."""
        return tuple(one for one in self.rivals if one.stands_against)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be done and why; `grounds` are what speaks for it or what is waited for."""

    outcome: Outcome
    grounds: tuple[Ground, ...]
    may_rule: bool = False
    disputed: bool = dataclasses.field(default=False)


def verdict_on(*, case: Case, now: datetime) -> Verdict:
    """Return what is to be done with a filing.

    Contract and use unit decide; who held the days has a time to object; what is disputed between
    them the district rules. Source: requirements A5, 286号 二（一）.
    """
    contrary = tuple(_contrary(case))
    waiting = tuple(_waiting(case, now))
    silent = case.unit is UnitAnswer.ASKED and now >= case.answer_until
    disputed = bool(contrary or case.against)
    if contrary:
        return Verdict(outcome=Outcome.RULE, grounds=contrary, may_rule=True, disputed=disputed)
    if waiting:
        grounds = (*waiting, Ground.UNIT_SILENT) if silent else waiting
        return Verdict(outcome=Outcome.WAIT, grounds=grounds, may_rule=silent, disputed=disputed)
    return Verdict(outcome=Outcome.ACCEPT, grounds=tuple(_speaking_for(case)), disputed=disputed)


def _contrary(case: Case) -> Iterator[Ground]:
    """Yield what only a person of the district can settle."""
    if case.unit is UnitAnswer.DENIED:
        yield Ground.UNIT_DENIED
    if case.unit_objects or any(one.objects for one in case.rivals):
        yield Ground.OBJECTED
    if case.unit is UnitAnswer.CONFIRMED and any(one.confirmed for one in case.against):
        yield Ground.TWO_CONFIRMED
    if any(one.accepted for one in case.against):
        yield Ground.DECIDED_MEANWHILE
    if case.unit is UnitAnswer.NOBODY and case.against:
        yield Ground.NOBODY_TO_ASK


def _waiting(case: Case, now: datetime) -> Iterator[Ground]:
    if case.blocking:
        yield Ground.WAITS_FOR_FAULTS
    if not case.checked:
        yield Ground.WAITS_FOR_CHECK
    if case.unit is UnitAnswer.ASKED:
        yield Ground.WAITS_FOR_UNIT
    if case.against and (case.waits_until is None or now < case.waits_until):
        yield Ground.WAITS_FOR_OBJECTIONS


def _speaking_for(case: Case) -> Iterator[Ground]:
    yield Ground.CHECKED
    unit_says = case.unit is UnitAnswer.CONFIRMED
    yield Ground.UNIT_CONFIRMED if unit_says else Ground.NO_USE_UNIT
    if not case.rivals:
        yield Ground.NO_RIVAL
    if any(one.agrees for one in case.rivals):
        yield Ground.RIVAL_AGREES
    if any(one.ends and not one.agrees for one in case.rivals):
        yield Ground.RIVAL_ENDS
    if case.against:
        yield Ground.NOBODY_OBJECTED
