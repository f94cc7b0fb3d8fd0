import ast
from pathlib import Path

import pytest

import hoistway.registry.actions.imports
import hoistway.registry.rules
from hoistway.registry.rules.fault_words import WORDS, detail_in
from hoistway.registry.rules.rows import CellFault
from hoistway.registry.vocabulary import RowFault

PACKAGES = (hoistway.registry.rules, hoistway.registry.actions.imports)
FOLDERS = [Path(package.__path__[0]) for package in PACKAGES]


def _text(node: ast.expr) -> str | None:
    """Return a text with `{}` for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return None


def _details() -> set[str]:
    """Return every text by which the readers complete a fault."""
    found: set[str | None] = set()
    for path in (path for folder in FOLDERS for path in folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                if name == "BadCell" and len(node.args) > 1:
                    found.add(_text(node.args[1]))
                if name == "_odd":
                    found.add(_text(node.args[1]))
                found |= {_text(k.value) for k in node.keywords if k.arg in ("detail", "wrong")}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "detail":
                found.add(_text(node.value))
    return {one for one in found if one}


def test_every_completion_of_a_fault_has_its_chinese() -> None:
    ranges = {"{} to {}"}

    assert _details() - ranges - set(WORDS) == set()
    assert len(_details()) > 25


@pytest.mark.parametrize("english", WORDS)
def test_facts_are_filled_into_the_chinese(english: str) -> None:
    count = english.count("{}")
    facts = [f"F{n}" for n in range(count)]

    said = detail_in(language="zh-hans", detail=english.format(*facts))

    assert said == WORDS[english].format(*facts)
    assert detail_in(language="en-us", detail=english) == english


def test_a_fault_is_kept_in_both_languages() -> None:
    fault = CellFault(RowFault.TOO_LONG, field="name", detail="81 signs, 80 allowed")

    assert fault.as_json()["detail_zh"] == "81个字符，最多80个"
    assert fault.reason(language="zh-hans") == "name: 文字过长 (81个字符，最多80个)"
