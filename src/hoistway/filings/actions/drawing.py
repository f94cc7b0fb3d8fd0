"""Draw filings to be checked for truth, and keep what a spot-check found."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from uuid import UUID

from django.db import connection, transaction

from hoistway.filings.models import Draw, SpotCheck
from hoistway.filings.queries.draws import filings_in_force, unfinished_draw
from hoistway.filings.rules.drawing import population_sha256
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import CheckResult
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.lots import drawn, size_of
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import jurisdictions, require
from hoistway.parties.vocabulary import Deed

MOST_DRAWN = 2_000
"""Chosen: more test calls than a district can make in a year are a slip of the finger."""

LONGEST_RING_S = 3_600  # Chosen: a number of seconds above an hour was typed wrongly.


class NothingToDraw(Refusal):
    """Raised when no checked filing is in force, or none was asked for."""

    code = "nothing_to_draw"
    zh = "没有可抽取的备案：请确认本辖区有已核对且生效的备案，抽取数量至少为 1、不超过 {most}。"
    en = "Nothing can be drawn: at least one, at most {most} of the checked filings in force."
    status = 422


class UnfinishedDraw(Refusal):
    """Raised when an earlier draw still waits: nobody draws again until a draw suits."""

    code = "unfinished_draw"
    zh = "{day} 的抽取尚有未抽查的备案。请先完成，再抽取下一批。"
    en = "Some filings of the draw of {day} are still to be checked. Finish it before the next."


class AlreadyChecked(Refusal):
    """Raised when the result of a spot-check stands already."""

    code = "already_checked"
    zh = "该备案的抽查结果已经记录。"
    en = "The result of this spot-check is kept already."


class CheckIncomplete(Refusal):
    """Raised when a result lacks what makes it one: the call's seconds, or what is not true."""

    code = "check_incomplete"
    zh = "请补全：「属实」须填写电话多少秒接通（0–3600），「不属实」须写明何处不符。"
    en = "«True» needs the seconds until the call was answered (0–3600), «not true» what is not."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawWish:
    """Where is drawn and how many; neither share nor size: as many as the policy asks."""

    jurisdiction_id: int
    share: float | None = None
    size: int | None = None


@transaction.atomic
def draw_spot_checks(*, wish: DrawWish, form_id: UUID, now: datetime, by: Actor) -> Draw:
    """Draw checked filings of a jurisdiction by a seed that nobody chooses.

    The list is closed and hashed first, then the seed is thrown; both are published with the
    result, so that anybody can draw again (`foundation/lots.py`). Only one draw at a time is open.
    Raises: NotAllowed, NotFound, NothingToDraw, UnfinishedDraw. Source: 286号 二（一）核查.
    """
    require(by=by, deed=Deed.CHECK_FILING)
    if by.kind is ActorKind.PERSON and by.jurisdiction_id != wish.jurisdiction_id:
        raise NotAllowed
    known = _known(wish, form_id)
    if known is not None:
        return known
    place = jurisdictions().filter(pk=wish.jurisdiction_id).first()
    if place is None:
        raise NotFound
    waiting = unfinished_draw(jurisdiction_id=place.pk)
    if waiting is not None:
        raise UnfinishedDraw(day=local_day(at=waiting.at))
    return _draw(place, wish, form_id, now=now, by=by)


def _known(wish: DrawWish, form_id: UUID) -> Draw | None:
    """Let one draw at a time look at a jurisdiction; 288 is this room's number for such locks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(288, %s)", [wish.jurisdiction_id])
    found = Draw.objects.filter(form_id=form_id, jurisdiction_id=wish.jurisdiction_id)
    return found.first()


def _draw(
    place: Jurisdiction, wish: DrawWish, form_id: UUID, *, now: datetime, by: Actor
) -> Draw:  # fmt: skip
    day = local_day(at=now)
    policy = policy_on(day=day, jurisdiction_code=place.code)
    rows = filings_in_force(jurisdiction=place, day=day).values_list("number", "pk", "firm__phone")
    lots = {number: (key, phone) for number, key, phone in rows}
    size = wish.size
    if size is None:
        share = policy.spot_check_share if wish.share is None else wish.share
        size = size_of(share=share, population=len(lots))
    if not 1 <= size <= MOST_DRAWN or not lots:
        raise NothingToDraw(most=MOST_DRAWN)
    seed = token_hex(16)
    chosen = drawn(seed=seed, keys=lots, size=size)
    draw = Draw.objects.create(
        form_id=form_id, jurisdiction=place, seed=seed, population=len(lots),
        population_sha256=population_sha256(keys=lots), population_keys=sorted(lots),
        size=len(chosen), edition=policy.edition, at=now, by=by.as_json(),
    )  # fmt: skip
    SpotCheck.objects.bulk_create(
        SpotCheck(draw=draw, filing_id=lots[number][0], position=place_in, phone=lots[number][1])
        for place_in, number in enumerate(chosen, start=1)
    )
    return draw


@transaction.atomic
def record_spot_check(
    *, spot_check_id: int, result: CheckResult, answered_s: int | None, words: str, now: datetime,
    by: Actor,
) -> SpotCheck:  # fmt: skip
    """Keep what a test call and a look at the papers found; the firm is told of what is wrong.

    `answered_s` are the seconds until the duty telephone was answered.
    Raises: NotAllowed, NotFound, CheckIncomplete, AlreadyChecked.
    """
    require(by=by, deed=Deed.CHECK_FILING)
    found = SpotCheck.objects.select_for_update(of=("self",)).filter(pk=spot_check_id)
    check = found.select_related("draw", "filing__firm", "filing__elevator").first()
    if check is None:
        raise NotFound
    if by.kind is ActorKind.PERSON and by.jurisdiction_id != check.draw.jurisdiction_id:
        raise NotFound
    if check.result is not CheckResult.PENDING:
        raise AlreadyChecked
    answered_s = None if result is CheckResult.NO_ANSWER else answered_s
    _require_whole(result, answered_s, words)
    check.result, check.answered_s, check.words = result, answered_s, words.strip()[:500]
    check.phone = check.filing.firm.phone
    check.done_at, check.done_by = now, by.as_json()
    check.save()
    if result is not CheckResult.TRUE:
        _tell_firm(check, now=now)
    return check


def _require_whole(result: CheckResult, answered_s: int | None, words: str) -> None:
    fits = answered_s is None or 0 <= answered_s <= LONGEST_RING_S
    needed = {
        CheckResult.PENDING: False, CheckResult.TRUE: answered_s is not None,
        CheckResult.FALSE: bool(words.strip()), CheckResult.NO_ANSWER: True,
    }  # fmt: skip
    if not fits or not needed[result]:
        raise CheckIncomplete


def _tell_firm(check: SpotCheck, *, now: datetime) -> None:
    filing, said = check.filing, check.words or "—"
    where = f"{filing.elevator.address} {filing.elevator.name}"
    queue_message(
        draft=Draft(
            purpose=Purpose.SPOT_CHECK, key=f"spot_check.{check.pk}",
            organisation_id=filing.firm_id, person_id=None, phone=filing.firm.phone,
            zh=f"【慧梯】备案 {filing.number}（{where}）抽查：{check.result.zh}。{said}。"
            "请核实并更正备案。",
            en=f"[Hoistway] Spot-check of filing {filing.number}, {where}: {check.result.en}. "
            f"{said}. Look into it and mend the filing.",
            link=f"/filings/{filing.number}", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
