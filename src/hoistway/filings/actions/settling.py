"""Decide over the open filings of elevators, as far as they can be decided."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.filings.actions.days import keep_decision, lock_elevators, write_days
from hoistway.filings.actions.following import BATCH, follow
from hoistway.filings.events import (
    ElevatorFilingSettled,
    FilingDisputed,
    ResponsibilityTurned,
)
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries.cases import Open, at_home, open_cases
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.rules.course import state_after
from hoistway.filings.rules.decision_reasons import Outcome, Verdict, verdict_on
from hoistway.filings.rules.holding import Days, claimed, ended, others_in
from hoistway.filings.vocabulary import DecisionKind, FilingKind, FilingState
from hoistway.filings.vocabulary.decisions import FilingDeed, Ground
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch


@dataclass(slots=True)
class Desk:
    """The elevators of one transaction, locked; what is decided on them is told at its end."""

    now: datetime
    homes: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)

    def take(self, elevator_ids: Collection[int]) -> None:
        """Lock elevators and remember to settle them."""
        lock_elevators(elevator_ids=elevator_ids)
        self.homes |= set(elevator_ids)


@contextmanager
def at_desk(*, now: datetime, elevator_ids: Collection[int]) -> Iterator[Desk]:
    """Lock elevators, let the block do its deed, settle what can be settled and tell the register.

    All of it is one transaction: killed in between, nothing of it has happened.
    """
    with transaction.atomic():
        desk = Desk(now=now)
        desk.take(elevator_ids)
        yield desk
        settle(desk=desk)
        turned = follow(elevator_ids=desk.decided, now=now)
        for start in range(0, len(turned), BATCH):
            announce(ResponsibilityTurned(elevator_ids=turned[start : start + BATCH]))


def settle(*, desk: Desk) -> None:
    """Judge every open filing of the desk's elevators until nothing more can be decided."""
    waiting = set(desk.homes)
    while waiting:
        cases = open_cases(elevator_ids=waiting, now=desk.now)
        accepted = {one.home.pk: one for one in reversed(cases) if _judged(one, desk)}
        for home, one in accepted.items():
            verdict = verdict_on(case=one.case, now=desk.now)
            accept(one=one, verdict=verdict, desk=desk, by=PLATFORM, words="")
            desk.decided.add(home)
        waiting = set(accepted)


def _judged(one: Open, desk: Desk) -> bool:
    """Bring what is known of an open filing up to date; return whether it is to be accepted."""
    filing, now = one.filing, desk.now
    if _has_lapsed(one):
        move(filing=filing, deed=FilingDeed.REPLACE)
        return False
    verdict = verdict_on(case=one.case, now=now)
    _keep_rivals(one)
    deed = FilingDeed.DISPUTE if verdict.disputed else FilingDeed.SETTLE
    before = filing.state is FilingState.DISPUTED
    columns: dict[str, object] = {}
    faults = [fault.as_json() for fault in one.faults]
    if faults != filing.faults:
        columns["faults"] = faults
    if filing.unit_answer is not one.case.unit:
        columns["unit_answer"] = one.case.unit
    if one.case.against and filing.objection_until is None:
        columns["objection_until"] = now + timedelta(days=one.policy.objection_days)
    if verdict.disputed is not before:
        move(filing=filing, deed=deed, **columns)
    elif columns:
        _write(filing, columns)
    return verdict.outcome is Outcome.ACCEPT


def _has_lapsed(one: Open) -> bool:
    """Return whether a firm would end what it no longer answers for."""
    filing = one.filing
    if filing.kind is not FilingKind.END:
        return False
    days = days_by_elevator(elevator_ids=[one.home.pk])[one.home.pk]
    return ended(days=days, firm_id=filing.firm_id, on=filing.period.lower) == days


def _keep_rivals(one: Open) -> None:
    """Remember who stands against a filing, also later; who is new is told."""
    fresh = {rival.firm_id for rival in one.case.rivals} - set(one.filing.rivals)
    if fresh:
        _write(one.filing, {"rivals": sorted({*one.filing.rivals, *fresh})})
        announce(FilingDisputed(filing_id=one.filing.pk))


