"""One visit as its page shows it, in the language of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.visit import VisitPortrait
from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Crew, Repair, Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.parameters import Parameter
from hoistway.maintenance.vocabulary.regime import called
from hoistway.maintenance.vocabulary.repairs import RepairState
from hoistway.parties.models import Organisation
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import english, spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import duration_words
from hoistway.web.visits.course import Step, course
from hoistway.web.visits.lines import (
    Checked,
    LineRow,
    PhotoRow,
    checked,
    line_row,
    part_words,
    photo_rows,
)
from hoistway.web.visits.paper import Paper, notes_of, papers

TONES: dict[VisitState, Tone] = {
    VisitState.PLANNED: "quiet", VisitState.UNDER_WAY: "active", VisitState.SIGNED: "active",
    VisitState.CONFIRMED: "safe", VisitState.OBJECTED: "caution",
    VisitState.UNCONFIRMED: "caution", VisitState.VOID: "quiet",
}  # fmt: skip
REPAIR_TONES: dict[RepairState, Tone] = {
    RepairState.OPEN: "caution", RepairState.UNDER_WAY: "active", RepairState.REPAIRED: "active",
    RepairState.RETURNED: "safe", RepairState.CANNOT_CLEAR: "caution",
    RepairState.DROPPED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewRow:
    """One of the crew; `key` are the first signs of the SHA-256 of the phone's key."""

    name: str
    certificate: str
    until: str
    signed_at: datetime | None
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow:
    """A repair that the visit found, did or was made for."""

    number: str
    state: RepairState
    tone: Tone
    words: str
    item: str
    how: str
    other: Visit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictCard:
    """What two phones said otherwise of one item."""

    name: str
    code: str
    versions: tuple[LineRow, ...]
    times: tuple[datetime | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """What the page shows."""

    visit: Visit
    title: str
    tone: Tone
    elevator: ElevatorCard
    firm: str
    use_unit: str
    facts: tuple[tuple[str, str], ...]
    on_site: str
    place: str
    lead: str
    checked: Checked
    others: tuple[PhotoRow, ...]
    parts: tuple[str, ...]
    crew: tuple[CrewRow, ...]
    phones: tuple[tuple[str, datetime | None], ...]
    conflicts: tuple[ConflictCard, ...]
    repairs: tuple[RepairRow, ...]
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    mark: str
    edition: str
    remark: str
    notes: tuple[str, ...]
    why: str

    @property
    def is_done(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self.visit.state in {VisitState.CONFIRMED, VisitState.VOID}


def visit_page(*, portrait: VisitPortrait, by: Actor) -> VisitPage:
    """Return a visit in the words of the page."""
    visit, content = portrait.visit, portrait.content
    sheet = checked(portrait=portrait)
    return VisitPage(
        visit=visit, title=title_of(visit=visit), tone=TONES[visit.state],
        elevator=portrait.elevator, firm=_named(visit.firm),
        use_unit=(content.get("use_unit") or {}).get("name") or portrait.elevator.use_unit,
        facts=tuple(_facts(portrait)), on_site=_span(portrait), place=_place(portrait),
        lead=visit.lead.name if visit.lead else "", checked=sheet,
        others=_others(portrait, sheet),
        parts=tuple(part_words(part=part) for part in portrait.work.parts),
        crew=tuple(_crew(row) for row in portrait.crew), phones=portrait.phones,
        conflicts=tuple(_conflicts(portrait)),
        repairs=tuple(_repair(row, visit) for row in portrait.repairs),
        steps=course(portrait=portrait, by=by), papers=papers(portrait=portrait),
        mark=spoken(portrait.edition.mark), edition=portrait.edition.name,
        remark=portrait.work.remark, notes=notes_of(record=portrait.record),
        why=spoken(portrait.why),
    )  # fmt: skip


def title_of(*, visit: Visit) -> str:
    """Return what a visit is called: its level where it has one, else its kind."""
    if visit.kind is VisitKind.MAINTENANCE and visit.level:
        return _("%(level)s维护保养") % {"level": word(visit.level)}
    return word(called(kind=visit.kind, level=visit.level))


def _named(body: Organisation) -> str:
    return spoken((body.name, body.name_en or body.name))


def _facts(portrait: VisitPortrait) -> Iterator[tuple[str, str]]:
    """Give the identity and parameters as they were signed."""
    said = portrait.content.get("elevator") or {}
    names = (
        ("device_code", _("设备代码")), ("made_by", _("制造单位")), ("model", _("型号")),
        ("serial_number", _("产品编号")), ("unit_number", _("单位内编号")),
    )  # fmt: skip
    for name, label in names:
        if said.get(name):
            yield label, str(said[name])
    for name, value in (said.get("parameters") or {}).items():
        if value:
            yield word(chosen(Parameter, name)) or name, str(value)


def _span(portrait: VisitPortrait) -> str:
    begun, ended = portrait.work.begun_at, portrait.work.ended_at
    if begun is None or ended is None:
        return ""
    return duration_words(max(timedelta(), ended - begun).total_seconds(), english=english())


def _place(portrait: VisitPortrait) -> str:
    work = portrait.work
    if not work.longitude or not work.latitude:
        return ""
    exact = f" ±{work.accuracy_m} m" if work.accuracy_m else ""
    return f"{work.longitude}, {work.latitude}{exact}"


def _others(portrait: VisitPortrait, sheet: Checked) -> tuple[PhotoRow, ...]:
    """Return the photos that belong to no line: the barrier and those of the whole."""
    shown = {photo.sha256 for group in sheet.groups for row in group.rows for photo in row.photos}
    rows = photo_rows(portrait=portrait)
    return tuple(row for sha256, row in rows.items() if sha256 not in shown)


def _crew(row: Crew) -> CrewRow:
    until = f"{row.certificate_until:%Y-%m-%d}" if row.certificate_until else ""
    phone = row.key.device_name if row.key else ""
    return CrewRow(
        name=row.person.name, certificate=row.certificate_number, until=until,
        signed_at=row.signed_at, phone=phone,
    )  # fmt: skip


def _conflicts(portrait: VisitPortrait) -> Iterator[ConflictCard]:
    for one in portrait.conflicts:
        rows = tuple(line_row(line=line, portrait=portrait) for line in one.versions)
        yield ConflictCard(
            code=one.item, name=rows[0].name if rows else one.item, versions=rows,
            times=tuple(line.at for line in one.versions),
        )  # fmt: skip


def _repair(row: Repair, visit: Visit) -> RepairRow:
    if row.found_in_id == visit.pk:
        how, other = _("本次发现"), row.done_in
    elif row.done_in_id == visit.pk:
        how, other = _("本次修理"), row.found_in
    else:
        how, other = _("本次为此而来"), row.found_in
    return RepairRow(
        number=row.number, state=row.state, tone=REPAIR_TONES[row.state], words=row.words,
        item=row.item, how=how, other=other,
    )  # fmt: skip
