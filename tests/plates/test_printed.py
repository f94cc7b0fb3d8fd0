"""The plate as the printer gets it: read by a stranger, right in size, ink and cut line."""

import io
import re
import zlib
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.conf import settings

from hoistway.plates.adapters.lettering import Lettering, NoFont, lettering
from hoistway.plates.adapters.printing import Drawer
from hoistway.plates.rules.artwork import DUMBWAITER, LIFT, SHANGHAI, STAIRS, PlateCard
from hoistway.plates.rules.imposing import ACRYLIC, spots
from hoistway.server import fonts
from hoistway.server.bench.plate_wear import DPI, rasterised, read, worn
from tests.plates.test_codes import addresses

pytestmark = pytest.mark.skipif(
    not fonts.is_there(home=settings.HOME), reason="the font of documents was not fetched"
)
MM = DPI / 25.4


def cards(count: int) -> list[PlateCard]:
    return [
        PlateCard(
            code="", address=address, rescue_number=f"{4204896 + at}",
            register_number=f"31103101062010{at:06}", place=f"延平路{at}号 春江苑 1号梯",
            wording=(LIFT, STAIRS, DUMBWAITER)[at % 3],
        )
        for at, address in enumerate(addresses("https://dt.sh.cn", count))
    ]  # fmt: skip


def a_drawer() -> Drawer:
    return Drawer(form=SHANGHAI, board=ACRYLIC, letters=lettering(Path(settings.FONTS)))


def single_pages(count: int) -> bytes:
    file = io.BytesIO()
    a_drawer().pages(file=file, cards=cards(count))
    return file.getvalue()


def a_board(count: int) -> bytes:
    file = io.BytesIO()
    a_drawer().sheet(file=file, cards=cards(count), words="ZP1 第 1 / 1 张")
    return file.getvalue()


def code_box() -> tuple[float, float, float]:
    """Return left, top and side of the dark modules on a page with bleed, in pixels."""
    module = SHANGHAI.code.width_mm / 41
    left = (SHANGHAI.bleed_mm + SHANGHAI.code.x_mm + 4 * module) * MM
    top = (SHANGHAI.bleed_mm + SHANGHAI.code.y_mm + 4 * module) * MM
    return left, top, 33 * module * MM


def test_a_stranger_reads_every_plate_turned_blurred_and_a_tenth_covered() -> None:
    pdf, wanted, chance = single_pages(6), cards(6), Random(286)

    for page, card in enumerate(wanted):
        plain = rasterised(pdf=pdf, page=page)
        seen = [read(worn(plain, box=code_box(), chance=chance)) for _ in range(5)]
        assert seen == [[card.address]] * 5


def test_without_its_correction_a_covered_plate_would_not_be_read() -> None:
    plain, (left, top, side) = rasterised(pdf=single_pages(1)), code_box()
    half = (int(left + side / 3), int(top + side / 3), int(left + side), int(top + side))
    plain.paste(255, half)

    assert read(plain) == []


def test_a_stranger_reads_the_first_and_the_last_plate_of_a_board() -> None:
    full = len(spots(form=SHANGHAI, board=ACRYLIC))
    pdf, wanted, where = a_board(full), cards(full), spots(form=SHANGHAI, board=ACRYLIC)

    for at in (0, full - 1):
        spot = where[at]
        right = ACRYLIC.width_mm - spot.x_mm - SHANGHAI.width_mm
        below = ACRYLIC.height_mm - spot.y_mm - SHANGHAI.height_mm
        plate = rasterised(pdf=pdf, crop_mm=(spot.x_mm, below, right, spot.y_mm))
        assert read(plate.rotate(7, expand=True, fillcolor=255)) == [wanted[at].address]


def contents(pdf: bytes) -> str:
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return "\n".join(zlib.decompress(stream).decode("ascii") for stream in streams)


def test_a_page_has_the_finished_size_with_its_bleed_and_trim() -> None:
    page = pypdfium2.PdfDocument(io.BytesIO(single_pages(1)))[0]
    media = [round(value * 25.4 / 72, 2) for value in page.get_mediabox()]
    trim = [round(value * 25.4 / 72, 2) for value in page.get_trimbox()]

    assert media == [0, 0, SHANGHAI.width_mm + 4, SHANGHAI.height_mm + 4]
    assert trim == [2, 2, SHANGHAI.width_mm + 2, SHANGHAI.height_mm + 2]


def test_inks_are_cmyk_and_the_cut_line_is_a_spot_colour_that_hides_nothing() -> None:
    pdf = single_pages(3)
    drawn = contents(pdf)

    assert b"[/Separation/CutContour/DeviceCMYK" in pdf
    assert b"/OP true" in pdf
    assert "/Cut CS 1 SCN" in drawn
    assert "0 0 0 1 k" in drawn
    assert re.findall(r"\b(?:rg|RG|g|G|sc|scn)\n", drawn) == []
    assert b"/Font" not in pdf


def test_the_same_plates_make_the_same_bytes() -> None:
    assert single_pages(3) == single_pages(3)


def test_a_plate_as_svg_is_measured_in_millimetres_and_needs_no_font() -> None:
    svg = a_drawer().svg(card=cards(1)[0])
    root = ElementTree.fromstring(svg)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}

    assert (root.get("width"), root.get("height")) == ("104mm", "154mm")
    assert root.get("viewBox") == "-2 -2 104 154"
    assert names == {"svg", "title", "rect", "g", "path"}
    assert [g.get("id") for g in root if g.tag.endswith("}g")] == ["Artwork", "CutContour"]
    assert "#000000" in svg


def test_a_sign_that_the_font_lacks_is_printed_as_a_geta_and_told_in_the_list() -> None:
    letters = a_drawer().letters
    assert letters.sign("🛗", False) == letters.sign("〓", False)
    assert (letters.lacks("延平路🛗"), letters.lacks("延平路")) == (True, False)


def test_without_the_font_nothing_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(NoFont):
        Lettering(folder=tmp_path)
