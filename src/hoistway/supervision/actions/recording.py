"""What officers found on site, handed in as one record that the first of them signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.actions.content import hash_of_record
from hoistway.supervision.actions.proposing import CheckStands, locked_check
from hoistway.supervision.actions.signing import (
    UnitHand,
    UnitRefusal,
    finish_when_signed,
    keep_refusal,
    keep_unit_hand,
    officer_signature,
)
from hoistway.supervision.events import CheckRecorded
from hoistway.supervision.models import CREW, Check, Finding
from hoistway.supervision.queries import audience_of, officers_of
from hoistway.supervision.rules.checklist import checklist_on, unanswered, without_finding
from hoistway.supervision.vocabulary import CheckState, FindingWeight, Measure


class OfficersMissing(Refusal):
    """Raised when fewer than two officers of the area's bureau were there."""

    code = "officers_missing"
    zh = "监督检查应当由两名以上本辖区监管人员实施，记录人须在其中。"
    en = "A check takes two officers or more of the area's bureau, its writer among them."
    status = 422
    clause = "特种设备安全监督检查办法 art. 19"


class CardsMissing(Refusal):
    """Raised when an officer's enforcement card is not named, or two have the same."""

    code = "enforcement_cards_missing"
    zh = "请填写每名检查人员的执法证件号，且不得相同。"
    en = "Name the enforcement card of each officer; no two are the same."
    status = 422
    clause = "特种设备安全监督检查办法 art. 19"


class ItemsMissing(Refusal):
    """Raised when items stand unanswered, or a failed one has no finding that says why."""

    code = "check_items_missing"
    zh = "请逐项检查：{missing} 项未作结论，{bare} 项“不符合”没有写明问题。"
    en = "Look at every item: {missing} without an answer, {bare} failed without words."
    status = 422
    clause = "特种设备安全监督检查办法 art. 21"


class MeasuresMissing(Refusal):
    """Raised when officers do not say what they do, or what they say does not fit."""

    code = "check_measures_missing"
    zh = "请选择处理措施：发现问题的不能选“未发现问题”，未发现问题的只选这一项。"
    en = "Choose the measures: «nothing found» alone where nothing was, never where something was."
    status = 422
    clause = "特种设备安全监督检查办法 art. 21"


class TimesWrong(Refusal):
    """Raised when a check ends before it begins, or in the future."""

    code = "check_times_wrong"
    zh = "检查开始时间应早于结束时间，且不晚于现在。"
    en = "A check begins before it ends, and neither lies in the future."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who was there, and the enforcement card shown."""

    person_id: int
    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One problem; `files` are SHA-256 of kept photos, `articles` keys of rules."""

    words: str
    weight: FindingWeight
    item: str = ""
    elevator_id: int | None = None
    articles: Sequence[str] = ()
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the form of a check says; `elevators` are register numbers of those looked at."""

    officers: Sequence[Officer]
    began_at: datetime
    ended_at: datetime
    answers: Mapping[str, Answer]
    measures: Sequence[Measure]
    findings: Sequence[Found] = ()
    elevators: Sequence[str] = ()
    unit_facts: Mapping[str, str] = field(default_factory=dict)
    opinion: str = ""
    remark: str = ""
    place: Mapping[str, str] | None = None


@transaction.atomic
def record_check(
    *, check_id: int, record: Record, form_id: UUID, now: datetime, by: Actor,
    unit: UnitHand | UnitRefusal | None = None,
) -> Check:  # fmt: skip
    """Keep a record signed by its writer; a form twice is one record.

    With the unit's hand or its refusal only the other officers are still to sign.
    Announces: CheckRecorded, CheckFinished.
    Raises: NotAllowed, NotFound, AlreadyDone, CheckStands, OfficersMissing, CardsMissing,
    ItemsMissing, MeasuresMissing, TimesWrong, NameMissing, RefusalBare.
    """
    known = Check.objects.filter(pk=check_id, record_form=form_id).first()
    if known is not None:
        return known
    row = locked_check(check_id=check_id, by=by)
    if row.record_form is not None:
        raise CheckStands(number=row.number)
    _judge_times(record, now)
    officers = _officers(row, record, now, by)
    _judge_content(row, record)
    _fill(row, record, officers)
    row.state, row.record_form = CheckState.UNDERWAY, form_id
    findings = [_finding(row, one, now, by) for one in record.findings]
    row.record_sha256 = hash_of_record(check=row, findings=findings)
    writer = by.person_id or officers[0]["person"]
    row.signatures = [officer_signature(check=row, person_id=int(str(writer)), now=now)]
    if isinstance(unit, UnitHand):
        keep_unit_hand(check=row, hand=unit, now=now)
    elif isinstance(unit, UnitRefusal):
        keep_refusal(check=row, refusal=unit, now=now, by=by)
    row.save()
    Finding.objects.bulk_create(findings)
    announce(CheckRecorded(check_id=row.pk))
    return finish_when_signed(check=row, now=now)


def _judge_times(record: Record, now: datetime) -> None:
    if not record.began_at < record.ended_at <= now:
        raise TimesWrong


def _officers(row: Check, record: Record, now: datetime, by: Actor) -> list[dict[str, object]]:
    people = {one.pk: one.name for one in officers_of(jurisdiction_id=row.jurisdiction_id, now=now)}
    if row.jurisdiction.city_id:
        city = officers_of(jurisdiction_id=row.jurisdiction.city_id, now=now)
        people |= {one.pk: one.name for one in city}
    sent = {one.person_id: one.card.strip()[:40] for one in record.officers}
    writes = by.kind is ActorKind.SYSTEM or by.person_id in sent
    if len(sent) < CREW or not writes or not set(sent) <= set(people):
        raise OfficersMissing
    if not all(sent.values()) or len(set(sent.values())) < len(sent):
        raise CardsMissing
    return [{"person": key, "name": people[key], "card": card} for key, card in sent.items()]


def _judge_content(row: Check, record: Record) -> None:
    checklist = checklist_on(
        audience=audience_of(organisation=row.organisation), day=local_day(at=record.began_at)
    )
    row.checklist = checklist.edition
    missing = unanswered(checklist=checklist, answers=record.answers)
    said = [one.item for one in record.findings if one.words.strip()]
    bare = without_finding(checklist=checklist, answers=record.answers, found=said)
    wordless = [one for one in record.findings if not one.words.strip()]
    if missing or bare or wordless:
        raise ItemsMissing(missing=len(missing), bare=len(bare) + len(wordless))
    measures = set(record.measures)
    if not measures or (Measure.NONE in measures) != (not record.findings):
        raise MeasuresMissing
    if Measure.NONE in measures and len(measures) > 1:
        raise MeasuresMissing


def _fill(row: Check, record: Record, officers: list[dict[str, object]]) -> None:
    row.officers = officers
    row.began_at, row.ended_at = record.began_at, record.ended_at
    row.answers = {code: str(answer) for code, answer in record.answers.items()}
    row.measures = [str(one) for one in Measure if one in set(record.measures)]
    row.elevators = list(record.elevators)
    row.unit_facts = {key: said.strip()[:200] for key, said in record.unit_facts.items()}
    row.opinion, row.remark = record.opinion.strip()[:1000], record.remark.strip()[:1000]
    row.place = dict(record.place) if record.place else None


def _finding(row: Check, one: Found, now: datetime, by: Actor) -> Finding:
    return Finding(
        check_made=row, elevator_id=one.elevator_id, item=one.item[:40], weight=one.weight,
        words=one.words.strip()[:1000], articles=list(one.articles), files=list(one.files),
        at=now, by=by.as_json(),
    )  # fmt: skip
