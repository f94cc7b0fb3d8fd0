"""Why a payload could not be read, in words for the one who sent it."""

import json
import re
from dataclasses import dataclass

from hoistway.telemetry.vocabulary import RefusedReason

LONGEST_SENTENCE = 300
"""Letters kept. Chosen: names inside a hostile payload may be long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why a payload was not let in: the stable code and a whole English sentence."""

    reason: RefusedReason
    sentence: str


_PATTERNS: tuple[tuple[str, RefusedReason, str], ...] = (
    (r"Object missing required field `(.*)`", RefusedReason.MISSING_FIELD,
     "The field `{0}` is missing."),
    (r"Object contains unknown field `(.*?)`", RefusedReason.UNKNOWN_FIELD,
     "The schema has no field `{0}`."),
    (r"Expected `object`, got `(\w+)`\Z", RefusedReason.NOT_AN_OBJECT,
     "One sample is one JSON object, not {0}."),
    (r"Invalid value (.*) - at `\$\.schema`", RefusedReason.UNKNOWN_SCHEMA,
     "The schema {0} is neither 'lift.status/1' nor 'escalator.status/1'."),
    (r"(Invalid RFC3339|Expected `datetime` with)", RefusedReason.BAD_INSTANT,
     "The field `at` must be an RFC 3339 instant with offset, such as 2026-11-22T04:00:00.250Z."),
    (r"(Expected .* (?:of length )?[<>]=? .*) - at `\$\.(.*)`", RefusedReason.OUT_OF_RANGE,
     "The field `{1}` is out of range: {0}."),
    (r"(Number out of range|Invalid enum value .*?) - at `\$\.(.*)`", RefusedReason.OUT_OF_RANGE,
     "The field `{1}` is out of range: {0}."),
    (r"(Expected .*) - at `\$\.(.*)`", RefusedReason.WRONG_TYPE,
     "The field `{1}` is of the wrong type: {0}."),
)  # fmt: skip
"""Messages of msgspec 0.22 → reason and sentence; what fits none is called not JSON."""


def why_unfit(*, error: Exception) -> Unfit:
    """Return the reason that a decoding error stands for.

    Example:
        >>> print(why_unfit(error=ValueError("Object missing required field `seq`")).sentence)
        The field `seq` is missing.
    """
    if isinstance(error, UnicodeDecodeError):
        sentence = f"Byte {error.start} is not UTF-8."
        return Unfit(reason=RefusedReason.NOT_UTF8, sentence=sentence)
    if isinstance(error, RecursionError):
        return Unfit(reason=RefusedReason.NOT_JSON, sentence="The JSON is nested too deeply.")
    message = str(error)
    for pattern, reason, sentence in _PATTERNS:
        found = re.match(pattern, message, re.DOTALL)
        if found:
            whole = sentence.format(*found.groups())[:LONGEST_SENTENCE]
            return Unfit(reason=reason, sentence=whole)
    sentence = f"This is not JSON: {message}."[:LONGEST_SENTENCE]
    return Unfit(reason=RefusedReason.NOT_JSON, sentence=sentence)


class _TwiceError(Exception):
    """Carries the name of a field that was found a second time."""


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for name, value in pairs:
        if name in seen:
            raise _TwiceError(name)
        seen[name] = value
    return seen


def field_given_twice(*, payload: bytes) -> Unfit | None:
    """Return the complaint about a repeated field, or nothing when each stands once.

    Readers of JSON disagree on which of two equal names counts (RFC 8259 section 4), so a
    sample that says two things says nothing.
    """
    try:
        json.loads(payload, object_pairs_hook=_once_each)
    except _TwiceError as error:
        sentence = f"The field `{error}` is given twice."[:LONGEST_SENTENCE]
        return Unfit(reason=RefusedReason.DUPLICATE_FIELD, sentence=sentence)
    return None
