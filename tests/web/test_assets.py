import gzip
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src/hoistway/web"
SHEETS = sorted((WEB / "static/web").glob("*.css"))
MODULES = sorted((WEB / "static/web").rglob("*.js"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def named(path):
    return str(path.relative_to(WEB))


def test_what_a_desk_page_loads_of_sheets_weighs_at_most_10_kilobytes_compressed():
    weight = {sheet.stem: len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS}
    common = sum(weight.pop(name) for name in ("tokens", "base", "console", "drawing"))

    assert common + max(weight.values()) <= 10_000


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_sheet_needs_no_important_and_no_foreign_file(sheet):
    text = sheet.read_text()

    assert "!important" not in text
    assert not re.search(r"url\((?!#)", text)  # a pattern of the same drawing is no file
    assert "@import" not in text


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_module_is_one_short_behaviour_without_evaluation(module):
    text = module.read_text()

    assert len(text.splitlines()) <= 150
    assert not re.search(r"\beval\(|new Function|\.style\b", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_has_no_inline_style_or_script(template):
    text = template.read_text()

    markup = re.sub(r"\{[%{#].*?[%}#]\}", "", text)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", markup)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_begins_with_the_context_it_expects(template):
    assert template.read_text().startswith("{# Context:")


@pytest.mark.parametrize("template", [t for t in TEMPLATES if "rider" in t.parts], ids=named)
def test_public_page_needs_no_session_and_no_token(template):
    assert "csrf" not in template.read_text()
