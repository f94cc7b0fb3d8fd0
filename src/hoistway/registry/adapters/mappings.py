"""Mapping files: the shipped ones by name, others by path or text."""

from dataclasses import dataclass
from pathlib import Path

from hoistway.registry.adapters.grids import Grids
from hoistway.registry.adapters.tables.table import CannotRead
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.mapping_file import BadMapping, mapping_of

_SHIPPED = Path(__file__).parents[1] / "standards" / "mappings"


@dataclass(frozen=True, slots=True)
class ShippedMapping:
    """A mapping that comes with the product, for a list to choose from."""

    name: str
    title: str
    source: str


def shipped_names() -> tuple[str, ...]:
    """Return the names of the mappings that come with the product."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def shipped_list() -> list[ShippedMapping]:
    """Return the mappings that come with the product, by name."""
    found = []
    for name in shipped_names():
        mapping = mapping_of(text=shipped_text(name=name), file=name)
        found.append(ShippedMapping(name=name, title=mapping.name, source=mapping.source))
    return found


def shipped_text(*, name: str) -> str:
    """Return the text of a shipped mapping.

    Raises: CannotRead.
    """
    if name not in shipped_names():
        sentence = f"there is no such mapping. Shipped mappings: {', '.join(shipped_names())}."
        raise CannotRead(file=name, sentence=sentence)
    return (_SHIPPED / f"{name}.toml").read_text(encoding="utf-8")


def text_of(*, path: Path) -> str:
    """Return the text of a mapping file, or of the shipped one of that name.

    Raises: CannotRead.
    """
    if not path.exists() and str(path) in shipped_names():
        return shipped_text(name=str(path))
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(file=path.name, sentence="a mapping is written in UTF-8.") from None
    except OSError as error:
        sentence = f"{error.strerror}. Shipped mappings: {', '.join(shipped_names())}."
        raise CannotRead(file=path, sentence=sentence) from None


def usable_mapping(*, text: str, file: str) -> Mapping:
    """Return the mapping of a text whose grids are all known.

    Raises: BadMapping.
    """
    mapping = mapping_of(text=text, file=file)
    for code in mapping.grid.codes():
        if not Grids().knows(code=code):
            sentence = f"«{code}» is no grid from which longitude and latitude can be computed."
            raise BadMapping(file=file, where=", coordinates", sentence=sentence)
    return mapping
