"""A folder of files of one register: all that fit, the oldest observation first."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from hoistway.registry.adapters.tables.table import CannotRead
from hoistway.registry.rules.row import start_of_day
from hoistway.registry.vocabulary import ObservedFrom

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.年]?(\d\d?)[-_.月]?(\d\d?)日?(?!\d)")
_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".json", ".ndjson", ".jsonl"})


def day_in(*, name: str) -> date | None:
    """Return the first date in a file's name.

    Example:
        >>> day_in(name="全市电梯_2026-10-01.xlsx"), day_in(name="register20260930.csv")
        (datetime.date(2026, 10, 1), datetime.date(2026, 9, 30))
        >>> day_in(name="31103101062010080012.csv") is None
        True
    """
    for year, month, day in _DAY.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def observed_of(*, path: Path, name: str = "") -> tuple[datetime, ObservedFrom]:
    """Return when the facts of a file were so: by the date in its name, else when it was changed.

    Raises: CannotRead.
    """
    if day := day_in(name=name or path.name):
        return start_of_day(day=day.isoformat()), ObservedFrom.NAME
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC), ObservedFrom.FILE
    except OSError as error:
        raise CannotRead(file=path, sentence=f"{error.strerror}.") from None


def files_in(*, path: Path) -> list[Path]:
    """Return the tables in a folder by their day, or the one file itself.

    Raises: CannotRead.
    """
    if not path.is_dir():
        return [path]
    found = [
        file
        for file in path.iterdir()
        if file.is_file() and file.suffix.lower() in _SUFFIXES and file.name[0] not in ".~"
    ]
    if not found:
        raise CannotRead(file=path, sentence="there are no tables in this folder.")
    return sorted(found, key=lambda file: (observed_of(path=file)[0], file.name))
