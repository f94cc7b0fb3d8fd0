"""The letters of the plate as outlines, so that no printer needs the font.

Noto Sans SC in two weights, fetched at set-up (decision 0011); the OFL lets outlines be printed.
"""

from functools import cache
from pathlib import Path
from typing import Any, cast

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from hoistway.foundation.refusal import Refusal
from hoistway.plates.rules.marks import Outline, Step

FILES = {False: "NotoSansSC_400Regular.ttf", True: "NotoSansSC_700Bold.ttf"}
MISSING = "〓"
"""Stands for a sign that the font does not have: the geta of Chinese printers."""


class NoFont(Refusal):
    """Raised when the font was not fetched at set-up."""

    code = "no_font"
    zh = "暂时不能制版：本平台尚未装好文档字体。请联系系统管理员，装好后点「继续」。"
    en = (
        "Plates cannot be drawn yet: the font of documents is not installed. Tell the "
        "administrator; then «go on»."
    )
    status = 503


class _Steps(BasePen):  # type: ignore[misc] # fontTools has no types
    """Collects an outline as steps; curves of either kind become cubic ones."""

    def __init__(self, glyphs: object = None) -> None:
        super().__init__(glyphs)
        self.steps: list[Step] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 -- the pen protocol's name
        self.steps.append(("M", pt))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 -- the pen protocol's name
        self.steps.append(("L", pt))

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802 -- the pen protocol's name
        self.steps.append(("C", tuple(value for point in points for value in point)))

    def _closePath(self) -> None:  # noqa: N802 -- the pen protocol's name
        self.steps.append(("Z", ()))


class Lettering:
    """Two weights of one font: how wide a text runs, and the outline of a sign.

    Outlines stand on their baseline with y upwards, in thousandths of the size of type.
    """

    def __init__(self, *, folder: Path) -> None:
        if not all((folder / name).is_file() for name in FILES.values()):
            raise NoFont
        self._fonts = {bold: TTFont(folder / name, lazy=True) for bold, name in FILES.items()}
        self._maps = {bold: font.getBestCmap() for bold, font in self._fonts.items()}
        self._glyphs = {bold: font.getGlyphSet() for bold, font in self._fonts.items()}
        self._drawn: dict[tuple[str, bool], tuple[Outline, float]] = {}

    def sign(self, sign: str, bold: bool) -> tuple[Outline, float]:
        """Return outline and width of one sign, both in thousandths of its size."""
        key = (sign, bold)
        if key not in self._drawn:
            names = self._maps[bold]
            glyph = self._glyphs[bold][names.get(ord(sign)) or names[ord(MISSING)]]
            pen = _Steps(self._glyphs[bold])
            glyph.draw(pen)
            self._drawn[key] = (tuple(pen.steps), float(glyph.width))
        return self._drawn[key]

    def width(self, text: str, bold: bool) -> float:
        """Return how wide a text runs in sizes of its type."""
        return sum(self.sign(sign, bold)[1] for sign in text) / 1000

    def lacks(self, text: str) -> bool:
        """Return whether the font is without one of these signs."""
        return any(ord(sign) not in self._maps[False] for sign in text)


@cache
def lettering(folder: Path) -> Lettering:
    """Return the letters of a folder, read once. Raises: NoFont."""
    return Lettering(folder=folder)


def outline_of(*, path: str) -> Outline:
    """Return the outline of an SVG path."""
    pen = _Steps()
    cast(Any, parse_path)(path, pen)
    return tuple(pen.steps)
