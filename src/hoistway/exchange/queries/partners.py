"""Questions about partners, what went to them and came from them, and what they hold."""

import base64
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Count as Counted
from django.db.models import Q, QuerySet

from hoistway.exchange.models import (
    Count,
    Held,
    Partner,
    PartnerStep,
    Passage,
    PassageAttempt,
    Taken,
)
from hoistway.exchange.queries.profiles import Known, partner_known, partners_known
from hoistway.exchange.rules.comparing import Compared
from hoistway.exchange.vocabulary import PartnerState, PassageState, RecordState, Topic
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

_OPEN = sorted(str(one) for one in PassageState.open_states())
_STANDING = sorted(str(one) for one in RecordState.standing())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a partner holds of a topic and what is under way."""

    held: int = 0
    waiting: int = 0
    refused: int = 0
    left_out: int = 0
    open_passages: int = 0


@dataclass(frozen=True, slots=True)
class PartnerSeen:
    """A partner with its state here; `row` is None while nothing was ever done with it."""

    known: Known
    row: Partner | None
    state: PartnerState
    figures: dict[Topic, Figures] = field(default_factory=dict)
    latest: Passage | None = None

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.known.profile.name


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that the partner gave back or that cannot be written, and why."""

    topic: Topic
    key: str
    thing: int
    state: RecordState
    reason: str


def partners_seen(*, by: Actor) -> list[PartnerSeen]:
    """Return all partners with their state and figures. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_PARTNERS)
    rows = {row.name: row for row in Partner.objects.all()}
    figures = figures_of(partner_ids=[row.pk for row in rows.values()])
    latest = {
        one.partner_id: one
        for one in Passage.objects.order_by("partner_id", "-drawn_at", "-pk").distinct("partner_id")
    }
    return [
        PartnerSeen(
            known, row := rows.get(known.profile.name), _state(known, row),
            figures.get(row.pk, {}) if row else {}, latest.get(row.pk) if row else None,
        )
        for known in partners_known()
    ]  # fmt: skip


def partner_seen(*, name: str, by: Actor) -> PartnerSeen:
    """Return one partner. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.SEE_PARTNERS)
    known = partner_known(name=name)
    row = Partner.objects.filter(name=name).first()
    if row is None:
        return PartnerSeen(known, None, _state(known, None))
    latest = Passage.objects.filter(partner=row).order_by("-drawn_at", "-pk").first()
    return PartnerSeen(
        known, row, _state(known, row), figures_of(partner_ids=[row.pk])[row.pk], latest
    )


def _state(known: Known, row: Partner | None) -> PartnerState:
    if known.connection is None:
        return PartnerState.UNCONNECTED
    return PartnerState.PAUSED if row and row.paused_at else PartnerState.CONNECTED


def figures_of(*, partner_ids: list[int]) -> dict[int, dict[Topic, Figures]]:
    """Return the figures of partners by topic."""
    counted: dict[tuple[int, Topic], dict[str, int]] = {}
    rows = Held.objects.filter(partner_id__in=partner_ids).order_by()
    for row in rows.values("partner_id", "topic", "state").annotate(n=Counted("pk")):
        here = counted.setdefault((row["partner_id"], Topic(row["topic"])), {})
        here[str(row["state"])] = row["n"]
    opened = Passage.objects.filter(partner_id__in=partner_ids, state__in=_OPEN).order_by()
    for one in opened.values("partner_id", "topic").annotate(n=Counted("pk")):
        counted.setdefault((one["partner_id"], Topic(one["topic"])), {})["open"] = one["n"]
    told: dict[int, dict[Topic, Figures]] = {key: {} for key in partner_ids}
    for (key, topic), said in counted.items():
        told[key][topic] = Figures(
            held=said.get("held", 0), waiting=said.get("sent", 0), refused=said.get("refused", 0),
            left_out=said.get("left_out", 0), open_passages=said.get("open", 0),
        )  # fmt: skip
    return told