def accept(*, one: Open, verdict: Verdict, desk: Desk, by: Actor, words: str) -> None:
    """Let a filing hold: its days, the decision with its reasons, and what it replaces.

    Announces: ElevatorFilingSettled.
    """
    filing, home = one.filing, one.home.pk
    before = days_by_elevator(elevator_ids=[home])[home]
    after, kind = _after(filing, before)
    filing.state = state_after(state=filing.state, deed=FilingDeed.ACCEPT)
    filing.save(update_fields=["state", "checked_at", "checked_by", "checked_reason"])
    write_days(elevator_id=home, days=after, now=desk.now)
    keep_decision(
        elevator_id=home, filing=filing, kind=kind, inputs=inputs_of(one=one), undo=before,
        reasons=reasons_of(grounds=verdict.grounds, words=words), edition=filing.edition,
        now=desk.now, by=by,
    )  # fmt: skip
    restate(elevator_id=home, days=after)
    desk.decided.add(home)
    tell_settled(filing=filing)


def _after(filing: ElevatorFiling, before: Days) -> tuple[Days, DecisionKind]:
    since, until = filing.period.lower, filing.period.upper
    if filing.kind is FilingKind.END:
        return ended(days=before, firm_id=filing.firm_id, on=since), DecisionKind.END
    after = claimed(
        days=before, firm_id=filing.firm_id, filing_id=filing.pk, since=since, until=until
    )
    others = others_in(days=before, firm_id=filing.firm_id, since=since, until=until)
    return after, DecisionKind.HAND_OVER if others else DecisionKind.BEGIN


def restate(*, elevator_id: int, days: Days) -> None:
    """Say of the accepted filings of an elevator which still hold days and which are replaced."""
    holding = {one.filing_id for one in days}
    accepted = ElevatorFiling.objects.filter(
        at_home(elevator_ids=[elevator_id]), checked_at__isnull=False,
        state__in=[FilingState.CHECKED, FilingState.REPLACED],
    ).exclude(kind=FilingKind.END)  # fmt: skip
    for filing in accepted.order_by("pk"):
        if filing.state is FilingState.CHECKED and filing.pk not in holding:
            move(filing=filing, deed=FilingDeed.REPLACE)
        elif filing.state is FilingState.REPLACED and filing.pk in holding:
            move(filing=filing, deed=FilingDeed.REVIVE)


def inputs_of(*, one: Open) -> dict[str, object]:
    """Return what a decision was made of, for the page that explains it."""
    filing, case = one.filing, one.case
    until = filing.period.upper
    return {
        "filing": filing.number, "kind": str(filing.kind), "firm": filing.firm_id,
        "since": filing.period.lower.isoformat(), "until": until.isoformat() if until else None,
        "filed_at": filing.filed_at.isoformat(), "use_unit": one.home.use_unit_id,
        "unit_answer": str(case.unit), "checked_by": filing.checked_by,
        "objection_until": case.waits_until.isoformat() if case.waits_until else None,
        "rivals": [
            {"firm": rival.firm_id, "agrees": rival.agrees, "ends": rival.ends,
             "objects": rival.objects, "confirmed": rival.confirmed,
             "accepted": rival.accepted}
            for rival in case.rivals
        ],
        "faults": [str(fault.fault) for fault in one.faults],
    }  # fmt: skip


def reasons_of(*, grounds: tuple[Ground, ...], words: str) -> list[dict[str, object]]:
    """Return the reasons of a decision as it keeps them; a person's words stand at the end."""
    reasons: list[dict[str, object]] = [{"ground": str(ground)} for ground in grounds]
    return [*reasons, {"words": words}] if words else reasons


def move(*, filing: ElevatorFiling, deed: FilingDeed, **columns: object) -> None:
    """Move a filing by the one table and keep what goes with the deed. Raises: FilingMovedOn."""
    filing.state = state_after(state=filing.state, deed=deed)
    _write(filing, {"state": filing.state, **columns})


def _write(filing: ElevatorFiling, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(filing, name, value)
    filing.save(update_fields=list(columns))


def tell_settled(*, filing: ElevatorFiling) -> None:
    """Announce that a filing was decided, returned or withdrawn."""
    announce(ElevatorFilingSettled(filing_id=filing.pk))
    touch(f"filings.{filing.jurisdiction_id}")
