"""Files of batches in the home: each whole or not there, so that a killed job goes on."""

import json
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from django.conf import settings

from hoistway.foundation.refusal import Refusal
from hoistway.foundation.whole_files import written_whole
from hoistway.plates.rules.artwork import PlateCard, Wording

PLAN, LIST, NOTE = "plan.json", "list.csv", "说明 README.txt"


class DiskFull(Refusal):
    """Raised when the files of a batch do not fit; what is whole stays for the next try."""

    code = "disk_full"
    zh = "磁盘空间不足，制版停在这里。请清出空间，再点「继续」：已完成的部分不必重做。"
    en = "The disk is full. Make room, then «go on»: what is done need not be done again."
    status = 507


def home() -> Path:
    """Return the folder of all batches; only this installation's user may look into it."""
    path = Path(settings.HOME) / "print"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def folder_of(*, number: str) -> Path:
    """Return the folder in which a batch is made."""
    path = home() / Path(number).name
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def made(*, path: Path) -> AbstractContextManager[IO[bytes]]:
    """Return a file that takes its name only when it is whole and safe on disk.

    Raises: DiskFull.
    """
    return written_whole(path=path, full=DiskFull)


def keep_plan(*, number: str, cards: Sequence[PlateCard]) -> None:
    """Write down what the plates of a batch say, so that all parts speak of one moment."""
    text = json.dumps([asdict(card) for card in cards], ensure_ascii=False)
    with made(path=folder_of(number=number) / PLAN) as file:
        file.write(text.encode())


def plan_of(*, number: str) -> list[PlateCard]:
    """Return what was written down, nothing where the batch has not begun."""
    path = folder_of(number=number) / PLAN
    if not path.exists():
        return []
    rows = json.loads(path.read_bytes())
    return [PlateCard(**{**row, "wording": _wording(row["wording"])}) for row in rows]


def _wording(told: dict[str, object]) -> Wording:
    return Wording(**{**told, "scan": tuple(told["scan"])})  # type: ignore[arg-type] # our own file


def pack(*, number: str, names: Sequence[str], list_: bytes, note: bytes) -> str:
    """Bind the parts of a batch into one file, drop its folder, and return the file's name.

    Raises: DiskFull.
    """
    folder = folder_of(number=number)
    kept = f"{Path(number).name}.zip"
    with made(path=home() / kept) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bound:
        for name, data in ((NOTE, note), (LIST, list_)):
            bound.writestr(zipfile.ZipInfo(name), data)
        for name in names:
            bound.write(folder / name, name)
    drop_folder(number=number)
    return kept


def drop_folder(*, number: str) -> None:
    """Delete what a batch has begun."""
    shutil.rmtree(home() / Path(number).name, ignore_errors=True)


def drop_file(*, name: str) -> None:
    """Delete the file of a batch."""
    (home() / Path(name).name).unlink(missing_ok=True)
