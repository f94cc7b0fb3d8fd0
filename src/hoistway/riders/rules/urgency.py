"""Whether somebody who fills in a form about data is really in need."""

import re

_NEED = re.compile(
    r"被困|困在|困住|关在|关人|卡在|出不来|救命|求救|救人|救我|受伤|流血|夹住|夹伤|摔|晕倒|窒息|坠落"
    r"|\b(?:help|trapped|stuck|shut in|injured|hurt|bleeding|emergency|sos)\b",
    re.IGNORECASE,
)
"""Chosen: words in which people say that they or others are shut in or hurt, from calls to 96333
as reported; too many rather than too few, since the form may be sent all the same."""


def sounds_urgent(*, text: str) -> bool:
    """Return whether the words may be a call for help.

    Example:
        >>> sounds_urgent(text="我被困在电梯里了"), sounds_urgent(text="楼号写错了")
        (True, False)
    """
    return _NEED.search(text) is not None
