"""Every kind of finding has its rule, every rule its clause, example and place in an edition."""

import doctest
import importlib
from datetime import date
from pathlib import Path

import pytest

from hoistway.quality.rules import book
from hoistway.quality.rules.book import RULES, edition_on, editions
from hoistway.quality.rules.grouped import GROUPED
from hoistway.quality.vocabulary import FindingKind
from tests.house.tree import SOURCE

FILES = sorted(path.stem for path in Path(book.__file__).parent.glob("[a-z]*.py"))


def test_every_kind_has_a_rule_of_its_name_or_a_named_raiser():
    of_its_name = {kind for kind in FindingKind if str(kind) in FILES}

    assert set(RULES) == of_its_name
    assert set(RULES) | set(GROUPED) == set(FindingKind)
    assert set(RULES) & set(GROUPED) == set()


def test_every_named_raiser_is_there():
    files = {SOURCE / "quality" / one.raised_by for one in GROUPED.values()}

    assert [file for file in files if not file.exists()] == []


def test_there_are_more_than_twenty_five_rules():
    assert len(RULES) >= 25


@pytest.mark.parametrize("kind", list(RULES), ids=str)
def test_a_rule_says_its_clause_and_its_reason_in_two_languages(kind):
    rule = RULES[kind]

    assert rule.CLAUSE
    assert all(rule.WHY)


@pytest.mark.parametrize("name", FILES)
def test_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"hoistway.quality.rules.{name}"))

    assert result.failed == 0


def test_every_rule_runs_in_the_newest_edition():
    assert set(editions()[-1].runs) == set(RULES)


def test_days_before_the_first_edition_use_it():
    assert edition_on(day=date(2000, 1, 1)) == editions()[0]
