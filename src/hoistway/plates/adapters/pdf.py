"""Plates as PDF for printers: outlines in CMYK, the cut line as a spot colour of its own.

Written here and not by a typesetter: the decision page 0012 has the figures. What many plates
share (backdrops, letters) stands in the file once, as a form that each plate paints.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from hoistway.plates.adapters.lettering import Lettering
from hoistway.plates.rules.artwork import PlateForm
from hoistway.plates.rules.marks import Ink, Mark, Modules, Outline, Shape, Words, rounded

CUT = "CutContour"
"""The name by which cutters find their line. Chosen: what RIP programs look for as delivered."""

_POINTS = 72 / 25.4
_HAIR_MM = 0.09
_PACKING = 6
"""Chosen: the next steps of zlib take twice the time for two per cent."""

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class Laid:
    """A plate at its place on a page: which backdrop, what is its own, where (mm from top left)."""

    backdrop: int
    marks: tuple[Mark, ...]
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, how much of it is bleed, its plates, and marks beside them."""

    width_mm: float
    height_mm: float
    bleed_mm: float
    plates: Sequence[Laid]
    beside: tuple[Mark, ...] = ()


def write_pdf(
    *, file: IO[bytes], pages: Iterable[Page], backdrops: Sequence[tuple[Mark, ...]],
    form: PlateForm, letters: Lettering,
) -> None:  # fmt: skip
    """Write pages of plates; the same plates make the same bytes."""
    _Writer(file, letters).write(pages, backdrops, form)


