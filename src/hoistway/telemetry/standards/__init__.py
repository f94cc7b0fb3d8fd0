"""Mapping files that come with the house: how foreign forms read as ours, one file per version."""

from pathlib import Path

_MAPPINGS = Path(__file__).parent / "mappings"


def mapping_texts() -> dict[str, str]:
    """Return the text of each mapping file by the file's name."""
    return {
        path.name: path.read_text(encoding="utf-8") for path in sorted(_MAPPINGS.glob("*.toml"))
    }
