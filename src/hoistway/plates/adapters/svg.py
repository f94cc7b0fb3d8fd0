"""One plate as SVG in millimetres: outlines only, black as black, the cut line in a group apart."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hoistway.plates.adapters.lettering import Lettering
from hoistway.plates.adapters.pdf import CUT
from hoistway.plates.rules.artwork import PlateForm
from hoistway.plates.rules.marks import Mark, Modules, Outline, Shape, Words, rounded

_CUT_COLOUR = "#ec008c"
"""How programs show the cut line. Chosen: magenta, which stands nowhere else on the plate."""


def svg_of(
    *, title: str, marks: tuple[Mark, ...], form: PlateForm, letters: Lettering
) -> str:  # fmt: skip
    """Return the drawing of one plate with its bleed; one unit is a millimetre."""
    over = form.bleed_mm
    wide, high = form.width_mm + 2 * over, form.height_mm + 2 * over
    edge = rounded(
        x=0, y=0, width=form.width_mm, height=form.height_mm, corner=form.corner_mm
    )  # fmt: skip
    drawn = "\n".join(line for mark in marks for line in _drawn(mark, letters))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}mm" height="{high:g}mm" '
        f'viewBox="{-over:g} {-over:g} {wide:g} {high:g}">\n<title>{escape(title)}</title>\n'
        f'<rect x="{-over:g}" y="{-over:g}" width="{wide:g}" height="{high:g}" fill="#fff"/>\n'
        f'<g id="Artwork">\n{drawn}\n</g>\n<g id="{CUT}" fill="none" stroke="{_CUT_COLOUR}" '
        f'stroke-width="0.09">\n<path d="{_path(edge)}"/>\n</g>\n</svg>\n'
    )


def _drawn(mark: Mark, letters: Lettering) -> Iterator[str]:
    if isinstance(mark, Shape):
        yield f'<path fill="{mark.ink.screen}" d="{_path(mark.outline)}"/>'
    elif isinstance(mark, Modules):
        side = f"translate({mark.x_mm:.4f} {mark.y_mm:.4f}) scale({mark.module_mm:.5f})"
        runs = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in mark.runs)
        yield f'<path fill="{mark.ink.screen}" transform="{side}" d="{runs}"/>'
    else:
        yield _set(mark, letters)


def _set(words: Words, letters: Lettering) -> str:
    """Return a line of text as one outline; its words stand beside it for those who edit."""
    scale, x, parts = words.size_mm / 1000, 0.0, []
    for sign in words.text:
        outline, wide = letters.sign(sign, words.bold)
        parts.append(_path(outline, right=x, digits=0))
        x += wide
    place = f"translate({words.x_mm:.3f} {words.baseline_mm:.3f}) scale({scale:.6f} {-scale:.6f})"
    return (
        f'<path aria-label="{escape(words.text, {chr(34): "&quot;"})}" fill="{words.ink.screen}" '
        f'transform="{place}" d="{"".join(parts)}"/>'
    )


def _path(outline: Outline, *, right: float = 0.0, digits: int = 2) -> str:
    def number(at: int, value: float) -> str:
        text = f"{value + (right if at % 2 == 0 else 0):.{digits}f}"
        plain = text.rstrip("0").rstrip(".") if digits else text
        return "0" if plain == "-0" else plain

    return "".join(
        step + " ".join(number(at, value) for at, value in enumerate(points))
        for step, points in outline
    )
