"""A row of a foreign platform, read through its mapping into a sample of ours.

What comes out goes through the very reader that reads our own form, so that nothing is believed of
a mapped row that would not be believed of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from hoistway.detection.batch import CODES, ESCALATOR
from hoistway.telemetry.rules.complaints import (
    LONGEST_SENTENCE,
    Unfit,
    field_given_twice,
    why_unfit,
)
from hoistway.telemetry.rules.mapping import CodeMapping, Instant, Target
from hoistway.telemetry.rules.wire import LARGEST_PAYLOAD, Arrival, Listed, read_sample
from hoistway.telemetry.vocabulary import RefusedReason

BASEMENTS = 9
"""Chosen: where the register knows no floor labels, storey 1 is index 9, B9 the lowest: of such
an elevator only the distance between two stops is told, and no storey comes below B9."""

NumberOf = Callable[[str, str], str]
"""Maker's credit code and serial number → register number, or nothing."""


class UnfitError(Exception):
    """Carries why a row is unfit."""

    def __init__(self, reason: RefusedReason, sentence: str) -> None:
        super().__init__(sentence)
        self.unfit = Unfit(reason=reason, sentence=sentence[:LONGEST_SENTENCE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A row in our form; `words` are message codes that the mapping does not know."""

    payload: bytes
    words: tuple[str, ...] = ()


def object_of(*, payload: bytes, largest: int = LARGEST_PAYLOAD) -> dict[str, Any]:
    """Return the JSON object of a payload. Raises: UnfitError."""
    if len(payload) > largest:
        sentence = f"The row has {len(payload)} bytes; {largest} are allowed."
        raise UnfitError(RefusedReason.TOO_LARGE, sentence)
    try:
        payload.decode("utf-8")
        row = msgspec.json.decode(payload, type=dict[str, Any])
        twice = field_given_twice(payload=payload)
    except (ValueError, RecursionError) as error:
        unfit = why_unfit(error=error)
        raise UnfitError(unfit.reason, unfit.sentence) from None
    if twice is not None:
        raise UnfitError(twice.reason, twice.sentence)
    return row


def register_number_in(*, row: Mapping[str, Any], mapping: CodeMapping, number_of: NumberOf) -> str:
    """Return the register number that a row names, directly or by maker and serial number.

    Raises: UnfitError.
    """
    number = _text(row.get(mapping.register_number))
    if number:
        return number
    maker, serial = _text(row.get(mapping.maker)), _text(row.get(mapping.serial))
    if not maker or not serial:
        fields = f"`{mapping.register_number}`"
        if mapping.maker:
            fields += f", or `{mapping.maker}` with `{mapping.serial}`"
        raise UnfitError(RefusedReason.MISSING_FIELD, f"The field {fields} is missing.")
    number = number_of(maker, serial)
    if not number:
        sentence = f"No elevator of the maker {maker!r} with the serial {serial!r} is registered."
        raise UnfitError(RefusedReason.UNKNOWN_ELEVATOR, sentence)
    return number


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def listed_under(*, number: str, arrival: Arrival) -> Listed:
    """Return the elevator of a number for which this source may speak. Raises: UnfitError."""
    listed = arrival.register.get(number)
    if listed is None:
        sentence = f"No elevator with the register number {number!r} is registered."
        raise UnfitError(RefusedReason.UNKNOWN_ELEVATOR, sentence)
    if not arrival.may_speak_for(number, listed):
        sentence = f"This source may not report for the elevator {number!r}."
        raise UnfitError(RefusedReason.FOREIGN_ELEVATOR, sentence)
    return listed


def read_mapped(
    *, payload: bytes, mapping: CodeMapping, arrival: Arrival, number_of: NumberOf
) -> tuple[bytes | Unfit, tuple[str, ...]]:
    """Return the record of a foreign row or why it is unfit, and the codes nobody knows."""
    try:
        row = object_of(payload=payload)
        number = register_number_in(row=row, mapping=mapping, number_of=number_of)
        listed = listed_under(number=number, arrival=arrival)
        mapped = mapped_row(row=row, number=number, listed=listed, mapping=mapping)
    except UnfitError as error:
        return error.unfit, ()
    result = read_sample(payload=mapped.payload, arrival=arrival)
    if isinstance(result, Unfit):
        sentence = f"{result.sentence} Read by the mapping {mapping.label}."
        result = Unfit(reason=result.reason, sentence=sentence[:LONGEST_SENTENCE])
    return result, mapped.words


def mapped_row(
    *, row: Mapping[str, Any], number: str, listed: Listed, mapping: CodeMapping
) -> Mapped:  # fmt: skip
    """Return a row in our form. Raises: UnfitError."""
    if not mapping.passes_unknown:
        _refuse_strange(row, mapping)
    escalator = listed.kind == ESCALATOR
    at = instant_of(value=row.get(mapping.instant.field), instant=mapping.instant)
    told: dict[str, Any] = {
        "schema": "escalator.status/1" if escalator else "lift.status/1",
        "elevator": number, "at": at.isoformat(), "seq": max(int(at.timestamp() * 1000), 0),
    }  # fmt: skip
    words: list[str] = []
    for name, target in (mapping.escalator if escalator else mapping.lift).items():
        value = _value(name, target, row, listed, words)
        if value is not None:
            told[name] = value
    return Mapped(payload=msgspec.json.encode(told), words=tuple(words))


def _refuse_strange(row: Mapping[str, Any], mapping: CodeMapping) -> None:
    strange = sorted(set(row) - mapping.fields)
    if strange:
        sentence = f"The mapping {mapping.label} has no field `{strange[0]}`."
        raise UnfitError(RefusedReason.UNKNOWN_FIELD, sentence)


def _value(
    name: str, target: Target, row: Mapping[str, Any], listed: Listed, words: list[str]
) -> Any:
    value = row.get(target.field)
    if value is None or value == "":
        return target.missing
    if name == "codes":
        return _codes(value, target, words)
    if target.is_label:
        return floor_index(label=_text(value), labels=listed.labels, field=target.field)
    if target.values is not None:
        key = _key(value)
        if key not in target.values:
            sentence = f"The mapping knows no value {value!r} of `{target.field}`."
            raise UnfitError(RefusedReason.OUT_OF_RANGE, sentence)
        return target.values[key]
    if target.factor is not None and isinstance(value, int | float):
        return value * target.factor
    return _number(value)


def _number(value: object) -> object:
    """Return a number that was sent as text as the number it is."""
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    return value


def _key(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _codes(value: object, target: Target, words: list[str]) -> list[int]:
    if isinstance(value, str):
        value = value.replace(",", " ").replace(";", " ").split()
    found: list[int] = []
    for one in value if isinstance(value, list) else [value]:
        key = _key(one)
        ours = int(key) if target.values is None and key.isdecimal() else None
        if target.values is not None:
            ours = target.values.get(key, 0 if key == "0" else None)
        if ours is not None and (ours == 0 or ours in CODES):
            found.append(ours)
        else:
            words.append(key[:60])
    return found


def floor_index(*, label: str, labels: tuple[str, ...], field: str) -> int:
    """Return the index of a landing by its label. Raises: UnfitError.

    Example:
        >>> floor_index(label="1", labels=("B1", "1", "2"), field="Car_Position")
        1
        >>> floor_index(label="B1", labels=(), field="Car_Position") - BASEMENTS
        -1
    """
    if label in labels:
        return labels.index(label)
    storey = _storey(label)
    known = [_storey(one) for one in labels]
    if storey is not None and storey in known:
        return known.index(storey)
    if storey is None or labels or not -BASEMENTS <= storey < 300 - BASEMENTS:
        told = ", ".join(labels[:12]) or "none"
        sentence = f"`{field}` names the landing {label!r}; the register knows: {told}."
        raise UnfitError(RefusedReason.OUT_OF_RANGE, sentence)
    return storey + BASEMENTS


def _storey(label: str) -> int | None:
    """Return the storeys above the ground floor, -1 for the first basement."""
    word = label.upper().strip().removesuffix("F").removesuffix("层")
    below = word.startswith(("B", "-"))
    digits = word[1:] if below else word
    if word in ("G", "L"):
        return 0
    if not digits.isdecimal() or int(digits) == 0:
        return None
    return -int(digits) if below else int(digits) - 1


def instant_of(*, value: object, instant: Instant) -> datetime:
    """Return the instant that a value tells. Raises: UnfitError."""
    try:
        return _instant(value, instant)
    except (ValueError, TypeError, OverflowError, OSError):
        if value is None:
            sentence = f"The field `{instant.field}` is missing."
            raise UnfitError(RefusedReason.MISSING_FIELD, sentence) from None
        sentence = f"`{instant.field}` is no instant of the form {instant.form}: {value!r}."
        raise UnfitError(RefusedReason.BAD_INSTANT, sentence) from None


def _instant(value: object, instant: Instant) -> datetime:
    if instant.form in ("epoch_s", "epoch_ms"):
        number = float(str(value)) / (1000 if instant.form == "epoch_ms" else 1)
        return datetime.fromtimestamp(number, tz=UTC)
    text = str(value).strip() if isinstance(value, str) else ""
    if instant.form == "rfc3339":
        at = datetime.fromisoformat(text)
    else:
        form = instant.form + ("%z" if instant.zone else "")
        at = datetime.strptime(text + instant.zone, form)  # noqa: DTZ007 -- the form has %z
    if at.tzinfo is None:
        raise ValueError(text)
    return at
