"""One public report as its page shows it: words, photos, whose turn it is, who may do what."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.models import PublicReport, ReportPhoto, ReportStep
from hoistway.riders.queries import (
    answer_templates,
    deeds_open,
    passes_to,
    phones_of,
    photos_of,
    policy_of,
    steps_of,
    voices_of,
)
from hoistway.riders.vocabulary import Desk, PhotoState, ReportDeed, ReportState, ReportVerdict
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.placesketch import Spot, place_sketch
from hoistway.web.parts.tones import Tone
from hoistway.web.reports.shown import ReportRow, reads_hidden, report_row

_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}
_PHOTO_TONES: dict[PhotoState, Tone] = {
    PhotoState.HELD: "caution", PhotoState.SHOWN: "safe", PhotoState.HIDDEN: "quiet",
    PhotoState.ERASED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step; `file` is empty, «photo» or «paper»; what is not public stands apart."""

    pk: int
    at: datetime
    text: str
    doer: str
    words: str
    public: bool
    file: str
    automatic: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody else wrote of the same matter."""

    number: str
    at: datetime
    words: str
    erased: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of a reporter."""

    pk: int
    state: PhotoState
    tone: Tone
    added_at: datetime


@dataclass(frozen=True, slots=True)
class WayPoint:
    """A desk on the way up: who sits there, within how many hours it answers."""

    desk: Desk
    holder: str
    hours: int
    current: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template of an answer in both languages; `chosen` when the address names it."""

    code: str
    text: str
    other: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What the page of one report shows to this reader."""

    row: ReportRow
    verdict: object
    is_mended: bool | None
    fault: str
    outside_status: str
    steps: tuple[StepLine, ...]
    voices: tuple[Voice, ...]
    shots: tuple[Shot, ...]
    phones: tuple[str, ...]
    way: tuple[WayPoint, ...]
    deeds: frozenset[str]
    to: tuple[Desk, ...]
    phrases: tuple[Phrase, ...]
    verdicts: tuple[ReportVerdict, ...]
    edition: str
    sketch: SafeString
    appealed: bool

    @property
    def has_deeds(self) -> bool:
        """Whether this reader may do anything at all here."""
        return bool(self.deeds - _PHOTO_DEEDS)

    @property
    def answer(self) -> str:
        """The template that was picked, as the words begin."""
        return next((one.text for one in self.phrases if one.chosen), "")


_PHOTO_DEEDS = frozenset({str(ReportDeed.SHOW_PHOTO), str(ReportDeed.HIDE_PHOTO)})


def report_page(*, report: PublicReport, by: Actor, template: str, now: datetime) -> ReportPage:
    """Return the page of a report for this reader; a constant number of queries."""
    steps = steps_of(report_id=report.pk)
    deeds = frozenset(str(deed) for deed in deeds_open(report=report, by=by))
    row, policy = report_row(report=report, by=by, now=now), policy_of(report=report)
    return ReportPage(
        row=row, verdict=report.verdict, is_mended=report.is_mended,
        fault=report.fault.number if report.fault else "", outside_status=report.outside_status,
        steps=_lines(steps, by), voices=_voices(report, by),
        shots=tuple(map(_shot, photos_of(report_id=report.pk, by=by))),
        phones=tuple(phones_of(report_id=report.pk, by=by)),
        way=_way(
            report, row,
            {desk: policy.answer_hours(kind=report.kind, desk=desk) for desk in Desk},
        ),
        deeds=deeds, to=passes_to(report=report, by=by),
        phrases=_phrases(report, template, now) if str(ReportDeed.ANSWER) in deeds else (),
        verdicts=tuple(ReportVerdict), edition=policy.edition, sketch=_sketch(report, by),
        appealed=report.hidden_at is not None and _last_is_appeal(steps),
    )  # fmt: skip


def _last_is_appeal(steps: list[ReportStep]) -> bool:
    about = {ReportDeed.HIDE, ReportDeed.APPEAL, ReportDeed.SHOW, ReportDeed.KEEP_HIDDEN}
    moderated = [step.deed for step in steps if step.deed in about]
    return bool(moderated) and moderated[-1] is ReportDeed.APPEAL


