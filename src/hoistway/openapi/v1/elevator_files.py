"""What lies behind one elevator: its life, why each fact is held, who answered, its plates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.dossier.disclosure import audience_of
from hoistway.dossier.facts import named_in
from hoistway.dossier.search import elevator_seen
from hoistway.dossier.timeline import life_of
from hoistway.dossier.values import source_words
from hoistway.dossier.why import Part, SayingLine, why_field
from hoistway.filings.queries import days_of
from hoistway.filings.vocabulary import Basis
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.lifecycle.queries import Milestone
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.keys import acting
from hoistway.openapi.refs import organisation_ref
from hoistway.parties.queries import may, names_of, organisations_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import FieldStory, why
from hoistway.registry.vocabulary import DecisionReason, SourceKind
from hoistway.registry.vocabulary import Field as Fact

router = Router(tags=["elevators"])


class MilestoneOut(BaseModel):
    """One thing that happened; `about` and `reference` name what stands behind it."""

    on: date
    at: datetime | None
    kind: MilestoneKind
    text_zh: str
    text_en: str
    source_zh: str
    source_en: str
    about: str = Field(description="request, incident, inspection … or empty")
    reference: str = Field(description="Its number, or empty")


class TimelineOut(Out):
    """The life of an elevator, the newest first."""

    register_number: str
    milestones: list[MilestoneOut]


class SourceOut(BaseModel):
    """Who is believed of one fact."""

    field: str
    value: Any
    source_zh: str
    source_en: str
    source_kind: SourceKind
    reason: DecisionReason
    observed_at: datetime
    others: int = Field(description="How many more say something of it now")


class SourcesOut(Out):
    """Why an elevator's facts hold their values, fact by fact."""

    register_number: str
    sources: list[SourceOut]


class SayingOut(BaseModel):
    """One saying about a fact; who decided and why is told to those who may correct."""

    source_zh: str
    source_en: str
    source_kind: SourceKind
    part: Part
    value_zh: str
    value_en: str
    observed_at: datetime
    received_at: datetime
    origin: str
    by: str
    reason_zh: str
    reason_en: str
    edition: str
    withdrawn_at: datetime | None
    correction: int = Field(description="Number of the correction behind it, 0: none")


class WhyOut(Out):
    """The whole story of one fact; `ranks` are the ranks of sources in force, the first first."""

    register_number: str
    field: str
    value: Any
    reason: DecisionReason | None
    sayings: list[SayingOut]
    past: list[SayingOut]
    ranks: list[list[SourceKind]]
    ranks_edition: str


class StretchOut(BaseModel):
    """Days on which one firm answered, or nobody; the last day is included."""

    basis: Basis
    firm: str | None
    firm_name: str | None
    first_day: date
    last_day: date | None


class MaintainersOut(Out):
    """Who answered for an elevator since its first filing, without a gap."""

    register_number: str
    stretches: list[StretchOut]


@router.get(
    "/{register_number}/timeline", response=TimelineOut, url_name="elevator-timeline",
    summary="Read what an elevator went through",
)  # fmt: skip
def read_timeline(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer registration, work, filings, rescues, faults and inspections, the newest first."""
    by = acting(request=request, scope=Scope.REGISTER)
    row = elevator_seen(by=by, register_number=register_number)
    lines = life_of(elevator_id=row.pk, audience=audience_of(by=by))
    told = TimelineOut(
        register_number=row.register_number, milestones=[_milestone(one) for one in lines]
    )
    return answer_one(request=request, row=told)


@router.get(
    "/{register_number}/sources", response=SourcesOut, url_name="elevator-sources",
    summary="Read who is believed of each fact",
)  # fmt: skip
def read_sources(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer of each fact of an elevator who said what is held, and why it is believed."""
    by = acting(request=request, scope=Scope.REGISTER)
    row = elevator_seen(by=by, register_number=register_number)
    stories = [one for _name, one in sorted(why(elevator_id=row.pk).items())]
    names = names_of(organisation_ids=named_in(claims=[one.claim for one in stories]))
    told = [_source(one, names) for one in stories]
    found = SourcesOut(register_number=row.register_number, sources=told)
    return answer_one(request=request, row=found)


@router.get(
    "/{register_number}/sources/{field}", response=WhyOut, url_name="elevator-source",
    summary="Read why a fact is held",
)  # fmt: skip
def read_source(request: HttpRequest, register_number: str, field: str) -> HttpResponse:
    """Answer everything that was said of one fact, who is believed and by which ranks."""
    by = acting(request=request, scope=Scope.REGISTER)
    row = elevator_seen(by=by, register_number=register_number)
    if field not in set(Fact) and not field.startswith("facts."):
        raise NotFound
    story = why_field(elevator=row, field=field, by=by, now=clock.now())
    told = WhyOut(
        register_number=row.register_number, field=field, value=story.value, reason=story.reason,
        sayings=[_saying(one, by) for one in story.sayings],
        past=[_saying(one, by) for one in story.past],
        ranks=[list(tier) for tier in story.ranks.tiers], ranks_edition=story.ranks.edition,
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    "/{register_number}/maintainers", response=MaintainersOut, url_name="elevator-maintainers",
    summary="Read who answered for an elevator on which days",
)  # fmt: skip
def read_maintainers(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer the firms that answered by checked filings, with the days on which nobody did."""
    by = acting(request=request, scope=Scope.FILINGS)
    require(by=by, deed=Deed.SEE_FILINGS)
    row = elevator_seen(by=by, register_number=register_number)
    stretches = days_of(elevator_id=row.pk)
    keys = {one.maintainer.firm_id for one in stretches if one.maintainer.firm_id}
    firms = {one.pk: one for one in organisations_of(organisation_ids=sorted(keys))}
    told = [
        StretchOut(
            basis=one.maintainer.basis, firm=organisation_ref(firm),
            firm_name=firm.name if firm else None, first_day=one.since,
            last_day=date.fromordinal(one.until.toordinal() - 1) if one.until else None,
        )
        for one in stretches
        for firm in [firms.get(one.maintainer.firm_id or 0)]
    ]  # fmt: skip
    found = MaintainersOut(register_number=row.register_number, stretches=told)
    return answer_one(request=request, row=found)


def _source(one: FieldStory, names: Mapping[int, tuple[str, str]]) -> SourceOut:
    zh, en = source_words(source=one.claim.source, names=names)
    return SourceOut(
        field=one.field, value=one.value, source_zh=zh, source_en=en, source_kind=one.claim.kind,
        reason=one.reason, observed_at=one.claim.observed_at, others=len(one.others),
    )  # fmt: skip


def _milestone(one: Milestone) -> MilestoneOut:
    return MilestoneOut(
        on=one.on, at=one.at, kind=one.kind, text_zh=one.words[0], text_en=one.words[1],
        source_zh=one.source[0], source_en=one.source[1], about=one.about,
        reference=one.reference,
    )  # fmt: skip


def _saying(one: SayingLine, by: Actor) -> SayingOut:
    names = may(by=by, deed=Deed.CORRECT_REGISTER)
    return SayingOut(
        source_zh=one.source[0], source_en=one.source[1], source_kind=one.kind, part=one.part,
        value_zh=one.value[0], value_en=one.value[1], observed_at=one.observed_at,
        received_at=one.received_at, origin=one.origin, by=one.by if names else "",
        reason_zh=one.reason[0], reason_en=one.reason[1], edition=one.edition,
        withdrawn_at=one.withdrawn_at, correction=one.correction_id,
    )  # fmt: skip