def passages(*, partner_id: int) -> QuerySet[Passage]:
    """Return the passages of a partner without bodies, the latest first; scope was judged."""
    rows = Passage.objects.filter(partner_id=partner_id).defer("body")
    return rows.order_by("-drawn_at", "-pk")


def passage_seen(*, number: str, by: Actor) -> Passage:
    """Return one passage with its body. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.SEE_PARTNERS)
    row = Passage.objects.filter(number=number).select_related("partner").first()
    if row is None:
        raise NotFound
    return row


def attempts_of(*, passage_id: int) -> list[PassageAttempt]:
    """Return the latest attempts to hand a passage over; scope was judged."""
    rows = PassageAttempt.objects.filter(passage_id=passage_id)
    return list(rows.order_by("-at", "-pk")[:50])


def steps_of(*, partner_id: int) -> list[PartnerStep]:
    """Return what was done to a partner's exchange, the latest first; scope was judged."""
    return list(PartnerStep.objects.filter(partner_id=partner_id).order_by("-at", "-pk")[:20])


def taken_of(*, partner_id: int) -> QuerySet[Taken]:
    """Return what came from a partner, the latest first; scope was judged."""
    return Taken.objects.filter(partner_id=partner_id).order_by("-last_at", "-pk")


def troubles_of(*, partner_id: int, most: int = 50) -> list[Trouble]:
    """Return records given back or left out; scope was judged."""
    states = [RecordState.REFUSED, RecordState.LEFT_OUT]
    rows = Held.objects.filter(partner_id=partner_id, state__in=states).order_by("topic", "pk")
    return [
        Trouble(row.topic, row.key.lstrip("!"), row.thing, row.state, row.reason)
        for row in rows[:most]
    ]


def last_counts(*, partner_id: int) -> list[Count]:
    """Return the latest comparison of each topic and area, differences first; scope was judged."""
    rows = Count.objects.filter(partner_id=partner_id)
    latest = list(rows.order_by("topic", "area", "-at", "-pk").distinct("topic", "area"))
    newest: dict[str, datetime] = {}
    for row in latest:
        newest[str(row.topic)] = max(newest.get(str(row.topic), row.at), row.at)
    return [row for row in latest if row.at == newest[str(row.topic)]]


def agrees(*, row: Count) -> bool:
    """Return whether a comparison is explained by what is on its way."""
    told = Compared(theirs=row.theirs, sent=row.sent, ours=row.ours, under_way=row.under_way)
    return told.agrees


def counts_of(*, partner_id: int, topic: Topic) -> dict[str, tuple[int, int]]:
    """Return what a partner was sent of a topic by district, and how much of it is under way."""
    rows = Held.objects.filter(partner_id=partner_id, topic=topic)
    opened = Passage.objects.filter(partner_id=partner_id, topic=topic, state__in=_OPEN)
    moving = Q(sequence__in=opened.values("sequence"))
    found = rows.order_by().values("area").annotate(
        sent=Counted("pk", filter=Q(state__in=_STANDING)),
        moving=Counted("pk", filter=moving & Q(state__in=[*_STANDING, "gone"])),
    )  # fmt: skip
    return {row["area"]: (row["sent"], row["moving"]) for row in found}


def secrets_of(*, name: str, now: datetime) -> list[str]:
    """Return the secrets shared with a partner now, the newest first."""
    row = Partner.objects.filter(name=name).first()
    if row is None:
        return [_secret(name, 1)]
    versions = [row.secret_version]
    if row.old_until is not None and now < row.old_until:
        versions.append(row.secret_version - 1)
    return [_secret(name, version) for version in versions]


def _secret(name: str, version: int) -> str:
    """Derive a secret; only who holds the installation's key can. Source: Standard Webhooks 1.0."""
    text = f"partner {name} {version}".encode()
    derived = hmac.digest(settings.WEBHOOK_KEY, text, sha256)
    return "whsec_" + base64.b64encode(derived).decode()
