"""The documentation is true: verbs, files, pages, links, points, settings; no leaks."""

import re

import pytest
from django.urls import Resolver404, resolve

from hoistway.server.cli import VERBS
from hoistway.server.config import PREFIX, Config
from hoistway.server.glossary import glossary
from tests.house.tree import ROOT, SOURCE, kept_files, name_of

POINTS = {"A": 8, "B": 5, "C": 11, "D": 2, "E": 7, "F": 3, "G": 4, "H": 3}
PAGES = [p for p in kept_files() if p.suffix == ".md" and p.is_relative_to(ROOT / "docs")]
PAGES += [ROOT / n for n in ("README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md")]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
FILE = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.(?:py|md|toml|css|js|html))`")
ROW = re.compile(r"^\| ([A-H]\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
STATUS = re.compile(r"^(first cut|part|not yet)(\W|$)")

TO_COME = {f"docs/pictures/{n}.png" for n in ("board", "rider", "technician", "hub", "incident")}
"""Pictures are taken by a person who looks at them."""


def _text(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path):
    targets = [t for t in LINK.findall(_text(path)) if "://" not in t]
    lost = [t for t in targets if not (path.parent / t).resolve().exists()]

    assert [t for t in lost if name_of((path.parent / t).resolve()) not in TO_COME] == []


@pytest.mark.parametrize("path", [p for p in PAGES if p.stem != "glossary"], ids=name_of)
def test_named_files_exist(path):
    named = FILE.findall(_text(path))

    assert [n for n in named if not ((ROOT / n).exists() or (SOURCE / n).exists())] == []


def test_every_verb_is_named():
    text = _text(ROOT / "README.md")

    assert [verb for verb in VERBS if not re.search(rf"`(\./hoistway )?{verb}`", text)] == []


def test_no_page_names_a_verb_that_is_not_there():
    named = {verb for path in PAGES for verb in re.findall(r"\./hoistway ([a-z]+)", _text(path))}

    assert named - set(VERBS) == set()


def test_every_setting_is_explained():
    named = set(re.findall(r"^\| `(HOISTWAY_\w+)`", _text(ROOT / "docs/operate/install.md"), re.M))

    assert named == {PREFIX + name.upper() for name in Config.model_fields}


def test_the_glossary_is_fresh():
    assert _text(ROOT / "docs" / "glossary.md") == glossary(SOURCE)


def _rows():
    return ROW.findall(_text(ROOT / "docs" / "notice.md"))


def test_every_point_of_the_notice_has_its_line():
    points = [f"{letter}{n}" for letter, most in POINTS.items() for n in range(1, most + 1)]

    assert [row[0] for row in _rows()] == points


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_a_point_says_where_it_stands(row):
    _, asks, page, tests, status = (cell.strip() for cell in row)

    assert asks
    assert STATUS.match(status)
    assert status.startswith("not yet") or (page and tests)
    for address in re.findall(r"`([^`]+)`", page):
        _answers(address)
    assert [t for t in re.findall(r"`([^`]+)`", tests) if not (ROOT / t).exists()] == []


def _answers(address):
    try:
        resolve(address)
    except Resolver404:
        pytest.fail(f"no page answers at {address}")


REGISTRIES = re.compile(
    r"(pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.com|crates\.io|proxy\.golang|"
    r"rubygems\.org|index-url\s*=|artifactory|jfrog)",
    re.IGNORECASE,
)
OWN_FOLDERS = re.compile(r"(?<![\w.~])/(work|home/\w+|root|Users/\w+|mnt/\w+)/[\w.]")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bS[UAO][A-Z2-7]{56}\b"
)
WRITTEN = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".in", ".lock", ".json", ".svg"}


def _leaks(pattern):
    for path in kept_files():
        written = path.suffix in WRITTEN or path.name in {"hoistway", "run"}
        if written and path.name != "test_docs.py" and pattern.search(_text(path)):
            yield name_of(path)


def test_no_package_registry_is_named():
    assert list(_leaks(REGISTRIES)) == []


def test_no_path_of_anybodys_machine_is_written_down():
    assert list(_leaks(OWN_FOLDERS)) == []


def test_no_secret_is_in_the_tree():
    assert list(_leaks(SECRET)) == []


def test_integration_runs_the_one_command():
    assert "exec ./hoistway test" in _text(ROOT / ".ci" / "run")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
