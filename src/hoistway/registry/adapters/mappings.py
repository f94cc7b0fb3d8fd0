"""Mapping files: the shipped ones by name, others by path or text."""

from pathlib import Path

from hoistway.registry.adapters.grids import Grids
from hoistway.registry.adapters.tables.table import CannotRead
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.mapping_file import BadMapping, mapping_of
from hoistway.registry.standards import mappings as shipped


def shipped_text(*, name: str) -> str:
    """Return the text of a shipped mapping.

    Raises: CannotRead.
    """
    if text := shipped.text(name=name):
        return text
    sentence = f"there is no such mapping. {_shipped_names()}"
    raise CannotRead(file=name, sentence=sentence)


def _shipped_names() -> str:
    return f"Shipped mappings: {', '.join(shipped.names())}."


def text_of(*, path: Path) -> str:
    """Return the text of a mapping file, or of the shipped one of that name.

    Raises: CannotRead.
    """
    if not path.exists() and str(path) in shipped.names():
        return shipped_text(name=str(path))
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(file=path.name, sentence="a mapping is written in UTF-8.") from None
    except OSError as error:
        sentence = f"{error.strerror}. {_shipped_names()}"
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
