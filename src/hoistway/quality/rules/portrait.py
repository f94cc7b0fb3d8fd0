"""What a rule sees: one elevator as it is held, what was said of it, and what stands around it."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Protocol

from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

Value = object
"""A value as claims and JSON hold it: text, number, truth, list of texts, None; dates as text."""

_UNHEARD = frozenset({SourceKind.RULE, SourceKind.PERSON})
"""A correction and a decision repeat what others say: they are witnesses of nothing."""

_ON_THE_SPOT = frozenset({SourceKind.PASSENGER, SourceKind.TECHNICIAN, SourceKind.POSTING})

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Said(Protocol):
    """One current claim about one field, as the register tells it."""

    @property
    def claim_id(self) -> int:
        """Key of the claim."""

    @property
    def kind(self) -> SourceKind:
        """What sort of source says it."""

    @property
    def source(self) -> str:
        """Which source says it."""

    @property
    def value(self) -> Value:
        """What it says."""

    @property
    def observed_at(self) -> datetime:
        """When it was observed."""

    @property
    def suggested(self) -> bool:
        """Whether it was suggested, not reported by a register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A claim about a field where no register tells it: in examples and tests."""

    claim_id: int
    kind: SourceKind
    source: str
    value: Value
    observed_at: datetime = LONG_AGO
    suggested: bool = False


def is_suggestion(*, said: Said) -> bool:
    """Return whether somebody on the spot proposes this, rather than a register that reports it."""
    return said.suggested or said.kind in _ON_THE_SPOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The other elevators of the same place, the judged one left out."""

    points: tuple[tuple[float, float], ...] = ()
    estates: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def middle(self, *, least: int = 1) -> tuple[float, float] | None:
        """Return the median point of the others, None where fewer than `least` have one."""
        if len(self.points) < least:
            return None
        return median(p[0] for p in self.points), median(p[1] for p in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One elevator before the rules.

    `held` are the decided values by field, `holders` the claim that won each; `said` all current
    claims by field, `formerly` what their sources said before, where a person decided. Fields are
    codes of `registry.vocabulary.Field`. `strangers` are claims that seem to speak of another
    elevator: they are witnesses of nothing. Of a mixed one, in which one register lists two
    elevators, nothing is certain.
    """

    elevator_id: int
    jurisdiction_code: str
    held: Mapping[str, Value]
    said: Mapping[str, tuple[Said, ...]] = dataclasses.field(default_factory=dict)
    formerly: Mapping[str, tuple[Said, ...]] = dataclasses.field(default_factory=dict)
    holders: Mapping[str, int] = dataclasses.field(default_factory=dict)
    around: Around = Around()
    strangers: frozenset[int] = frozenset()
    is_mixed: bool = False
    has_use_unit: bool = False
    has_firm: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether it stands abroad: its jurisdiction has no code of GB/T 2260."""
        return not self.jurisdiction_code[:2].isdigit()

    def word(self, field: str) -> Said | None:
        """Return the saying that is held; where nothing could be held, the most trusted one."""
        sayings = self.said.get(field, ())
        holder = self.holders.get(field)
        for said in sayings:
            if said.claim_id == holder:
                return said
        if self.held.get(field) not in (None, "", []):
            return None
        dropped = any(said.kind is SourceKind.RULE and said.value is None for said in sayings)
        heard = [said for said in sayings if said.kind not in _UNHEARD]
        return heard[0] if heard and not dropped else None

    def value(self, field: str) -> Value:
        """Return what is held of a field, or what the most trusted claim says if nothing is."""
        held = self.held.get(field)
        if held not in (None, "", []):
            return held
        word = self.word(field)
        return None if word is None else word.value

    def text(self, field: str) -> str:
        """Return a value as text, empty where there is none or it is no text."""
        value = self.value(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> float | None:
        """Return a value as a number, None where there is none or it is no number."""
        return as_number(self.value(field))

    def day(self, field: str) -> date | None:
        """Return a value as a day, None where there is none or it is none."""
        return as_day(self.value(field))

    def is_decided(self, field: str) -> bool:
        """Return whether a person decided this field: rules leave it alone."""
        word = self.word(field)
        return word is not None and word.kind is SourceKind.PERSON

    def witnesses(self, field: str) -> tuple[Said, ...]:
        """Return what other sources than the held one say, blanks left out."""
        word = self.word(field)
        source = word.source if word is not None else ""
        if word is not None and word.kind is SourceKind.RULE:
            source = ""
        return tuple(
            said
            for said in self.said.get(field, ())
            if said.kind not in _UNHEARD and said.source != source and not said.suggested
            and said.value not in (None, "", []) and said.claim_id not in self.strangers
        )  # fmt: skip

    def point(self) -> tuple[float, float] | None:
        """Return what is held, or said, as longitude and latitude; they may be out of degrees."""
        x, y = self.number("longitude"), self.number("latitude")
        return None if x is None or y is None else (x, y)

    def witness_points(self) -> Iterator[tuple[Said, tuple[float, float]]]:
        """Yield the points that other sources give."""
        latitudes = {said.claim_id: said.value for said in self.witnesses("latitude")}
        for said in self.witnesses("longitude"):
            x, y = as_number(said.value), as_number(latitudes.get(said.claim_id))
            if x is not None and y is not None:
                yield said, (x, y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says of one field: what is wrong, what it proposes and how sure it is.

    `field` is a code of `Field`, or `place` for longitude and latitude together. `inputs` are the
    facts that led to it, for the page that explains and for the log.
    """

    kind: FindingKind
    field: str
    value: Value
    proposal: Value = None
    confidence: float = 0.5
    certain: bool = False
    inputs: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    claim_id: int = 0
    drops: bool = False

    @property
    def changes(self) -> Mapping[str, Value]:
        """The fields that the proposal would set; None takes a value away for the next source's."""
        if self.drops:
            return {self.field: None}
        if self.proposal is None:
            return {}
        if isinstance(self.proposal, dict):
            return self.proposal
        return {self.field: self.proposal}


def as_number(value: Value) -> float | None:
    """Return a number, also from text, else None.

    Example:
        >>> as_number("1.75"), as_number(1000), as_number("快"), as_number(True)
        (1.75, 1000.0, None, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def as_day(value: Value) -> date | None:
    """Return the day of an ISO date, else None.

    Example:
        >>> as_day("2015-06-01"), as_day("2015")
        (datetime.date(2015, 6, 1), None)
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def claims_of(*sayings: Said) -> list[int]:
    """Return the keys of claims for the inputs of a verdict."""
    return sorted({said.claim_id for said in sayings})
