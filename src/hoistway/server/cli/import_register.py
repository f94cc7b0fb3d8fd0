"""Runs the import of a register from the command line and tells people and programs the result."""

import argparse
import json
import sys
import time
from dataclasses import asdict

from django.db import OperationalError

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import Refusal
from hoistway.registry.actions import ImportReport, ImportRequest, import_file
from hoistway.server.config import CannotStart

_SHOWN = 40
"""Refused rows in the table for people. Chosen: a screenful; --json lists all."""


def take_in(options: argparse.Namespace) -> int:
    """Import the file that the options name; return 1 when no row of it could be used."""
    began = time.perf_counter()
    try:
        report = import_file(
            request=ImportRequest(
                file=options.file,
                mapping=options.mapping,
                source=options.source,
                apply=options.apply,
            ),
            now=clock.now(),
            by=PLATFORM,
            progress=_progress,
        )
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
        if options.json:
            _print_json({"ok": False, "code": refusal.code, "sentence": refusal.sentence("en")})
        return 1
    seconds = round(time.perf_counter() - began, 3)
    for line in table_of(report):
        print(line)
    if options.json:
        _print_json(json_of(report) | {"seconds": seconds})
    return 0 if report.accepted else 1


def _progress(rows: int, refused: int) -> None:
    print(f"{rows:,} rows read, {refused:,} refused", file=sys.stderr, flush=True)


def _print_json(result: dict[str, object]) -> None:
    print(json.dumps(result, ensure_ascii=False))


def table_of(report: ImportReport) -> list[str]:
    """Return the lines that people read: the counts, the reasons, the first refused rows."""
    tally, order = report.tally, report.order
    verb = "written" if order.apply else "dry run, nothing written; --apply writes"
    lines = [
        f"{order.file_name} by «{order.mapping.name}», source {order.source}: {verb}.",
        f"{report.rows:,} rows: {report.accepted:,} accepted, {report.refused:,} refused.",
        f"New: {tally.created:,}, changed: {tally.changed:,}, unchanged: {tally.unchanged:,}.",
    ]
    if report.refused:
        lines += ["", f"{'rows':>7}  {'field':<18} reason"]
    for (field, fault), count in sorted(report.reasons.items(), key=lambda pair: -pair[1]):
        lines.append(f"{count:>7,}  {field:<18} {fault.en} ({fault})")
    if report.refused:
        lines += ["", f"{'line':>7}  reasons"]
    for refused in report.refusals[:_SHOWN]:
        reasons = "; ".join(finding.reason() for finding in refused.findings)
        lines.append(f"{refused.line:>7}  {reasons}")
    if report.refused > _SHOWN:
        lines.append(f"        … and {report.refused - _SHOWN:,} more; --json lists them.")
    return lines


def json_of(report: ImportReport) -> dict[str, object]:
    """Return the result for programs, with every refused row as it was."""
    order = report.order
    reasons = [
        {"field": field, "fault": str(fault), "rows": count}
        for (field, fault), count in sorted(report.reasons.items())
    ]
    return {
        "ok": report.accepted > 0, "applied": order.apply, "run": report.run_id,
        "file": order.file_name, "file_sha256": order.file_sha256,
        "mapping": order.mapping.name, "mapping_sha256": order.mapping.sha256,
        "source": order.source, "rows": report.rows, "accepted": report.accepted,
        **asdict(report.tally), "refused": report.refused, "reasons": reasons,
        "findings": [row.as_json() for row in report.refusals],
        "findings_not_listed": report.refused - len(report.refusals),
    }  # fmt: skip