class _Writer:
    """One PDF file while it is written, object by object."""

    def __init__(self, file: IO[bytes], letters: Lettering) -> None:
        self._file, self._letters = file, letters
        self._at: dict[int, int] = {}
        self._last, self._offset, self._digest = 0, 0, sha256()
        self._shared = self._number()
        self._signs: dict[tuple[str, bool], tuple[str, float]] = {}
        self._forms: dict[str, int] = {}

    def write(
        self, pages: Iterable[Page], backdrops: Sequence[tuple[Mark, ...]], form: PlateForm
    ) -> None:
        """Write the whole file."""
        self._put(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        root, tree, shared = self._number(), self._number(), self._shared
        for at, marks in enumerate(backdrops):
            self._form(f"B{at}", self._drawn(marks))
        self._form("Cut", _cut(form))
        kids = [self._page(page, tree, shared) for page in pages]
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self._object(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>")
        self._object(shared, self._resources())
        self._object(root, f"<</Type/Catalog/Pages {tree} 0 R>>")
        self._close(root)

    def _page(self, page: Page, tree: int, shared: int) -> int:
        over = page.bleed_mm
        wide, high = page.width_mm + 2 * over, page.height_mm + 2 * over
        corner = f"{_n(over * _POINTS)} {_n((high - over) * _POINTS)}"
        lines = [f"{_POINTS:.6f} 0 0 {-_POINTS:.6f} {corner} cm", *self._drawn(page.beside)]
        for plate in page.plates:
            lines += [f"q 1 0 0 1 {_n(plate.x_mm)} {_n(plate.y_mm)} cm /B{plate.backdrop} Do",
                      *self._drawn(plate.marks), "/Cut Do Q"]  # fmt: skip
        content = self._stream(self._number(), "\n".join(lines), "")
        trim = " ".join(_n(v * _POINTS) for v in (over, over, wide - over, high - over))
        whole = f"0 0 {_n(wide * _POINTS)} {_n(high * _POINTS)}"
        return self._object(
            self._number(),
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[{whole}]/BleedBox[{whole}]/TrimBox[{trim}]"
            f"/Resources {shared} 0 R/Contents {content} 0 R>>",
        )

    def _drawn(self, marks: tuple[Mark, ...]) -> Iterator[str]:
        inked: Ink | None = None
        for mark in marks:
            if mark.ink != inked:
                inked = mark.ink
                yield " ".join(_n(part) for part in inked.cmyk) + " k"
            if isinstance(mark, Shape):
                yield f"{_path(mark.outline)} f"
            elif isinstance(mark, Modules):
                yield _modules(mark)
            else:
                yield from self._set(mark)

    def _set(self, words: Words) -> Iterator[str]:
        x, scale = words.x_mm, words.size_mm / 1000
        for sign in words.text:
            name, wide = self._sign(sign, words.bold)
            if name:
                placed = f"{_n(x, 3)} {_n(words.baseline_mm, 3)} cm"
                yield f"q {scale:.6f} 0 0 {-scale:.6f} {placed} /{name} Do Q"
            x += wide * scale

    def _sign(self, sign: str, bold: bool) -> tuple[str, float]:
        """Return the form of a sign, none for a space, and its width in thousandths."""
        key = (sign, bold)
        if key not in self._signs:
            outline, wide = self._letters.sign(sign, bold)
            name = f"G{len(self._signs)}" if outline else ""
            if name:
                self._form(name, (f"{_path(outline)} f",), box="-1000 -1000 3000 2000")
            self._signs[key] = (name, wide)
        return self._signs[key]

    def _form(self, name: str, lines: Iterable[str], box: str = "-9 -9 999 999") -> None:
        drawn = "\n".join(lines)
        number = self._number()
        facts = f"/Type/XObject/Subtype/Form/BBox[{box}]"
        self._stream(number, drawn, facts + f"/Resources {self._shared} 0 R")
        self._forms[name] = number

    def _resources(self) -> str:
        forms = "".join(f"/{name} {number} 0 R" for name, number in self._forms.items())
        tint = "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]/N 1>>"
        return (
            f"<</ColorSpace<</Cut[/Separation/{CUT}/DeviceCMYK {tint}]>>"
            f"/ExtGState<</Over<</OP true/op true/OPM 1>>>>/XObject<<{forms}>>>>"
        )

    def _stream(self, number: int, text: str, facts: str) -> int:
        packed = zlib.compress(text.encode("ascii"), _PACKING)
        head = f"<<{facts}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode("ascii")
        return self._object(number, head + packed + b"\nendstream")

    def _number(self) -> int:
        self._last += 1
        return self._last

    def _object(self, number: int, body: str | bytes) -> int:
        self._at[number] = self._offset
        plain = body.encode("ascii") if isinstance(body, str) else body
        self._put(f"{number} 0 obj\n".encode() + plain + b"\nendobj\n")
        return number

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._offset += len(data)

    def _close(self, root: int) -> None:
        start, name = self._offset, self._digest.hexdigest()[:32]
        lines = [f"xref\n0 {self._last + 1}\n0000000000 65535 f \n"]
        lines += [f"{self._at[number]:010} 00000 n \n" for number in range(1, self._last + 1)]
        lines += [f"trailer\n<</Size {self._last + 1}/Root {root} 0 R/ID[<{name}><{name}>]>>\n"]
        self._put("".join([*lines, f"startxref\n{start}\n%%EOF\n"]).encode("ascii"))


def _cut(form: PlateForm) -> Iterator[str]:
    edge = rounded(
        x=0, y=0, width=form.width_mm, height=form.height_mm, corner=form.corner_mm
    )  # fmt: skip
    yield f"q /Over gs /Cut CS 1 SCN {_HAIR_MM} w {_path(edge)} S Q"


def _modules(code: Modules) -> str:
    side = code.module_mm
    runs = " ".join(f"{x} {y} {length} 1 re" for x, y, length in code.runs)
    placed = f"{_n(code.x_mm)} {_n(code.y_mm)} cm"
    return f"q {side:.5f} 0 0 {side:.5f} {placed} {runs} f Q"


def _path(outline: Outline) -> str:
    return " ".join(
        " ".join([*(_n(value, 3) for value in points), _OPERATORS[step]])
        for step, points in outline
    )


def _n(value: float, digits: int = 4) -> str:
    """Return a number as PDF writes it: no exponent, no needless noughts."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text
