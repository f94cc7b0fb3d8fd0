"""Sums as people write them, in fen."""

import re
from decimal import Decimal

_SUM = re.compile(r"(\d+(?:\.\d+)?)(万|亿)?")
_TIMES = {"": 1, "万": 10**4, "亿": 10**8}
_DROPPED = str.maketrans("", "", ",，  ¥￥元圆")
MOST_FEN = 10**15
"""Sums from here on are no sum of a policy. Chosen: ten billion yuan."""


def fen_of(*, text: str) -> int | None:
    """Return a sum in yuan, or in 万元 or 亿元 where it says so, as fen; None if it is none.

    Example:
        >>> [fen_of(text=said) for said in ("500万元", "5,000,000.00", "0.5", "0.005", "—", "-1")]
        [500000000, 500000000, 50, None, None, None]
    """
    found = _SUM.fullmatch(text.strip().translate(_DROPPED))
    if found is None:
        return None
    fen = Decimal(found[1]) * _TIMES[found[2] or ""] * 100
    return int(fen) if fen == int(fen) and 0 < fen < MOST_FEN else None
