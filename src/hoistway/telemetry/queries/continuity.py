"""How long each elevator has been silent, how well its connection holds, and why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db.models import Q
from django.db.models.expressions import RawSQL

from hoistway.telemetry.models import Continuity as Kept
from hoistway.telemetry.models import Gap, Presence, Rest, Uptime
from hoistway.telemetry.rules.presence import SHANGHAI, PresencePolicy
from hoistway.telemetry.rules.silence import INTAKE, Span, outages, overlap
from hoistway.telemetry.vocabulary import SilenceCause

_NO_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuity:
    """How well one elevator is connected.

    `silent_for` is the silence clock: time since the last accepted sample, less what is excused.
    `share`, `longest_gap` and `days_known` speak of the last thirty whole days, the gap
    also of the silence that lasts; `cause` says why
    an elevator that is offline is not heard.
    """

    last_accepted: datetime
    silent_for: timedelta
    share: float | None
    longest_gap: timedelta
    days_known: int
    cadence_s: int
    cause: SilenceCause | None


def own_outages(*, now: datetime) -> list[Span]:
    """Return when we took no samples, from our own log alone, oldest first."""
    rows = Uptime.objects.filter(name=INTAKE).order_by("began_at", "pk")
    return outages(up=[(row.began_at, row.last_at) for row in rows], now=now)


def _these(keys: Sequence[int]) -> RawSQL:
    """Return keys as one bound array: twenty thousand parameters would cost a second."""
    return RawSQL("SELECT unnest(%s::bigint[])", (list(keys),))


def rests_of(*, elevator_ids: Sequence[int] | None, since: datetime) -> dict[int, list[Span]]:
    """Return the stretches of registered suspension that reach beyond an instant."""
    rows = Rest.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since))
    if elevator_ids is not None:
        rows = rows.filter(elevator_id__in=_these(elevator_ids))
    found: dict[int, list[Span]] = {}
    told = rows.order_by("elevator_id", "began_at", "pk")
    for key, began, ended in told.values_list("elevator_id", "began_at", "ended_at"):
        found.setdefault(key, []).append((began, ended or _NO_END))
    return found


def continuity_on(
    *, elevator_ids: Iterable[int] | None, now: datetime, policy: PresencePolicy = SHANGHAI
) -> dict[int, Continuity]:
    """Return how well elevators (None: all) are connected; one that was never heard is left out.

    A constant number of queries. Source: 286号 附件2 三 2, 四（四）2（2）.
    """
    asked = None if elevator_ids is None else list(elevator_ids)
    heard, held, open_gaps = Presence.objects.all(), Kept.objects.all(), Gap.objects.all()
    if asked is not None:
        heard, held = heard.filter(pk__in=_these(asked)), held.filter(pk__in=_these(asked))
        open_gaps = open_gaps.filter(elevator_id__in=_these(asked))
    causes = open_gaps.filter(ended_at=None).values_list("elevator_id", "cause")
    gaps = {key: SilenceCause(cause) for key, cause in causes}
    told = {
        row[0]: row[1:] for row in held.values_list("pk", "share", "longest_gap_s", "days_known")
    }
    seen = list(heard.values_list("pk", "last_seen", "cadence_s"))
    ours = own_outages(now=now)
    oldest = min((row[1] for row in seen), default=now)
    rests = rests_of(elevator_ids=asked, since=oldest)
    found: dict[int, Continuity] = {}
    for key, last, cadence in seen:
        excused = [*ours, *rests[key]] if key in rests else ours
        silent = max(now - last, timedelta(0)) - overlap(spans=excused, since=last, until=now)
        share, gap_s, days = told.get(key, (None, 0, 0))
        cause = None
        if now - last > policy.offline_after:
            cause = gaps.get(key) or _cause(ours, rests.get(key, []), now)
        found[key] = Continuity(
            last_accepted=last, silent_for=silent, share=share, days_known=days, cause=cause,
            longest_gap=max(timedelta(seconds=gap_s), silent),
            cadence_s=cadence or policy.usual_cadence_s,
        )  # fmt: skip
    return found


def _cause(ours: Sequence[Span], rests: Sequence[Span], now: datetime) -> SilenceCause:
    if any(began <= now < ended for began, ended in rests):
        return SilenceCause.SUSPENDED
    if any(ended >= now for _began, ended in ours):
        return SilenceCause.OURS
    return SilenceCause.DEVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedQuality:
    """How well the platforms and devices of one firm report.

    `elevators_named` were heard at least once, `elevators_reporting` within the last 24 hours.
    `days_known` is the median, so that who connects some elevators more loses nothing by it.
    """

    elevators_named: int
    elevators_reporting: int
    completeness: float
    online_share: float | None
    longest_gap: timedelta
    days_known: int
    silent_elevators: tuple[int, ...]


REPORTING = timedelta(hours=24)
"""Chosen: no gap over 24 h is the measure of 持续在线 too."""


def feed_quality(*, organisation_id: int, now: datetime) -> FeedQuality:
    """Return how completely and steadily the elevators that a firm maintains report.

    Source: 286号 附件2 二 1 (the firm's conditions).
    """
    rows = Presence.objects.filter(elevator__firm_id=organisation_id, elevator__merged_into=None)
    known = continuity_on(elevator_ids=rows.values_list("pk", flat=True), now=now)
    silent = tuple(sorted(key for key, one in known.items() if one.silent_for > REPORTING))
    shares = [one.share for one in known.values() if one.share is not None]
    reporting = len(known) - len(silent)
    return FeedQuality(
        elevators_named=len(known), elevators_reporting=reporting,
        completeness=reporting / len(known) if known else 0.0,
        online_share=sum(shares) / len(shares) if shares else None,
        longest_gap=max((one.longest_gap for one in known.values()), default=timedelta(0)),
        days_known=int(median(one.days_known for one in known.values())) if known else 0,
        silent_elevators=silent,
    )  # fmt: skip
