"""What would raise a score: one count changed, everything else as it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from hoistway.credit.rules.exact import Number, exact
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import Indicator, Model
from hoistway.credit.rules.scoring import Scored, score
from hoistway.credit.rules.shrinkage import CityFacts, pair_of
from hoistway.credit.vocabulary import Fact, Grade, Measure, Scale

MOST_BONUS = 20
"""Cases by which a bonus is tried. Chosen: more than a firm adds in a year."""

_ORDER = (Grade.D, Grade.C, Grade.B, Grade.A)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """One change: so many more (or, below 0, fewer) of a fact, and what the score would be.

    `one` is the gain of a single case, `gain` that of all `change` cases. `to_next` is the least
    number of cases that alone reaches a better grade, None where even all do not; `grade` the
    grade after all. Of a median, `change` is 0: every answer as quick as full points ask.
    """

    indicator: str
    fact: Fact
    change: Number
    one: float
    gain: float
    total: float
    grade: Grade
    to_next: int | None


def raises(*, facts: SubjectFacts, city: CityFacts, model: Model) -> tuple[Raise, ...]:
    """Return the changes that would raise a score, the largest gain first.

    The city's means stay as they were in the round.
    """
    now = score(facts=facts, city=city, model=model)
    if now.total is None:
        return ()
    tried = _Tried(facts, city, model, now)
    found = [one for line in model.indicators for one in tried.of(line)]
    return tuple(sorted(found, key=lambda one: (-one.gain, one.indicator)))


@dataclass(frozen=True, slots=True)
class _Tried:
    facts: SubjectFacts
    city: CityFacts
    model: Model
    now: Scored

    def of(self, line: Indicator) -> Iterator[Raise]:
        fact = next(iter(line.numerator))
        if line.measure is Measure.MEDIAN:
            quick = self._score(_quicker(self.facts, line, fact))
            if (gain := self._gain(quick)) > 0:
                yield self._raise(line, fact, 0, (gain, quick), gain, None)
            return
        for sign, most in ((-1, self._fewer(fact)), (1, self._more(line))):
            if most <= 0:
                continue
            best = self._changed(fact, sign * most)
            if (gain := self._gain(best)) <= 0:
                continue
            single = self._gain(self._changed(fact, sign * min(1, most)))
            least = self._least(fact, sign, int(most))
            yield self._raise(line, fact, sign * most, (gain, best), single, least)

    def _raise(
        self, line: Indicator, fact: Fact, change: Number, best: tuple[float, Scored],
        one: float, least: int | None,
    ) -> Raise:  # fmt: skip
        gain, after = best
        return Raise(
            indicator=line.key, fact=fact, change=change, one=one, gain=gain,
            total=after.total or 0.0, grade=after.grade, to_next=least,
        )  # fmt: skip

    def _fewer(self, fact: Fact) -> Number:
        return self.facts.count(fact=fact)

    def _more(self, line: Indicator) -> Number:
        if line.is_bonus():
            return MOST_BONUS
        if line.measure is not Measure.SHARE:
            return 0
        cases, out_of = pair_of(indicator=line, facts=self.facts)
        left = out_of * line.per - cases
        return int(left) if left.denominator == 1 else float(left)

    def _score(self, facts: SubjectFacts) -> Scored:
        return score(facts=facts, city=self.city, model=self.model)

    def _changed(self, fact: Fact, by: Number) -> Scored:
        return self._score(_with(self.facts, fact, by))

    def _gain(self, after: Scored) -> float:
        if after.total is None or self.now.total is None:
            return 0.0
        found = exact(number=after.total) - exact(number=self.now.total)
        return float(-found if self.model.scale is Scale.DEMERIT else found)

    def _least(self, fact: Fact, sign: int, most: int) -> int | None:
        """Return by halving how many cases reach a better grade; more cases never score worse."""
        if not self._better(self._changed(fact, sign * most)):
            return None
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            if self._better(self._changed(fact, sign * middle)):
                high = middle
            else:
                low = middle
        return high

    def _better(self, after: Scored) -> bool:
        if after.grade not in _ORDER or self.now.grade not in _ORDER:
            return False
        return _ORDER.index(after.grade) > _ORDER.index(self.now.grade)


def _with(facts: SubjectFacts, fact: Fact, by: Number) -> SubjectFacts:
    def moved(counts: dict[str, Number]) -> dict[str, Number]:
        total = exact(number=counts.get(str(fact), 0)) + exact(number=by)
        whole = total.denominator == 1
        return counts | {str(fact): int(total) if whole else float(total)}

    pool = facts.pool
    if pool is not None:
        pool = replace(pool, counts=moved(dict(pool.counts)))
    return replace(facts, counts=moved(dict(facts.counts)), pool=pool)


def _quicker(facts: SubjectFacts, line: Indicator, fact: Fact) -> SubjectFacts:
    limit = int(Fraction(line.full / line.per))
    quick = tuple(min(one, limit) for one in facts.samples.get(str(fact), ()))
    return replace(facts, samples={**facts.samples, str(fact): quick})
