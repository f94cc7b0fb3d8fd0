"""The tree as the house tests see it: files, syntax, rooms. Imports nothing of the product."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hoistway"


@cache
def settings() -> dict:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _contract(number: str) -> dict:
    contracts = settings()["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(number))


def rooms() -> list[str]:
    """Return the rooms with the furniture of contract 2."""
    return [name.removeprefix("hoistway.") for name in _contract("2")["containers"]]


def floors() -> list[set[str]]:
    """Return the floors of contract 1, highest first, each with the packages on it."""
    return [{name.strip() for name in floor.split("|")} for floor in _contract("1")["layers"]]


def floor_of(package: str) -> int:
    """Return the rank of a package, 0 at the roof."""
    return next(rank for rank, floor in enumerate(floors()) if package in floor)


@cache
def sources() -> list[Path]:
    """Return every module of the product except migrations."""
    found = sorted(SOURCE.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


@cache
def syntax(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """Return a file's path from the root, as complaints name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def kept_files() -> list[Path]:
    """Return what is or would be under version control."""
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in said.splitlines() if (ROOT / line).is_file()]


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call with its spoken name, such as `Elevator.objects.create`."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """Return the dotted name of an expression; calls and indexes inside it are passed over."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Subscript):
        return dotted(node.value)
    return node.id if isinstance(node, ast.Name) else ""
