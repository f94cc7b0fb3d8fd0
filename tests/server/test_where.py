"""A newcomer with a word finds its room."""

import subprocess
import sys

import pytest

from hoistway.server.config import REPOSITORY
from hoistway.server.words import Word, find, terms

PACKAGE = REPOSITORY / "src" / "hoistway"


@pytest.mark.parametrize(
    ("wanted", "kind", "file"),
    [
        ("困人", "term", "emergency/vocabulary.py"),
        ("entrapment off level", "term", "telemetry/vocabulary.py"),
        ("3310", "term", "registry/vocabulary/kinds.py"),
        ("demo-hub", "page", "web/urls.py"),
        ("TechnicianCalled", "event", "emergency/events.py"),
        ("nobody_is_shut_in", "refusal", "emergency/actions/intake.py"),
        ("open_incidents", "action", "emergency/actions/intake.py"),
        ("附件2 三", "text", "detection/offline.py"),
    ],
)
def test_a_word_leads_to_its_file(wanted, kind, file):
    found = find(PACKAGE, wanted=wanted)

    assert (kind, file) in {
        ("term" if isinstance(one, Word) else one.kind, one.place.file) for one in found
    }


def test_width_case_and_spaces_make_no_difference():
    full = find(PACKAGE, wanted="附件2 三")

    assert find(PACKAGE, wanted="附件２三") == full


def test_official_words_come_first():
    kinds = [isinstance(one, Word) for one in find(PACKAGE, wanted="困人")]

    assert kinds == sorted(kinds, reverse=True)
    assert kinds[0]


def test_every_word_has_a_code_and_both_languages():
    assert [word for word in terms(PACKAGE) if not (word.code and word.zh and word.en)] == []


def test_nothing_has_to_be_installed_for_it():
    command = [sys.executable, "-S", "-E", "-m", "hoistway.server.cli", "where", "困人"]

    told = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, check=False)

    assert "emergency/vocabulary.py" in told.stdout
    assert told.returncode == 0
