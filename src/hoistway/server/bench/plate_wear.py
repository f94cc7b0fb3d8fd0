"""What a printed plate goes through before a phone reads it, and a decoder that is not ours.

The decoder and the rasteriser are packages of the tests; without them nothing can be read.
"""

import importlib
import io
from collections.abc import Sequence
from importlib.util import find_spec
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

DPI = 150
"""As rough as a cheap printer. Source: issue on the code, A8."""

COVERED = 0.10
"""Share of the code under a sticker or a scratch. Source: the same."""

_FINDER = 9 / 33
"""Side of the corners that stay free: no decoder starts without its three finders."""

_BLUR_PX = (1.0, 1.6)
"""Chosen: a camera that has not focused; at 150 dpi a module is nine pixels wide."""


def can_read() -> bool:
    """Return whether the packages that read are installed."""
    return all(find_spec(name) is not None for name in ("pypdfium2", "zxingcpp"))


def rasterised(*, pdf: bytes, page: int = 0, crop_mm: Sequence[float] = ()) -> Image.Image:
    """Return a page at 150 dpi; `crop_mm` is what is cut off left, below, right and above."""
    document = importlib.import_module("pypdfium2").PdfDocument(io.BytesIO(pdf))
    edges = tuple(value * 72 / 25.4 for value in crop_mm) or (0.0, 0.0, 0.0, 0.0)
    image: Image.Image = document[page].render(scale=DPI / 72, crop=edges).to_pil()
    document.close()
    return image.convert("L")


def read(image: Image.Image) -> list[str]:
    """Return what the foreign decoder reads."""
    found: list[Any] = importlib.import_module("zxingcpp").read_barcodes(image)
    return [one.text for one in found]


def worn(image: Image.Image, *, box: tuple[float, float, float], chance: Random) -> Image.Image:
    """Return a plate that is blurred, turned and covered on a tenth of its code.

    `box` is left, top and side of the dark modules in pixels.
    """
    spoilt = image.filter(ImageFilter.GaussianBlur(chance.uniform(*_BLUR_PX)))
    left, top, side = box
    while True:
        wide = side * COVERED**0.5 * chance.uniform(0.6, 1.6)
        high = side * side * COVERED / wide
        x, y = chance.uniform(0, side - wide), chance.uniform(0, side - high)
        if not _hides_a_finder(x / side, y / side, (x + wide) / side, (y + high) / side):
            break
    at = (left + x, top + y, left + x + wide, top + y + high)
    ImageDraw.Draw(spoilt).rectangle(at, fill=chance.choice((0, 128, 255)))
    turned = chance.uniform(0, 360)
    return spoilt.rotate(turned, expand=True, fillcolor=200, resample=Image.Resampling.BILINEAR)


def _hides_a_finder(x: float, y: float, right: float, below: float) -> bool:
    far = 1 - _FINDER
    return (
        (x < _FINDER and y < _FINDER)
        or (right > far and y < _FINDER)
        or (x < _FINDER and below > far)
    )
