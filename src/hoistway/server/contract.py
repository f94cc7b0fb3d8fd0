"""The frozen contract of the API: what is published, what came when, what lacks Chinese words."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hoistway.openapi.api import api
from hoistway.server.config import REPOSITORY

FOLDER = REPOSITORY / "docs" / "integrate"
CONTRACT = FOLDER / "openapi.json"
CHANGES = {"en": FOLDER / "api-changes.md", "zh": FOLDER / "api-changes.zh-CN.md"}
WRITE = "python -m hoistway.server.cli contract --write"

_DAY = re.compile(r"^## (\d{4}-\d{2}-\d{2})$")
_CAME = re.compile(r"^- `(\w+)` [A-Z]+ ")
_WENT = re.compile(r"^- (?:gone|取消): `(\w+)`$")
_GONE = {"en": "gone", "zh": "取消"}


@dataclass(frozen=True, slots=True)
class Since:
    """On which day an operation came, or went."""

    came: dict[str, date]
    went: dict[str, date]


def written() -> str:
    """Return the contract as the code gives it now, in the form in which it is kept."""
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/v1/")))
    document["paths"] = dict(sorted(document["paths"].items()))
    document["components"]["schemas"] = dict(sorted(document["components"]["schemas"].items()))
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def operations(document: dict[str, Any]) -> dict[str, str]:
    """Return the operations by their names, each with its method and address."""
    return {
        operation["operationId"]: f"{method.upper()} {path}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def since(page: Path) -> Since:
    """Return what a page of changes says; marks of a merge in it are passed over."""
    told, day = Since({}, {}), date.min
    for line in page.read_text(encoding="utf-8").splitlines():
        if found := _DAY.match(line):
            day = date.fromisoformat(found[1])
        elif found := _CAME.match(line):
            told.came[found[1]] = min(day, told.came.get(found[1], day))
        elif found := _WENT.match(line):
            told.went[found[1]] = day
    return told


def gaps() -> list[str]:
    """Return in one sentence each what the kept files do not say of the code."""
    now = written()
    kept = CONTRACT.read_text(encoding="utf-8") if CONTRACT.exists() else ""
    found = [] if kept == now else [f"docs/integrate/{CONTRACT.name} is not what the code gives"]
    names = set(operations(json.loads(now)))
    for page in CHANGES.values():
        listed = set(since(page).came)
        found += [f"{page.name} does not name {name}" for name in sorted(names - listed)]
        found += [f"{page.name} names {name}, which is gone" for name in sorted(listed - names)]
    return found


def freeze(*, today: date) -> None:
    """Write the contract, and into the pages of changes what came and went today."""
    now = written()
    CONTRACT.write_text(now, encoding="utf-8")
    there = operations(json.loads(now))
    for language, page in CHANGES.items():
        head = page.read_text(encoding="utf-8").partition("\n## ")[0].rstrip()
        told = _moved_on(since(page), there, today)
        page.write_text(head + "\n" + _listed(told, there, _GONE[language]), encoding="utf-8")


def _moved_on(told: Since, there: dict[str, str], today: date) -> Since:
    came = {name: told.came.get(name, today) for name in there}
    lost = {name: today for name, day in told.came.items() if name not in there and day < today}
    went = {name: day for name, day in (told.went | lost).items() if name not in there}
    return Since(came, went)


def _listed(told: Since, there: dict[str, str], gone: str) -> str:
    lines = []
    for day in sorted({*told.came.values(), *told.went.values()}, reverse=True):
        lines += ["", f"## {day.isoformat()}", ""]
        lines += [f"- `{n}` {there[n]}" for n in sorted(told.came) if told.came[n] == day]
        lines += [f"- {gone}: `{n}`" for n in sorted(told.went) if told.went[n] == day]
    return "\n".join([*lines, ""])
