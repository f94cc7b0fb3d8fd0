"""What a printed plate goes through before a phone reads it, and a decoder that is not ours."""

import io
from random import Random

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

DPI = 150
"""As rough as a cheap printer. Source: issue on the code, «done when»."""

COVERED = 0.10
_FINDER = 9 / 33
"""Side of a corner that must stay free: no decoder starts without its three finders."""


def rasterised(pdf: bytes, page: int = 0, *, crop_mm: tuple[float, ...] = ()) -> Image.Image:
    """Return a page at 150 dpi; `crop_mm` is what is cut off left, below, right and above."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    edges = tuple(value * 72 / 25.4 for value in crop_mm) or (0.0, 0.0, 0.0, 0.0)
    image = document[page].render(scale=DPI / 72, crop=edges).to_pil().convert("L")
    document.close()
    return image


def read(image: Image.Image) -> list[str]:
    """Return what the foreign decoder reads."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def worn(image: Image.Image, box: tuple[float, float, float], *, chance: Random) -> Image.Image:
    """Return a plate that is blurred, turned and covered on a tenth of its code.

    `box` is left, top and side of the dark modules in pixels.
    """
    spoilt = image.filter(ImageFilter.GaussianBlur(chance.uniform(1.0, 1.6)))
    left, top, side = box
    while True:
        wide = side * COVERED**0.5 * chance.uniform(0.6, 1.6)
        high = side * side * COVERED / wide
        x, y = chance.uniform(0, side - wide), chance.uniform(0, side - high)
        if not _hides_a_finder(x / side, y / side, wide / side, high / side):
            break
    ground = chance.choice((0, 128, 255))
    at = (left + x, top + y, left + x + wide, top + y + high)
    ImageDraw.Draw(spoilt).rectangle(at, fill=ground)
    return spoilt.rotate(chance.uniform(0, 360), expand=True, fillcolor=200, resample=2)


def _hides_a_finder(x: float, y: float, wide: float, high: float) -> bool:
    low, right = 1 - _FINDER, x + wide
    return (
        (x < _FINDER and y < _FINDER)
        or (right > low and y < _FINDER)
        or (x < _FINDER and y + high > low)
    )
