"""A reporter's telephone: left by choice, proven by a code only where messages are wanted."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.foundation.telephones import code_for, code_hash
from hoistway.messages.actions import MASK, Draft, forget_telephones, send_secret
from hoistway.messages.vocabulary import Purpose
from hoistway.riders.actions.following import own_report
from hoistway.riders.events import PhoneCodeAsked
from hoistway.riders.models import PhoneCheck, ReporterPhone
from hoistway.riders.queries.reports import policy_of
from hoistway.riders.rules.phones import plain_phone
from hoistway.riders.rules.throttle import REPORTS_WINDOW


class NoPhone(Refusal):
    """Raised when a code is asked for and no telephone was left."""

    code = "no_phone"
    zh = "请先留下手机号。"
    en = "Please leave a telephone number first."
    status = 422


class TooManyPhoneCodes(Refusal):
    """Raised when codes were asked for too often."""

    code = "too_many_codes"
    zh = "一小时内最多发送 {most} 次验证码，请稍后再试。"
    en = "At most {most} codes are sent within an hour: try later."
    status = 429


class WrongCode(Refusal):
    """Raised when the digits are not those that were sent, or no code holds any more."""

    code = "wrong_code"
    zh = "验证码不对或已过期，请核对或重新发送。"
    en = "This is not the code, or it is too old; look again or have another sent."
    status = 422


@transaction.atomic
def leave_phone(*, token: str, phone: str, now: datetime) -> None:
    """Keep where a reporter may be called; a new number takes the place of the last.

    Raises: NotFound, BadPhone.
    """
    report, plain = own_report(token=token), plain_phone(text=phone)
    if report.erased_at is not None:
        raise NotFound
    known = ReporterPhone.objects.filter(report=report).first()
    if known is not None and known.phone == plain:
        return
    ReporterPhone.objects.update_or_create(
        report=report, defaults={"phone": plain, "left_at": now, "verified_at": None}
    )
    PhoneCheck.objects.filter(report=report, expires_at__gt=now).update(expires_at=now)


@transaction.atomic
def forget_phone(*, token: str) -> None:
    """Forget a reporter's telephone, in what was sent to it as well. Raises: NotFound."""
    forget_telephones(followers=[token])
    ReporterPhone.objects.filter(report=own_report(token=token)).delete()


@transaction.atomic
def ask_phone_code(*, token: str, now: datetime) -> None:
    """Have a code sent to the telephone that was left.

    One number gets few codes in an hour, from however many reports. Announces: PhoneCodeAsked.
    Raises: NotFound, NoPhone, TooManyPhoneCodes.
    """
    report = own_report(token=token)
    left = ReporterPhone.objects.filter(report=report).first()
    if left is None:
        raise NoPhone
    policy, since = policy_of(report=report), now - REPORTS_WINDOW
    same = ReporterPhone.objects.filter(phone=left.phone).values("report_id")
    if PhoneCheck.objects.filter(report__in=same, asked_at__gt=since).count() >= policy.codes_each:
        raise TooManyPhoneCodes(most=policy.codes_each)
    PhoneCheck.objects.filter(report=report, expires_at__gt=now).update(expires_at=now)
    bound = _bound_to(report.pk, left.phone, now)
    digits = code_for(key=settings.SECRET_KEY, bound_to=bound)
    check = PhoneCheck.objects.create(
        report=report, asked_at=now, expires_at=now + timedelta(minutes=policy.code_minutes),
        code_hash=code_hash(key=settings.SECRET_KEY, bound_to=bound, code=digits),
    )  # fmt: skip
    announce(PhoneCodeAsked(check_id=check.pk))


def confirm_phone(*, token: str, code: str, now: datetime) -> None:
    """Take the digits that were sent; from then on each step is told by text message.

    A wrong try counts although it is refused. Raises: NotFound, WrongCode.
    """
    report = own_report(token=token)
    left = ReporterPhone.objects.filter(report=report).first()
    tries = policy_of(report=report).tries
    holding = PhoneCheck.objects.filter(report=report, expires_at__gt=now, tries__lt=tries)
    check = holding.order_by("-asked_at", "-pk").first()
    if left is None or check is None:
        raise WrongCode
    PhoneCheck.objects.filter(pk=check.pk).update(tries=F("tries") + 1)
    bound = _bound_to(report.pk, left.phone, check.asked_at)
    typed = "".join(code.split())
    if code_hash(key=settings.SECRET_KEY, bound_to=bound, code=typed) != check.code_hash:
        raise WrongCode
    PhoneCheck.objects.filter(pk=check.pk).update(expires_at=now)
    ReporterPhone.objects.filter(pk=left.pk).update(verified_at=now)


def send_phone_code(*, check_id: int, now: datetime) -> bool:
    """Send a code to its telephone; False when it should be tried again.

    The digits go out by text message alone and are written down nowhere.
    """
    check = PhoneCheck.objects.select_related("report").filter(pk=check_id).first()
    if check is None or now >= check.expires_at:
        return True
    left = ReporterPhone.objects.filter(report_id=check.report_id).first()
    if left is None:
        return True
    bound = _bound_to(check.report_id, left.phone, check.asked_at)
    draft = Draft(
        purpose=Purpose.REPORT_CODE, key=f"report_code.{check.pk}", organisation_id=None,
        person_id=None, phone=left.phone, link=f"/r/{check.report.token}",
        zh=f"【慧梯】验证码 {MASK}，用于接收 {check.report.number} 的办理进展，请勿告诉他人。",
        en=f"[Hoistway] Code {MASK} to be told how {check.report.number} goes on; tell it nobody.",
        expires_at=check.expires_at,
    )  # fmt: skip
    digits = code_for(key=settings.SECRET_KEY, bound_to=bound)
    return send_secret(draft=draft, secret=digits, now=now)


def _bound_to(report_id: int, phone: str, at: datetime) -> str:
    return f"{report_id}:{phone}:{at.timestamp():.6f}"
