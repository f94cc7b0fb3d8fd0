"""The product's own words, read from its source: terms, pages, events, actions, refusals, clauses.

Nothing is imported but the standard library, so that a newcomer can ask before anything is
installed and without a database.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ADDRESS = re.compile(r"^/?[a-z0-9<>:_./-]*$")
_CHAINED = {"queries": "query", "actions": "action", "events": "event"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its room, its file from the source folder, its line."""

    room: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Word:
    """One official word of a vocabulary."""

    place: Place
    list_name: str
    list_means: str
    name: str
    code: str
    zh: str
    en: str
    source: str

    def __str__(self) -> str:
        name = f"{self.list_name}.{self.name}"
        return f"term    {name} = {self.code!r} {self.zh} · {self.en} [{self.source}]"


@dataclass(frozen=True, slots=True)
class Mention:
    """One other thing with a name or a clause: a page, an event, an action, a sentence."""

    place: Place
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind:<7} {self.text}"


def plain(text: str) -> str:
    """Return the text as it is compared: half-width, lower case, without spaces.

    Example:
        >>> plain("附件2 四（四）") == plain("附件2四(四)")
        True
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def terms(root: Path) -> list[Word]:
    """Return every official word under the package folder `root`, in the order of the source."""
    return [word for place, tree in _modules(root) for word in _terms_of(place, tree)]


def find(root: Path, *, wanted: str) -> list[Word | Mention]:
    """Return what under `root` carries the wanted word, official words first."""
    key = plain(wanted)
    words = [w for w in terms(root) if key in plain(f"{w.name} {w.code} {w.zh} {w.en} {w.source}")]
    said = {(mention.place, mention.kind): mention for mention in _mentions(root)}
    return [*words, *(m for m in said.values() if key in plain(m.text))]


@cache
def _modules(root: Path) -> tuple[tuple[Place, ast.Module], ...]:
    """Return every module with its syntax, parsed once for as long as the process lives."""
    return tuple(_read(root))


def _read(root: Path) -> Iterator[tuple[Place, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        if "migrations" not in inside.parts:
            room = inside.parts[0].removesuffix(".py")
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield Place(room=room, file=inside.as_posix(), line=1), tree


def _at(place: Place, node: ast.stmt | ast.expr) -> Place:
    return Place(room=place.room, file=place.file, line=node.lineno)


def _terms_of(place: Place, tree: ast.Module) -> Iterator[Word]:
    known = _constants(tree)
    for kind in tree.body:
        if not isinstance(kind, ast.ClassDef) or "Term" not in map(ast.unparse, kind.bases):
            continue
        means = (ast.get_docstring(kind) or "").split("\n")[0]
        for node in kind.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
                texts = [_text(part, known) or "" for part in node.value.elts]
                name = ast.unparse(node.targets[0])
                yield Word(_at(place, node), kind.name, means, name, *(texts + [""] * 4)[:4])


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts that a module gives names to, one by one or several at once."""
    known: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=False))
            texts = ((ast.unparse(name), _text(part, {})) for name, part in pairs)
            known |= {name: text for name, text in texts if text is not None}
    return known


def _text(node: ast.expr, known: dict[str, str]) -> str | None:
    """Return the text of a constant, of a name of one, or of an f-string over such names."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, known)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, known) or "" for part in node.values)
    return None


@cache
def _mentions(root: Path) -> tuple[Mention, ...]:
    return tuple(_said(root))


def _said(root: Path) -> Iterator[Mention]:
    for place, tree in _modules(root):
        if place.file.endswith("urls.py"):
            yield from _pages(place, tree)
        furniture = place.file.split("/")[1:2] or [""]
        chained = _CHAINED.get(furniture[0].removesuffix(".py"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield from _named(place, node, chained)
                yield from _spoken(place, node)


def _pages(place: Place, tree: ast.Module) -> Iterator[Mention]:
    known = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "path" and len(node.args) > 1:
            address = _text(node.args[0], known)
            if address is not None and _ADDRESS.match(address):
                text = f"/{address} → {ast.unparse(node.args[1])}"
                yield Mention(_at(place, node), "page", f"{text}{_page_name(node)}")


def _page_name(call: ast.Call) -> str:
    names = [_text(keyword.value, {}) for keyword in call.keywords if keyword.arg == "name"]
    return f" ({names[0]})" if names else ""


def _named(
    place: Place, node: ast.Module | ast.ClassDef | ast.FunctionDef, chained: str | None
) -> Iterator[Mention]:
    """Yield a public action, query or event, and a refusal with its code and sentences."""
    if isinstance(node, ast.Module) or node.name.startswith("_"):
        return
    means = (ast.get_docstring(node) or "").split("\n")[0]
    facts = _facts(node) if isinstance(node, ast.ClassDef) else {}
    if {"code", "zh", "en"} <= facts.keys():
        said = f"{facts['code']} {facts['zh']} · {facts['en']} {facts.get('clause', '')}"
        yield Mention(_at(place, node), "refusal", f"{node.name} {said}".strip())
    elif chained:
        yield Mention(_at(place, node), chained, f"{node.name}: {means}")


def _facts(node: ast.ClassDef) -> dict[str, str]:
    return {
        ast.unparse(part.targets[0]): text
        for part in node.body
        if isinstance(part, ast.Assign) and (text := _text(part.value, {})) is not None
    }


def _spoken(place: Place, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> Iterator[Mention]:
    """Yield each line of the sentences that explain a thing: there stand the clauses."""
    for part in node.body:
        if isinstance(part, ast.Expr) and (text := _text(part.value, {})):
            for number, line in enumerate(text.splitlines()):
                if line.strip():
                    where = Place(room=place.room, file=place.file, line=part.lineno + number)
                    yield Mention(where, "text", line.strip())
