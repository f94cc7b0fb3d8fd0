"""Runs the import of a register from the command line and tells people and programs the result."""

import argparse
import sys
import time
from dataclasses import asdict

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.registry.actions import ImportReport, ImportRequest, import_file
from hoistway.server.cli.errands import in_one_sentence, print_json

_SHOWN = 40
"""Refused rows in the table for people. Chosen: a screenful; --json lists all."""


def take_in(options: argparse.Namespace) -> int:
    """Import the file that the options name; return 1 when no row of it could be used."""
    return in_one_sentence(_import, options)


def _import(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    report = import_file(
        request=ImportRequest(
            file=options.file, mapping=options.mapping, source=options.source,
            apply=options.apply,
        ),
        now=clock.now(), by=PLATFORM, progress=_progress,
    )  # fmt: skip
    seconds = round(time.perf_counter() - began, 3)
    for line in table_of(report):
        print(line)
    if options.json:
        print_json(json_of(report) | {"seconds": seconds})
    return 0 if report.accepted else 1


def _progress(rows: int, refused: int) -> None:
    print(f"{rows:,} rows read, {refused:,} refused", file=sys.stderr, flush=True)


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
