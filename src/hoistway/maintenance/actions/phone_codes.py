"""A one-time code to the registered telephone: the use unit's word on a technician's phone.

Source: 电子签名法 art. 13: what signs is under the signer's sole control; a drawing alone is not.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.foundation.telephones import code_for, code_hash, masked
from hoistway.maintenance.actions.answer_keeping import (
    Answerer,
    Word,
    held_visit,
    instant,
    record_of,
)
from hoistway.maintenance.actions.returning import answer_with_repairs
from hoistway.maintenance.events import CodeAsked
from hoistway.maintenance.models import Confirmation, Crew, PhoneCode, Visit
from hoistway.maintenance.queries.answers import answerers_of, level_words
from hoistway.maintenance.rules.answers import (
    CODE_LIFE,
    CODES_WITHIN,
    MOST_CODES,
    MOST_TRIES,
    require_answerable,
)
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitState
from hoistway.messages.actions import MASK, Draft, send_secret
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class NoRegisteredPhone(Refusal):
    """Raised when nobody of the use unit has a telephone of their own on record."""

    code = "no_registered_phone"
    zh = "该人员没有登记本人手机号，请其自行登录确认。"
    en = "This person has no telephone of their own on record: ask them to sign in themselves."


class TooManyCodes(Refusal):
    """Raised when too many codes were asked for one visit."""

    code = "too_many_codes"
    zh = "一小时内已发送 {most} 次验证码，请稍后再试，或请使用单位自行登录确认。"
    en = "{most} codes were sent within an hour: try later, or let the use unit sign in."
    status = 429


class CodeWrong(Refusal):
    """Raised when the digits are not those that were sent."""

    code = "code_wrong"
    zh = "验证码不对，还可以试 {left} 次。"
    en = "This is not the code; {left} tries are left."
    status = 422


class CodeOver(Refusal):
    """Raised when there is no code that still holds: none sent, too old, tried too often."""

    code = "code_over"
    zh = "没有有效的验证码：可能已过期、已用过或错误次数过多。请重新发送。"
    en = "No code holds any more: it is too old, was used, or was tried too often. Send another."
    status = 422


@transaction.atomic
def ask_code(*, visit_uid: UUID, person_id: int, now: datetime, by: Actor) -> PhoneCode:
    """Let one of the crew ask for a code to the registered telephone of the use unit's person.

    Announces: CodeAsked. Raises: NotAllowed, NotFound, VisitMovedOn, NoRegisteredPhone,
    TooManyCodes.
    """
    visit = _of_crew(visit_uid, by)
    require_answerable(state=visit.state, answer=VisitState.CONFIRMED)
    asked = [one for one in answerers_of(visit=visit, now=now) if one.person_id == person_id]
    if not asked:
        raise NoRegisteredPhone
    recent = PhoneCode.objects.filter(visit=visit, sent_at__gt=now - CODES_WITHIN)
    if recent.count() >= MOST_CODES:
        raise TooManyCodes(most=MOST_CODES)
    PhoneCode.objects.filter(visit=visit, used_at=None, expires_at__gt=now).update(expires_at=now)
    sha256 = record_of(visit).sha256
    bound_to = _bound_to(visit, sha256, person_id, now)
    digits = code_for(key=settings.SECRET_KEY, bound_to=bound_to)
    code = PhoneCode.objects.create(
        visit=visit, record_sha256=sha256, person_id=person_id, sent_at=now,
        code_hash=code_hash(key=settings.SECRET_KEY, bound_to=bound_to, code=digits),
        sent_by=by.as_json(), expires_at=now + CODE_LIFE,
    )  # fmt: skip
    announce(CodeAsked(code_id=code.pk))
    return code


def confirm_by_code(
    *, visit_uid: UUID, digits: str, form_id: UUID, now: datetime, by: Actor
) -> Confirmation:
    """Confirm a record on a technician's phone by the code that its owner has just read out.

    A wrong try is counted even though it is refused. Raises: NotAllowed, NotFound, CodeOver,
    CodeWrong, VisitMovedOn.
    """
    with transaction.atomic():
        said = _tried(visit_uid, digits, form_id, now, by)
    if isinstance(said, Refusal):
        raise said
    return said


def _tried(
    uid: UUID, digits: str, form_id: UUID, now: datetime, by: Actor
) -> Confirmation | Refusal:  # fmt: skip
    visit = _of_crew(uid, by)
    known = Confirmation.objects.filter(form_id=form_id, visit=visit).first()
    if known is not None:
        return known
    require_answerable(state=visit.state, answer=VisitState.CONFIRMED)
    code = _holding(visit, now)
    if code is None:
        return CodeOver()
    bound_to = _bound_to(visit, code.record_sha256, code.person_id, code.sent_at)
    typed = "".join(digits.split())
    if code_hash(key=settings.SECRET_KEY, bound_to=bound_to, code=typed) != code.code_hash:
        PhoneCode.objects.filter(pk=code.pk).update(tries=F("tries") + 1)
        left = MOST_TRIES - code.tries - 1
        return CodeWrong(left=left) if left else CodeOver()
    PhoneCode.objects.filter(pk=code.pk).update(used_at=now)
    word = Word(answer=VisitState.CONFIRMED, who=_proven(code, by), form_id=form_id)
    return answer_with_repairs(visit, word, now=now, by=by)


def _proven(code: PhoneCode, by: Actor) -> Answerer:
    """Return the owner of the telephone, with what proves that they read this very record."""
    return Answerer(
        person_id=code.person_id, name=code.person.name, way=ConfirmationWay.PHONE_CODE,
        proof={
            "record_sha256": code.record_sha256, "code_sent_at": instant(code.sent_at),
            "telephone": masked(phone=code.person.phone),
            "typed_on_phone_of": {"person": by.person_id, "name": by.name},
        },
    )  # fmt: skip


def _holding(visit: Visit, now: datetime) -> PhoneCode | None:
    """Return the last code of this very record that still holds."""
    return (
        PhoneCode.objects.filter(
            visit=visit, record_sha256=record_of(visit).sha256, used_at=None, expires_at__gt=now,
            tries__lt=MOST_TRIES,
        )
        .select_related("person").order_by("-sent_at", "-pk").first()
    )  # fmt: skip


def _of_crew(uid: UUID, by: Actor) -> Visit:
    require(by=by, deed=Deed.DO_MAINTENANCE)
    visit = held_visit(uid=uid, seen=Q(firm_id=by.organisation_id))
    if not Crew.objects.filter(visit=visit, person_id=by.person_id).exists():
        raise NotFound
    return visit


def _bound_to(visit: Visit, sha256: str, person_id: int, at: datetime) -> str:
    return f"{visit.uid}:{sha256}:{person_id}:{at.timestamp():.6f}"


def send_code(*, code_id: int, now: datetime) -> bool:
    """Send a code to its telephone; False when it should be tried again.

    The digits go out by text message alone and are written down nowhere: not in the table of
    messages, not in a log.
    """
    related = ("person", "visit__elevator__use_unit", "visit__record")
    code = PhoneCode.objects.select_related(*related).filter(pk=code_id).first()
    if code is None or code.used_at is not None or now >= code.expires_at:
        return True
    bound_to = _bound_to(code.visit, code.record_sha256, code.person_id, code.sent_at)
    digits = code_for(key=settings.SECRET_KEY, bound_to=bound_to)
    return send_secret(draft=_draft(code), secret=digits, now=now)


def _draft(code: PhoneCode) -> Draft:
    visit = code.visit
    where, short = f"{visit.elevator.address} {visit.elevator.name}", code.record_sha256[:8]
    zh, en = level_words(visit=visit)
    return Draft(
        purpose=Purpose.CONFIRM_CODE, key=f"code.{code.pk}", person_id=code.person_id,
        organisation_id=visit.elevator.use_unit_id or visit.firm_id, phone=code.person.phone,
        zh=f"【慧梯】验证码 {MASK}，用于确认 {where} 的{zh}记录（校验码 {short}），10 分钟内有效。"
        "请先在维保人员手机上核对内容；有异议请勿告知，登录平台提出。",
        en=f"[Hoistway] Code {MASK} confirms the record «{en}» of {where} (checksum {short}), "
        "valid for 10 minutes. Read the record first; if you object do not tell the code.",
        link=f"/visits/{visit.uid}", expires_at=code.expires_at,
    )  # fmt: skip
