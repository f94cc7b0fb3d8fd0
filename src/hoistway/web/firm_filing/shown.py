"""Firms' filings as pages show them, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import (
    FirmContent,
    FoundFault,
    LicenceLine,
    Part,
    PointLine,
    RunningOut,
    StaffLine,
    changes,
    firm_filing_in_force,
)
from hoistway.filings.vocabulary import Fault, FilingState, LicenceItem, LicenceLevel
from hoistway.foundation.actors import Actor
from hoistway.parties.models import Organisation
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import spoken
from hoistway.web.lifecycle.shown import Step
from hoistway.web.parts.tones import Tone

TONES: dict[FilingState, Tone] = {
    FilingState.FILED: "active", FilingState.DISPUTED: "caution", FilingState.CHECKED: "safe",
    FilingState.RETURNED: "caution", FilingState.WITHDRAWN: "quiet",
    FilingState.REFUSED: "caution", FilingState.REPLACED: "quiet",
}  # fmt: skip

PART_WORDS: dict[Part, str] = {
    Part.NAME: _("单位名称"), Part.CREDIT_CODE: _("统一社会信用代码"),
    Part.DUTY_PHONE: _("24 小时维保值班电话"), Part.LICENCES: _("许可"),
    Part.POINTS: _("服务网点"), Part.STAFF: _("维保人员"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFilingRow:
    """One filing in a list."""

    number: str
    state: FilingState
    tone: Tone
    firm: str
    jurisdiction: str
    faults: int
    blocking: int
    filed_at: datetime
    filed_by: str
    checked_at: datetime | None
    checked_reason: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing wrong, with what of it and the clause."""

    fault: Fault
    about: str
    clause: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class LicenceShown:
    """A line of the licence and whether it holds today."""

    line: LicenceLine
    level: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StaffShown:
    """A technician and whether the certificate holds today."""

    line: StaffLine
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that would be otherwise."""

    part: str
    before: str
    after: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class ContentShown:
    """All that was filed, judged on a day."""

    name: str
    credit_code: str
    duty_phone: str
    licences: tuple[LicenceShown, ...]
    points: tuple[PointLine, ...]
    staff: tuple[StaffShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFilingPage:
    """What the page of one filing shows."""

    row: FirmFilingRow
    content: ContentShown
    faults: tuple[FaultLine, ...]
    in_force: str
    changes: tuple[ChangeShown, ...]
    steps: tuple[Step, ...]
    done: bool
    may_check: bool
    edition: str

    @property
    def blocked(self) -> bool:
        """Whether something keeps the filing from being checked as right."""
        return any(line.blocking for line in self.faults)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """What runs out, in a list."""

    what: str
    person: str
    firm: str
    last: date
    days: int
    tone: Tone


def named(firm: Organisation) -> str:
    """Name a firm in the language of the page."""
    return spoken((firm.name, firm.name_en or firm.name))


def filing_rows(*, filings: Iterable[FirmFiling]) -> list[FirmFilingRow]:
    """Return the lines of a list; no query of its own."""
    return [_row(filing) for filing in filings]


def filing_page(*, filing: FirmFiling, by: Actor, day: date) -> FirmFilingPage:
    """Return the page of a filing for this reader; one query."""
    content = FirmContent.read(filing.content)
    held = firm_filing_in_force(firm_id=filing.firm_id)
    waits = filing.state is FilingState.FILED
    return FirmFilingPage(
        row=_row(filing), content=content_shown(content=content, day=day),
        faults=fault_lines(faults=[FoundFault.read(one) for one in filing.faults]),
        in_force=held.number if held and held.pk != filing.pk else "",
        changes=_changes(held, content) if held and waits else (),
        steps=_steps(filing), done=filing.state is FilingState.CHECKED,
        may_check=waits and may(by=by, deed=Deed.CHECK_FILING), edition=filing.edition,
    )  # fmt: skip


def content_shown(*, content: FirmContent, day: date) -> ContentShown:
    """Return what was filed, with what holds on a day."""
    return ContentShown(
        name=content.name, credit_code=content.credit_code, duty_phone=content.duty_phone,
        licences=tuple(
            LicenceShown(
                one, "" if one.level is LicenceLevel.NONE else word(one.level),
                *_held(one.since, one.last, day),
            )
            for one in content.licences
        ),
        points=content.points,
        staff=tuple(StaffShown(one, *_held(one.since, one.last, day)) for one in content.staff),
    )  # fmt: skip


def fault_lines(*, faults: Iterable[FoundFault]) -> tuple[FaultLine, ...]:
    """Return what is wrong, with the clause each follows from."""
    return tuple(
        FaultLine(one.fault, _about(one.about), one.fault.source, one.blocking) for one in faults
    )


def ending_rows(*, ends: Iterable[RunningOut]) -> list[EndingRow]:
    """Return what runs out as the lines of a list."""
    return [
        EndingRow(
            what=listed(map(word, one.items)) if one.items else gettext("T 证"),
            person=one.person,
            firm=spoken(one.firm), last=one.last, days=one.days,
            tone="caution" if one.days >= 0 else "help",
        )
        for one in ends
    ]  # fmt: skip


def _row(filing: FirmFiling) -> FirmFilingRow:
    faults = [FoundFault.read(one) for one in filing.faults]
    area = filing.jurisdiction
    return FirmFilingRow(
        number=filing.number, state=filing.state, tone=TONES[filing.state],
        firm=named(filing.firm), jurisdiction=spoken((area.name_zh, area.name_en)),
        faults=len(faults), blocking=sum(one.blocking for one in faults),
        filed_at=filing.filed_at, filed_by=str(filing.filed_by.get("name", "")),
        checked_at=filing.checked_at, checked_reason=filing.checked_reason,
    )  # fmt: skip


def _about(about: str) -> str:
    """Say a part of the form by its name; numbers, names and days stay as they are."""
    if about in set(Part):
        return gettext(PART_WORDS[Part(about)])
    first, _sep, rest = about.partition(" ")
    item = _item(first)
    return f"{item} {rest}".strip() if item else about


def _item(code: str) -> str:
    return next((word(one) for one in LicenceItem if str(one) == code), "")


def _held(since: date | None, last: date | None, day: date) -> tuple[str, Tone]:
    if since is None or last is None:
        return gettext("未填写"), "caution"
    if day < since:
        return gettext("尚未生效"), "quiet"
    return (gettext("有效"), "safe") if day <= last else (gettext("已过期"), "caution")


def _changes(held: FirmFiling, content: FirmContent) -> tuple[ChangeShown, ...]:
    found = changes(before=FirmContent.read(held.content), after=content)
    return tuple(
        ChangeShown(
            gettext(PART_WORDS[one.part]), _side(one.before), _side(one.after), one.sensitive
        )
        for one in found
    )


def _side(side: str | LicenceLine | PointLine | StaffLine | None) -> str:
    if side is None or isinstance(side, str):
        return side or "—"
    if isinstance(side, LicenceLine):
        level = "" if side.level is LicenceLevel.NONE else str(side.level)
        return " · ".join(filter(None, (word(side.item), level, side.number, _days(side))))
    if isinstance(side, PointLine):
        return " · ".join(filter(None, (side.name, side.address, side.phone, side.credit_code)))
    return " · ".join(filter(None, (side.name, side.phone, side.number, _days(side))))


def _days(line: LicenceLine | StaffLine) -> str:
    return f"{line.since or '?'} – {line.last or '?'}"


def _steps(filing: FirmFiling) -> tuple[Step, ...]:
    steps = [Step(filing.filed_at, gettext("维保单位提交"), str(filing.filed_by.get("name", "")))]
    if filing.checked_at and filing.checked_by:
        returned = filing.state is FilingState.RETURNED
        text = gettext("市场监管局退回") if returned else gettext("市场监管局核对通过，开始生效")
        doer = str(filing.checked_by.get("name", ""))
        steps.append(Step(filing.checked_at, text, doer, filing.checked_reason))
    return tuple(reversed(steps))
