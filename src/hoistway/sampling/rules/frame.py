"""A frozen frame as text: what is hashed and published before anybody knows the seed."""

from dataclasses import dataclass
from hashlib import sha256

FORMAT = "hoistway-frame/1"
_FIELDS = ("purpose", "place", "year", "edition", "share", "population", "before", "size")


class FrameSpoilt(ValueError):
    """The text is not a frame as this house writes it."""


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One elevator of the frame, and the group within which it is drawn."""

    number: str
    stratum: str


@dataclass(frozen=True, slots=True, order=True)
class Inspector:
    """One who may be sent."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """From what is drawn.

    `population` counts all units of the year, those that left it too; `before` how many of them
    earlier draws of the year have taken; `size` how many this draw takes.
    """

    purpose: str
    place: str
    year: int
    edition: str
    share: str
    population: int
    before: int
    size: int
    units: tuple[Unit, ...]
    inspectors: tuple[Inspector, ...]


def text_of(*, frame: Frame) -> str:
    """Return the frame as text: one «name: value» a line, then units and inspectors, sorted.

    Example:
        >>> one = Frame(purpose="pilot_district", place="310101", year=2026, edition="e",
        ...     share="0.05", population=1, before=0, size=1, units=(Unit("3100", "firm"),),
        ...     inspectors=(Inspector("7", "A"), Inspector("3", "B")))
        >>> frame_of(text=text_of(frame=one)) == one
        False
        >>> sorted(frame_of(text=text_of(frame=one)).inspectors) == sorted(one.inspectors)
        True
    """
    lines = [FORMAT, *(f"{name}: {getattr(frame, name)}" for name in _FIELDS), "[units]"]
    lines += [f"{one.number}\t{_flat(one.stratum)}" for one in sorted(frame.units)]
    lines.append("[inspectors]")
    lines += [f"{one.key}\t{_flat(one.name)}" for one in sorted(frame.inspectors)]
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def frame_of(*, text: str) -> Frame:
    """Return the frame that a text holds.

    Raises: FrameSpoilt.
    """
    lines = text.split("\n")
    if lines[0] != FORMAT or lines[-1] != "":
        raise FrameSpoilt(f"the first line is not {FORMAT}, or the last does not end")
    try:
        first, second = lines.index("[units]"), lines.index("[inspectors]")
        said = dict(line.split(": ", 1) for line in lines[1:first])
        units = [Unit(*line.split("\t")) for line in lines[first + 1 : second]]
        people = [Inspector(*line.split("\t")) for line in lines[second + 1 : -1]]
        return Frame(
            purpose=said["purpose"], place=said["place"], year=int(said["year"]),
            edition=said["edition"], share=said["share"], population=int(said["population"]),
            before=int(said["before"]), size=int(said["size"]), units=tuple(units),
            inspectors=tuple(people),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise FrameSpoilt(str(error)) from None


def sha256_of(*, text: str) -> str:
    """Return the SHA-256 of a frame's text; it fixes the frame before the seed is known."""
    return sha256(text.encode()).hexdigest()
