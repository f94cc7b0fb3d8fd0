"""Keep findings: made once, closed when no longer so, never back after a person settled them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.actors import PLATFORM
from hoistway.quality.models import Finding
from hoistway.quality.rules.book import RULES
from hoistway.quality.rules.fingerprint import as_text, fingerprint
from hoistway.quality.rules.points import PLACE
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.queries import elevators

Barred = set[tuple[str, str]]
"""Field and value that no rule may change by itself any more."""

_SETTLED = frozenset({FindingState.REJECTED, FindingState.UNDONE})
_CHANGED_BY = 0.005
"""A confidence that moves less is the same. Chosen: a page shows whole per cents."""


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict on an elevator, with the mark by which it is known again."""

    portrait: Portrait
    verdict: Verdict
    mark: str

    @property
    def elevator_id(self) -> int:
        """The elevator of which it speaks."""
        return self.portrait.elevator_id


def found(*, portrait: Portrait, verdict: Verdict) -> Found:
    """Return a verdict with its mark."""
    subject = f"elevator:{portrait.elevator_id}"
    return Found(portrait, verdict, fingerprint(subject=subject, verdict=verdict))


class Ledger:
    """The findings of some elevators during one examination."""

    def __init__(self, *, elevator_ids: Sequence[int], edition: str, now: datetime) -> None:
        self.edition, self.now, self.gone = edition, now, 0
        self.areas: dict[int, int] = _areas(elevator_ids)
        rows = list(Finding.objects.filter(elevator_id__in=elevator_ids))
        self.known = {row.fingerprint: row for row in rows}
        self._barred: dict[int, Barred] = defaultdict(set)
        for row in rows:
            if row.state in _SETTLED:
                self._barred[row.elevator_id or 0].add((row.field, as_text(value=row.value)))
        self._asked: dict[str, Found] = {}

    def barred(self, *, elevator_id: int) -> Barred:
        """Return what no rule may change by itself on this elevator."""
        return self._barred[elevator_id]

    def bar(self, one: Found) -> None:
        """Let no rule change this by itself any more: the register refused."""
        key = (one.verdict.field, as_text(value=one.verdict.value))
        self._barred[one.elevator_id].add(key)

    def ask(self, asked: Iterable[Found]) -> None:
        """Remember what is asked; what a person rejected or undid is not asked again."""
        for one in asked:
            row = self.known.get(one.mark)
            if row is None or row.state not in _SETTLED:
                self._asked[one.mark] = one

    def row_of(self, one: Found, *, state: FindingState) -> Finding:
        """Return the row of a finding, the known one brought up to date or a new one."""
        verdict = one.verdict
        row = self.known.get(one.mark) or Finding(fingerprint=one.mark, found_at=self.now)
        row.kind, row.state, row.field = verdict.kind, state, verdict.field
        row.elevator_id = one.elevator_id
        row.jurisdiction_id = self.areas[one.elevator_id]
        row.value, row.proposal = verdict.value, verdict.proposal
        row.confidence, row.certain = round(verdict.confidence, 3), verdict.certain
        row.inputs, row.edition = dict(verdict.inputs), self.edition
        row.claim_id = verdict.claim_id or _holder(one) or None
        if state is FindingState.OPEN:
            row.settled_at, row.settled_by, row.settled_reason = None, None, ""
        return row

    def close(self, *, examined: set[int]) -> list[Finding]:
        """Write what is asked and close what is no longer so; return what was opened."""
        self.areas = _areas(list(self.areas))
        self._close_gone(examined)
        fresh, again = [], []
        for mark, one in self._asked.items():
            known = self.known.get(mark)
            if known is None:
                fresh.append(self.row_of(one, state=FindingState.OPEN))
            elif self._moved(known, one):
                again.append((known.state, self.row_of(one, state=FindingState.OPEN)))
        Finding.objects.bulk_create(fresh, batch_size=1_000)
        Finding.objects.bulk_update([row for _, row in again], _UPDATED, batch_size=500)
        self.known |= {row.fingerprint: row for row in fresh}
        return fresh + [row for state, row in again if state is not FindingState.OPEN]

    def _moved(self, row: Finding, one: Found) -> bool:
        return (
            row.state is not FindingState.OPEN
            or abs(row.confidence - one.verdict.confidence) > _CHANGED_BY
            or row.jurisdiction_id != self.areas[one.elevator_id]
        )

    def _close_gone(self, examined: set[int]) -> None:
        gone = [
            row for row in self.known.values()
            if row.state is FindingState.OPEN and row.kind in RULES and row.other_id is None
            and row.elevator_id in examined and row.fingerprint not in self._asked
        ]  # fmt: skip
        for row in gone:
            row.state, row.settled_at = FindingState.GONE, self.now
            row.settled_by, row.settled_reason = PLATFORM.as_json(), ""
        Finding.objects.bulk_update(gone, _UPDATED, batch_size=500)
        self.gone += len(gone)

    def open_kinds(self) -> dict[int, Counter[FindingKind]]:
        """Return the kinds of the open findings of each elevator."""
        found: dict[int, Counter[FindingKind]] = defaultdict(Counter)
        for row in self.known.values():
            if row.state is FindingState.OPEN:
                found[row.elevator_id or 0][row.kind] += 1
        return found


_UPDATED = [
    "state", "value", "proposal", "confidence", "certain", "inputs", "edition", "claim",
    "jurisdiction", "settled_at", "settled_by", "settled_reason",
]  # fmt: skip


def _areas(elevator_ids: Sequence[int]) -> dict[int, int]:
    rows = elevators(by=PLATFORM).filter(pk__in=elevator_ids).order_by()
    return dict(rows.values_list("pk", "jurisdiction_id"))


def _holder(one: Found) -> int:
    field = "longitude" if one.verdict.field == PLACE else one.verdict.field
    word = one.portrait.word(field)
    return word.claim_id if word is not None else 0
