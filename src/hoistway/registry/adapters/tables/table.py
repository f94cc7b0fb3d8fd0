"""An open table: its headings, its rows as they come, and how far it has been read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.rows import Row


class CannotRead(Refusal):
    """Raised when a file is not there, may not be read or holds no table."""

    code = "cannot_read"
    zh = "无法读取文件 {file}：{sentence}"
    en = "The file {file} cannot be read: {sentence}"
    status = 422


@dataclass(frozen=True, slots=True)
class Table:
    """An open table; `position` says how many bytes of the file have been read."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    position: Callable[[], int]
