"""One statement whose rows are records, and what each of them adds to which fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hoistway.credit.rules.model import Model
from hoistway.credit.vocabulary import Fact
from hoistway.foundation.periods import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`sql` gives rows with firm_id, id, number, elevator_id, at and whatever `counts` speak of.

    `counts` and `samples` are expressions over these rows; `strikes` says whether a record of
    this kind can be struck by a decision: a fleet's days cannot.
    """

    kind: str
    sql: str
    counts: Mapping[Fact, str]
    samples: Mapping[Fact, str] = field(default_factory=dict)
    strikes: bool = True


def bound_to(*, first: date, last: date, model: Model) -> dict[str, Any]:
    """Return what the statements are bound to: a period of whole days in Shanghai, and limits."""
    until = last + timedelta(days=1)
    return {
        "first": first,
        "last": last,
        "until": until,
        "begin": datetime.combine(first, time(), SHANGHAI),
        "end": datetime.combine(until, time(), SHANGHAI),
        **model.limits,
    }
