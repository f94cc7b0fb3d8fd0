"""Files that sources hand in, taken in as `./hoistway import register` takes them in."""

import csv
import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

from hoistway.server.cli.import_register import take_in

REGISTER = "hoistway-register"
"""The shipped mapping of the platform's own Chinese headings."""

CLAIMS = "hoistway-claims"
"""The shipped mapping of claims of several sources, which keeps what looks wrong."""


def a_table(file: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows under the headings of the first."""
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def claims_in(file: Path, *claims: Mapping[str, object]) -> Path:
    """Write claims, one in a line."""
    lines = [json.dumps(one, ensure_ascii=False) for one in claims]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def handed_in(
    file: Path, *, mapping: str | Path = REGISTER, source: str = "", observed: str = "",
    apply: bool = True,
) -> dict[str, object]:  # fmt: skip
    """Take a file in by the command's own function; return the line of JSON that it ends with."""
    day = date.fromisoformat(observed) if observed else None
    options = Namespace(
        file=file, mapping=Path(mapping), source=source, apply=apply, json=True, observed=day
    )
    out = StringIO()
    with redirect_stdout(out):
        take_in(options)
    told: dict[str, object] = json.loads(out.getvalue().splitlines()[-1])
    return told


def counts(told: Mapping[str, object]) -> tuple[object, ...]:
    """Return new, changed, unchanged, older and refused rows."""
    return tuple(told[name] for name in ("created", "changed", "unchanged", "older", "refused"))
