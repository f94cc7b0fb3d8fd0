"""What a verb does at the tables: set up first, one sentence where the database is away."""

import argparse
import csv
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

import django
from django.db import OperationalError

from hoistway.foundation.refusal import Refusal
from hoistway.server import config
from hoistway.server.config import CannotStart


def run_errand(name: str, options: argparse.Namespace) -> int:
    """Set Django up and return the status of `do` in the module of this name.

    A refusal is one sentence and status 1. Raises: CannotStart when the database is away.
    """
    config.load()
    config.name_settings()
    django.setup()
    module = importlib.import_module(f"{__name__}.{name}")
    do: Callable[[argparse.Namespace], int] = module.do
    return in_one_sentence(do, options)


def in_one_sentence(do: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Return the status of `do`; what it refuses is said in one sentence and is status 1."""
    try:
        return do(options)
    except OperationalError as error:
        sentence = (
            "The database does not answer: start ./hoistway up (or demo) first, or set "
            f"HOISTWAY_DATABASE_URL. It said: {str(error).splitlines()[0]}"
        )
        raise CannotStart(sentence=sentence) from None
    except CannotStart:
        raise
    except Refusal as refusal:
        print(f"hoistway: {refusal.sentence('en')}", file=sys.stderr)
        if getattr(options, "json", False):
            print_json({"ok": False, "code": refusal.code, "sentence": refusal.sentence("en")})
        return 1


def print_json(result: dict[str, Any]) -> None:
    """Print one line for programs."""
    print(json.dumps(result, ensure_ascii=False, default=str), flush=True)


def write_csv(out: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table for spreadsheets and printers."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
