"""What a partner's answer to a passage means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoistway.exchange.rules.profile import Receipt
from hoistway.exchange.rules.values import at_path

_SOUND = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Whether a passage was taken, and which of its records the partner gave back, and why."""

    taken: bool
    refused: Mapping[str, str] = field(default_factory=dict)


def judged(*, receipt: Receipt, status: int, text: str) -> Judged:
    """Return what an answer means.

    Example:
        >>> asked = Receipt(accepted="code", words=("0",))
        >>> judged(receipt=asked, status=200, text='{"code":0}').taken
        True
        >>> judged(receipt=asked, status=200, text='{"code":500}').taken
        False
    """
    if status not in _SOUND:
        return Judged(taken=False)
    answer = _read(text)
    if receipt.accepted:
        said = at_path(tree=answer, path=receipt.accepted)
        if str(said) not in (receipt.words or ("True",)):
            return Judged(taken=False)
    return Judged(taken=True, refused=refused_in(receipt=receipt, answer=answer))


def refused_in(*, receipt: Receipt, answer: Any) -> dict[str, str]:
    """Return the records that an answer gives back, with the partner's reason."""
    rows = at_path(tree=answer, path=receipt.refused) if receipt.refused else None
    if not isinstance(rows, list):
        return {}
    return {
        str(at_path(tree=row, path=receipt.refused_key)): str(
            at_path(tree=row, path=receipt.refused_reason) or ""
        )[:200]
        for row in rows
        if isinstance(row, dict)
    }


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}
