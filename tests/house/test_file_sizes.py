"""Files and functions stay short; nothing is filed under a name that says nothing."""

import ast

from tests.house.tree import ROOT, name_of, sources, syntax

LINES = 300
TEST_LINES = 400  # Chosen: a file of tests is a list, read by its names.
FUNCTION_LINES = 40
SAY_NOTHING = {
    "utils", "util", "helpers", "common", "misc", "base", "manager", "service", "services",
    "core", "constants", "exceptions",
}  # fmt: skip


def _length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_300_lines():
    assert {name_of(p): _length(p) for p in sources() if _length(p) > LINES} == {}


def test_no_test_file_is_longer_than_400_lines():
    tests = sorted((ROOT / "tests").rglob("*.py"))

    assert {name_of(p): _length(p) for p in tests if _length(p) > TEST_LINES} == {}


def test_no_function_is_longer_than_40_lines():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in sources()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]

    assert long == []


def test_no_file_has_a_name_that_says_nothing():
    assert [name_of(path) for path in sources() if path.stem in SAY_NOTHING] == []
