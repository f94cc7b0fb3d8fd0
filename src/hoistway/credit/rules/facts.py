"""What is counted of one subject in one period: frozen, without a typed number among it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hoistway.credit.rules.exact import Number
from hoistway.credit.vocabulary import Fact, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The counts of a group of firms between which a fleet was split, and why they are one."""

    organisation_ids: tuple[int, ...]
    fleet: int
    counts: Mapping[str, Number]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """The frozen input of one score.

    `fleet` is the mean number of elevators in the period, rounded half up. `counts` and `samples`
    have the codes of `Fact` as keys; what is missing is 0. `struck` are records that a decision
    took out. `pool` stands where a fleet was split.
    """

    organisation_id: int
    subject: SubjectKind = SubjectKind.LEGAL_PERSON
    fleet: int = 0
    counts: Mapping[str, Number] = field(default_factory=dict)
    samples: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    struck: tuple[str, ...] = ()
    pool: Pool | None = None

    def count(self, *, fact: Fact, pooled: bool = False) -> Number:
        """Return one count, of the whole group where it is pooled."""
        counts = self.pool.counts if pooled and self.pool is not None else self.counts
        return counts.get(str(fact), 0)

    def rated_fleet(self) -> int:
        """Return the fleet by which it is decided whether there is a grade at all."""
        return self.fleet if self.pool is None else self.pool.fleet


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What one record had added to counts and samples, and takes away again."""

    record: str
    counts: Mapping[str, Number] = field(default_factory=dict)
    samples: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def without(*, facts: SubjectFacts, struck: Iterable[Struck]) -> SubjectFacts:
    """Return the facts less what some records had added; a record is taken out once only.

    Example:
        >>> facts = SubjectFacts(organisation_id=1, counts={"rescues": 4})
        >>> one = Struck(record="incident:7", counts={"rescues": 1})
        >>> without(facts=facts, struck=[one, one]).counts
        {'rescues': 3}
    """
    counts, samples = dict(facts.counts), dict(facts.samples)
    pooled = dict(facts.pool.counts) if facts.pool is not None else {}
    gone = list(facts.struck)
    for one in struck:
        if one.record in gone:
            continue
        gone.append(one.record)
        for fact, amount in one.counts.items():
            counts[fact] = counts.get(fact, 0) - amount
            pooled[fact] = pooled.get(fact, 0) - amount
        for fact, values in one.samples.items():
            samples[fact] = _less(samples.get(fact, ()), values)
    pool = None if facts.pool is None else replace(facts.pool, counts=pooled)
    return replace(facts, counts=counts, samples=samples, struck=tuple(gone), pool=pool)


def _less(values: tuple[int, ...], gone: tuple[int, ...]) -> tuple[int, ...]:
    left = list(values)
    for one in gone:
        if one in left:
            left.remove(one)
    return tuple(left)


def as_json(*, facts: SubjectFacts) -> dict[str, Any]:
    """Return facts in the form in which a round keeps them and its hash is taken."""
    said: dict[str, Any] = {
        "organisation": facts.organisation_id,
        "subject": str(facts.subject),
        "fleet": facts.fleet,
        "counts": dict(sorted(facts.counts.items())),
        "samples": {key: list(values) for key, values in sorted(facts.samples.items())},
        "struck": list(facts.struck),
        "pool": None,
    }
    if facts.pool is not None:
        said["pool"] = {
            "organisations": list(facts.pool.organisation_ids),
            "fleet": facts.pool.fleet,
            "counts": dict(sorted(facts.pool.counts.items())),
            "reasons": list(facts.pool.reasons),
        }
    return said


def from_json(*, said: Mapping[str, Any]) -> SubjectFacts:
    """Return facts from the form in which a round keeps them."""
    pool = said["pool"]
    return SubjectFacts(
        organisation_id=said["organisation"],
        subject=SubjectKind(said["subject"]),
        fleet=said["fleet"],
        counts=dict(said["counts"]),
        samples={key: tuple(values) for key, values in said["samples"].items()},
        struck=tuple(said["struck"]),
        pool=None
        if pool is None
        else Pool(
            organisation_ids=tuple(pool["organisations"]),
            fleet=pool["fleet"],
            counts=dict(pool["counts"]),
            reasons=tuple(pool["reasons"]),
        ),
    )
