"""Compare what a partner says to hold with what it was sent, and tell the city of a difference."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from hoistway.exchange.actions.nightly import tell_city
from hoistway.exchange.actions.partner_rows import lock, partner_row
from hoistway.exchange.adapters.post import asked
from hoistway.exchange.models import Count, Partner
from hoistway.exchange.queries.partners import agrees, counts_of, secrets_of
from hoistway.exchange.queries.profiles import Known, partners_known
from hoistway.exchange.queries.sources import area_counts
from hoistway.exchange.rules.incoming import Said
from hoistway.exchange.rules.profile import Outward
from hoistway.exchange.rules.values import at_path
from hoistway.exchange.vocabulary import Topic
from hoistway.foundation.periods import local_day

_SOUND = range(200, 300)


def ask_counts(*, now: datetime, name: str = "") -> int:
    """Ask each partner, or one, that can be asked how much it holds; return how many differ."""
    differing = 0
    for known in partners_known():
        if known.connection is None or known.connection.is_folder:
            continue
        if name and known.profile.name != name:
            continue
        said = [one for outward in known.profile.out for one in _asked(known, outward, now)]
        if said:
            partner = partner_row(name=known.profile.name)
            differing += compare(known=known, partner=partner, said=said, now=now)
    return differing


def _asked(known: Known, outward: Outward, now: datetime) -> list[Said]:
    """Return what a partner answers of a topic: in all, and by district where it says so."""
    if outward.count is None or known.connection is None:
        return []
    secrets = secrets_of(name=known.profile.name, now=now)
    sent = asked(connection=known.connection, path=outward.count.path, secrets=secrets, now=now)
    if sent.status not in _SOUND:
        return []
    try:
        answer = json.loads(sent.text)
    except ValueError:
        return []
    total = at_path(tree=answer, path=outward.count.total)
    areas = at_path(tree=answer, path=outward.count.areas) if outward.count.areas else None
    said: list[Said] = [{"topic": str(outward.topic), "total": total}]
    if isinstance(areas, dict):
        said += [
            {"topic": str(outward.topic), "total": n, "area": str(area)}
            for area, n in areas.items()
        ]
    return [one for one in said if _whole(one["total"]) is not None]


@transaction.atomic
def compare(*, known: Known, partner: Partner, said: Iterable[Said], now: datetime) -> bool:
    """Keep what a partner says to hold beside what it was sent; return whether it differs.

    The city's bureau is told of a difference once a day.
    """
    lock(what=f"counts.{partner.pk}")
    differs: list[str] = []
    by_topic: dict[Topic, list[Said]] = {}
    for one in said:
        if one.get("topic") in {str(outward.topic) for outward in known.profile.out}:
            by_topic.setdefault(Topic(str(one["topic"])), []).append(one)
    for topic, told in by_topic.items():
        rows = _rows(partner, topic, told, now)
        Count.objects.bulk_create(rows)
        if any(not agrees(row=row) for row in rows):
            differs.append(topic.zh)
    if differs:
        _tell(known, differs, now)
    return bool(differs)


def _rows(partner: Partner, topic: Topic, told: list[Said], now: datetime) -> list[Count]:
    sent, ours = counts_of(partner_id=partner.pk, topic=topic), area_counts(topic=topic, now=now)
    rows: list[Count] = []
    for one in told:
        area, theirs = str(one.get("area", ""))[:16], _whole(one["total"])
        if theirs is None:
            continue
        known = [sent.get(area, (0, 0))] if area else list(sent.values())
        rows.append(
            Count(
                partner=partner, topic=topic, at=now, area=area, theirs=theirs,
                sent=sum(n for n, _ in known), under_way=sum(n for _, n in known),
                ours=ours.get(area, 0) if area else sum(ours.values()),
            )
        )  # fmt: skip
    return rows


def _whole(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _tell(known: Known, differs: list[str], now: datetime) -> None:
    topics = "、".join(differs)
    name = known.profile.name
    tell_city(
        key=f"partner.differs.{name}.{local_day(at=now)}", name=name, now=now,
        zh=f"与{known.profile.zh}对账不一致：{topics}。请查看差异，必要时补发。",
        en=f"{known.profile.en} does not hold what it was sent ({topics}). Look at the "
        "differences and send again what is missing.",
    )  # fmt: skip
