"""What a firm's filing would change of what holds; the sensitive parts are marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hoistway.filings.rules.firm_content import FirmContent, LicenceLine, PointLine, StaffLine


class Part(StrEnum):
    """The parts of a filing in the order of the form."""

    NAME = "name"
    CREDIT_CODE = "credit_code"
    DUTY_PHONE = "duty_phone"
    LICENCES = "licences"
    POINTS = "points"
    STAFF = "staff"


SENSITIVE = frozenset({Part.NAME, Part.CREDIT_CODE, Part.DUTY_PHONE, Part.LICENCES})
"""Chosen: who the firm is, what it may do and where it is called; they are looked at first."""

Line = LicenceLine | PointLine | StaffLine
Side = str | Line | None


@dataclass(frozen=True, slots=True)
class FirmChange:
    """One thing that would be otherwise; a side is None where there was or will be nothing."""

    part: Part
    before: Side
    after: Side

    @property
    def sensitive(self) -> bool:
        """Whether the district looks at it first."""
        return self.part in SENSITIVE


def changes(*, before: FirmContent, after: FirmContent) -> list[FirmChange]:
    """Return what differs, in the order of the form.

    A licence is the same by sub-item and number, a point by name, a person by certificate.
    """
    return [*_plain(before, after), *_lines(before, after)]


def _plain(before: FirmContent, after: FirmContent) -> Iterator[FirmChange]:
    pairs = (
        (Part.NAME, before.name, after.name),
        (Part.CREDIT_CODE, before.credit_code, after.credit_code),
        (Part.DUTY_PHONE, before.duty_phone, after.duty_phone),
    )
    return (FirmChange(part, old, new) for part, old, new in pairs if old != new)


def _lines(before: FirmContent, after: FirmContent) -> Iterator[FirmChange]:
    pairs: tuple[tuple[Part, Sequence[Line], Sequence[Line]], ...] = (
        (Part.LICENCES, before.licences, after.licences),
        (Part.POINTS, before.points, after.points),
        (Part.STAFF, before.staff, after.staff),
    )
    for part, old, new in pairs:
        was = {_key(line): line for line in old}
        will = {_key(line): line for line in new}
        for key in dict.fromkeys([*was, *will]):
            if was.get(key) != will.get(key):
                yield FirmChange(part, was.get(key), will.get(key))


def _key(line: Line) -> tuple[str, ...]:
    if isinstance(line, LicenceLine):
        return str(line.item), line.number
    return (line.name,) if isinstance(line, PointLine) else (line.number or line.name,)
