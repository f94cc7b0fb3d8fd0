"""`./hoistway where WORD`: find a word in vocabularies, pages, events, actions and clauses."""

import argparse
from pathlib import Path

from hoistway.server.glossary import glossary
from hoistway.server.words import find

_PACKAGE = Path(__file__).resolve().parents[2]
_GLOSSARY = _PACKAGE.parents[1] / "docs" / "glossary.md"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("word", nargs="*", metavar="WORD", help="Chinese, English, code or clause")
    parser.add_argument("--glossary", action="store_true", help="write docs/glossary.md afresh")


def run(options: argparse.Namespace) -> int:
    """Print room, file, line and text of each find; the status is 1 when there is none."""
    if options.glossary:
        _GLOSSARY.write_text(glossary(_PACKAGE), encoding="utf-8")
        print(f"docs/{_GLOSSARY.name} is written")
        return 0
    wanted = " ".join(options.word)
    if not wanted:
        print("Which word? For example: ./hoistway where 困人")
        return 2
    found = find(_PACKAGE, wanted=wanted)
    for one in found:
        print(f"{one.place.room:<10} src/hoistway/{one.place.file}:{one.place.line}  {one}")
    if not found:
        print(f"«{wanted}» stands nowhere. docs/glossary.md lists every official word.")
    return 0 if found else 1
