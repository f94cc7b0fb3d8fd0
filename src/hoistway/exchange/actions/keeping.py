"""What the city's people do with a partner: pause, resume, send all, replay, a new secret."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.exchange.actions.comparing import ask_counts
from hoistway.exchange.actions.drawing import draw
from hoistway.exchange.actions.partner_rows import kept_step, partner_row
from hoistway.exchange.models import Partner, Passage
from hoistway.exchange.queries.partners import passage_seen, secrets_of
from hoistway.exchange.queries.profiles import Known, partner_known
from hoistway.exchange.vocabulary import Mode, PartnerDeed, PassageState, Topic
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

OVERLAP = timedelta(hours=24)
"""Chosen: as with webhooks, a working day to put the new secret everywhere."""


class NotConnected(Refusal):
    """Raised when something is to go to a partner that has no address here."""

    code = "partner_not_connected"
    zh = "该合作方尚未配置地址，请运维人员在 partners 目录中配置后再试。"
    en = "No address of this partner is configured: let the staff put one into the folder partners."


class BodyDropped(Refusal):
    """Raised when a passage is to be sent again whose body is no longer kept."""

    code = "body_dropped"
    zh = "该批次内容已按期清除，请改发全量。"
    en = "The content of this passage is no longer kept: send a full one instead."
    status = 410


@transaction.atomic
def pause_partner(*, name: str, now: datetime, by: Actor) -> Partner:
    """Send nothing to a partner for now; what is drawn waits. Raises: NotAllowed, NotFound."""
    row = _kept(name, by)[1]
    if row.paused_at is None:
        row.paused_at = now
        row.save(update_fields=["paused_at"])
        kept_step(partner=row, deed=PartnerDeed.PAUSE, now=now, by=by)
    return row


@transaction.atomic
def resume_partner(*, name: str, now: datetime, by: Actor) -> Partner:
    """Send again, beginning with what waits. Raises: NotAllowed, NotFound."""
    row = _kept(name, by)[1]
    if row.paused_at is not None:
        row.paused_at = None
        row.save(update_fields=["paused_at"])
        Passage.objects.filter(partner=row, state=PassageState.WAITING).update(next_at=now)
        kept_step(partner=row, deed=PartnerDeed.RESUME, now=now, by=by)
    return row


@transaction.atomic
def send_now(*, name: str, topic: Topic, mode: Mode, now: datetime, by: Actor) -> list[Passage]:
    """Draw a topic for a partner at once. Raises: NotAllowed, NotFound, NotConnected."""
    known, row = _kept(name, by)
    if known.connection is None:
        raise NotConnected
    made = draw(name=name, topic=topic, mode=mode, now=now)
    facts: dict[str, object] = {"mode": str(mode), "passages": len(made)}
    kept_step(partner=row, deed=PartnerDeed.SEND, topic=str(topic), now=now, by=by, facts=facts)
    return made


@transaction.atomic
def replay_passage(*, number: str, now: datetime, by: Actor) -> Passage:
    """Send one passage again, byte for byte. Raises: NotAllowed, NotFound, BodyDropped."""
    require(by=by, deed=Deed.KEEP_PARTNERS)
    found = passage_seen(number=number, by=by)
    row = Passage.objects.select_for_update().get(pk=found.pk)
    if row.body is None:
        raise BodyDropped
    row.state, row.next_at, row.attempts = PassageState.WAITING, now, 0
    row.save(update_fields=["state", "next_at", "attempts"])
    facts: dict[str, object] = {"number": number}
    kept_step(
        partner=row.partner,
        deed=PartnerDeed.REPLAY,
        topic=str(row.topic),
        now=now,
        by=by,
        facts=facts,
    )
    return row


@transaction.atomic
def replay_since(*, name: str, topic: Topic, since: datetime, now: datetime, by: Actor) -> int:
    """Send all passages of a topic since an instant again; return how many.

    Those whose bodies are no longer kept are passed over: a full drawing says the same.
    Raises: NotAllowed, NotFound.
    """
    row = _kept(name, by)[1]
    found = Passage.objects.filter(
        partner=row, topic=topic, drawn_at__gte=since, body__isnull=False
    )
    sent = found.update(state=PassageState.WAITING, next_at=now, attempts=0)
    facts: dict[str, object] = {"since": since.isoformat(), "passages": sent}
    kept_step(partner=row, deed=PartnerDeed.REPLAY, topic=str(topic), now=now, by=by, facts=facts)
    return sent


@transaction.atomic
def rotate_partner_secret(*, name: str, now: datetime, by: Actor) -> Partner:
    """Give a partner a new secret; the old one counts for a day. Raises: NotAllowed, NotFound."""
    row = _kept(name, by)[1]
    row.secret_version += 1
    row.old_until = now + OVERLAP
    row.save(update_fields=["secret_version", "old_until"])
    kept_step(partner=row, deed=PartnerDeed.ROTATE, now=now, by=by)
    return row


@transaction.atomic
def show_secret(*, name: str, now: datetime, by: Actor) -> list[str]:
    """Return the secrets shared with a partner, the newest first; that they were shown is kept.

    Raises: NotAllowed, NotFound.
    """
    row = _kept(name, by)[1]
    kept_step(partner=row, deed=PartnerDeed.SECRET, now=now, by=by)
    return secrets_of(name=name, now=now)


def ask_partner(*, name: str, now: datetime, by: Actor) -> int:
    """Ask a partner how much it holds; return 1 where that differs.

    Raises: NotAllowed, NotFound, NotConnected.
    """
    require(by=by, deed=Deed.KEEP_PARTNERS)
    if partner_known(name=name).connection is None:
        raise NotConnected
    kept_step(partner=partner_row(name=name), deed=PartnerDeed.ASK, now=now, by=by)
    return ask_counts(now=now, name=name)


def _kept(name: str, by: Actor) -> tuple[Known, Partner]:
    require(by=by, deed=Deed.KEEP_PARTNERS)
    known = partner_known(name=name)
    partner_row(name=name)
    return known, Partner.objects.select_for_update().get(name=name)
