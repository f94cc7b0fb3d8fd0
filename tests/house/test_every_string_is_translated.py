"""Every sentence that a page can show is there in English too, and none is guessed."""

import re

import pytest

from hoistway.server import catalogues
from tests.house.tree import ROOT, SOURCE, kept_files, name_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKED = re.compile(
    r"\{%-?\s*blocktrans(?:late)?\b.*?%\}.*?\{%-?\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->",
    re.DOTALL,
)

UNMARKED = {
    "src/hoistway/web/templates/500.html": "shown when nothing works: both languages at once",
    "src/hoistway/web/templates/rider/database_down.html": "both languages at once",
    "src/hoistway/web/templates/parts/switches.html": "each language is named in its own",
}
"""Templates that may hold Chinese outside a translation, with the reason."""


def test_the_english_catalogue_is_complete():
    assert catalogues.gaps(ROOT / "src") == []


def test_the_catalogue_is_written_as_the_verb_writes_it():
    path = catalogues.english_path(ROOT / "src")
    stored = path.read_text(encoding="utf-8")

    assert stored == catalogues.rendered(ROOT / "src")


@pytest.mark.parametrize(
    "path",
    [p for p in kept_files() if p.suffix == ".html" and SOURCE in p.parents],
    ids=lambda path: path.name,
)
def test_no_template_holds_chinese_outside_a_translation(path):
    bare = CHINESE.findall(MARKED.sub("", path.read_text(encoding="utf-8")))

    assert name_of(path) in UNMARKED or bare == []
