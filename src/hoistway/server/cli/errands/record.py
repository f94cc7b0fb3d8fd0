"""Verifies records and digests, and bundles a record for a court."""

import argparse
from pathlib import Path

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.ledger.actions import court_bundle
from hoistway.ledger.queries import (
    MOST_BYTES,
    Break,
    Verification,
    digest_lines,
    find_document,
    verify_digests,
    verify_document,
)
from hoistway.ledger.vocabulary import Finding
from hoistway.server.cli.errands import print_json


class NoSuchRecord(Refusal):
    """Raised when nothing is kept under a number, or a file cannot be read."""

    code = "no_such_record"
    zh = "没有编号或文件 {what}。"
    en = "There is no record and no file {what}."
    status = 404


def do(options: argparse.Namespace) -> int:
    """Do one of the deeds."""
    return {"verify": _verify, "bundle": _bundle, "digests": _digests}[options.deed](options)


def _verify(options: argparse.Namespace) -> int:
    found = _found(options.what, _lines(options.digests))
    for wrong in found.breaks:
        print(_sentence(wrong))
    print(f"{'TRUE' if found.true else 'FALSE'}: {found.finding.zh} / {found.finding.en}")
    if options.json:
        print_json(
            {
                "true": found.true, "finding": str(found.finding),
                "breaks": [[str(one.finding), one.where] for one in found.breaks],
                "document": str(found.document.uid) if found.document else None,
                "digest": found.digest.day if found.digest else None,
                "stamps": [stamp.stamped_at for stamp in found.stamps],
            }
        )  # fmt: skip
    return 0 if found.true else 1


def _found(what: str, kept: list[str]) -> Verification:
    file, now = Path(what), clock.now()
    if file.is_file():
        with file.open("rb") as opened:
            return verify_document(now=now, file=opened.read(MOST_BYTES), kept=kept)
    document = find_document(number=what)
    if document is None:
        raise NoSuchRecord(what=what)
    return verify_document(now=now, uid=document.uid, kept=kept)


def _bundle(options: argparse.Namespace) -> int:
    document = find_document(number=options.what)
    if document is None:
        raise NoSuchRecord(what=options.what)
    options.out.write_bytes(court_bundle(document=document))
    print(f"{options.out}: unpack it and run «sh verify.sh».")
    return 0


def _digests(options: argparse.Namespace) -> int:
    if options.out:
        lines = digest_lines()
        options.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} days in {options.out}.")
        return 0
    days, wrong = 0, []
    for day, breaks in verify_digests(kept=_lines(options.digests)):
        days += 1
        wrong += [[str(day), str(one.finding), one.where] for one in breaks]
        for one in breaks:
            print(_sentence(one))
    print(f"{'FALSE' if wrong else 'TRUE'}: {days} days.")
    if options.json:
        print_json({"true": not wrong, "days": days, "breaks": wrong})
    return 1 if wrong else 0


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    if not file.is_file():
        raise NoSuchRecord(what=file)
    return file.read_text(encoding="utf-8").splitlines()


def _sentence(wrong: Break) -> str:
    mark = " " if wrong.finding in Finding.harmless() else "✗"
    return f"{mark} {wrong.finding.zh} / {wrong.finding.en}: {wrong.where}"
