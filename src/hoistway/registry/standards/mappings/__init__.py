"""The mapping files that come with the product, one for each register."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Return the names of the shipped mappings."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def text(*, name: str) -> str:
    """Return the text of a shipped mapping, or nothing where there is none of that name."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8") if name in names() else ""
