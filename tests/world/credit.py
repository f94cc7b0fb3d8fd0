"""Builders of rounds of credit and of the scores in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.credit.actions import Claim, RoundDraft, Said, ask_round, object_to_score
from hoistway.credit.actions.computing import keep_frozen, score_some
from hoistway.credit.models import CreditFacts, CreditRound, CreditScore, Objection
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.shown import preview_until
from hoistway.credit.vocabulary import Grade, RoundState, SubjectKind
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_member, fresh_number

EDITION = "hoistway-2026"
POINTS: Sequence[Mapping[str, object]] = (
    {
        "key": "arrival", "indicator": "arrival", "family": "rescue", "zh": "30分钟到场率",
        "en": "Arrival within 30 minutes", "unit": "share", "value": 0.9, "raw": 0.9,
        "numerator": 9.0, "denominator": 10.0, "points": 8.0, "most": 10.0, "applies": True,
        "pulled": False, "pooled": False, "reason": "part", "also": [], "source": "house",
        "note_zh": "", "note_en": "",
    },
)  # fmt: skip
"""Points of a score in the form in which a round keeps them."""


def a_round(
    *, grades: Mapping[Organisation, Grade] | None = None,
    state: RoundState = RoundState.PUBLISHED, now: datetime = NOW,
) -> CreditRound:  # fmt: skip
    """Return a round that stands in a state since `now`, with these grades in it.

    Published, its preview of ten working days is over and every grade is confirmed.
    """
    done = state in RoundState.shown_to_firms()
    published = state is RoundState.PUBLISHED
    opened = now - timedelta(days=21) if published else now
    row = CreditRound.objects.create(
        number=f"XY-T{fresh_number():06d}", form_id=uuid4(), edition=EDITION, state=state,
        first_day=local_day(at=now) - timedelta(days=200),
        last_day=local_day(at=now) - timedelta(days=20), facts_sha256="0" * 64,
        frozen_at=now - timedelta(days=22), published_at=now if published else None,
        preview_until=preview_until(opened=local_day(at=opened)) if done else None,
    )  # fmt: skip
    for firm, grade in (grades or {}).items():
        a_score(round_=row, firm=firm, grade=grade, now=now)
    return row


def a_score(
    *, round_: CreditRound, firm: Organisation, grade: Grade, now: datetime = NOW
) -> CreditScore:
    """Return a firm's score in a round; the round counts one more."""
    totals = {Grade.A: 95.0, Grade.B: 80.0, Grade.C: 65.0, Grade.D: 40.0}
    facts: dict[str, object] = {}
    CreditFacts.objects.create(
        round=round_, organisation=firm, subject=SubjectKind.LEGAL_PERSON, fleet=60, facts=facts,
        sha256="0" * 64,
    )  # fmt: skip
    round_.subjects = round_.progress = round_.subjects + 1
    round_.save(update_fields=["subjects", "progress"])
    published = round_.state is RoundState.PUBLISHED
    return CreditScore.objects.create(
        round=round_, organisation=firm, subject=SubjectKind.LEGAL_PERSON, fleet=60,
        total=totals.get(grade), grade=grade, facts=facts, points=list(POINTS),
        at=now - timedelta(days=22), confirmed_at=now if published else None,
        confirmed_by={"name": "test"} if published else None,
    )  # fmt: skip


def counts_of(*, fleet: int = 200, **changed: float) -> SubjectFacts:
    """Return the facts of a firm without fault, but for what is changed."""
    days = fleet * 365
    good: dict[str, float] = {
        "elevator_days": days, "car_days": days, "technician_days": days // 25,
        "rescues": fleet // 10, "arrived_in_time": fleet // 10, "fleet_elevators": fleet,
        "entrapments_caused": fleet // 50, "faults_caused": fleet // 5, "inspected": fleet,
        "passed_first": fleet, "checks": 2, "check_points": 190, "visits_due": fleet * 24,
        "visits_recorded": fleet * 24, "visits_in_time": fleet * 24, "cells": fleet * 10,
        "cells_filled": fleet * 10, "connected": fleet // 2, "online_shares": fleet / 2,
    }  # fmt: skip
    return SubjectFacts(organisation_id=0, fleet=fleet, counts=good | changed)


BAD = {"arrived_in_time": 0, "passed_first": 100, "penalties": 3, "visits_in_time": 0}
"""Counts that bring a firm of 200 elevators into C or D."""


def a_scored_round(
    *, facts: Mapping[Organisation, SubjectFacts], now: datetime = NOW
) -> CreditRound:  # fmt: skip
    """Return a round computed by the platform from these frozen facts."""
    by = the_city()
    draft = RoundDraft(
        form_id=uuid4(), edition=EDITION, first_day=local_day(at=now) - timedelta(days=366),
        last_day=local_day(at=now) - timedelta(days=1 + fresh_number() % 300),
    )  # fmt: skip
    row = ask_round(draft=draft, now=now, by=by)
    known = {firm.pk: replace(one, organisation_id=firm.pk) for firm, one in facts.items()}
    keep_frozen(row=row, found=known, now=now)
    while score_some(round_id=row.pk, now=now):
        pass
    row.refresh_from_db()
    return row


def the_city() -> Actor:
    """Return a regulator of the city; each call another one."""
    return acting(membership=a_member(role=RoleKind.CITY_REGULATOR))


def office(firm: Organisation) -> Actor:
    """Return somebody of a firm's office."""
    return acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))


def said(words: str = "已核对依据记录", *, file: bool = False, now: datetime = NOW) -> Said:
    """Return words with a form of their own, perhaps with a paper."""
    kept = keep(upload=a_picture(name="proof.jpg"), now=now, by=PLATFORM) if file else None
    return Said(form_id=uuid4(), words=words, file=kept)


@dataclass(frozen=True, slots=True)
class CreditRows:
    """The score of a firm in its preview, to which it has objected with a paper."""

    objection: Objection

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        score = self.objection.score
        return {
            "credit_round": score.round.number, "rated_id": str(score.organisation_id),
            "credit_file": str(self.objection.files[0]),
        }  # fmt: skip


def credit_rows(*, elevator: Elevator, now: datetime) -> CreditRows:
    """Return what the firm of an elevator asked about its score."""
    firm = elevator.firm
    assert firm is not None
    known = Objection.objects.filter(score__organisation=firm).first()
    if known is not None:
        return CreditRows(known)
    a_round(grades={firm: Grade.B}, now=now - timedelta(days=200))
    row = a_round(grades={firm: Grade.C}, state=RoundState.PREVIEW, now=now)
    claim = Claim(indicators=["arrival"])
    asked = object_to_score(
        round_number=row.number, claim=claim, said=said(file=True, now=now), now=now,
        by=office(firm),
    )  # fmt: skip
    return CreditRows(asked)
