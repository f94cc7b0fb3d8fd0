"""Keep findings that compare rows with each other: made once, closed when no longer so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.announce import announce
from hoistway.quality.events import FindingsOpened
from hoistway.quality.models import Finding
from hoistway.quality.rules.fingerprint import fingerprint
from hoistway.quality.rules.grouped import GROUPED
from hoistway.quality.rules.portrait import Verdict
from hoistway.quality.vocabulary import FindingKind, FindingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A verdict on two rows, or on a record that waits; keys of 0 are left open."""

    verdict: Verdict
    jurisdiction_id: int
    elevator_id: int = 0
    other_id: int = 0
    claim_id: int = 0

    @property
    def mark(self) -> str:
        """By what it is known again."""
        subject = f"{self.elevator_id}:{self.other_id}:{self.claim_id}"
        return fingerprint(subject=subject, verdict=self.verdict)


def keep_groups(*, groups: Sequence[Group], edition: str, now: datetime) -> int:
    """Open what is found now, close what is no longer so; return how many were opened.

    What a person settled stays settled. Announces: FindingsOpened.
    """
    found = {group.mark: group for group in groups}
    pairs = Q(kind=FindingKind.TWO_ELEVATORS_ONE_NUMBER, other__isnull=False)
    rows = Finding.objects.filter(Q(kind__in=list(GROUPED)) | pairs)
    known: Mapping[str, str] = dict(rows.values_list("fingerprint", "state"))
    gone = [m for m, state in known.items() if state == FindingState.OPEN and m not in found]
    _move(gone, FindingState.GONE, now)
    again = [m for m in found if known.get(m) == FindingState.GONE]
    Finding.objects.filter(fingerprint__in=again).update(
        state=FindingState.OPEN, settled_at=None, settled_by=None, settled_reason=""
    )
    fresh = [found[mark] for mark in found if mark not in known]
    Finding.objects.bulk_create([row_of(g, edition, now) for g in fresh], batch_size=1_000)
    areas = {found[mark].jurisdiction_id for mark in again} | {g.jurisdiction_id for g in fresh}
    if areas:
        announce(FindingsOpened(jurisdiction_ids=sorted(areas)))
    return len(fresh) + len(again)


def close_placed(*, elevator_ids: Iterable[int], now: datetime) -> int:
    """Close the questions about records that have found one of these elevators."""
    placed = Finding.objects.filter(
        kind__in=list(GROUPED), state=FindingState.OPEN, elevator=None,
        claim__elevator_id__in=list(elevator_ids),
    )  # fmt: skip
    return _move(list(placed.values_list("fingerprint", flat=True)), FindingState.GONE, now)


def _move(marks: Sequence[str], state: FindingState, now: datetime) -> int:
    rows = Finding.objects.filter(fingerprint__in=marks, state=FindingState.OPEN)
    return rows.update(state=state, settled_at=now, settled_by=PLATFORM.as_json()) if marks else 0


def row_of(group: Group, edition: str, now: datetime) -> Finding:
    """Return the new row of a group."""
    verdict = group.verdict
    return Finding(
        kind=verdict.kind, state=FindingState.OPEN, elevator_id=group.elevator_id or None,
        other_id=group.other_id or None, claim_id=group.claim_id or None,
        jurisdiction_id=group.jurisdiction_id, field=verdict.field, value=verdict.value,
        proposal=verdict.proposal, confidence=round(verdict.confidence, 3),
        certain=verdict.certain, inputs=dict(verdict.inputs), edition=edition,
        fingerprint=group.mark, found_at=now,
    )  # fmt: skip
