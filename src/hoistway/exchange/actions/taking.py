"""Take in what a partner sends: each record under its number, once, with what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F

from hoistway.exchange.actions.comparing import compare
from hoistway.exchange.actions.partner_rows import lock, partner_row
from hoistway.exchange.actions.taking_orders import Became, order_again, order_taken
from hoistway.exchange.actions.taking_receipts import receipt_taken
from hoistway.exchange.actions.taking_reports import report_again, report_taken
from hoistway.exchange.models import Partner, Taken
from hoistway.exchange.queries.profiles import Known, partner_known
from hoistway.exchange.rules.bodies import records_in
from hoistway.exchange.rules.incoming import Said, said_in
from hoistway.exchange.rules.profile import Inward
from hoistway.exchange.rules.values import BadValue
from hoistway.exchange.vocabulary import Outcome, Topic, ValueFault
from hoistway.foundation.refusal import NotFound, Refusal

MOST_RECORDS = 1_000
"""Records of one call. Chosen: some seconds of work; more come in parts."""


class BodyUnsound(Refusal):
    """Raised when a body is not what the partner's profile says."""

    code = "body_unsound"
    zh = "请求体无法按约定格式（{kind}）读取，未写入任何记录。"
    en = "The body cannot be read as {kind}; nothing was written."
    status = 422


class TooManyRecords(Refusal):
    """Raised when one call carries more records than are taken at once."""

    code = "too_many_records"
    zh = "一次最多 {most} 条，请分批发送；未写入任何记录。"
    en = "At most {most} records in one call: send parts. Nothing was written."
    status = 413


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one record: under which number of ours, in which state it is now."""

    number: str
    outcome: Outcome
    ours: str = ""
    state: str = ""
    reason: str = ""


_FIRST: dict[Topic, Callable[[Known, Said, datetime], Became]] = {
    Topic.RESCUE_ORDERS: order_taken, Topic.PUBLIC_REPORTS: report_taken,
}  # fmt: skip
_AGAIN: dict[Topic, Callable[[Known, Taken, Said, datetime], Became]] = {
    Topic.RESCUE_ORDERS: order_again, Topic.PUBLIC_REPORTS: report_again,
}  # fmt: skip


def take_in(*, name: str, topic: Topic, text: str, now: datetime) -> list[Told]:
    """Take in a body of a partner and return what became of each record, in order.

    Each record is committed by itself: a bad one keeps no other out. The same number again changes
    nothing but what is news of it. Raises: NotFound, BodyUnsound, TooManyRecords.
    """
    known = partner_known(name=name)
    inward = known.profile.inward(topic)
    if inward is None:
        raise NotFound
    records = _records(known, inward, text)
    partner = partner_row(name=name)
    Partner.objects.filter(pk=partner.pk).update(heard_at=now)
    told = [_one(known, partner, inward, record, now) for record in records]
    if topic is Topic.COUNTS:
        compare(known=known, partner=partner, said=_counts(known, inward, records), now=now)
    return told


def _records(known: Known, inward: Inward, text: str) -> list[Any]:
    kind = known.profile.form.kind
    try:
        records = records_in(kind=kind, text=text, at=inward.records)
    except (ValueError, RecursionError):
        raise BodyUnsound(kind=kind) from None
    if len(records) > MOST_RECORDS:
        raise TooManyRecords(most=MOST_RECORDS)
    return records


def _one(known: Known, partner: Partner, inward: Inward, record: Any, now: datetime) -> Told:
    try:
        said = said_in(inward=inward, record=record, codes=known.profile.codes)
    except BadValue as bad:
        return Told("", Outcome.REFUSED, reason=_why(bad.name, bad.fault, str(bad.value)))
    if inward.topic is Topic.RECEIPTS:
        became = receipt_taken(known=known, partner=partner, said=said, now=now)
        return Told(said["number"], became.outcome, reason=became.reason)
    if inward.topic is Topic.COUNTS:
        return Told(said["topic"], Outcome.NOTED)
    return _numbered(known, partner, inward.topic, said, now)


@transaction.atomic
def _numbered(known: Known, partner: Partner, topic: Topic, said: Said, now: datetime) -> Told:
    """Take a thing that has a number; what was refused before may come again, mended."""
    number = said["number"][:80]
    lock(what=f"taken.{partner.pk}.{topic}.{number}")
    row = Taken.objects.filter(partner=partner, topic=topic, number=number).first()
    digest = sha256(repr(sorted(said.items())).encode()).hexdigest()
    if row is None or row.outcome is Outcome.REFUSED:
        became = _FIRST[topic](known, said, now)
        Taken.objects.update_or_create(
            partner=partner, topic=topic, number=number,
            defaults=_columns(became, said, digest) | {"last_at": now},
            create_defaults=_columns(became, said, digest) | {"first_at": now, "last_at": now},
        )  # fmt: skip
        return Told(number, became.outcome, became.ours, became.state, became.reason)
    became = Became(Outcome.REPEATED, row.ours, row.thing)
    if row.body_sha256 != digest:
        became = _AGAIN[topic](known, row, said, now)
    news = became.outcome is Outcome.NOTED
    Taken.objects.filter(pk=row.pk).update(
        last_at=now, times=F("times") + 1, **(_news(said, digest) if news else {})
    )
    return Told(number, became.outcome, became.ours, became.state, became.reason)


def _columns(became: Became, said: Said, digest: str) -> dict[str, Any]:
    return {
        "outcome": became.outcome, "reason": became.reason[:300], "ours": became.ours,
        "thing": became.thing, **_news(said, digest),
    }  # fmt: skip


def _news(said: Said, digest: str) -> dict[str, Any]:
    return {
        "state": str(said.get("state", ""))[:32], "state_at": said.get("state_at"),
        "body_sha256": digest,
    }  # fmt: skip


def _counts(known: Known, inward: Inward, records: list[Any]) -> list[Said]:
    found: list[Said] = []
    for record in records:
        try:
            found.append(said_in(inward=inward, record=record, codes=known.profile.codes))
        except BadValue:
            continue
    return found


def _why(name: str, fault: ValueFault, value: str) -> str:
    return f"{name}: {fault.en} {value}".strip()[:300]
