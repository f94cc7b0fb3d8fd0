"""Many plates on one board: where each lies, and what helps the cutter beside them."""

from dataclasses import dataclass

from hoistway.plates.rules.artwork import PlateForm
from hoistway.plates.rules.marks import (
    BLACK,
    LEFT,
    Line,
    Mark,
    Shape,
    Width,
    rounded,
    set_line,
)


@dataclass(frozen=True, slots=True)
class Board:
    """The material that many plates are printed on and cut out of."""

    width_mm: float
    height_mm: float
    edge_mm: float
    gap_mm: float
    source: str


ACRYLIC = Board(
    width_mm=1220.0, height_mm=2440.0, edge_mm=12.0, gap_mm=4.0,
    source="Chosen: the usual board of acrylic (M); the gap holds the bleed of both neighbours",
)  # fmt: skip


SINGLES = 200
"""Plates in one file of single pages. Chosen: half a megabyte, and a kill loses half a second."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a plate lies on its board: row and column from one, top left first."""

    row: int
    column: int
    x_mm: float
    y_mm: float


def spots(*, form: PlateForm, board: Board) -> tuple[Spot, ...]:
    """Return where the plates lie on a board, row by row, the whole block in the middle.

    Example:
        >>> len(spots(form=SHANGHAI, board=ACRYLIC))
        165
    """
    across = _fitting(board.width_mm - 2 * board.edge_mm, form.width_mm, board.gap_mm)
    down = _fitting(board.height_mm - 2 * board.edge_mm, form.height_mm, board.gap_mm)
    step_x, step_y = form.width_mm + board.gap_mm, form.height_mm + board.gap_mm
    left = (board.width_mm - across * step_x + board.gap_mm) / 2
    top = (board.height_mm - down * step_y + board.gap_mm) / 2
    return tuple(
        Spot(row + 1, column + 1, left + column * step_x, top + row * step_y)
        for row in range(down)
        for column in range(across)
    )


def _fitting(room_mm: float, size_mm: float, gap_mm: float) -> int:
    return int((room_mm + gap_mm) // (size_mm + gap_mm))


_DOT_MM = 5.0
"""Marks by which a camera finds the board. Chosen: what cutters ask for as delivered (M)."""


def beside(*, board: Board, words: str, width: Width) -> tuple[Mark, ...]:
    """Return the four marks for the cutter's camera and the line that names the board."""
    near = (board.edge_mm - _DOT_MM) / 2
    far_x, far_y = board.width_mm - near - _DOT_MM, board.height_mm - near - _DOT_MM
    dots = tuple(
        Shape(BLACK, rounded(x=x, y=y, width=_DOT_MM, height=_DOT_MM, corner=_DOT_MM / 2))
        for x, y in ((near, near), (far_x, near), (near, far_y), (far_x, far_y))
    )
    line = Line(words, 3.0, board.width_mm - 4 * board.edge_mm)
    named = set_line(
        line=line, x_mm=2 * board.edge_mm, top_mm=far_y + 1, at=LEFT, width=width
    )  # fmt: skip
    return (*dots, named)
