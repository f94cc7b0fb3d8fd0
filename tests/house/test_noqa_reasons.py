"""Every exception to a lint says why."""

import re

from tests.house.tree import ROOT, name_of

NOQA = re.compile(r"#\s*noqa\b.*")
REASONED = re.compile(r"# noqa: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)* -- \S.{3,}")
IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[)")


def _lines():
    for folder in ("src", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.parent.name != "house":
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    yield f"{name_of(path)}:{number}", line


def test_every_noqa_names_its_rule_and_its_reason():
    found = [(where, NOQA.search(line)) for where, line in _lines()]

    assert [where for where, hit in found if hit and not REASONED.match(hit.group())] == []


def test_every_ignored_type_names_its_error():
    assert [where for where, line in _lines() if IGNORE.search(line)] == []
