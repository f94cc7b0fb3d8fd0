"""By what a finding is known again, so that it is made once and stays settled."""

import hashlib
import json

from hoistway.quality.rules.portrait import Value, Verdict


def as_text(*, value: Value) -> str:
    """Return a value as text that is the same for the same value.

    Example:
        >>> as_text(value={"b": 1.0, "a": "区"})
        '{"a": "区", "b": 1.0}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def fingerprint(*, subject: str, verdict: Verdict) -> str:
    """Return the mark of a finding: its kind, subject, field, value and proposal.

    Example:
        >>> from hoistway.quality.vocabulary import FindingKind
        >>> v = Verdict(kind=FindingKind.NO_FIRM, field="firm", value=None)
        >>> len(fingerprint(subject="elevator:1", verdict=v))
        40
    """
    parts = (
        str(verdict.kind), subject, verdict.field, as_text(value=verdict.value),
        as_text(value=verdict.proposal),
    )  # fmt: skip
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()
