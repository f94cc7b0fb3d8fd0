"""What a proposal is worked out from, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.vocabulary import LineReason

Value = float | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePrior:
    """How fault rates spread over a fleet: Gamma(`shape`, `years`), mean `shape / years`.

    `elevators` and `faults` it was fitted to; 0 elevators: nothing is known.
    """

    shape: float
    years: float
    elevators: int = 0
    faults: int = 0

    @property
    def mean(self) -> float:
        """Faults per elevator-year of the fleet."""
        return self.shape / self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvidence:
    """What is known of one step for a class of elevators.

    `ratio` of the fault rate at this interval to that at the fixed one, with its bounds;
    `expected` faults at the ages that only this step shows, `level` the ratio of all faults seen
    at this interval to those expected, with bounds, None where nobody was there.
    """

    days: int
    ratio: float
    lower: float
    upper: float
    expected: float
    level: float | None = None
    level_lower: float | None = None
    level_upper: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassEvidence:
    """How far the elevators of one class may go: `open_days` all, `trial_days` the explorers.

    `hold_days`: who is there already may stay, for no harm was shown. `own`: the class is judged
    by itself, not with its fleet.
    """

    open_days: int
    trial_days: int
    hold_days: int = 0
    steps: tuple[StepEvidence, ...] = ()
    faults: int = 0
    own: bool = True

    def step(self, days: int) -> StepEvidence | None:
        """Return what is known of one step."""
        return next((one for one in self.steps if one.days == days), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetEvidence:
    """What a fleet has shown; the same object for all of its elevators.

    `sighted` holds the groups whose indicators were shown to see something; `edges` part the
    elevators by how far their indicators climb between two visits; `classes` by (group, class).
    """

    prior: RatePrior
    sighted: frozenset[str] = frozenset()
    edges: tuple[float, ...] = ()
    classes: Mapping[tuple[str, int], ClassEvidence] = field(default_factory=dict)

    def class_of(self, climb: float | None) -> int:
        """Return the class of a climb; unknown climbs belong to the steepest."""
        if climb is None or climb != climb:
            return len(self.edges)
        return sum(climb > edge for edge in self.edges)

    def of(self, *, group: str, climb: float | None) -> ClassEvidence | None:
        """Return the evidence for an elevator, None where its group was never judged."""
        return self.classes.get((group, self.class_of(climb)))


NO_EVIDENCE = FleetEvidence(prior=RatePrior(shape=1.0, years=0.5))
"""A fleet of which nothing is known: everything stays at the fixed interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAge:
    """A part that an item looks at: its age and the life its maker names, in years."""

    item: str
    years: float
    life_years: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What is known of one elevator on the day of the proposal.

    `key` names it for good (the register number). `past_*`: faults attributed to equipment or
    maintenance and days in use under fixed intervals; `since_*` the same since its interval is
    longer. `current_days` is its interval now (the fixed one where it is not on demand).
    `use_ratio` is of the median of starts of its group. `climb` is how far its indicators rise
    between visits: units of its own daily noise per 15 days (None: not known). `deviating` and
    `defects` are codes of items; `makers_limits` days by item, `makers_visit_days` for visits.
    `witnessed` are the items that data can prove (None: all that may be remote).
    """

    key: str
    annex: str
    group: str = ""
    age_years: float | None = None
    part_ages: tuple[PartAge, ...] = ()
    makers_visit_days: int | None = None
    makers_limits: Mapping[str, int] = field(default_factory=dict)
    use_ratio: float | None = None
    past_faults: int = 0
    past_days: int = 0
    since_faults: int = 0
    since_days: int = 0
    current_days: int = 15
    online_share: float | None = None
    known_days: int = 0
    climb: float | None = None
    deviating: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    witnessed: tuple[str, ...] | None = None
    fleet: FleetEvidence = NO_EVIDENCE

    def goes_first(self, share: float) -> bool:
        """Return whether this elevator is among the explorers, drawn by its key alone."""
        return crc32(self.key.encode()) % 10_000 < share * 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One reason why the visits are not further apart, and how far it lets them be."""

    days: int
    reason: LineReason
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How the interval of the visits came about: every limit, the tightest decided.

    `rate` is the elevator's own (faults a year, empirical Bayes) with its 90 % interval.
    """

    days: int
    fixed_days: int
    rate: float
    rate_low: float
    rate_high: float
    fleet_rate: float
    explorer: bool
    limits: tuple[Limit, ...]

    @property
    def decided(self) -> Limit:
        """The limit that decided: the tightest, the first of equals."""
        return min(self.limits, key=lambda one: one.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLine:
    """One item: how it is checked, how often (days or months, the other 0), and why."""

    item: str
    way: ItemWay
    days: int
    months: int
    reason: LineReason
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A year plan as the platform proposes it; `thin`: too few data, towards fixed."""

    edition: str
    lines: tuple[ProposedLine, ...]
    need: Need
    visits_a_year: int
    thin: bool
