"""File what a firm maintains, and take a filing back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hoistway.filings.actions.settling import at_desk, move, tell_settled
from hoistway.filings.events import ElevatorsFiled
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries.cases import at_home
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.queries.filings import OPEN
from hoistway.filings.rules.filing import (
    CONTRACT_SIGNS,
    LONGEST_PROMISE_MIN,
    REMARK_SIGNS,
    FilingWish,
    require_sound,
)
from hoistway.filings.rules.holding import Days, held_on
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import FilingKind, FilingState, UnitAnswer
from hoistway.filings.vocabulary.decisions import FilingDeed
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import members, require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand, survivor_of
from hoistway.registry.vocabulary import UseState


class OneAtATime(Refusal):
    """Raised when the firm's last filing of the elevator is still open."""

    code = "one_filing_at_a_time"
    zh = "贵单位对该电梯的备案 {number} 尚未办结。请等待结果或先撤回。"
    en = "Your filing {number} of this elevator is still open. Wait for it or withdraw it first."


class NothingToContinue(Refusal):
    """Raised when a firm renews, changes or ends what it does not answer for on that day."""

    code = "nothing_to_continue"
    zh = "贵单位在 {day} 没有已核对的维保备案，不能办理「{kind_zh}」。请先办理开始维保。"
    en = "On {day} no checked filing of yours holds: begin maintenance instead of «{kind_en}»."
    status = 422


class ElevatorScrapped(Refusal):
    """Raised when maintenance would begin or go on for a scrapped elevator."""

    code = "elevator_scrapped"
    zh = "该电梯已报废，不能备案维保。"
    en = "This elevator is scrapped: its maintenance cannot be filed."
    clause = "特种设备安全法 art. 48"
    status = 422


class UnknownTechnician(Refusal):
    """Raised when a filing names somebody who is no technician of the firm."""

    code = "unknown_technician"
    zh = "所选维保人员不属于贵单位。"
    en = "A technician named here does not belong to your firm."
    status = 422


def file_elevator(
    *, elevator_id: int, wish: FilingWish, form_id: UUID, now: datetime, by: Actor,
    table_run_id: int | None = None,
) -> ElevatorFiling:  # fmt: skip
    """Keep what the actor's firm files of an elevator; the same form twice is one filing.

    Any elevator of the register may be filed: who takes over does not see it yet. Announces:
    ElevatorsFiled. Raises: NotAllowed, NotFound, OneAtATime, NothingToContinue,
    ElevatorScrapped, UnknownTechnician, EndsBeforeItBegins.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    home = survivor_of(elevator_id=elevator_id)
    with at_desk(now=now, elevator_ids=[home]):
        known = ElevatorFiling.objects.filter(form_id=form_id).first()
        if known is not None:
            return _own(known, by)
        elevator = elevators_at_hand(elevator_ids=[home]).first()
        if elevator is None:
            raise NotFound
        _require_fit(elevator, wish, now, by)
        filing = _filed(elevator, wish, form_id=form_id, now=now, by=by, run=table_run_id)
        announce(ElevatorsFiled(filing_ids=[filing.pk]))
    filing.refresh_from_db()
    return filing


def _own(filing: ElevatorFiling, by: Actor) -> ElevatorFiling:
    if filing.firm_id != by.organisation_id:
        raise NotAllowed
    return filing


def _require_fit(elevator: Elevator, wish: FilingWish, now: datetime, by: Actor) -> None:
    require_sound(wish=wish)
    if wish.kind is not FilingKind.END and elevator.use_state is UseState.SCRAPPED:
        raise ElevatorScrapped
    _require_own_technicians(wish.technicians, now, by)
    own = ElevatorFiling.objects.filter(at_home(elevator_ids=[elevator.pk]))
    own = own.filter(firm_id=by.organisation_id)
    waiting = own.filter(state__in=OPEN).first()
    if waiting is not None:
        raise OneAtATime(number=waiting.number)
    days = days_by_elevator(elevator_ids=[elevator.pk])[elevator.pk]
    if not _continues(days, wish, by.organisation_id):
        raise NothingToContinue(day=wish.first_day, kind_zh=wish.kind.zh, kind_en=wish.kind.en)
    for returned in own.filter(state=FilingState.RETURNED).order_by("pk"):
        move(filing=returned, deed=FilingDeed.REPLACE)


def _require_own_technicians(people: Sequence[int], now: datetime, by: Actor) -> None:
    if not people:
        return
    crew = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    known = crew.filter(person_id__in=people).values_list("person_id", flat=True)
    if set(people) - set(known):
        raise UnknownTechnician


def _continues(days: Days, wish: FilingWish, firm_id: int) -> bool:
    """Return whether there is something of the firm that the filing continues, changes or ends."""
    if wish.kind is FilingKind.START:
        return True
    on = [wish.first_day]
    if wish.kind is FilingKind.RENEW:
        on.append(wish.first_day - timedelta(days=1))
    found = [held_on(days=days, day=day) for day in on]
    return any(one is not None and one.firm_id == firm_id for one in found)


def _filed(
    elevator: Elevator, wish: FilingWish, *, form_id: UUID, now: datetime, by: Actor,
    run: int | None,
) -> ElevatorFiling:  # fmt: skip
    (key,) = fresh_keys(table="filings_elevatorfiling", count=1)
    day = local_day(at=now)
    ends = wish.kind is FilingKind.END
    filing = ElevatorFiling(
        pk=key, form_id=form_id, number=f"BA{day:%y%m%d}{key:06d}", elevator_id=elevator.pk,
        firm_id=by.organisation_id, jurisdiction_id=elevator.jurisdiction_id, kind=wish.kind,
        contract_number=wish.contract_number.strip()[:CONTRACT_SIGNS],
        contract_file_id=wish.contract_file_id,
        period=(wish.first_day, None if ends else wish.until),
        technicians=sorted(set(wish.technicians)),
        promise_min=min(max(wish.promise_min, 0), LONGEST_PROMISE_MIN),
        remark=wish.remark.strip()[:REMARK_SIGNS],
        edition=policy_on(day=day, jurisdiction_code=elevator.jurisdiction.code).edition,
        unit_answer=UnitAnswer.ASKED if elevator.use_unit_id else UnitAnswer.NOBODY,
        filed_at=now, filed_by=by.as_json(), table_run_id=run,
    )  # fmt: skip
    filing.save(force_insert=True)
    touch(f"filings.{elevator.jurisdiction_id}")
    return filing


def withdraw_filing(*, filing_id: int, now: datetime, by: Actor) -> ElevatorFiling:
    """Take a filing back while it is open; only the firm that filed it may.

    Raises: NotAllowed, NotFound, FilingMovedOn.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    found = ElevatorFiling.objects.filter(pk=filing_id, firm_id=by.organisation_id).first()
    if found is None:
        raise NotFound
    with at_desk(now=now, elevator_ids=[survivor_of(elevator_id=found.elevator_id)]):
        filing = ElevatorFiling.objects.select_for_update().get(pk=filing_id)
        move(filing=filing, deed=FilingDeed.WITHDRAW)
        tell_settled(filing=filing)
    return filing
