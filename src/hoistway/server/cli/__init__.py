"""The one command: a registry of verbs, one file each.

Nothing but the standard library is imported here, so that the list of verbs needs no set-up.
"""

import argparse
import errno
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from hoistway.foundation.refusal import Refusal

_ENVIRONMENT = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}
"""What a machine may refuse (disk full, missing right): said in one sentence, not as a trace."""


class Verb(Protocol):
    """What the module of a verb offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the verb and return the exit status."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the registry; `takes_rest` hands over arguments that the verb does not know."""

    module: str
    line: str
    takes_rest: bool = False


VERBS: dict[str, Entry] = {
    "demo": Entry("demo", "start the demo city, with everything it needs"),
    "up": Entry("up", "start an installation for real use"),
    "sandbox": Entry("sandbox", "start the city for trying out the API (--reset: make it as new)"),
    "backup": Entry("backup", "write database, attachments, history and keys into one file"),
    "restore": Entry("restore", "put a backup file into an empty home"),
    "export": Entry("export", "write everything the city owns into a folder of open formats"),
    "load": Entry("load", "bring an exported folder into an empty home"),
    "import": Entry("import_", "take the file of a register in (dry run unless --apply)"),
    "enrol": Entry("enrol", "enrol organisations, people and accounts (dry run unless --apply)"),
    "account": Entry("account", "give an account a new password, or close it"),
    "device": Entry("device", "let monitoring terminals report, or shut them out"),
    "feed": Entry("feed", "let platforms report by HTTP, or shut them out"),
    "mapping": Entry("mapping", "how rows of foreign platforms are read: list, check, keep, use"),
    "key": Entry("key", "let programs call the API, or shut them out"),
    "app": Entry("app", "let partners' apps ask who somebody is here, or shut them out"),
    "plates": Entry("plates", "issue codes for elevators that have none"),
    "items": Entry("items", "print the items of the rule (--json: for an outside comparison)"),
    "explain": Entry("explain", "why an elevator or a firm may be in the pilot on a day, or not"),
    "record": Entry("record", "verify kept records, bundle one for a court, keep digests"),
    "conform": Entry("conform", "examine what a firm's system would send; writes nothing"),
    "sample": Entry("sample", "repeat a published draw and compare"),
    "bench": Entry("bench", "make worlds of registers and measure against them"),
    "examine": Entry("examine", "match, judge, correct and score the whole register"),
    "test": Entry("test", "run the tests (--long: all of them)", takes_rest=True),
    "check": Entry("check", "judge style, types, contracts, house rules and translations"),
    "where": Entry("where", "find a word in vocabularies, pages, events and clauses"),
    "contract": Entry("contract", "is the API still as it was published (--write: freeze it)"),
    "messages": Entry("messages", "collect the sentences of the pages for translation"),
    "pictures": Entry("pictures", "photograph every page of a running demo"),
    "lock": Entry("lock", "renew the hashed lists of what is installed"),
    "migrate": Entry("migrate", "bring the tables to the present form"),
    "web": Entry("web", "serve the pages (child of demo and up)"),
    "work": Entry("work", "do deferred tasks and sweep deadlines (child of demo and up)"),
    "watch": Entry("watch", "judge and keep telemetry (child of demo and up)"),
    "ingest": Entry("ingest", "take telemetry in (child of demo and up)"),
    "city": Entry("city", "simulate the demo city's elevators (child of demo)"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit status; say what went wrong in one sentence."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    name, *rest = words
    if name not in VERBS:
        print(f"There is no verb «{name}».\n\n{overview()}", file=sys.stderr)
        return 2
    entry = VERBS[name]
    verb = cast(Verb, importlib.import_module(f"hoistway.server.cli.{entry.module}"))
    parser = argparse.ArgumentParser(prog=f"./hoistway {name}", description=entry.line)
    verb.arguments(parser)
    options, unknown = parser.parse_known_args(rest)
    if unknown and not entry.takes_rest:
        parser.error(f"unknown arguments: {' '.join(unknown)}")
    options.rest = unknown
    try:
        return verb.run(options)
    except Refusal as refusal:
        print(f"hoistway: {refusal.sentence('en')}", file=sys.stderr)
        return 2
    except OSError as error:
        if error.errno not in _ENVIRONMENT:
            raise
        where = f" ({error.filename})" if error.filename else ""
        print(f"hoistway: {error.strerror}{where}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """Return the list of verbs with one line each."""
    width = max(map(len, VERBS))
    lines = [f"  {name:<{width}}  {entry.line}" for name, entry in VERBS.items()]
    return "\n".join(["usage: ./hoistway VERB [--help]", "", *lines])
