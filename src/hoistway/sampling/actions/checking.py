"""What two inspectors found at a drawn elevator, and whether it was mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.sampling.events import SampleChecked
from hoistway.sampling.models import SampleCheck, SampleDraw
from hoistway.sampling.queries import checks, own_checks
from hoistway.sampling.rules.checklist import checklist_on, score_of
from hoistway.sampling.rules.drawing import CREW
from hoistway.sampling.vocabulary import Answer, CheckResult, DrawState


class AnswersMissing(Refusal):
    """Raised when questions stand unanswered, or a «no» says nothing."""

    code = "answers_missing"
    zh = "请回答全部问题；有“不符合”或无法检查时写明情况。尚缺 {missing} 项。"
    en = "Answer every question, and say what is wrong or why nothing could be checked: {missing}."
    status = 422


class CrewTooSmall(Refusal):
    """Raised when fewer than two inspectors were there."""

    code = "crew_too_small"
    zh = "检查须由两名以上检查人员进行，请填写到场人员。"
    en = "A check takes at least two inspectors: name those who were there."
    status = 422
    clause = "特种设备安全监督检查办法 art. 19"


class AlreadyChecked(Refusal):
    """Raised when the result of a check stands already."""

    code = "sample_checked_already"
    zh = "该样本的检查结果已经记录。"
    en = "The result of this check is kept already."


class NotMended(Refusal):
    """Raised when there is nothing to mend or to confirm."""

    code = "nothing_to_mend"
    zh = "该样本没有待整改或待确认的问题。"
    en = "Nothing of this check is to be mended or confirmed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was answered; without answers the elevator could not be checked, and `words` say why."""

    answers: Mapping[str, Answer]
    present: Sequence[str]
    words: str = ""


@transaction.atomic
def record_check(
    *, check_id: int, seen: Seen, form_id: UUID, now: datetime, by: Actor
) -> SampleCheck:  # fmt: skip
    """Keep what was found and what it is worth; a form twice is one result.

    Announces: SampleChecked.
    Raises: NotAllowed, NotFound, AlreadyChecked, CrewTooSmall, AnswersMissing.
    """
    require(by=by, deed=Deed.DRAW_SAMPLE)
    row = checks(by=by).select_for_update(of=("self",)).filter(pk=check_id).first()
    if row is None:
        raise NotFound
    if row.form_id == form_id:
        return row
    if row.checked_at is not None:
        raise AlreadyChecked
    day = local_day(at=now)
    checklist = checklist_on(day=day)
    present = [name.strip() for name in seen.present if name.strip()]
    if len(set(present)) < CREW:
        raise CrewTooSmall
    missing = [one.code for one in checklist.questions if one.code not in seen.answers]
    score = score_of(checklist=checklist, answers=seen.answers)
    whole = bool(seen.answers) and not missing
    if (seen.answers and missing) or (not seen.words.strip() and (score.failed or not whole)):
        raise AnswersMissing(missing=len(missing))
    row.answers = {code: str(answer) for code, answer in seen.answers.items()}
    row.checklist, row.present, row.words = checklist.edition, present, seen.words.strip()[:1000]
    row.score, row.result = score.points if whole else None, score.result
    row.form_id, row.checked_at, row.checked_by = form_id, now, by.as_json()
    if score.result in {CheckResult.MINOR, CheckResult.BAD} or score.failed:
        row.mend_by = day + timedelta(days=checklist.mend_days)
    row.save()
    _close_if_done(row.draw_id)
    announce(SampleChecked(check_id=row.pk))
    return row


def _close_if_done(draw_id: int) -> None:
    if not SampleCheck.objects.filter(draw_id=draw_id, checked_at=None).exists():
        SampleDraw.objects.filter(pk=draw_id).update(state=DrawState.DONE)


@transaction.atomic
def say_mended(
    *, check_id: int, words: str, file: Attachment | None, now: datetime, by: Actor
) -> SampleCheck:  # fmt: skip
    """Let the firm say that what was found is mended, with what shows it.

    Announces: SampleChecked. Raises: NotAllowed, NotFound, NotMended, AnswersMissing.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    row = own_checks(by=by).select_for_update(of=("self",)).filter(pk=check_id).first()
    if row is None:
        raise NotFound
    if row.mend_by is None or row.confirmed_at is not None:
        raise NotMended
    if not words.strip():
        raise AnswersMissing(missing=1)
    row.mended_at, row.mended_words, row.mended_file = now, words.strip()[:1000], file
    row.save(update_fields=["mended_at", "mended_words", "mended_file"])
    announce(SampleChecked(check_id=row.pk))
    return row


@transaction.atomic
def confirm_mended(*, check_id: int, holds: bool, now: datetime, by: Actor) -> SampleCheck:
    """Keep whether an inspector found it mended; if not, the firm has to mend it again.

    Announces: SampleChecked. Raises: NotAllowed, NotFound, NotMended.
    """
    require(by=by, deed=Deed.DRAW_SAMPLE)
    row = checks(by=by).select_for_update(of=("self",)).filter(pk=check_id).first()
    if row is None:
        raise NotFound
    if row.mended_at is None or row.confirmed_at is not None:
        raise NotMended
    if holds:
        row.confirmed_at, row.confirmed_by = now, by.as_json()
    else:
        row.mended_at = None
    row.save(update_fields=["mended_at", "confirmed_at", "confirmed_by"])
    announce(SampleChecked(check_id=row.pk))
    return row
