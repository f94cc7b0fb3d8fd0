"""Runs the import of a register from the command line and tells people and programs the result."""

import argparse
import sys
import time
from dataclasses import asdict
from pathlib import Path

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.registry.actions import (
    HowFar,
    ImportReport,
    ImportRequest,
    files_in,
    import_file,
)
from hoistway.server.cli.errands import in_one_sentence, print_json

_SHOWN = 40
"""Rows with faults in the table for people. Chosen: a screenful; --json lists all."""


def take_in(options: argparse.Namespace) -> int:
    """Import what the options name; return 1 when no row of it could be used."""
    return in_one_sentence(_import, options)


def _import(options: argparse.Namespace) -> int:
    files = files_in(path=options.file)
    if not options.file.is_dir():
        result, accepted = _one(files[0], options)
        if options.json:
            print_json(result)
        return 0 if accepted else 1
    results, accepted = [], 0
    for file in files:
        try:
            result, rows = _one(file, options)
        except Refusal as refusal:
            print(f"{file.name} is left out: {refusal.sentence('en')}\n", flush=True)
            result, rows = {"ok": False, "file": file.name, "code": refusal.code,
                            "sentence": refusal.sentence("en")}, 0  # fmt: skip
        results.append(result)
        accepted += rows
    if options.json:
        print_json({"ok": accepted > 0, "files": results})
    return 0 if accepted else 1


def _one(file: Path, options: argparse.Namespace) -> tuple[dict[str, object], int]:
    began = time.perf_counter()
    report = import_file(
        request=ImportRequest(
            file=file, mapping=options.mapping, source=options.source,
            observed=options.observed, apply=options.apply,
        ),
        now=clock.now(), by=PLATFORM, progress=_Progress(began),
    )  # fmt: skip
    seconds = round(time.perf_counter() - began, 3)
    for line in table_of(report):
        print(line)
    rate = f"{(report.rows - report.resumed_at) / max(seconds, 0.001):,.0f}"
    print(f"{seconds:,.1f} s, {rate} rows a second.\n", flush=True)
    return json_of(report) | {"seconds": seconds}, report.accepted


class _Progress:
    """Tells how far an import is, at most once a second."""

    def __init__(self, began: float) -> None:
        self.began, self.told, self.rows = began, 0.0, 0

    def __call__(self, far: HowFar) -> None:
        now = time.perf_counter()
        if self.told and now - self.told < 1:
            return
        rate = (far.rows - self.rows) / max(now - (self.told or self.began), 0.001)
        share = f", {far.bytes_done / far.bytes_total:.0%}" if far.bytes_total else ""
        line = f"{far.rows:,} rows read{share}, {far.refused:,} refused, {rate:,.0f} rows a second"
        print(line, file=sys.stderr, flush=True)
        self.told, self.rows = now, far.rows


def table_of(report: ImportReport) -> list[str]:
    """Return the lines that people read: the counts, the reasons, the first rows with faults."""
    tally, order = report.tally, report.order
    verb = "written" if order.apply else "dry run, nothing written; --apply writes"
    day = f"{local_day(at=order.observed_at)}"
    told = f"{report.told:,} of them with a cell left out or marked"
    moved = f"unchanged: {tally.unchanged:,}, older: {tally.older:,}, waiting: {tally.waiting:,}"
    lines = [
        f"{order.file_name} by «{order.mapping.name}», source {_source(report)}: {verb}.",
        f"Observed: {day} ({order.observed_from.en.lower()}){_of_each_row(report)}.",
        f"{report.rows:,} rows: {report.accepted:,} accepted, {told}, {report.refused:,} refused.",
        f"New: {tally.created:,}, changed: {tally.changed:,}, {moved}.",
    ]
    if report.resumed_at:
        lines.append(f"Went on after row {report.resumed_at:,} of a run that was killed.")
    if report.reasons:
        lines += ["", f"{'rows':>7}  {'field':<20} reason"]
    for (field, fault, effect), count in sorted(report.reasons.items(), key=lambda one: -one[1]):
        lines.append(f"{count:>7,}  {field:<20} {fault.en} ({fault}): {effect.en.lower()}")
    if report.findings:
        lines += ["", f"{'line':>7}  reasons"]
    for row in report.findings[:_SHOWN]:
        verb = "refused" if row.refused else "taken in"
        lines.append(f"{row.line:>7}  {verb}: " + "; ".join(one.reason() for one in row.faults))
    if (more := report.refused + report.told - _SHOWN) > 0:
        lines.append(f"        … and {more:,} more; --json lists them.")
    return lines


def _source(report: ImportReport) -> str:
    return "of each row" if report.order.mapping.row.source else report.order.source


def _of_each_row(report: ImportReport) -> str:
    return ", where a row does not say its own day" if report.order.mapping.row.observed else ""


def json_of(report: ImportReport) -> dict[str, object]:
    """Return the result for programs, with every row in which something was wrong."""
    order = report.order
    reasons = [
        {"field": field, "fault": str(fault), "effect": str(effect), "rows": count}
        for (field, fault, effect), count in sorted(report.reasons.items())
    ]
    return {
        "ok": report.accepted > 0, "applied": order.apply, "run": report.run_id,
        "file": order.file_name, "file_sha256": order.file_sha256,
        "mapping": order.mapping.name, "mapping_sha256": order.mapping.sha256,
        "source": order.source, "observed": order.observed_at.isoformat(),
        "observed_from": str(order.observed_from), "rows": report.rows,
        "accepted": report.accepted, **asdict(report.tally), "refused": report.refused,
        "told": report.told, "resumed_at": report.resumed_at, "reasons": reasons,
        "findings": [row.as_json() for row in report.findings],
        "findings_not_listed": report.refused + report.told - len(report.findings),
    }  # fmt: skip
