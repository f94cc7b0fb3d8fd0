"""Guides of docs/integrate: their blocks of code, and running them as a reader would."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from hoistway.server.contract import FOLDER
from tests.world.city import City
from tests.world.registry import Site, an_elevator

GUIDES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(
    r"^(?:<!-- (role|shown): ([^>]+) -->\n\s*)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
RUN = {"bash", "python"}
WITHIN_S = 60
"""Seconds that one block may take."""

WORDS: dict[str, Callable[[City], dict[str, str]]] = {}
"""Guide → what else its blocks find in the environment, beside CITY, KEY and REGISTER_NUMBER."""

_REFUSED = re.compile(r'"type": ?"urn:hoistway:problem:(\w+)".*')
_PYTHON = """
import json, os, sys, traceback
told = {"__name__": "__main__"}
for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["words"])
    try:
        exec(compile(asked["text"], asked["name"], "exec"), told)
        said = ""
    except BaseException:
        said = traceback.format_exc()
    print(); print("\\x00" + json.dumps(said), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of code of a guide."""

    language: str
    text: str
    role: str
    line: int

    @property
    def runs(self) -> bool:
        """Whether a reader would run it."""
        return self.language in RUN and bool(self.role)


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page; «role» says whose key, «shown» that it is not for running."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            language=found[3], text=found[4],
            role="" if found[1] == "shown" else (found[2] or str(RoleKind.FIRM_OFFICE)).strip(),
            line=text.count("\n", 0, found.start(3)) + 1,
        )
        for found in BLOCK.finditer(text)
    ]  # fmt: skip


def own_elevator(city: City) -> Elevator:
    """Return a fresh elevator of the city's own firm and use unit, for one guide."""
    known = city.own[0].elevator
    assert known.firm
    assert known.use_unit
    site = Site(firm=known.firm, use_unit=known.use_unit, jurisdiction=known.jurisdiction)
    return an_elevator(site=site)


def keys_of(city: City) -> dict[str, str]:
    """Return a key for each role, opened for everything."""
    return {role: _opened(city, role) for role in city.members}


def _opened(city: City, role: str) -> str:
    member = city.members[role]
    opening = Opening(
        name=f"guide {role}", organisation_id=member.organisation_id,
        source=f"firm:{member.organisation_id}", secret=f"guide-{role}-{os.getpid()}",
        scopes=frozenset(Scope), membership_id=member.pk, calls_each_minute=1_000_000,
    )  # fmt: skip
    open_key(opening=opening, now=clock.now(), by=PLATFORM)
    return opening.secret


class Reader:
    """Somebody who copies block after block into one shell and one Python."""

    def __init__(self, *, page: Path, folder: Path, words: Mapping[str, str]) -> None:
        self._page, self._folder = page, folder
        self._words = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder), "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1", **words,
        }  # fmt: skip
        self._python: subprocess.Popen[str] | None = None

    def run(self, block: Block, *, key: str) -> str:
        """Run one block and return what is wrong with it, nothing when it went well."""
        said = (self._in_python if block.language == "python" else self._in_bash)(block, key)
        refused = _REFUSED.search(said)
        return f"it was refused: {refused[0]}" if refused else said.partition("\x00")[2].strip()

    def close(self) -> None:
        """End the Python."""
        if self._python:
            self._python.kill()
            self._python.communicate()

    def _in_bash(self, block: Block, key: str) -> str:
        kept = self._folder / "shell"
        kept.touch()
        text = f"set -euo pipefail\n. {kept}\nexport KEY='{key}'\nset -a\n{block.text}\nset +a\n"
        text += f"export -p | grep -v 'declare -x KEY=' > {kept}\n"
        told = subprocess.run(
            ["bash", "-c", text], cwd=self._folder, env=self._words, capture_output=True,
            text=True, timeout=WITHIN_S, check=False,
        )  # fmt: skip
        return told.stdout + (f"\x00{told.stderr or told.returncode}" if told.returncode else "")

    def _in_python(self, block: Block, key: str) -> str:
        if self._python is None:
            self._python = subprocess.Popen(
                [sys.executable, "-c", _PYTHON], cwd=self._folder, env=self._words, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
        assert self._python.stdin
        name = f"{self._page.name}:{block.line}"
        asked = {"text": block.text, "name": name, "words": {"KEY": key}}
        self._python.stdin.write(json.dumps(asked) + "\n")
        self._python.stdin.flush()
        lines = list(self._told())
        return "".join(lines[:-1]) + "\x00" + json.loads(lines[-1][1:])

    def _told(self) -> Iterator[str]:
        assert self._python
        assert self._python.stdout
        for line in self._python.stdout:
            yield line
            if line.startswith("\x00"):
                return
        raise AssertionError("the Python of the guide ended by itself")
