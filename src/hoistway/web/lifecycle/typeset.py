"""Words into a PDF: typst with the one font that set-up has fetched, and with no other.

A missing glyph or font would only be a warning to typst; here every warning stops the document.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from hoistway.foundation.refusal import Refusal

FAMILY = "Noto Sans SC"
WEIGHTS = frozenset({400, 700})


class NoFont(Refusal):
    """Raised when the font of documents was not fetched at set-up."""

    code = "no_font"
    zh = "暂时不能生成 PDF：本平台尚未装好文档字体。网页内容不受影响，请联系系统管理员。"
    en = (
        "PDF files cannot be made yet: the font of documents is not installed. The pages show "
        "the same; please tell the administrator."
    )
    status = 503


class NotTypeset(RuntimeError):
    """Raised when typst warns: the document would not show what it should."""


@dataclass(frozen=True, slots=True)
class _Shop:
    compiler: typst.Compiler


@cache
def _shop(folder: Path, template: Path) -> _Shop:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if {font.weight for font in fonts.fonts() if font.family == FAMILY} < WEIGHTS:
        raise NoFont
    compiler = typst.Compiler(
        input=template, root=template.parent, font_paths=fonts, ignore_system_fonts=True
    )
    return _Shop(compiler)


def typeset(*, template: Path, data: Mapping[str, object], fonts: Path) -> bytes:
    """Return the PDF of a template filled with data; the same data make the same bytes.

    Raises: NoFont, NotTypeset.
    """
    if not fonts.is_dir():
        raise NoFont
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    made, warnings = _shop(fonts, template).compiler.compile_with_warnings(
        format="pdf", sys_inputs={"data": text}, timestamp=0
    )
    if warnings:
        raise NotTypeset("; ".join(str(warning) for warning in warnings))
    if not isinstance(made, bytes):
        raise NotTypeset("typst returned no document")
    return made
