"""Takes an enrolment file in and tells people and programs what came of it."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import EntryChange
from hoistway.server.cli.errands import print_json
from hoistway.server.enrolment import BadFile, EnrolReport, TellPassword, enrol_file


def do(options: argparse.Namespace) -> int:
    """Enrol; return 1 when an entry was refused."""
    try:
        text = options.file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(sentence="it is written in UTF-8.") from None
    except OSError as error:
        raise BadFile(sentence=f"{error.strerror}: {options.file}.") from None
    with _telling(options.passwords_to if options.apply else None) as tell:
        report = enrol_file(text=text, apply=options.apply, now=clock.now(), by=PLATFORM, tell=tell)
    for line in _table(report):
        print(line)
    if options.json:
        print_json(_json(report))
    return 1 if report.count(None) else 0


@contextmanager
def _telling(path: Path | None) -> Iterator[TellPassword]:
    """Yield what takes a password: paper on the screen, or a new file for its owner alone."""
    if path is None:
        yield lambda login, password: print(f"password  {login}  {password}", flush=True)
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadFile(sentence=f"the passwords cannot go to {path}: {error.strerror}.") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:

        def tell(login: str, password: str) -> None:
            file.write(f"{login}\t{password}\n")
            file.flush()

        yield tell


def _table(report: EnrolReport) -> list[str]:
    verb = "written" if report.applied else "dry run, nothing written; --apply writes"
    new, changed, same = (report.count(change) for change in EntryChange)
    lines = [
        f"{len(report.entries)} entries: {verb}.",
        f"New: {new}, changed: {changed}, unchanged: {same}, refused: {report.count(None)}.",
        f"Jurisdictions laid out: {report.jurisdictions_laid}. New accounts: {report.accounts}.",
    ]
    for entry in report.entries:
        for finding in entry.findings:
            mark = "refused" if entry.change is None else "note"
            where = f"{entry.section}[{entry.number}] {entry.label}"
            lines.append(f"{mark:<8} {where}  {finding.reason()}")
    return lines


def _json(report: EnrolReport) -> dict[str, object]:
    new, changed, same = (report.count(change) for change in EntryChange)
    return {
        "ok": not report.count(None), "applied": report.applied, "entries": len(report.entries),
        "new": new, "changed": changed, "unchanged": same, "refused": report.count(None),
        "changes": report.changes, "jurisdictions_laid": report.jurisdictions_laid,
        "accounts": report.accounts,
        "findings": [entry.as_json() for entry in report.entries if entry.findings],
    }  # fmt: skip
