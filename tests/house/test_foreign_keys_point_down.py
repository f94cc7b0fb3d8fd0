"""Foreign keys follow the law of imports: down, named by strings, invisible from below."""

import ast

from tests.house.tree import calls, floor_of, name_of, sources

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def _relations():
    for path in sources():
        for call, name in calls(path):
            if name.split(".")[-1] in RELATIONS and "models" in {path.stem, path.parent.name}:
                yield path, call


def _target(call):
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) else None


def test_targets_are_named_by_strings_with_their_room():
    loose = [
        f"{name_of(path)}:{call.lineno}"
        for path, call in _relations()
        if not (_target(call) == "self" or "." in str(_target(call) or ""))
    ]

    assert loose == []


def test_no_lower_room_can_see_upward():
    seen = [
        f"{name_of(path)}:{call.lineno}"
        for path, call in _relations()
        if not any(k.arg == "related_name" and ast.unparse(k.value) == "'+'" for k in call.keywords)
    ]

    assert seen == []


def test_keys_point_to_the_same_room_or_a_lower_floor():
    upward = []
    for path, call in _relations():
        room = path.parts[path.parts.index("hoistway") + 1]
        target = str(_target(call)).split(".")[0]
        if target not in {"self", room} and floor_of(target) <= floor_of(room):
            upward.append(f"{name_of(path)}:{call.lineno} → {target}")

    assert upward == []


def test_there_are_keys_to_judge():
    assert len(list(_relations())) > 10
