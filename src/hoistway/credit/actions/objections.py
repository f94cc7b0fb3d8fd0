"""A firm objects to its preview, later asks for repair or removal; a person decides in days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from hoistway.credit.actions.computing import rescored
from hoistway.credit.actions.handing import hand_grades
from hoistway.credit.actions.steps import (
    About,
    Said,
    held_round,
    known_form,
    latest_score,
    require_state,
    stepped,
)
from hoistway.credit.events import ObjectionMoved
from hoistway.credit.models import CreditRound, CreditScore, Objection
from hoistway.credit.queries.rounds import objections
from hoistway.credit.rules.shown import decide_by, shown_until
from hoistway.credit.rules.striking import Strike
from hoistway.credit.vocabulary import CreditDeed, ObjectionKind, ObjectionState, RoundState
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class PreviewOver(Refusal):
    """Raised when a firm objects after the days of its preview."""

    code = "credit_preview_over"
    zh = "预告知期已于 {day} 结束，不能再提出异议；公布后可申请撤除或修复。"
    en = "The preview ended on {day}; after publication you may ask for removal or repair."
    clause = "上海市社会信用条例 art. 36"


class EvidenceMissing(Refusal):
    """Raised when a firm objects without a record or a file, or asks without its paper."""

    code = "credit_evidence_missing"
    zh = "请至少指明一条记录，或附上证明材料。"
    en = "Name at least one record, or attach evidence."
    status = 422


class PointsMissing(Refusal):
    """Raised when an objection names no point of the score, or one that it does not have."""

    code = "credit_points_missing"
    zh = "请选择有异议的指标。"
    en = "Choose the indicators to which you object."
    status = 422


class ObjectionStands(Refusal):
    """Raised when the firm waits for a decision already."""

    code = "credit_objection_stands"
    zh = "{number} 尚待决定；可先撤回。"
    en = "{number} waits for a decision; withdraw it first."


class ObjectionMovedOn(Refusal):
    """Raised when an objection is decided or withdrawn already."""

    code = "credit_objection_moved_on"
    zh = "该申请现为「{zh}」，不能进行此操作。"
    en = "It is now «{en}»; that cannot be done."


class NothingStruck(Refusal):
    """Raised when an acceptance strikes nothing, or a refusal strikes something."""

    code = "credit_nothing_struck"
    zh = "采纳时须指明撤除哪些记录或指标；不予采纳时不能撤除。"
    en = "Accepting strikes named records or indicators; refusing strikes none."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a firm asks: of which kind, about which indicators and records."""

    kind: ObjectionKind = ObjectionKind.OBJECTION
    indicators: Sequence[str] = ()
    records: Sequence[Strike] = field(default=())


@transaction.atomic
def object_to_score(
    *, round_number: str, claim: Claim, said: Said, now: datetime, by: Actor
) -> Objection:
    """Keep what a firm asks about its own score; the days for the decision begin.

    Announces: ObjectionMoved. Raises: NotAllowed, NotFound, RoundMovedOn, PreviewOver,
    CreditWordsMissing, PointsMissing, EvidenceMissing, ObjectionStands.
    Source: 上海市社会信用条例 art. 36–38.
    """
    require(by=by, deed=Deed.OBJECT_CREDIT)
    row = held_round(number=round_number)
    score = latest_score(round_=row, organisation_id=by.organisation_id)
    known = Objection.objects.filter(
        form_id=said.form_id, score__organisation_id=by.organisation_id
    )
    earlier = known.first()
    if earlier is not None:
        return earlier
    said.needed()
    _in_time(row, score, claim.kind, now)
    _founded(score, claim, said)
    waiting = Objection.objects.filter(
        score__round=row, score__organisation_id=by.organisation_id, state=ObjectionState.OPEN
    ).first()
    if waiting is not None:
        raise ObjectionStands(number=waiting.number)
    return _kept(score, claim, said, now, by)


def _in_time(row: CreditRound, score: CreditScore, kind: ObjectionKind, now: datetime) -> None:
    today = local_day(at=now)
    if kind is ObjectionKind.OBJECTION:
        if row.state is RoundState.PUBLISHED:
            raise PreviewOver(day=row.preview_until or "—")
        require_state(round_=row, states={RoundState.PREVIEW})
        if row.preview_until is None or today > row.preview_until:
            raise PreviewOver(day=row.preview_until or "—")
        return
    require_state(round_=row, states={RoundState.PUBLISHED})
    over = row.published_at and today > shown_until(published=local_day(at=row.published_at))
    if over or score.hidden_at is not None:
        raise NotFound


def _founded(score: CreditScore, claim: Claim, said: Said) -> None:
    named = set(claim.indicators) | {one.indicator for one in claim.records}
    known = {str(one["key"]) for one in score.points} | {str(one["key"]) for one in score.vetoes}
    if claim.kind is not ObjectionKind.REPAIR and not named:
        raise PointsMissing
    if not named <= known:
        raise PointsMissing
    if said.file is None and not (claim.kind is ObjectionKind.OBJECTION and claim.records):
        raise EvidenceMissing


def _kept(score: CreditScore, claim: Claim, said: Said, now: datetime, by: Actor) -> Objection:
    day, key = local_day(at=now), fresh_key(table="credit_objection")
    named = dict.fromkeys([*claim.indicators, *(one.indicator for one in claim.records)])
    row = Objection.objects.create(
        pk=key, number=f"YY{day:%y%m%d}{key:06d}", form_id=said.form_id, score=score,
        kind=claim.kind, indicators=list(named), words=said.needed(),
        records=[one.as_json() for one in claim.records],
        files=[said.file.sha256] if said.file else [], at=now, by=by.as_json(),
        decide_by=decide_by(kind=claim.kind, received=day),
    )  # fmt: skip
    stepped(
        round_=score.round, deed=CreditDeed.OBJECTED, said=said, now=now, by=by,
        about=About(score=score, facts=_facts(row)),
    )  # fmt: skip
    announce(ObjectionMoved(objection_id=row.pk))
    return row


