import gzip
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src/hoistway/web"
SHEETS = sorted((WEB / "static/web").glob("*.css"))
MODULES = sorted((WEB / "static/web").glob("*.js"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def named(path):
    return str(path.relative_to(WEB))


def test_all_sheets_together_weigh_at_most_22_kilobytes_compressed():
    """A page loads four or five of them; one room's own sheet is some 1.2 kB."""
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS) <= 22_000


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_sheet_needs_no_important_and_no_foreign_file(sheet):
    text = sheet.read_text()

    assert "!important" not in text
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_module_is_one_short_behaviour_without_evaluation(module):
    text = module.read_text()

    assert len(text.splitlines()) <= 150
    assert not re.search(r"\beval\(|new Function|\.style\b", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_has_no_inline_style_or_script(template):
    text = template.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_begins_with_the_context_it_expects(template):
    assert template.read_text().startswith("{# Context:")


@pytest.mark.parametrize("template", [t for t in TEMPLATES if "rider" in t.parts], ids=named)
def test_public_page_needs_no_session_and_no_token(template):
    assert "csrf" not in template.read_text()
