"""Builders of what is said of elevators, what was found wrong in it, and what was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.foundation.actors import PLATFORM
from hoistway.quality.models import Answer, Correction, DayScore, ElevatorScore, Finding
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.vocabulary import SourceKind
from tests.world.parties import NOW, fresh_number
from tests.world.registry import Site, an_elevator

EDITION = "2026-11"


def a_claim(
    *, elevator: Elevator | None, fields: Mapping[str, object], source: str = "supervision",
    observed_at: datetime = NOW - timedelta(days=40),
) -> Claim:  # fmt: skip
    """Return what a record of a source says; without an elevator it waits for one."""
    number = fresh_number()
    return Claim.objects.create(
        elevator=elevator, source=source, kind=SourceKind(source.partition(":")[0]),
        record_key=f"S{number:07d}", observed_at=observed_at, received_at=observed_at,
        last_seen_at=observed_at, fields=dict(fields),
        origin={"file": f"{source.partition(':')[0]}-2026-10.csv", "line": number},
    )  # fmt: skip


def a_finding(
    *, elevator: Elevator, kind: FindingKind = FindingKind.SPEED_UNIT,
    field: str = "rated_speed_mps", value: object = 105.0, proposal: object = 1.75,
    inputs: Mapping[str, object] | None = None, confidence: float = 0.86,
    state: FindingState = FindingState.OPEN, other: Elevator | None = None,
    found_at: datetime = NOW - timedelta(days=3),
) -> Finding:  # fmt: skip
    """Return a finding, of a speed in metres a minute unless told otherwise."""
    return Finding.objects.create(
        kind=kind, state=state, elevator=elevator, other=other, jurisdiction=elevator.jurisdiction,
        field=field, value=value, proposal=proposal, confidence=confidence,
        inputs=dict(inputs or {}), edition=EDITION, fingerprint=f"f{fresh_number():08d}",
        found_at=found_at,
    )  # fmt: skip


def a_correction(*, finding: Finding, at: datetime = NOW, automatic: bool = True) -> Correction:
    """Return the change that followed from a finding."""
    return Correction.objects.create(
        finding=finding, automatic=automatic, field=finding.field, before=finding.value,
        after=finding.proposal, at=at, by=PLATFORM.as_json(),
    )  # fmt: skip


def a_merge(*, kept: Elevator, gone: Elevator, at: datetime = NOW) -> Merge:
    """Return the merge of two entries as it is kept."""
    return Merge.objects.create(
        kept=kept, gone=gone, at=at, by=PLATFORM.as_json(), reason="经核实为同一台电梯",
        edition=EDITION,
    )  # fmt: skip


def an_answer(*, finding: Finding, agrees: bool | None = True, text: str = "") -> Answer:
    """Return what the firm of the elevator says to a finding."""
    return Answer.objects.create(
        finding=finding, at=NOW, by={"name": "王敏"}, agrees=agrees, text=text,
        organisation=finding.elevator.firm if finding.elevator else None,
    )  # fmt: skip


def a_score(*, elevator: Elevator, points: float = 82.0, now: datetime = NOW) -> ElevatorScore:
    """Return the score of an elevator."""
    return ElevatorScore.objects.create(
        elevator=elevator, points=points, gain=100 - points, edition=EDITION, scored_at=now
    )


def a_day_score(
    *, subject: ScoreSubject, key: str, points: float, day: datetime = NOW, elevators: int = 100
) -> DayScore:
    """Return the score of somebody on one day; the same day is scored once."""
    return DayScore.objects.get_or_create(
        day=day.date(), subject=subject, key=key,
        defaults={
            "elevators": elevators, "points": points, "open_findings": 12, "corrected": 5,
            "by_kind": {},
        },
    )[0]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one elevator: a row of each kind that an address can name."""

    finding: Finding
    correction: Correction
    claim: Claim
    merge: Merge

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of the data desk's addresses."""
        return {
            "finding_id": str(self.finding.pk), "correction_id": str(self.correction.pk),
            "claim_id": str(self.claim.pk), "merge_id": str(self.merge.pk),
        }  # fmt: skip


def something_wrong(*, elevator: Elevator) -> Wrong:
    """Return an open finding, a correction, a lone record and a merge around one elevator."""
    site = Site(firm=elevator.firm, use_unit=elevator.use_unit, jurisdiction=elevator.jurisdiction)
    area = elevator.jurisdiction.code
    a_claim(elevator=elevator, fields={"rated_speed_mps": 105.0, "address": elevator.address})
    a_score(elevator=elevator)
    mended = a_finding(elevator=elevator, state=FindingState.CORRECTED)
    gone = an_elevator(site=site, plate=False)
    Elevator.objects.filter(pk=gone.pk).update(merged_into=elevator)
    finding = a_finding(elevator=elevator)
    an_answer(finding=finding)
    return Wrong(
        finding=finding, correction=a_correction(finding=mended),
        claim=a_claim(elevator=None, fields={"jurisdiction": area, "address": elevator.address}),
        merge=a_merge(kept=elevator, gone=gone),
    )  # fmt: skip
