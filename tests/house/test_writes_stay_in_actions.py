"""Only actions write; seeds and the ground write for them."""

import ast
import re

from tests.house.tree import SOURCE, calls, name_of, sources, syntax

SURE = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "adelete", "aupdate", "abulk_create", "select_for_update",
}  # fmt: skip
PERHAPS = {"update", "delete"}
"""Words that dictionaries and digests use too: they count on a chain of `objects` or `filter`."""

CHAIN = re.compile(r"\b(objects|filter|exclude|all|order_by)\b")
SQL = re.compile(r"^\s*(INSERT\s+INTO|UPDATE\s+\w|DELETE\s+FROM|TRUNCATE|COPY\s+\w)")

EXCUSED = {
    "src/hoistway/registry/adapters/tables/workbook.py:insert": "a temporary file of its own",
    "src/hoistway/server/bench/credit_layout.py:insert": "a city of its own, to be measured",
    "src/hoistway/server/bench/peers/bare_ninja.py:insert": "a table of its own, to be compared",
    "src/hoistway/server/bench/peers/copy_and_sql.py:copy": "a table of its own, to be compared",
    "src/hoistway/server/bench/peers/copy_and_sql.py:insert": "a table of its own, to be compared",
    "src/hoistway/server/bench/sync_phones.py:save": "Pillow writes a picture into memory",
    "src/hoistway/server/bench/pilot_layout.py:insert": "a city of its own, to be measured",
    "src/hoistway/server/bench/pilot_layout.py:update": "a city of its own, to be measured",
    "src/hoistway/server/bench/upkeep_child.py:insert": "a city of its own, to be measured",
    "src/hoistway/server/leaving/tables.py:truncate": "tables of an empty installation",
    "src/hoistway/web/demo/views.py:save": "segno draws a picture",
    "src/hoistway/web/parts/scancode.py:save": "segno draws a picture",
}
"""file:verb → why it may stand there."""


def _may_write(path):
    room, *rest = path.relative_to(SOURCE).with_suffix("").parts
    return room == "foundation" or rest[:1] in (["actions"], ["seed"])


def _writes(path):
    for _, name in calls(path):
        verb = name.split(".")[-1]
        receiver = name.removesuffix(verb)
        if "." in name and (verb in SURE or (verb in PERHAPS and CHAIN.search(receiver))):
            yield f"{name_of(path)}:{verb}"
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield f"{name_of(path)}:{node.value.split()[0].lower()}"


def test_nothing_else_writes():
    found = {write for path in sources() if not _may_write(path) for write in _writes(path)}

    assert found == set(EXCUSED)
