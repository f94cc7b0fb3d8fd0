"""Checks as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_rows
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.actions.signing import waits_for_officers, waits_for_unit
from hoistway.supervision.models import Check, Finding
from hoistway.supervision.queries import checklist_named, findings_of
from hoistway.supervision.vocabulary import CheckState, Measure, SignatureSide, SignatureWay
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

TONES: dict[CheckState, Tone] = {
    CheckState.PLANNED: "active", CheckState.UNDERWAY: "caution", CheckState.SIGNED: "safe",
    CheckState.REFUSED: "caution", CheckState.DROPPED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check in a list."""

    check: Check
    name: str
    area: str
    tone: Tone
    found: int
    officers: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with what shows it."""

    finding: Finding
    item: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature under a record."""

    side: SignatureSide
    way: SignatureWay
    name: str
    post: str
    at: datetime
    file: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """One check with everything that its page says."""

    row: CheckRow
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, bool], ...]
    findings: tuple[FindingRow, ...]
    measures: str
    signatures: tuple[Signature, ...]
    refused_at: datetime | None
    evidence: tuple[tuple[str, bool], ...]
    may_do: bool
    signs_as_officer: bool
    signs_for_unit: bool
    signs_as_unit: bool


def check_rows(*, checks: Iterable[Check], names: bool) -> list[CheckRow]:
    """Return the lines of a list; `names` for those who may read who goes. One query more."""
    rows = list(checks)
    counted: dict[int, int] = {}
    for one in findings_of(check_ids=[row.pk for row in rows]):
        counted[one.check_made_id] = counted.get(one.check_made_id, 0) + 1
    return [_row(row, counted.get(row.pk, 0), names) for row in rows]


def _row(row: Check, found: int, names: bool) -> CheckRow:
    body, area = row.organisation, row.jurisdiction
    officers = listed(str(one["name"]) for one in row.officers) if names else ""
    return CheckRow(
        row, spoken((body.name, body.name_en or body.name)), spoken((area.name_zh, area.name_en)),
        TONES[row.state], found, officers,
    )  # fmt: skip


def findings_shown(*, check: Check) -> tuple[FindingRow, ...]:
    """Return what a check found, with the words of its items and rules."""
    checklist = checklist_named(edition=check.checklist)
    items = {one.code: spoken((one.zh, one.en)) for one in checklist.items} if checklist else {}
    rules = checklist.rules if checklist else {}
    return tuple(
        FindingRow(
            one, items.get(one.item, ""),
            tuple(spoken((rules[key].zh, rules[key].en)) for key in one.articles if key in rules),
        )
        for one in findings_of(check_ids=[check.pk])
    )  # fmt: skip


def answers_shown(*, check: Check) -> tuple[tuple[str, str, bool], ...]:
    """Return item, answer and whether it failed, in the order of the checklist."""
    checklist = checklist_named(edition=check.checklist)
    if checklist is None:
        return ()
    return tuple(
        (
            spoken((one.zh, one.en)), word(Answer(check.answers[one.code])),
            check.answers[one.code] == str(Answer.NO),
        )
        for one in checklist.items if one.code in check.answers
    )  # fmt: skip


def measures_words(*, check: Check) -> str:
    """Return the measures in words."""
    return listed(word(Measure(one)) for one in check.measures)


def signatures_of(*, check: Check) -> tuple[Signature, ...]:
    """Return who signed."""
    return tuple(
        Signature(
            SignatureSide(one["side"]), SignatureWay(one["way"]), one["name"], one["post"],
            datetime.fromisoformat(one["at"]), one["file"], one.get("opinion", ""),
        )
        for one in check.signatures
    )  # fmt: skip


def check_page(*, check: Check, by: Actor, facts: tuple[tuple[str, str], ...]) -> CheckPage:
    """Return one check as its page shows it to this actor."""
    found = findings_shown(check=check)
    does = may(by=by, deed=Deed.DO_CHECK)
    underway = check.state is CheckState.UNDERWAY
    refusal = check.refusal or {}
    pictures = kept_rows(sha256s=refusal.get("files", []))
    return CheckPage(
        row=_row(check, len(found), does), facts=facts, answers=answers_shown(check=check),
        findings=found, measures=measures_words(check=check),
        signatures=signatures_of(check=check),
        refused_at=datetime.fromisoformat(refusal["at"]) if refusal else None,
        evidence=tuple(
            (sha, sha in pictures and pictures[sha].media_type.startswith("image/"))
            for sha in refusal.get("files", [])
        ),
        may_do=does and check.state is CheckState.PLANNED,
        signs_as_officer=does and underway and by.person_id in waits_for_officers(check=check),
        signs_for_unit=does and underway and waits_for_unit(check=check),
        signs_as_unit=(
            underway and by.organisation_id == check.organisation_id and waits_for_unit(check=check)
        ),
    )  # fmt: skip
