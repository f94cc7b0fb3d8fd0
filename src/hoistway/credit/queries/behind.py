"""The records behind one indicator of a score, and what striking some of them takes away."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hoistway.credit.models import CreditScore
from hoistway.credit.queries.records import Asked, RecordBehind, struck_of
from hoistway.credit.queries.records import records_of as counted_records
from hoistway.credit.rules.facts import Struck
from hoistway.credit.rules.model import Indicator, Model, model_named
from hoistway.credit.rules.striking import Strike
from hoistway.credit.vocabulary import Fact

_ALL = 1_000_000
"""More records than one firm has in two years. Chosen: a firm of 20,000 elevators has 960,000."""


def records_of(*, score: CreditScore, indicator: str, most: int = _ALL) -> list[RecordBehind]:
    """Return the records that an indicator of a score counts, or that stand behind a veto.

    Those that cost points come first; what was struck stands no more among them. An indicator
    that the edition does not have has none.
    """
    model = model_named(edition=score.round.edition)
    line = _line(model, score, indicator)
    if line is None:
        return []
    gone = {str(key) for key in score.facts.get("struck", ())}
    asked = replace(_asked(score, model), most=most)
    return [one for one in counted_records(asked=asked, indicator=line) if one.key not in gone]


def _asked(score: CreditScore, model: Model) -> Asked:
    row = score.round
    return Asked(
        organisation_id=score.organisation_id, first=row.first_day, last=row.last_day,
        model=model, most=_ALL,
    )  # fmt: skip


def _line(model: Model, score: CreditScore, key: str) -> Indicator | None:
    """Return an indicator by its key; a veto is looked at as an indicator that counts its fact."""
    for one in model.indicators:
        if one.key == key:
            return one
    if key in {str(veto.get("key")) for veto in score.vetoes}:
        return replace(
            model.indicators[0], key=key, numerator={Fact(key): Fraction(1)}, denominator={}
        )
    return None


def unknown_among(*, score: CreditScore, strikes: Sequence[Strike]) -> list[Strike]:
    """Return which of these name a record that does not stand behind the score, or none at all."""
    wrong = []
    for one in strikes:
        keys = _keys(score, one.indicator)
        if (one.key not in keys) if one.key else not keys:
            wrong.append(one)
    return wrong


def taken_away(*, score: CreditScore, strikes: Sequence[Strike]) -> list[Struck]:
    """Return what the named records had added to every fact; without a key, all of an indicator."""
    wanted: dict[str, None] = {}
    for one in strikes:
        wanted |= dict.fromkeys([one.key] if one.key else sorted(_keys(score, one.indicator)))
    model = model_named(edition=score.round.edition)
    return struck_of(asked=_asked(score, model), keys=list(wanted))


def _keys(score: CreditScore, indicator: str) -> set[str]:
    return {one.key for one in records_of(score=score, indicator=indicator) if one.strikes}
