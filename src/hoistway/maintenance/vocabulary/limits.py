"""Words of a measured value against its limit."""

from hoistway.foundation.terms import Term

_ANNEXES = "TSG T5002-2017 annexes"


class Fit(Term):
    """How a measured value stands to the limit that the rule names."""

    WITHIN = "within", "符合", "Within the limit", _ANNEXES
    BELOW = "below", "低于限值", "Below the limit", _ANNEXES
    ABOVE = "above", "高于限值", "Above the limit", _ANNEXES