def _facts(row: Objection) -> Mapping[str, object]:
    return {"objection": row.number, "kind": str(row.kind), "state": str(row.state)}


@transaction.atomic
def withdraw_objection(*, number: str, said: Said, now: datetime, by: Actor) -> Objection:
    """Take a firm's own objection back while it waits.

    Announces: ObjectionMoved. Raises: NotAllowed, NotFound, ObjectionMovedOn.
    """
    require(by=by, deed=Deed.OBJECT_CREDIT)
    row = _held(number, by)
    if known_form(form_id=said.form_id):
        return row
    _open(row)
    row.state = ObjectionState.WITHDRAWN
    row.save(update_fields=["state"])
    stepped(
        round_=row.score.round, deed=CreditDeed.WITHDRAWN, said=said, now=now, by=by,
        about=About(score=row.score, facts=_facts(row)),
    )  # fmt: skip
    announce(ObjectionMoved(objection_id=row.pk))
    return row


@transaction.atomic
def decide_objection(
    *, number: str, outcome: ObjectionState, struck: Sequence[Strike], said: Said, now: datetime,
    by: Actor,
) -> Objection:  # fmt: skip
    """Decide what a firm asked; what is struck is left out and the score computed anew.

    A score is never typed: it follows from the frozen facts less what was struck. A repair that
    is accepted ends the public showing.
    Announces: ObjectionMoved. Raises: NotAllowed, NotFound, ObjectionMovedOn, RoundMovedOn,
    CreditWordsMissing, NothingStruck, RecordUnknown.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = _held(number, by)
    if known_form(form_id=said.form_id):
        return row
    said.needed()
    _open(row)
    _fitting(row.kind, outcome, struck)
    row.state, row.answer = outcome, said.needed()
    row.struck = [one.as_json() for one in struck]
    row.decided_at, row.decided_by = now, by.as_json()
    row.save()
    score = latest_score(round_=row.score.round, organisation_id=row.score.organisation_id)
    if struck:
        score = rescored(score=score, struck=struck, now=now, by=by)
    if row.kind is ObjectionKind.REPAIR and outcome is ObjectionState.UPHELD:
        score.hidden_at, score.hidden_why = now, CreditDeed.REPAIRED
        score.save(update_fields=["hidden_at", "hidden_why"])
    stepped(
        round_=row.score.round, deed=_deed(row), said=said, now=now, by=by,
        about=About(score=score, facts={**_facts(row), "struck": row.struck}),
    )  # fmt: skip
    announce(ObjectionMoved(objection_id=row.pk))
    if score.round.state is RoundState.PUBLISHED:
        hand_grades(round_=score.round, now=now, by=by)
    return row


def _deed(row: Objection) -> CreditDeed:
    if row.state is ObjectionState.REFUSED or row.kind is ObjectionKind.OBJECTION:
        return CreditDeed.DECIDED
    return CreditDeed.REPAIRED if row.kind is ObjectionKind.REPAIR else CreditDeed.REMOVED


def _fitting(kind: ObjectionKind, outcome: ObjectionState, struck: Sequence[Strike]) -> None:
    accepted = outcome in {ObjectionState.UPHELD, ObjectionState.PARTLY}
    if not accepted and outcome is not ObjectionState.REFUSED:
        raise NothingStruck
    if kind is ObjectionKind.REPAIR:
        if struck or outcome is ObjectionState.PARTLY:
            raise NothingStruck
        return
    if accepted is not bool(struck):
        raise NothingStruck


def _held(number: str, by: Actor) -> Objection:
    found = objections(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    held_round(number=found.score.round.number)
    rows = Objection.objects.select_related("score__round", "score__organisation")
    return rows.select_for_update(of=("self",)).get(pk=found.pk)


def _open(row: Objection) -> None:
    if row.state is not ObjectionState.OPEN:
        raise ObjectionMovedOn(zh=row.state.zh, en=row.state.en)
    require_state(round_=row.score.round, states=RoundState.shown_to_firms())


@transaction.atomic
def remove_records(
    *, round_number: str, organisation_id: int, struck: Sequence[Strike], said: Said,
    now: datetime, by: Actor,
) -> CreditScore:  # fmt: skip
    """Strike records whose decision was revoked, or that were wrong, without being asked.

    Announces: nothing but the step. Raises: NotAllowed, NotFound, CreditWordsMissing,
    NothingStruck, RoundMovedOn, RecordUnknown. Source: 上海市社会信用条例 art. 37.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = held_round(number=round_number)
    score = latest_score(round_=row, organisation_id=organisation_id)
    if known_form(form_id=said.form_id):
        return score
    said.needed()
    if not struck:
        raise NothingStruck
    require_state(round_=row, states=RoundState.shown_to_firms() | {RoundState.SCORED})
    fresh = rescored(score=score, struck=struck, now=now, by=by)
    stepped(
        round_=row, deed=CreditDeed.REMOVED, said=said, now=now, by=by,
        about=About(score=fresh, facts={"struck": [one.as_json() for one in struck]}),
    )  # fmt: skip
    if row.state is RoundState.PUBLISHED:
        hand_grades(round_=row, now=now, by=by)
    return fresh
