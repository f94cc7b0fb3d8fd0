"""The font of printed documents: Noto Sans SC (OFL 1.1), which npm brought into the home."""

from pathlib import Path

from hoistway.server.packages import FONT


def folder(*, home: Path) -> Path:
    """Return where the font lies in a home."""
    return FONT.folder(home=home)


def is_there(*, home: Path) -> bool:
    """Return whether the very font of the lock lies in a home."""
    return FONT.is_there(home=home)
