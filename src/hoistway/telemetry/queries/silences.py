"""When one elevator was silent and whose doing it was; how each feed of a firm reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from hoistway.telemetry.models import Feed, Gap, Presence, Rest
from hoistway.telemetry.queries.continuity import own_outages
from hoistway.telemetry.rules.presence import SHANGHAI
from hoistway.telemetry.rules.silence import FEED_OUT
from hoistway.telemetry.vocabulary import CadenceKind, PresenceState, SilenceCause

SOURCES = 65_536
"""A sample has two bytes for its source; keys of feeds come round after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A stretch that was not heard; `silent` of `of` elevators of its feed were so at once."""

    began_at: datetime
    ended_at: datetime | None
    seconds: float
    cause: SilenceCause
    counted: bool
    silent: int = 0
    of: int = 0


def silences(*, elevator_id: int, since: datetime, now: datetime) -> list[Silence]:
    """Return the gaps of an elevator, its rests and our own outages, the latest first."""
    reaches = Q(ended_at=None) | Q(ended_at__gt=since)
    gaps = Gap.objects.filter(reaches, elevator_id=elevator_id).order_by("-began_at", "-pk")
    rests = Rest.objects.filter(reaches, elevator_id=elevator_id).order_by("-began_at", "-pk")
    found = [
        _silence(row.began_at, row.ended_at, SilenceCause(row.cause), now, row.evidence)
        for row in gaps
    ]
    found += [
        _silence(row.began_at, row.ended_at, SilenceCause.SUSPENDED, now, {}) for row in rests
    ]
    found += [
        _silence(began, ended if ended < now else None, SilenceCause.OURS, now, {})
        for began, ended in own_outages(now=now)
        if ended > since
    ]
    return sorted(found, key=lambda one: one.began_at, reverse=True)


def _silence(
    began: datetime, ended: datetime | None, cause: SilenceCause, now: datetime,
    evidence: Mapping[str, object],
) -> Silence:  # fmt: skip
    by_feed = cause is SilenceCause.FIRM_PLATFORM
    lasted = max((ended or now) - began, timedelta(0))
    return Silence(
        began_at=began, ended_at=ended, seconds=lasted.total_seconds(), cause=cause,
        counted=cause not in SilenceCause.excused(),
        silent=int(str(evidence.get("silent") or 0)) if by_feed else 0,
        of=int(str(evidence.get("heard") or 0)) if by_feed else 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSaid:
    """One platform: what it declared, and how many are heard through it."""

    feed_id: int
    name: str
    organisation: str
    kind: CadenceKind
    seconds: int
    opened_at: datetime
    revoked_at: datetime | None
    heard: int
    live: int
    is_out: bool


def feeds_of(*, organisation_id: int | None, now: datetime) -> list[FeedSaid]:
    """Return the platforms of one firm (None: all) by name; two queries."""
    feeds = Feed.objects.select_related("organisation").order_by("name", "pk")
    if organisation_id is not None:
        feeds = feeds.filter(organisation_id=organisation_id)
    silent = Q(last_seen__lt=now - SHANGHAI.offline_after)
    told = {
        source: (heard, live, out)
        for source, heard, live, out in Presence.objects.filter(source__gt=0)
        .values_list("source")
        .annotate(
            heard=Count("pk"), live=Count("pk", filter=Q(state=PresenceState.LIVE)),
            out=Count("pk", filter=silent),
        )
        .order_by()
    }  # fmt: skip
    return [_feed_said(row, *told.get(row.pk % SOURCES, (0, 0, 0))) for row in feeds]


def _feed_said(row: Feed, heard: int, live: int, out: int) -> FeedSaid:
    return FeedSaid(
        feed_id=row.pk, name=row.name, organisation=row.organisation.name,
        kind=CadenceKind(row.cadence_kind), seconds=row.cadence_s, opened_at=row.opened_at,
        revoked_at=row.revoked_at, heard=heard, live=live,
        is_out=out >= FEED_OUT.least and out > FEED_OUT.share * heard,
    )  # fmt: skip
