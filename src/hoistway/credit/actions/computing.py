"""Freeze a round's facts with their hash, compute every score from them, and compute anew."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from hoistway.credit.actions.steps import About, stepped
from hoistway.credit.models import CreditFacts, CreditRound, CreditScore
from hoistway.credit.queries.behind import taken_away, unknown_among
from hoistway.credit.queries.facts import gather
from hoistway.credit.rules.facts import SubjectFacts, as_json, from_json, without
from hoistway.credit.rules.model import Model, model_named
from hoistway.credit.rules.scoring import Scored, score
from hoistway.credit.rules.shrinkage import city_facts, means_as_json, means_from_json
from hoistway.credit.rules.striking import Strike
from hoistway.credit.rules.subjects import subject_kind
from hoistway.credit.vocabulary import CreditDeed, RoundState
from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import names_of

_BATCH = 25
"""Subjects scored in one transaction. Chosen: progress shows several times a second."""


class RecordUnknown(Refusal):
    """Raised when a record is to be struck that does not stand behind the score."""

    code = "credit_record_unknown"
    zh = "所选记录不在这项得分的依据之中。"
    en = "A chosen record does not stand behind this score."
    status = 422


def compute_round(*, round_id: int, now: datetime) -> None:
    """Freeze the facts of a round and score every subject; each batch is kept for good.

    Killed, it goes on where it stood: frozen facts never change, a score is made once.
    """
    freeze_round(round_id=round_id, now=now)
    while score_some(round_id=round_id, now=now):
        pass


@transaction.atomic
def freeze_round(*, round_id: int, now: datetime) -> None:
    """Count every subject's facts once and keep them with their hash; twice is once.

    Source: requirements F2.
    """
    row = CreditRound.objects.select_for_update().get(pk=round_id)
    if row.state is RoundState.ASKED:
        model = model_named(edition=row.edition)
        found = gather(first=row.first_day, last=row.last_day, model=model)
        keep_frozen(row=row, found=found, now=now)


@transaction.atomic
def keep_frozen(*, row: CreditRound, found: Mapping[int, SubjectFacts], now: datetime) -> None:
    """Keep the facts of a round for good, with the city's means and the hash over all of them."""
    names = names_of(organisation_ids=list(found))
    kept = [
        _frozen(row, replace(found[key], subject=subject_kind(name=names[key][0])))
        for key in sorted(found)
    ]
    CreditFacts.objects.bulk_create(kept, batch_size=500)
    city = city_facts(subjects=found.values(), model=model_named(edition=row.edition))
    row.city_facts = {"means": means_as_json(city=city)}
    row.facts_sha256 = _whole(kept)
    row.subjects, row.state, row.frozen_at = len(kept), RoundState.FROZEN, now
    row.save()
    facts = {"subjects": len(kept), "sha256": row.facts_sha256}
    stepped(round_=row, deed=CreditDeed.FROZEN, about=About(facts=facts), now=now)


def _frozen(row: CreditRound, facts: SubjectFacts) -> CreditFacts:
    said = as_json(facts=facts)
    return CreditFacts(
        round=row, organisation_id=facts.organisation_id, subject=facts.subject,
        fleet=facts.fleet, facts=said, sha256=hash_of(said=said),
    )  # fmt: skip


def hash_of(*, said: object) -> str:
    """Return the SHA-256 over JSON with sorted keys and without spaces, UTF-8."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _whole(rows: Iterable[CreditFacts]) -> str:
    """Return the hash over the subjects' hashes, one line each, by key of the organisation."""
    lines = [f"{one.organisation_id} {one.sha256}\n" for one in rows]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@transaction.atomic
def score_some(*, round_id: int, now: datetime) -> bool:
    """Score the next subjects of a frozen round; return whether there may be more."""
    row = CreditRound.objects.select_for_update().get(pk=round_id)
    if row.state is not RoundState.FROZEN:
        return False
    done = CreditScore.objects.filter(round=row).values("organisation_id")
    rows = CreditFacts.objects.filter(round=row).exclude(organisation_id__in=done)
    batch = list(rows.order_by("organisation_id")[:_BATCH])
    model = model_named(edition=row.edition)
    fresh = [_scored(row, model, from_json(said=one.facts), now) for one in batch]
    CreditScore.objects.bulk_create(fresh)
    row.progress += len(fresh)
    if row.progress >= row.subjects:
        row.state = RoundState.SCORED
        stepped(round_=row, deed=CreditDeed.SCORED, now=now)
    row.save(update_fields=["progress", "state"])
    touch("credit")
    return row.state is RoundState.FROZEN


def _scored(row: CreditRound, model: Model, facts: SubjectFacts, now: datetime) -> CreditScore:
    city = means_from_json(edition=row.edition, said=row.city_facts["means"])
    found = score(facts=facts, city=city, model=model)
    return CreditScore(
        round=row, organisation_id=facts.organisation_id, subject=facts.subject,
        fleet=facts.fleet, total=found.total, grade=found.grade, facts=as_json(facts=facts),
        points=[_point(model, one) for one in found.points], extra=_extra(found),
        vetoes=[{**asdict(one), "key": str(one.fact)} for one in found.vetoes], at=now,
    )  # fmt: skip


def _point(model: Model, point: Any) -> dict[str, object]:
    """Return a point as a score keeps it, with the words of its indicator."""
    one = model.indicator(key=point.indicator)
    said = asdict(point)
    return {
        **said, "key": point.indicator, "zh": one.zh, "en": one.en, "source": one.source,
        "note_zh": one.note_zh, "note_en": one.note_en,
    }  # fmt: skip


def _extra(found: Scored) -> dict[str, object]:
    return {
        "bonus": found.bonus, "weight": found.weight, "shrunk": found.shrunk,
        "pooled_with": list(found.pooled_with),
    }  # fmt: skip


def rescored(
    *, score: CreditScore, struck: Sequence[Strike], now: datetime, by: Actor
) -> CreditScore:
    """Write the next version of a score, from its facts less what is struck.

    The city's means stay those of the round: one firm's objection moves nobody else's score.
    Confirmed where the round is published, because a person has just decided it.
    Raises: RecordUnknown.
    """
    row = score.round
    if unknown_among(score=score, strikes=struck):
        raise RecordUnknown
    gone = taken_away(score=score, strikes=struck)
    facts = without(facts=from_json(said=score.facts), struck=gone)
    fresh = _scored(row, model_named(edition=row.edition), facts, now)
    fresh.version = score.version + 1
    fresh.struck = [*score.struck, *(one.as_json() for one in struck)]
    if row.state is RoundState.PUBLISHED:
        fresh.confirmed_at, fresh.confirmed_by = now, by.as_json()
    CreditScore.objects.filter(pk=score.pk).update(is_latest=False)
    fresh.save()
    return fresh
