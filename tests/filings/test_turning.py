"""Days begin and end by the clock: register, finding and messages follow the same day."""

import pytest

from hoistway.filings.actions import keep_in_step, settle_due, tell_settled_filing, turn_day
from hoistway.filings.queries import maintainer_on, not_filed, unmaintained
from hoistway.filings.vocabulary import Basis
from hoistway.foundation.actors import PLATFORM
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import Saying, decide_fields, say
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind
from hoistway.server import switchboard
from tests.world.filings import (
    DAY,
    TODAY,
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
    days_later,
)
from tests.world.jobs import forget_jobs, jobs_waiting
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db


def _work_off(monkeypatch, *, at):
    """Do what waits in the queue by the same tasks, at an instant, until nothing waits."""
    monkeypatch.setattr("hoistway.foundation.clock.now", lambda: at)
    tasks = {task.name: task for one in switchboard.TABLE.values() for task in one}
    while waiting := [job for job in jobs_waiting() if job.task in tasks]:
        forget_jobs()
        for job in waiting:
            tasks[job.task].func(**job.arguments)


def _pages(purpose):
    return Message.objects.filter(purpose=purpose, channel=Channel.PAGE).order_by("pk")


def _firm(stage):
    return Elevator.objects.get(pk=stage.elevator.pk).firm_id


def test_a_contract_that_ends_without_successor_is_found_and_told_the_same_day(monkeypatch):
    firm, stage = a_filing_firm(), a_stage()
    a_checked_filing(stage=stage, firm=firm, wish=a_filing_wish(firm=firm, last=TODAY + 2 * DAY))
    _work_off(monkeypatch, at=NOW)

    turn_day(now=days_later(2))
    _work_off(monkeypatch, at=days_later(2))
    assert _firm(stage) == firm.firm.pk
    assert not Finding.objects.filter(kind=FindingKind.NO_FIRM).exists()

    turn_day(now=days_later(3))
    _work_off(monkeypatch, at=days_later(3))

    last = TODAY + 3 * DAY
    answer = maintainer_on(elevator_id=stage.elevator.pk, day=last)
    finding = Finding.objects.get(elevator=stage.elevator, state=FindingState.OPEN)
    told = {message.organisation_id for message in _pages(Purpose.NOBODY_ANSWERS)}
    assert _firm(stage) is None
    assert (answer.basis, answer.since) == (Basis.NOBODY, last)
    assert finding.kind is FindingKind.NO_FIRM
    assert stage.elevator.use_unit_id in told
    assert len(told) == 2
    assert list(unmaintained(by=stage.by_district, day=last)) == [stage.elevator]
    assert not unmaintained(by=stage.by_district, day=last - DAY).exists()


def test_turning_again_says_nothing_anew_and_missed_nights_are_made_up_for():
    firm, stage = a_filing_firm(), a_stage()
    wish = a_filing_wish(firm=firm, first=TODAY + DAY, last=TODAY + 3 * DAY)
    a_checked_filing(stage=stage, firm=firm, wish=wish)
    assert _firm(stage) == stage.elevator.firm_id

    assert turn_day(now=days_later(3)) == 1
    assert _firm(stage) == firm.firm.pk
    assert turn_day(now=days_later(3)) == 0
    claims = Claim.objects.count()
    assert turn_day(now=days_later(20)) == 1
    assert turn_day(now=days_later(20)) == 0

    assert _firm(stage) is None
    assert Claim.objects.count() == claims + 1


def test_the_register_says_nothing_by_filings_where_none_was_ever_accepted():
    stage, firm = a_stage(), a_filing_firm()
    an_elevator_filing(stage=stage, firm=firm)

    turn_day(now=days_later(1))

    assert not Claim.objects.filter(kind=SourceKind.FILING, elevator=stage.elevator).exists()
    assert _firm(stage) == stage.elevator.firm_id


def test_older_registers_do_not_speak_against_a_filing_nor_against_nobody():
    firm, stage = a_filing_firm(), a_stage()
    a_checked_filing(stage=stage, firm=firm, wish=a_filing_wish(firm=firm, last=TODAY))
    turn_day(now=days_later(1))

    say(
        sayings=[
            Saying(
                source="supervision", record_key=f"S{stage.elevator.pk}",
                fields={"firm": a_firm(name="旧系统电梯公司").name}, observed_at=days_later(2),
                elevator_id=stage.elevator.pk,
            )
        ],
        now=days_later(2), by=PLATFORM,
    )  # fmt: skip

    assert _firm(stage) is None


def test_what_a_person_writes_over_a_filing_does_not_last(monkeypatch):
    firm, stage = a_filing_firm(), a_stage()
    a_checked_filing(stage=stage, firm=firm)
    other = a_firm()
    decide_fields(
        elevator_id=stage.elevator.pk, values={"firm": other.name, "firm_code": ""},
        reason="据现场", now=NOW, by=stage.by_district,
    )  # fmt: skip
    assert _firm(stage) == other.pk

    assert keep_in_step(elevator_ids=[stage.elevator.pk], now=days_later(1)) == 1

    assert _firm(stage) == firm.firm.pk
    assert keep_in_step(elevator_ids=[stage.elevator.pk], now=days_later(1)) == 0
    withdrawn = Claim.objects.filter(kind=SourceKind.PERSON, elevator=stage.elevator)
    assert all(one.withdrawn_reason for one in withdrawn)


def test_which_elevators_are_not_filed_and_which_nobody_maintains():
    firm, filed, named, nobody = a_filing_firm(), a_stage(), a_stage(), a_stage()
    a_checked_filing(stage=filed, firm=firm)
    Elevator.objects.filter(pk=nobody.elevator.pk).update(firm=None)

    assert set(not_filed(by=PLATFORM, day=TODAY)) == {named.elevator, nobody.elevator}
    assert set(unmaintained(by=PLATFORM, day=TODAY)) == {nobody.elevator}


def test_everybody_concerned_is_told_once(monkeypatch):
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    wish = a_filing_wish(firm=old, first=TODAY - 9 * DAY)
    a_checked_filing(stage=stage, firm=old, wish=wish)
    forget_jobs()

    claim = an_elevator_filing(stage=stage, firm=new)
    _work_off(monkeypatch, at=NOW)
    asked = _pages(Purpose.FILING_ASKED).get()
    rival = _pages(Purpose.FILING_RIVAL).get()
    assert (asked.organisation_id, asked.link) == (
        stage.elevator.use_unit_id, f"/filings/{claim.number}",
    )  # fmt: skip
    assert rival.organisation_id == old.firm.pk
    assert "2026-11-27 12:00" in rival.zh

    an_elevator_filing(stage=a_stage(), firm=new, confirmed=True, checked=True)
    _work_off(monkeypatch, at=NOW)
    settle_due(now=days_later(9))
    _work_off(monkeypatch, at=days_later(9))
    tell_settled_filing(filing_id=claim.pk, now=days_later(9))

    assert _pages(Purpose.FILING_RIVAL).filter(key=rival.key).count() == 1
    assert not _pages(Purpose.FILING_OUTCOME).exists()
