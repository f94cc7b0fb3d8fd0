"""One table of a mapping file, read key by key; each wrong key becomes one sentence."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass


class BadKey(Exception):
    """Raised for one wrong key; the reader of the file turns it into a refusal with the line."""

    def __init__(self, *, path: tuple[str, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its path in the file."""

    path: tuple[str, ...]
    values: dict[str, object]

    def bad(self, key: str, sentence: str) -> BadKey:
        """Return the complaint about one key of this table."""
        return BadKey(path=(*self.path, key), sentence=sentence)

    def only(self, known: Sequence[str]) -> None:
        """Refuse keys that nobody reads, for they are slips of the pen."""
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
                raise self.bad(key, f"there is no such key; {hint}")

    def table(self, key: str, *, optional: bool = False) -> "Table":
        """Return the table under a key; an optional one may be absent."""
        value = self.values.get(key)
        if value is None and optional:
            return Table(path=(*self.path, key), values={})
        if not isinstance(value, dict):
            raise self.bad(key, "this table is needed." if value is None else "it must be a table.")
        return Table(path=(*self.path, key), values=value)

    def text(self, key: str, *, default: str | None = None, length: int = 0) -> str:
        """Return a text; without a default it is required and not empty."""
        value = self.values.get(key, default)
        if value is None or (value == "" and default is None):
            raise self.bad(key, "this text is needed.")
        if not isinstance(value, str):
            raise self.bad(key, f"it must be a text in quotes, not {value!r}.")
        if length and len(value) > length:
            raise self.bad(key, f"it has {len(value)} signs and may have {length}.")
        return value

    def word(self, key: str, *, among: Sequence[str], default: str | None = None) -> str:
        """Return one word of a closed list."""
        word = self.text(key, default=default)
        if word in among:
            return word
        near = difflib.get_close_matches(word, among, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(among)}."
        raise self.bad(key, f"«{word}» is not known; {hint}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        value = self.values.get(key, [])
        entries = [value] if isinstance(value, str) else value
        if not isinstance(entries, list) or not all(isinstance(one, str) for one in entries):
            raise self.bad(key, "it must be a text in quotes or a list of texts.")
        return tuple(entries)

    def number(self, key: str, *, default: float) -> float:
        """Return a number."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.bad(key, f"it must be a number, not {value!r}.")
        return float(value)

    def flag(self, key: str) -> bool:
        """Return whether a key is true; an absent one is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, f"it must be true or false, not {value!r}.")
        return value
