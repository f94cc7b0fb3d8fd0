"""Repeat a published draw and compare; no database is asked."""

import argparse
import json

from hoistway.sampling.queries import differences


def do(options: argparse.Namespace) -> int:
    """Print one JSON object; exit 1 where the draw does not follow, 2 where the file is none."""
    try:
        said = json.loads(options.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(json.dumps({"repeats": False, "differences": [f"file: {error}"]}))
        return 2
    found = differences(said=said) if isinstance(said, dict) else ["file: not an object"]
    number = said.get("number") if isinstance(said, dict) else None
    print(json.dumps({"number": number, "repeats": not found, "differences": found}))
    return 1 if found else 0
