"""Dated policies of the plates room, one file per edition."""

from pathlib import Path

_HERE = Path(__file__).parent


def posting_editions() -> dict[str, str]:
    """Return the editions of the posting policy: name → text of the file."""
    files = sorted((_HERE / "posting").glob("*.toml"))
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def rescue_numbers() -> str:
    """Return the table of the lengths of rescue numbers by city."""
    return (_HERE / "numbers.toml").read_text(encoding="utf-8")
