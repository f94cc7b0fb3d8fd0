"""The import contracts of pyproject.toml, judged by import-linter."""

import subprocess
import sys

from tests.house.tree import ROOT


def test_floors_furniture_purity_and_clock_are_kept():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout + told.stderr
