"""typst alone: the same plates on the same boards, from the list of the batch.

Documented fast configuration: one compiler for all boards, data by `sys.inputs`, no tags, segno's
own choice of masks. Two variants: codes as strokes in black only, as a printer wants them, and
codes as SVG images, which typst sets faster but in another black. The stronger one counts.
No code of ours.
"""

import csv
import json
import resource
import sys
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any

import segno
import typst

BOARDS = 3
"""Boards that are drawn. Chosen: the rate falls from board to board, as memory grows."""

COLUMNS, ROWS = 11, 15
TEMPLATE = Path(__file__).with_name("typst_boards.typ")

Run = tuple[int, int, int]


def runs_of(address: str) -> tuple[int, list[Run]]:
    """Return the modules on a side of a code, and its dark runs."""
    matrix = segno.make(address, error="q", micro=False, boost_error=False).matrix
    runs: list[Run] = []
    for row, modules in enumerate(matrix):
        column = 0
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                runs.append((column, row, length))
            column += length
    return len(matrix), runs


def as_svg(modules: int, runs: list[Run]) -> str:
    """Return a code as SVG with its quiet zone."""
    drawn = "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs)
    side = modules + 8
    space = "http://www.w3.org/2000/svg"
    return f'<svg xmlns="{space}" viewBox="-4 -4 {side} {side}"><path d="{drawn}"/></svg>'


def run(*, listed: Path, fonts: Path, variant: str) -> dict[str, Any]:
    """Draw some boards and return how long it took, and how large they are."""
    with listed.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    rows = rows[: BOARDS * COLUMNS * ROWS]
    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(fonts)],
        ignore_system_fonts=True,
    )  # fmt: skip
    began, size = perf_counter(), 0
    for start in range(0, len(rows), COLUMNS * ROWS):
        plates = []
        for _f, _p, _r, _c, number, register, place, address, *_ in rows[
            start : start + COLUMNS * ROWS
        ]:
            modules, runs = runs_of(address)
            code: object = as_svg(modules, runs) if variant == "image" else runs
            plates.append(
                {"number": number, "register": register, "place": place, "code": code,
                 "modules": modules}
            )  # fmt: skip
        data = json.dumps({"plates": plates, "variant": variant})
        made = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_tags=False)
        size += len(made) if isinstance(made, bytes) else 0
    seconds = perf_counter() - began
    return {
        "variant": variant, "plates": len(rows), "seconds": round(seconds, 3),
        "plates_per_s": round(len(rows) / seconds, 1), "bytes_per_plate": size // len(rows),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }  # fmt: skip


if __name__ == "__main__":
    answer = run(listed=Path(sys.argv[1]), fonts=Path(sys.argv[2]), variant=sys.argv[3])
    print(json.dumps(answer))
