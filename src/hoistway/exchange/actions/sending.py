"""Send what is owed: hold it, hand it over, write down what came back, again until receipted."""

import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hoistway.exchange.adapters.post import Parcel, Sent, hand_over
from hoistway.exchange.models import Held, Partner, Passage, PassageAttempt
from hoistway.exchange.queries.partners import secrets_of
from hoistway.exchange.queries.profiles import Known, partners_known
from hoistway.exchange.rules.bodies import MEDIA
from hoistway.exchange.rules.profile import Connection
from hoistway.exchange.rules.receipts import judged
from hoistway.exchange.rules.schedule import RECEIPT_WITHIN, next_attempt
from hoistway.exchange.vocabulary import PassageState, RecordState

HELD_FOR = timedelta(minutes=2)
"""How long who sends holds a passage. Chosen: longer than any time-out; then its sender was
killed and the next one sends it under the same number."""

EACH = 50
"""Passages of one partner in one look. Chosen: a minute's work at a second each."""

_OPEN = sorted(str(one) for one in PassageState.open_states())
_KEPT_TEXT = 2_000


def send_due(*, now: datetime, name: str = "") -> int:
    """Send every passage that is due, or those of one partner; return how many were taken.

    A partner that cannot be reached is left alone after the first failure of this look.
    """
    taken = 0
    for known in partners_known():
        if known.connection is None or (name and known.profile.name != name):
            continue
        for parcel in _claimed(known, known.connection, now):
            sent = hand_over(parcel=parcel, now=now)
            taken += settle(parcel=parcel, known=known, sent=sent, now=now)
            if not sent.status:
                _let_go(known, now)
                break
    return taken


@transaction.atomic
def _claimed(known: Known, connection: Connection, now: datetime) -> list[Parcel]:
    """Hold the passages of a partner that are due, in their order."""
    free = Q(held_until=None) | Q(held_until__lt=now)
    due = Passage.objects.filter(
        free, partner__name=known.profile.name, partner__paused_at=None, state__in=_OPEN,
        next_at__lte=now, body__isnull=False,
    )  # fmt: skip
    rows = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:EACH])
    keys = [row.pk for row in rows]
    Passage.objects.filter(pk__in=keys).update(held_until=now + HELD_FOR)
    secrets = secrets_of(name=known.profile.name, now=now) if rows else []
    return [_parcel(known, connection, row, secrets) for row in rows]


def _parcel(known: Known, connection: Connection, row: Passage, secrets: list[str]) -> Parcel:
    outward = known.profile.outward(row.topic)
    headers = {
        "hoistway-topic": str(row.topic), "hoistway-mode": str(row.mode),
        "hoistway-sequence": str(row.sequence), "hoistway-first": str(row.first),
        "hoistway-part": f"{row.part}/{row.parts}", "hoistway-sha256": row.body_sha256,
    }  # fmt: skip
    return Parcel(
        passage_id=row.pk, partner=known.profile.name, number=row.number, headers=headers,
        path=outward.path if outward else f"/{row.topic}", connection=connection,
        body=gzip.decompress(bytes(row.body or b"")), media=MEDIA[known.profile.form.kind],
        suffix=known.profile.form.kind, secrets=secrets,
    )  # fmt: skip


@transaction.atomic
def settle(*, parcel: Parcel, known: Known, sent: Sent, now: datetime) -> bool:
    """Write down what came of handing a passage over; return whether the partner has it."""
    row = Passage.objects.select_for_update().get(pk=parcel.passage_id)
    PassageAttempt.objects.create(
        passage=row, at=now, status=sent.status or None, error=sent.error,
        answer=sent.text[:_KEPT_TEXT], took_ms=sent.took_ms,
    )  # fmt: skip
    row.attempts, row.held_until = row.attempts + 1, None
    answer = judged(receipt=known.profile.receipt, status=sent.status, text=sent.text)
    partner = Partner.objects.filter(pk=row.partner_id)
    if row.state not in PassageState.open_states():
        row.save(update_fields=["attempts", "held_until"])
        return False
    if not answer.taken:
        row.next_at = next_attempt(attempts=row.attempts, now=now)
        partner.filter(failing_since=None).update(failing_since=now)
    elif known.profile.receipt.later:
        row.state, row.sent_at, row.next_at = PassageState.SENT, now, now + RECEIPT_WITHIN
        partner.update(failing_since=None)
    else:
        row.sent_at = now
        receipted(row=row, refused=answer.refused, said=_said(sent.text), now=now)
        partner.update(failing_since=None, taken_at=now)
    row.save()
    return answer.taken


def receipted(
    *, row: Passage, refused: Mapping[str, str], said: dict[str, Any], now: datetime
) -> None:
    """Note on a held passage that the partner has it, and which records it gave back and why.

    The caller saves the row.
    """
    row.state, row.receipted_at, row.next_at = PassageState.RECEIPTED, now, None
    row.receipt = said | ({"refused": len(refused)} if refused else {})
    mine = Held.objects.filter(partner_id=row.partner_id, topic=row.topic, sequence=row.sequence)
    mine.filter(state=RecordState.SENT).exclude(key__in=list(refused)).update(
        state=RecordState.HELD, reason=""
    )
    give_back(row=row, refused=refused)


def give_back(*, row: Passage, refused: Mapping[str, str]) -> None:
    """Note which records of a passage the partner gave back."""
    mine = Held.objects.filter(partner_id=row.partner_id, topic=row.topic, sequence=row.sequence)
    for key, reason in refused.items():
        mine.filter(key=key).exclude(state=RecordState.GONE).update(
            state=RecordState.REFUSED, reason=reason[:200]
        )


def _let_go(known: Known, now: datetime) -> None:
    """Free what was held of a partner that cannot be reached; it is tried again soon."""
    held = Passage.objects.filter(partner__name=known.profile.name, state__in=_OPEN)
    held.filter(held_until__gt=now).update(held_until=None)


def _said(text: str) -> dict[str, Any]:
    """Return what is kept of an answer: its first words, as JSON where it is short enough."""
    try:
        answer = json.loads(text) if len(text) <= _KEPT_TEXT else {}
    except ValueError:
        answer = {}
    return {"answer": answer} if isinstance(answer, dict) and answer else {"text": text[:200]}


def forget_bodies(*, before: datetime) -> int:
    """Drop the bodies of receipted passages that were drawn before an instant; return how many."""
    rows = Passage.objects.filter(drawn_at__lt=before, body__isnull=False)
    done: Iterable[str] = (str(PassageState.RECEIPTED), str(PassageState.SUPERSEDED))
    return rows.filter(state__in=list(done)).update(body=None)
