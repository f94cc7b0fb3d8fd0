"""Tell use units and firms about filings of elevators; the messages room delivers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoistway.filings.models import ElevatorFiling
from hoistway.filings.vocabulary import FilingKind, FilingState, UnitAnswer
from hoistway.foundation.periods import SHANGHAI
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations_of

_SAID = {
    FilingState.CHECKED: ("已核对并生效", "was checked and holds"),
    FilingState.RETURNED: ("被退回：{why}", "was returned: {why}"),
    FilingState.REFUSED: ("未予采信：{why}", "was not accepted: {why}"),
}


@transaction.atomic
def tell_filed(*, filing_ids: Iterable[int], now: datetime) -> None:
    """Ask use units to confirm what was filed of their elevators, one message to each.

    A firm that the register names, and that never filed the elevator, learns of it too.
    """
    rows = ElevatorFiling.objects.filter(pk__in=list(filing_ids)).order_by("pk")
    asked: dict[Organisation, list[ElevatorFiling]] = defaultdict(list)
    lost: dict[Organisation, list[ElevatorFiling]] = defaultdict(list)
    for row in rows.select_related("elevator__use_unit", "elevator__firm", "firm"):
        unit, named = row.elevator.use_unit, row.elevator.firm
        if row.state in FilingState.open_states() and unit and row.unit_answer is UnitAnswer.ASKED:
            asked[unit].append(row)
        starts = row.kind is FilingKind.START
        if starts and named and named.pk not in {row.firm_id, *row.rivals}:
            lost[named].append(row)
    for unit, found in asked.items():
        _ask(unit, found, now)
    for firm, found in lost.items():
        _warn(firm, found, now)


def _ask(unit: Organisation, found: list[ElevatorFiling], now: datetime) -> None:
    first, many = found[0], len(found) > 1
    _queue(
        unit, Purpose.FILING_ASKED, f"filing_asked.{unit.pk}.{first.pk}",
        f"{first.firm.name} 就 {_places(found)} 提交了「{first.kind.zh}」备案，请确认或否认",
        f"{first.firm.name_en or first.firm.name} filed «{first.kind.en}» for "
        f"{_places_en(found)}: please confirm or deny",
        "/u/filings" if many else f"/filings/{first.number}", now,
    )  # fmt: skip


def _warn(firm: Organisation, found: list[ElevatorFiling], now: datetime) -> None:
    first = found[0]
    _queue(
        firm, Purpose.FILING_RIVAL, f"filing_named.{firm.pk}.{first.pk}",
        f"登记为贵单位维保的 {_places(found)} 已由 {first.firm.name} 提交维保备案；"
        "如仍由贵单位维保，请尽快备案",
        f"{first.firm.name_en or first.firm.name} filed maintenance of {_places_en(found)}, "
        "which the register names as yours; if they still are, file them",
        "/f/filings/new", now,
    )  # fmt: skip


@transaction.atomic
def tell_disputed(*, filing_id: int, now: datetime) -> None:
    """Tell each firm whose days are claimed, once, until when it may object."""
    row = ElevatorFiling.objects.select_related("elevator", "firm").get(pk=filing_id)
    if row.state not in FilingState.open_states() or row.objection_until is None:
        return
    until = row.objection_until.astimezone(SHANGHAI)
    for rival in organisations_of(organisation_ids=row.rivals):
        _queue(
            rival, Purpose.FILING_RIVAL, f"filing_rival.{row.pk}.{rival.pk}",
            f"{row.firm.name} 备案自 {row.period.lower} 起维保 {row.elevator}，"
            "与贵单位的维保期重叠；"
            f"可在 {until:%Y-%m-%d %H:%M} 前同意或提出异议，逾期未提视为无异议",
            f"{row.firm.name_en or row.firm.name} filed maintenance of {row.elevator} from "
            f"{row.period.lower}, which overlaps yours; agree or object until "
            f"{until:%Y-%m-%d %H:%M}, silence counts as no objection",
            f"/filings/{row.number}", now,
        )  # fmt: skip


@transaction.atomic
def tell_settled_filing(*, filing_id: int, now: datetime) -> None:
    """Tell the firm, and who stood against it, what became of a filing; each outcome once.

    What was checked without dispute the firm's list shows: a thousand such messages say nothing.
    """
    row = ElevatorFiling.objects.select_related("elevator__use_unit", "firm").get(pk=filing_id)
    if row.state not in _SAID:
        return
    denied = row.unit_answer is UnitAnswer.DENIED
    if row.state is FilingState.CHECKED and not row.rivals and not denied:
        return
    told = [row.firm_id, *row.rivals]
    if denied and row.elevator.use_unit_id and row.state is not FilingState.RETURNED:
        told.append(row.elevator.use_unit_id)
    zh, en = (said.format(why=row.checked_reason) for said in _SAID[row.state])
    for organisation in organisations_of(organisation_ids=told):
        _queue(
            organisation, Purpose.FILING_OUTCOME,
            f"filing_settled.{row.pk}.{row.state}.{organisation.pk}",
            f"{row.firm.name} 就 {row.elevator} 的「{row.kind.zh}」备案 {row.number} {zh}",
            f"Filing {row.number}, «{row.kind.en}» by {row.firm.name_en or row.firm.name} for "
            f"{row.elevator}, {en}",
            f"/filings/{row.number}", now,
        )  # fmt: skip


def _places(found: list[ElevatorFiling]) -> str:
    first = str(found[0].elevator)
    return f"{first} 等 {len(found)} 台电梯" if len(found) > 1 else first


def _places_en(found: list[ElevatorFiling]) -> str:
    first = str(found[0].elevator)
    return f"{len(found)} elevators such as {first}" if len(found) > 1 else first


def _queue(  # noqa: PLR0913 -- a message has many parts
    organisation: Organisation, purpose: Purpose, key: str, zh: str, en: str, link: str,
    now: datetime,
) -> None:  # fmt: skip
    queue_message(
        draft=Draft(
            purpose=purpose, key=key, organisation_id=organisation.pk, person_id=None,
            phone=organisation.phone, zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.", link=link,
            expires_at=None,
        ),
        now=now,
    )  # fmt: skip
