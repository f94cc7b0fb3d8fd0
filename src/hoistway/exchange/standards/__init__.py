"""Profiles of partners as they are shipped: one file each, to be copied and bent."""

from pathlib import Path


def shipped() -> dict[str, str]:
    """Return the text of each shipped profile by its name, `police-110` for `police-110.toml`."""
    folder = Path(__file__).parent / "profiles"
    return {file.stem: file.read_text("utf-8") for file in sorted(folder.glob("*.toml"))}
