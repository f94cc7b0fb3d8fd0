"""Tell the use unit what waits for its word, and the firm what was said of its work."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction

from hoistway.duties.actions import issue_notice
from hoistway.duties.vocabulary import NoticeKind
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Confirmation, Repair, Visit
from hoistway.maintenance.queries.answers import level_words
from hoistway.maintenance.rules.keeping import confirm_by
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.repairs import RepairState, Urgency
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.registry.models import Elevator

_RELATED = ("elevator__jurisdiction", "elevator__use_unit", "firm")


@transaction.atomic
def ask_use_unit(*, visit_id: int, now: datetime) -> None:
    """Ask the use unit for its word on a signed visit: one message each day, however many wait.

    A visit without a deadline gets that of the policy. Twice is no more than once.
    """
    visit = Visit.objects.select_related(*_RELATED).filter(pk=visit_id).first()
    if visit is None or visit.state is not VisitState.SIGNED or visit.signed_received_at is None:
        return
    signed = visit.signed_received_at
    if visit.confirm_by is None:
        code = visit.elevator.jurisdiction.code
        policy = policy_on(day=local_day(at=signed), jurisdiction_code=code)
        visit.confirm_by = confirm_by(signed_at=signed, policy=policy)
        visit.save(update_fields=["confirm_by"])
    body = visit.elevator.use_unit
    if body is None:
        return
    day, last = local_day(at=now), local_day(at=visit.confirm_by)
    say_to(
        body, Purpose.VISIT_SIGNED, key=f"visits.{body.pk}.{day:%Y%m%d}", link="/u/maintenance",
        said=(
            f"{_where(visit.elevator)} 等电梯的维保已由维保人员签字，请在 {last} 前确认或提出异议",
            (
                f"{_where(visit.elevator)} and others: maintenance was signed; "
                f"confirm it or object by {last}"
            ),
        ),
        now=now,
    )  # fmt: skip


@transaction.atomic
def tell_answered(*, visit_id: int, now: datetime) -> None:
    """Tell the firm of an objection; of what nobody answered it reads in its lists."""
    visit = Visit.objects.select_related(*_RELATED).filter(pk=visit_id).first()
    if visit is None:
        return
    said = Confirmation.objects.filter(visit=visit, answer=VisitState.OBJECTED).last()
    if visit.state is not VisitState.OBJECTED or said is None:
        return
    zh, en = level_words(visit=visit)
    say_to(
        visit.firm, Purpose.VISIT_ANSWERED, key=f"objection.{said.pk}",
        link=f"/visits/{visit.uid}", now=now,
        said=(
            f"使用单位对 {_where(visit.elevator)} 的{zh}提出异议：{said.reason}。请答复",
            (
                f"{_where(visit.elevator)}: the use unit objects to «{en}»: {said.reason}. "
                "Please answer"
            ),
        ),
    )  # fmt: skip


@transaction.atomic
def tell_repair(*, repair_id: int, now: datetime) -> None:
    """Tell of a repair: of a stop the use unit in writing, of a repaired elevator that it waits.

    Each state is told once, however often this runs.
    """
    repair = Repair.objects.select_related(*_RELATED).filter(pk=repair_id).first()
    if repair is None:
        return
    if repair.state is RepairState.OPEN and repair.urgency is Urgency.AT_ONCE:
        issue_notice(
            form_id=uuid5(repair.form_id, "do_not_use"), elevator_id=repair.elevator_id,
            firm_id=repair.firm_id, kind=NoticeKind.DO_NOT_USE, words=repair.words, now=now,
            by=PLATFORM,
        )  # fmt: skip
    body, said = _whom(repair)
    if body is not None:
        say_to(
            body, Purpose.REPAIR, key=f"repair.{repair.pk}.{repair.state}.{repair.done_in_id}",
            link=f"/repairs/{repair.number}", said=said, now=now,
        )  # fmt: skip


def _whom(repair: Repair) -> tuple[Organisation | None, tuple[str, str]]:
    where, unit = _where(repair.elevator), repair.elevator.use_unit
    if repair.state is RepairState.REPAIRED:
        return unit, (
            f"{where} 已修复，经贵单位确认后方可恢复使用",
            f"{where} is repaired; it returns to service when you confirm it",
        )
    if repair.state is RepairState.RETURNED:
        return repair.firm, (
            f"{where} 的修理已由使用单位确认，恢复使用",
            f"{where}: the use unit confirmed the repair; it is back in service",
        )
    if repair.state is RepairState.UNDER_WAY and repair.done_in_id is not None:
        return repair.firm, (
            f"{where} 的修理被使用单位退回，请重新处理",
            f"{where}: the use unit sent the repair back; please see to it again",
        )
    return None, ("", "")


def _where(elevator: Elevator) -> str:
    return f"{elevator.address} {elevator.name}"


def say_to(
    body: Organisation, purpose: Purpose, *, key: str, link: str, said: tuple[str, str],
    now: datetime,
) -> None:  # fmt: skip
    """Queue one message to an organisation, in both languages; a key is told once."""
    queue_message(
        draft=Draft(
            purpose=purpose, key=key, organisation_id=body.pk, person_id=None, phone=body.phone,
            zh=f"【慧梯】{said[0]}。", en=f"[Hoistway] {said[1]}.", link=link, expires_at=None,
        ),
        now=now,
    )  # fmt: skip