def _lines(steps: list[ReportStep], by: Actor) -> tuple[StepLine, ...]:
    """Return the steps, the latest first; joins that follow each other are one line."""
    lines = []
    for is_join, group in groupby(reversed(steps), key=lambda step: step.deed is ReportDeed.JOIN):
        rows = list(group)
        if is_join and len(rows) > 1:
            text = _("%(n)s 份反映并入同一事项") % {"n": len(rows)}
            lines.append(replace(_line(rows[0], by), text=text))
        else:
            lines += [_line(step, by) for step in rows]
    return tuple(lines)


def _line(step: ReportStep, by: Actor) -> StepLine:
    file = ""
    if step.file is not None:
        file = "photo" if step.file.media_type == "image/jpeg" else "paper"
    return StepLine(
        pk=step.pk, at=step.at, text=word(step.deed), doer=_doer(step, by), words=step.words,
        public=step.public, file=file, automatic=_reason(step),
    )  # fmt: skip


def _reason(step: ReportStep) -> str:
    """Say by what an automatic step was decided."""
    if step.by.get("kind") != str(ActorKind.SYSTEM):
        return ""
    edition = str(step.facts.get("edition", ""))
    return _("平台自动，规则版本 %(edition)s") % {"edition": edition} if edition else _("平台自动")


def _doer(step: ReportStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    role = next((word(role) for role in RoleKind if str(role) == step.by.get("role")), "")
    if not role:
        is_public = step.by.get("kind") == str(ActorKind.PASSENGER)
        return _("反映人") if is_public else ""
    own = step.by.get("organisation") == by.organisation_id
    return f"{step.by.get('name')} · {role}" if own or by.role in _REGULATORS else role


def _voices(report: PublicReport, by: Actor) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            one.number, one.made_at,
            "" if one.hidden_at is not None and not reads_hidden(by=by) else one.words,
            one.erased_at is not None,
        )
        for one in voices_of(report_id=report.pk)
    )  # fmt: skip


def _shot(photo: ReportPhoto) -> Shot:
    return Shot(photo.pk, photo.state, _PHOTO_TONES[photo.state], photo.added_at)


def _way(report: PublicReport, row: ReportRow, hours: dict[Desk, int]) -> tuple[WayPoint, ...]:
    holders = {Desk.FIRM: row.firm, Desk.USE_UNIT: row.use_unit, Desk.DISTRICT: row.jurisdiction}
    holders[report.desk] = row.holder or holders.get(report.desk, "")
    is_open = report.state in {ReportState.OPEN, ReportState.OUTSIDE}
    return tuple(
        WayPoint(
            desk, holders.get(desk, ""), hours[desk], is_open and desk is report.desk
        )
        for desk in (Desk.FIRM, Desk.USE_UNIT, Desk.DISTRICT, Desk.CITY)
    )  # fmt: skip


def _phrases(report: PublicReport, template: str, now: datetime) -> tuple[Phrase, ...]:
    known = answer_templates(desk=report.desk, kind=report.kind, day=local_day(at=now))
    english = report.language.startswith("en")
    return tuple(
        Phrase(
            one.code, one.en if english else one.zh, spoken((one.zh, one.en)),
            one.code == template,
        )
        for one in known
    )  # fmt: skip


def _sketch(report: PublicReport, by: Actor) -> SafeString:
    """Draw where the reporter stood and where the elevator does, if both are known."""
    place = report.elevator
    if None in (report.longitude, report.latitude, place.longitude, place.latitude):
        return SafeString("")
    if by.role not in _REGULATORS:
        return SafeString("")
    spots = [
        Spot(place.longitude or 0, place.latitude or 0, "active", _("电梯")),
        Spot(report.longitude or 0, report.latitude or 0, "caution", _("反映人所在")),
    ]
    return place_sketch(
        spots=spots, outlines=district_outlines(), label=_("反映地点"), far=_("{km} 公里外")
    )
