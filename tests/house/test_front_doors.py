"""Who crosses into a room uses its front doors: vocabulary, events, queries, actions.

A model class of another room may stand in annotations, where it only names a type; the test
looks at every use of the name.
"""

import ast

import grimp

from tests.house.tree import SOURCE, rooms, sources, syntax

DOORS = {"vocabulary", "events", "queries", "actions"}

MORE = {
    "server": {"tasks", "seed"},  # the roof connects tasks and lays the demo city out
    "seed": {"seed"},  # seeds hand each other what they have laid out
}
"""Further doors for a package, or for a file of this name in any room."""

MACHINE = "the machines' door reads bytes without transaction and database"
EXCUSED = {
    ("watch", "telemetry.adapters"): MACHINE,
    ("watch", "telemetry.rules"): MACHINE,
    ("conformance.adapters", "changes.rules"): "one rule says which addresses may be asked",
    ("server.ingest", "telemetry.adapters"): "composes the machines' door",
    ("server.bench", "maintenance.rules"): "judges an invented world by the very rules",
    ("server.bench", "ondemand.rules"): "lays the very rules beside oracles",
    ("server.bench", "yearplans.rules"): "lets the very rules plan in invented worlds",
    ("server.city", "telemetry.rules"): "gives invented devices their credentials",
    ("dossier", "emergency.rules"): "a portrait shows the limits by which a rescue is judged",
    ("maintenance.adapters", "telemetry.adapters"): "reads the history's files, as machines do",
    ("maintenance.rules", "ledger.rules"): "what is signed has the ledger's one canonical form",
    ("emergency.queries", "parties.rules"): "row scope is one pure table, asked by queries",
    ("quality.rules", "parties.standards"): "rules judge by the official districts",
    ("registry.seed", "parties.standards"): "the demo stands in the official districts",
    ("web.parts.outlines", "parties.standards"): "the map draws the official districts",
}
"""(who, which furniture) → why it may enter by the side."""

MODELS_IN_USE = {
    "web.signing_in": "Django's sign-in loads the account by its class",
    "server.city": "the demo's devices and elevators, never an installation's",
    "server.demo.cast": "the demo's technicians play their part from outside",
    "server.seed": "asks whether a city stands already",
    "server.story.scene": "the story chooses its stage",
}
"""Who may use model classes of other rooms for more than annotations."""


def _crossings():
    graph = grimp.build_graph("hoistway", exclude_type_checking_imports=True)
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            who, what = importer.split(".")[1:], imported.split(".")[1:]
            if who and len(what) > 0 and what[0] in rooms() and who[0] != what[0]:
                yield ".".join(who), ".".join(what)


def _door_open(who, what):
    rest = what.split(".")[1:]
    extra = MORE.get(who.split(".")[0], set()) | MORE.get(who.split(".")[-1], set())
    return bool(rest) and rest[0] in DOORS | extra | {"models"}


def _excuse(who, what):
    furniture = ".".join(what.split(".")[:2])
    fitting = [e for e in EXCUSED if e[1] == furniture and f"{who}.".startswith(f"{e[0]}.")]
    return fitting[0] if fitting else None


def test_rooms_are_entered_by_their_front_doors():
    wrong = [
        f"{who} → {what}"
        for who, what in _crossings()
        if not _door_open(who, what) and _excuse(who, what) is None
    ]

    assert wrong == []


def test_every_excuse_is_still_needed():
    used = {_excuse(who, what) for who, what in _crossings() if not _door_open(who, what)}

    assert set(EXCUSED) - used == set()


def _foreign_models(path):
    """Yield the local names of model classes that come from another room."""
    me = path.relative_to(SOURCE).parts[0]
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hoistway."):
            _, room, *rest = node.module.split(".")
            if rest == ["models"] and room in rooms() and room != me:
                yield from (alias.asname or alias.name for alias in node.names)


def _annotations(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns


def _used_beyond_annotations(path):
    names = set(_foreign_models(path))
    types = {id(part) for note in _annotations(syntax(path)) for part in ast.walk(note)}
    return {
        node.id
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Name) and node.id in names and id(node) not in types
    }


def test_models_of_other_rooms_only_name_types():
    found = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts): _used_beyond_annotations(path)
        for path in sources()
    }

    assert {name for name, used in found.items() if used} == set(MODELS_IN_USE)
