"""What a drawing is made of: inked marks, in millimetres from the top left corner downwards."""

from collections.abc import Callable
from dataclasses import dataclass

Step = tuple[str, tuple[float, ...]]
"""One step of an outline: M and L to a point, C along a curve (three points), Z closes."""

Outline = tuple[Step, ...]

CAPITALS = 0.733
"""Height of capitals and figures as a share of the size of type. Source: Noto Sans SC, OS/2."""

Width = Callable[[str, bool], float]
"""How wide a text runs, plain or bold, in sizes of its type."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as the printer takes it (fractions of CMYK) and as a screen shows it."""

    name: str
    cmyk: tuple[float, float, float, float]
    screen: str


BLUE = Ink("blue", (1.0, 0.62, 0.0, 0.2), "#0b4f8a")
RED = Ink("red", (0.05, 1.0, 0.85, 0.08), "#c8102e")
BLACK = Ink("black", (0.0, 0.0, 0.0, 1.0), "#000000")
GREY = Ink("grey", (0.0, 0.0, 0.0, 0.72), "#4d4d4d")
RULE = Ink("rule", (0.0, 0.0, 0.0, 0.2), "#c9ced2")
WHITE = Ink("white", (0.0, 0.0, 0.0, 0.0), "#ffffff")


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline."""

    ink: Ink
    outline: Outline


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: size of type, left end and baseline."""

    ink: Ink
    text: str
    bold: bool
    size_mm: float
    x_mm: float
    baseline_mm: float


@dataclass(frozen=True, slots=True)
class Modules:
    """The dark modules of a code: runs of (column, row, length) from its first module."""

    ink: Ink
    x_mm: float
    y_mm: float
    module_mm: float
    runs: tuple[tuple[int, int, int], ...]


Mark = Shape | Words | Modules


def rectangle(*, x: float, y: float, width: float, height: float) -> Outline:
    """Return the outline of a rectangle."""
    return (
        ("M", (x, y)), ("L", (x + width, y)), ("L", (x + width, y + height)),
        ("L", (x, y + height)), ("Z", ()),
    )  # fmt: skip


_ROUND = 0.5523
"""How far the handles of a quarter circle reach. Source: 4/3 · (√2 − 1)."""


def rounded(*, x: float, y: float, width: float, height: float, corner: float) -> Outline:
    """Return the outline of a rectangle with round corners, clockwise from the top left."""
    right, low, far = x + width, y + height, corner * (1 - _ROUND)
    return (
        ("M", (x + corner, y)),
        ("L", (right - corner, y)),
        ("C", (right - far, y, right, y + far, right, y + corner)),
        ("L", (right, low - corner)),
        ("C", (right, low - far, right - far, low, right - corner, low)),
        ("L", (x + corner, low)),
        ("C", (x + far, low, x, low - far, x, low - corner)),
        ("L", (x, y + corner)),
        ("C", (x, y + far, x + far, y, x + corner, y)),
        ("Z", ()),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text to be set: height of its capitals, and the room that it must fit in."""

    text: str
    capitals_mm: float
    room_mm: float
    bold: bool = False
    ink: Ink = BLACK


LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0


def set_line(*, line: Line, x_mm: float, top_mm: float, at: float, width: Width) -> Words:
    """Return a line set at its place, smaller where it would not fit.

    `x_mm` is its left end, middle or right end, as `at` says; its capitals stand below `top_mm`
    and, where it had to shrink, in the middle of their height.
    """
    size = line.capitals_mm / CAPITALS
    wide = width(line.text, line.bold) * size
    share = min(1.0, line.room_mm / wide) if wide else 1.0
    middle = top_mm + line.capitals_mm / 2
    return Words(
        ink=line.ink, text=line.text, bold=line.bold, size_mm=size * share,
        x_mm=x_mm - wide * share * at, baseline_mm=middle + line.capitals_mm * share / 2,
    )  # fmt: skip
