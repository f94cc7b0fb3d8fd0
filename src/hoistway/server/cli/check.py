"""`./hoistway check`: style, types, contracts, house tests and translations, in one go."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hoistway.server import catalogues, processes
from hoistway.server.config import REPOSITORY, Config, load

_CONTRACTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
_COMMANDS = {
    "style": ["-m", "ruff", "check", "src", "tests"],
    "types": ["-m", "mypy"],
    "contracts": ["-c", _CONTRACTS],
    "house": ["-m", "pytest", "-q", "tests/house"],
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--only", choices=[*_COMMANDS, "translations"], help="one check alone")


def run(options: argparse.Namespace) -> int:
    """Run every check, print one closing line each; the status is 1 when one has failed."""
    config = load()
    checks: dict[str, Callable[[], str]] = {
        name: partial(_complaint, config, words) for name, words in _COMMANDS.items()
    }
    checks["translations"] = _untranslated
    failed = 0
    for name, check in checks.items():
        if options.only in (None, name):
            complaint = check()
            print(f"{complaint}\n✗ {name}" if complaint else f"✓ {name}", flush=True)
            failed += bool(complaint)
    return 1 if failed else 0


def _complaint(config: Config, words: list[str]) -> str:
    """Run one tool and return what it said when it was not content."""
    told = subprocess.run(
        [sys.executable, *words], cwd=REPOSITORY, env=processes.environment(config),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return (told.stdout.strip() or "it failed without a word") if told.returncode else ""


def _untranslated() -> str:
    root: Path = REPOSITORY / "src"
    return "\n".join(catalogues.gaps(root))
